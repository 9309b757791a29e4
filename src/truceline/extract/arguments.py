"""Who did it, to whom, with what and why: the arguments of one cluster of triggers."""

from collections.abc import Iterator

from truceline.extract.by_phrases import AREAS, far_agent, prepositions, shared_agent
from truceline.extract.clauses import conjuncts
from truceline.extract.far_doers import (
    against_them,
    carriers,
    dated_subject,
    faced,
    involved,
    is_misread,
    kept_up,
    on_whole,
    operations,
    outer_verbs,
    scene_of,
    with_it,
)
from truceline.extract.fired import is_weapon, standing_there, with_senders
from truceline.extract.place_words import AROUND, BESIDE
from truceline.extract.triggers import Cluster, is_light
from truceline.extract.whose import befell_owner
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.claim import Culprit
from truceline.model.parsed import Found, Parsed

MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod")
# Those who are no side of a war: they tell of deeds, and do none.
BYSTANDERS = ("outlet", "agency", "monitor", "organisation", "intergovernmental")
FIGHTERS = ("armed_group", "armed_force")
STATES = ("state", "government")
# Who acts where these do is told behind "of": "members of the Front", "a column of Front guerrillas".
BANDS = frozenset(
    (
        "member", "man", "element", "group", "column", "unit", "band", "squad", "cell", "commando", "detachment", "platoon", "company",
        "patrol", "number", "dozen", "hundred", "handful", "team", "contingent", "gang", "wing", "part", "sector", "agent",
    )
)  # fmt: skip
UNIONS = ("organization", "organisation", "network", "movement", "alliance", "faction")
OWN_WORDS = frozenset(("its", "our", "we", "us", "ours", "my"))
# What is struck and strikes nobody: "the strike of government positions".
STRUCK = frozenset(
    ("position", "post", "target", "site", "stronghold", "area", "vehicle", "gathering", "movement")
)
SOME = frozenset(("one", "two", "three", "some", "several", "many"))
MEANS = ("by", "through")
THEN = ("after", "before", "while", "upon")
# "Xland accused Yland of gassing them by firing rockets": Yland fired.
CHARGING = frozenset(
    ("accuse", "blame", "charge", "suspect", "condemn", "denounce", "criticise", "criticize", "slam", "fault")
)
ADJECTIVAL = ("amod", "nmod", "conj")
# What hangs on a noun and is no part of calling it by name: clauses, appositions, places.
NOT_IN_NAME = ("relcl", "acl", "appos", "prep", "punct", "cc", "conj", "advcl", "ccomp")
# "Raids believed to be Xlandish", "jets thought to belong to Xland".
THOUGHT = ("believe", "think", "suspect", "presume")
# "The bomber struck at noon" names nobody: he is called after the deed.
BY_DEED = frozenset(("bomber", "suicide bomber"))
TELLING = frozenset(("Claims", "Says", "Accuses", "Blames", "Denies", "Reports", "Alleges", "Condemns"))
ASKED = frozenset(("which", "what", "whose", "whatever", "whichever"))
ARMED = frozenset(("armed_nonstate", "government", "label"))


def noun_phrase(parsed: Parsed, i: int) -> tuple[int, int]:
    """Return the tokens of the name-like phrase on head `i`: its modifiers and itself, without clauses or appositions."""
    first = last = i
    for child in parsed.children(i):
        if parsed.tokens[child].dep not in NOT_IN_NAME:
            inside = parsed.subtree(child)
            first, last = min(first, inside[0]), max(last, inside[-1])
    return first, last + 1


def actors_at(parsed: Parsed, i: int, cast: Cast) -> tuple[str, ...]:
    """Return the ids of the actors that the phrase on head `i` names, by its head and by its adjectives.

    "Xlandish planes" are Xland's; "Xlandish and Ylandish warplanes" are two sides' though the last alone makes a name.
    """
    found: list[str] = []
    for head in conjuncts(parsed, i):
        mods = [m for c in parsed.children(head, *MODIFIERS) for m in conjuncts(parsed, c)]
        named = [
            cast.actor_at(m)
            for m in mods
            if not _backed(parsed, m) and (cast.at(head) is None or parsed.tokens[m].dep in ADJECTIVAL)
        ]
        own = cast.actor_at(head) or (None if any(named) else _belonging(parsed, head, cast))
        sides = {cast.side(actor) for actor in (own,) if actor}
        found += [actor for actor in named if actor and cast.side(actor) not in sides]
        found += [own] if own else []
    return tuple(dict.fromkeys(found))


def _belonging(parsed: Parsed, head: int, cast: Cast) -> str | None:
    """Return whose they are: "fighters of the Xs", "a column of X guerrillas", "a helicopter belonging to the Xs"."""
    owners = [
        p
        for c in parsed.children(head, "acl")
        if parsed.tokens[c].lemma == "belong"
        for to in parsed.children(c, "prep")
        for p in parsed.children(to, "pobj")
    ]
    for i in owners:
        if actor := cast.actor_at(i):
            return actor
    for p in of_whom(parsed, head):
        modifiers = parsed.children(p, *MODIFIERS) if parsed.tokens[head].lemma.lower() in BANDS else ()
        for i in (p, *modifiers):
            if (actor := cast.actor_at(i)) and not _backed(parsed, i):
                return actor
    return None


def of_whom(parsed: Parsed, head: int) -> list[int]:
    """Return what "of" joins to a noun."""
    preps = (c for c in parsed.children(head, "prep") if parsed.tokens[c].lemma == "of")
    return [p for prep in preps for p in parsed.children(prep, "pobj")]


def _backed(parsed: Parsed, i: int) -> bool:
    """See "Xland-backed rebels": the rebels did it, not Xland.  An "Xland-led" raid is its leader's."""
    after = [t.text.lower() for t in parsed.tokens[i : i + 3]]
    if after[1:2] and after[1] in ("backed", "supported", "armed", "trained", "funded", "allied"):
        return True
    word = after[0].rsplit("-", 1)[-1] if "-" in after[0] and len(after[0]) > 1 else ""
    joined = word or (after[2] if after[1:2] == ["-"] and len(after) == 3 else "")
    return joined.endswith(("ed", "made", "born", "held", "aligned", "friendly")) and joined != "led"


def find_agent(
    parsed: Parsed, cluster: Cluster, cast: Cast, names: Names, words: Happenings, places: frozenset[int]
) -> Found[Culprit] | None:
    """Find who is told to have done it; None where nobody is.

    A name outranks a mere word: in "the Xlandish army began military operations" the army did, not "the military". What is
    named as a place (`places`, by token) did nothing: "air strikes east of Xtown", "an attack in Xland".
    """
    lead = parsed.tokens[cluster.lead.head]
    if lead.dep != "nsubj" and parsed.tokens[lead.head].lemma.lower() == "prevent":
        return None  # "bombed the bridges to prevent the army's further advances": it did not advance
    armed: int | None = None
    for i in with_senders(parsed, _agent_heads(parsed, cluster, words), words):
        if i in cluster.heads or i in places or _does_nothing(parsed, i, words):
            continue
        if befell_owner(parsed, i, cast, names, words):
            continue
        ids = acting_at(parsed, i, cast, names)
        fights = is_armed(parsed, i, names) and parsed.tokens[i].lemma.lower() not in BY_DEED
        if ids and (fights or can_act(parsed, cluster, i, cast, words)):
            return culprit_at(
                parsed, i, tuple(dict.fromkeys((*ids, *_covering(parsed, cluster, cast, words))))
            )
        if armed is None and fights:
            armed = i
    return culprit_at(parsed, _people(parsed, armed, names, words), ()) if armed is not None else None


def acting_at(parsed: Parsed, i: int, cast: Cast, names: Names) -> tuple[str, ...]:
    """Return who acts where these words do: "Xlandish rebels" are not Xland, and who only tells of deeds does none."""
    barred = (*BYSTANDERS, *STATES) if _outside_state(parsed, i, names) else BYSTANDERS
    acting = (
        one
        for one in actors_at(parsed, i, cast)
        if (cast.actors[one].kind not in barred or one.startswith("body:"))
        and not _is_kin_only(parsed, i, one, cast, names)
    )
    return tuple(government(names, actor) for actor in acting)


def _is_kin_only(parsed: Parsed, i: int, actor: str, cast: Cast, names: Names) -> bool:
    """See "Xlandish rebels" where the Xlandish are a people: the rebels did it, and not the people."""
    if cast.actors[actor].kind != "people" or cast.actor_at(i) == actor:
        return False
    role = names.roles.get(parsed.tokens[i].text)
    return role is not None and "armed_nonstate" in role.classes


def _outside_state(parsed: Parsed, i: int, names: Names) -> bool:
    """See "Xlandish rebel fire", "the mafias of Xland": they are of Xland, and Xland's government did nothing."""
    noun = parsed.tokens[i].head if parsed.tokens[i].dep in ("amod", "nmod") else i
    beside = (parsed.tokens[j].text for j in parsed.children(noun, "compound", "nmod"))
    roles = (names.roles.get(word) for word in (*_called(parsed, noun), *beside))
    classes = {one for role in roles if role for one in role.classes}
    return bool(classes & {"armed_nonstate", "label"}) and "government" not in classes


def _tells(parsed: Parsed, i: int) -> bool:
    """See "Xland Opposition Claims Gas Attack", a headline in which the parser takes the verb of saying for a noun."""
    return parsed.tokens[i].text in TELLING


def _does_nothing(parsed: Parsed, i: int, words: Happenings) -> bool:
    """Return whether a name beside the deed only says where, tells of it, belongs to what was hit, or is asked for."""
    beside = _locates(parsed, i) or _tells(parsed, i) or _is_of_what_was_hit(parsed, i, words)
    return beside or is_asked(parsed, i)


def is_asked(parsed: Parsed, i: int) -> bool:
    """See "did not say which government was behind it": whoever is asked for is not named."""
    return any(parsed.tokens[c].text.lower() in ASKED for c in parsed.children(i, "det", "poss"))


def _locates(parsed: Parsed, i: int) -> bool:
    """See "the area surrounding Xan al-Yan", "on the edge of Xtown": what says where does nothing, whoever bears the name."""
    above = parsed.tokens[parsed.tokens[i].head]
    if above.text.lower() in BESIDE:
        return parsed.tokens[i].dep in ("pobj", "dobj")
    around = parsed.tokens[above.head].lemma.lower() in AROUND | {"area", "surrounding", "outskirt"}
    return parsed.tokens[i].dep == "pobj" and above.lemma.lower() in ("of", "to") and around


def _is_of_what_was_hit(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "an Xlandish weapons depot blast": between the adjective and the deed stands what was hit, and it is Xland's."""
    above = parsed.tokens[i].head
    if parsed.tokens[i].dep not in ("amod", "nmod", "compound"):
        return False
    between = {
        parsed.tokens[c].lemma.lower() for c in parsed.children(above, "compound", "nmod") if i < c < above
    }
    return bool(between & words.points)


def can_act(parsed: Parsed, cluster: Cluster, i: int, cast: Cast, words: Happenings) -> bool:
    """Return whether the words can be of who did it: an actor's own name, its planes, "Xlandish raids".

    A "French criminal" is not France, and in "the Xland attack" Xland is where: a state's raid is "Xlandish", or "US".
    """
    mention = cast.at(i)
    if mention is None or mention.actor is None:
        lemma = parsed.tokens[i].lemma.lower()
        band = lemma in BANDS or lemma in ("command", "brigade", "militant", "supporter", "force", *UNIONS)
        named = (cast.actor_at(c) for c in (*parsed.children(i, *MODIFIERS), *of_whom(parsed, i)))
        kinds = {cast.actors[actor].kind for actor in named if actor}
        # "Xlandish and Ylandish forces": the last alone makes a name.
        of_fighters = bool(kinds & {*FIGHTERS, *(STATES if lemma == "force" else ())})
        return lemma in words.hints or (band and (of_fighters or _belonging(parsed, i, cast) is not None))
    on_the_noun = parsed.tokens[i].head in cluster.heads and parsed.tokens[i].dep in (
        "compound",
        "nmod",
        "amod",
    )
    state = cast.actors[mention.actor].kind in ("state", "government")
    letters = mention.span.quote.replace(".", "").split("-")[0]
    return not (on_the_noun and state) or mention.adjective or letters.isupper() or letters[:1].islower()


def find_own(parsed: Parsed, cluster: Cluster, words: Happenings, cue: int) -> Found[str] | None:
    """Find words by which a speaker tells of its own deed: "its air force", "our strike", "we"; the value is the words.

    An "it" right behind the word of saying, which ends at token `cue`, is who speaks: "the Xs said that it killed nine".
    """
    for i in _agent_heads(parsed, cluster, words):
        if 0 < i - cue <= 2 and _is_speaker(parsed, i, words):
            return Found(parsed.span(i, i + 1).quote, i, i + 1, i)
        # "One of its fighters fired": the fighters are its own.
        of = [p for prep in parsed.children(i, "prep") for p in parsed.children(prep, "pobj")]
        some = of if parsed.tokens[i].lemma.lower() in SOME else []
        owners = [i, *(owner for noun in (i, *some) for owner in parsed.children(noun, "poss"))]
        if any(parsed.tokens[j].text.lower() in OWN_WORDS for j in owners):
            first, last = noun_phrase(parsed, i)
            return Found(parsed.span(first, last).quote, first, last, i)
    return None


def _is_speaker(parsed: Parsed, i: int, words: Happenings) -> bool:
    """Return whether an "it" is who speaks: the subject of a verb, where the sentence has told of no raid that it could be."""
    token = parsed.tokens[i]
    doer = token.text.lower() == "it" and token.dep == "nsubj" and parsed.tokens[token.head].pos == "VERB"
    before = parsed.tokens[parsed.sentences[token.sentence].first : i]
    return doer and not any((t.lemma.lower(),) in words.nouns for t in before if t.pos == "NOUN")


def culprit_at(parsed: Parsed, i: int, ids: tuple[str, ...]) -> Found[Culprit]:
    """Return the phrase on head `i` as who is told to have done it."""
    first, last = noun_phrase(parsed, i)
    # "Members" says nothing, "members of the Front" does.
    for p in of_whom(parsed, i) if parsed.tokens[i].lemma.lower() in BANDS else ():
        last = max(last, noun_phrase(parsed, p)[1])
    last = max(last, noun_phrase(parsed, conjuncts(parsed, i)[-1])[1])
    return Found(Culprit(ids, parsed.span(first, last).quote, "fact"), first, last, i)


def is_armed(parsed: Parsed, i: int, names: Names) -> bool:
    """Return whether the phrase is of those who can attack: "guerrillas", "army units", "members of the armed forces"."""
    heads = [i, *(of_whom(parsed, i) if parsed.tokens[i].lemma.lower() in BANDS else ())]
    roles = (names.roles.get(word) for head in heads for word in _called(parsed, head))
    return any(ARMED & set(role.classes) for role in roles if role is not None)


def _called(parsed: Parsed, i: int) -> Iterator[str]:
    """Yield the noun, the words that stand before it, and both as one: "forces", "armed", "armed forces"."""
    yield parsed.tokens[i].text
    for c in parsed.children(i, "compound", "amod"):
        if not _backed(parsed, c):
            yield parsed.tokens[c].text
            yield f"{parsed.tokens[c].text} {parsed.tokens[i].text}"
            # "Armed forces members".
            yield from (
                f"{parsed.tokens[m].text} {parsed.tokens[c].text}" for m in parsed.children(c, "amod")
            )


def _people(parsed: Parsed, i: int, names: Names, words: Happenings) -> int:
    """Return the word for people where the head is their weapon: "rebel" in "a rebel rocket", which did nothing alone."""
    beside = parsed.children(i, "compound", "amod") if is_weapon(parsed, i, words) else []
    return next((c for c in beside if is_armed(parsed, c, names)), i)


def government(names: Names, actor: str) -> str:
    """Return who acts when a state is said to act: its government, where that is not the whole state."""
    return names.government(actor) if names.state(actor) == actor else actor


def _covering(parsed: Parsed, cluster: Cluster, cast: Cast, words: Happenings) -> tuple[str, ...]:
    """Return who gives cover: in "the army launched a push under the cover of Xlandish jets", Xland."""
    sentence = parsed.sentences[parsed.tokens[cluster.lead.head].sentence]
    verbs = {a for head in cluster.heads for a in (head, *parsed.ancestors(head))}
    for i in range(sentence.first, sentence.last):
        prep = parsed.tokens[parsed.tokens[i].head]
        if parsed.tokens[i].lemma.lower() not in words.cover or parsed.tokens[i].dep != "pobj":
            continue
        if prep.lemma.lower() in ("under", "with") and prep.head in verbs:
            return tuple(
                a
                for of in parsed.children(i, "prep")
                for p in parsed.children(of, "pobj")
                for a in actors_at(parsed, p, cast)
            )
    return ()


def _agent_heads(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    """Yield who may have done it: on the event's noun first, then on its verbs.

    Where the event itself is the subject ("the raid killed 8 and wounded 5"), a verb says who only in a by-phrase: the
    subject that it inherits through a conjunction is another clause's.
    """
    for trigger in cluster.triggers:
        if not trigger.verb:
            yield from _noun_agents(parsed, trigger.head, words)
    yield from _before(parsed, cluster)
    verbs = [trigger.head for trigger in cluster.triggers if trigger.verb]
    subjects = {c for verb in verbs for c in parsed.children(verb, "nsubj")}
    for verb in verbs:
        if subjects & set(cluster.heads):
            yield from (c for prep in parsed.children(verb, "agent") for c in parsed.children(prep, "pobj"))
        else:
            yield from _verb_agents(parsed, verb, words)
    yield from _far_agents(parsed, cluster, words)


def _far_agents(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    """Yield who did it by words that stand farther off, after all that stand beside the deed."""
    for trigger in cluster.triggers:
        i = trigger.head
        yield from _far_of_verb(parsed, i, words) if trigger.verb else _far_of_noun(parsed, i, words)
        for noun in scene_of(parsed, i, words):
            yield from _noun_agents(parsed, noun, words)


def _far_of_verb(parsed: Parsed, i: int, words: Happenings) -> Iterator[int]:
    yield from dated_subject(parsed, i)
    for verb in outer_verbs(parsed, i, words):
        yield from _verb_agents(parsed, verb, words)
    for noun in operations(parsed, i, words):
        # "Killed in Xlandish operations": in Xland's, or in Xland.
        agents = _noun_agents(parsed, noun, words)
        raids = is_misread(parsed, noun, words)
        yield from (doer for doer in agents if raids or parsed.tokens[doer].dep != "amod")
    yield from against_them(parsed, i)


def _far_of_noun(parsed: Parsed, i: int, words: Happenings) -> Iterator[int]:
    for found in (on_whole(parsed, i, words), faced(parsed, i), involved(parsed, i, words)):
        yield from found
    yield from kept_up(parsed, i)
    # "The regime fired shells", read as "regime fire".
    verbs = (i,) if parsed.tokens[i].tag == "VBD" else (*carriers(parsed, i, words), *with_it(parsed, i))
    for verb in verbs:
        yield from _verb_agents(parsed, verb, words)


def _verb_agents(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    for prep in parsed.children(verb, "agent") or far_agent(parsed, verb) or shared_agent(parsed, verb):
        yield from parsed.children(prep, "pobj")
    token = parsed.tokens[verb]
    if not parsed.children(verb, "nsubjpass", "auxpass"):
        subjects = parsed.children(verb, "nsubj")
        # "The army, which shelled the town": the army did.
        relative = token.dep == "relcl" and any(parsed.tokens[c].tag in ("WDT", "WP") for c in subjects)
        subjects = subjects or _thought_of(parsed, verb)
        yield from (of for s in subjects for of in _supposed(parsed, s))
        yield from [token.head] if relative else subjects
    passive = bool(parsed.children(verb, "nsubjpass", "auxpass"))
    if token.dep in ("conj", "xcomp", "advcl") and not passive and not parsed.children(verb, "nsubj"):
        yield from _verb_agents(parsed, token.head, words)
    if not passive and not parsed.children(verb, "nsubj"):
        yield from standing_there(parsed, verb)
    # "Xan died after being shot" names nobody who shot.
    if token.dep == "pcomp" and not passive:
        yield from _controllers(parsed, verb, words)
    # "soldiers killing nine" did it; in "attacks across Xland killing nine" the clause hangs on Xland by mistake.
    if token.dep == "acl" and token.tag == "VBG" and parsed.tokens[token.head].dep != "pobj":
        yield token.head
    if token.dep == "acl" and token.tag == "VB":
        # "The army foiled an attempt by the Xs to attack": the Xs would have.
        tried = [p for p in parsed.children(token.head, "prep", "agent") if parsed.tokens[p].lemma == "by"]
        yield from (p for prep in tried for p in parsed.children(prep, "pobj"))
        yield from () if tried else _verb_agents(parsed, parsed.tokens[token.head].head, words)


def _thought_of(parsed: Parsed, verb: int) -> list[int]:
    """Return the jets of "jets believed to be Xlandish | struck the town", where the parser makes the jets believe it."""
    above = parsed.tokens[verb].head
    torn = parsed.tokens[verb].dep == "ccomp" and parsed.tokens[above].lemma.lower() in THOUGHT
    return parsed.children(above, "nsubj") if torn and parsed.children(above, "xcomp") else []


def _subject_above(parsed: Parsed, i: int) -> list[int]:
    """Return the subject of the nearest verb above: in "the Xs returned to their raids", the Xs."""
    above = next((a for a in parsed.ancestors(i) if parsed.tokens[a].pos == "VERB"), None)
    return parsed.children(above, "nsubj") if above is not None else []


def _before(parsed: Parsed, cluster: Cluster) -> Iterator[int]:
    """Yield the word straight before a trigger after a preposition: "killed in government shelling", however parsed.

    In "a guest of the Xs killing two" nothing tells that they did it: a verb with an object says itself who did.
    """
    for trigger in cluster.triggers:
        i = trigger.first - 1
        # "The number of officers killed": they were.
        victims = parsed.tokens[trigger.head].dep == "acl" and parsed.tokens[trigger.head].tag != "VBG"
        told = victims or parsed.children(trigger.head, "nsubj")
        if i <= 0 or parsed.tokens[i].dep != "pobj" or (trigger.verb and told):
            continue
        named = not trigger.verb or not parsed.children(trigger.head, "dobj")
        start = noun_phrase(parsed, i)[0] if named else i
        if start > 0 and parsed.tokens[start - 1].pos == "ADP":
            yield i


def _controllers(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield who does what stands after a preposition: the object, else the subject, of the verb above.

    "Xland accused Yland of bombing the port": Yland bombed.  "Xland is guilty of bombing it": Xland did.
    """
    joint = parsed.tokens[parsed.tokens[verb].head].lemma.lower()
    for above in parsed.ancestors(verb):
        if parsed.tokens[above].pos not in ("VERB", "AUX"):
            continue
        if joint in MEANS and parsed.tokens[above].lemma.lower() not in CHARGING:
            # "Xland broke the truce by bombing it": who broke it did.
            yield from _verb_agents(parsed, above, words)
        elif joint in THEN and words.verbs.get((parsed.tokens[verb].lemma.lower(),)) == "capture":
            # "The Xs shot nine after seizing the town": the nine took no town.
            yield from parsed.children(above, "nsubj")
        else:
            yield from parsed.children(above, "dobj") or parsed.children(above, "nsubj", "nsubjpass")
        return


def _noun_agents(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield who stands on the event's noun: "by the Xs", "the Xs' raid", "Xlandish raids", "the Xs launched a raid"."""
    # In "the bombing of several posts by Xlandish jets" the parser hangs "by" on the posts.
    for prep in (
        *prepositions(parsed, noun),
        *_on_its_count(parsed, noun, words),
        *(
            p
            for c in parsed.children(noun, "acl")
            if is_light(parsed, c, words)
            for p in parsed.children(c, "agent")
        ),
    ):
        if parsed.tokens[prep].lemma.lower() in words.agent_prepositions:
            yield from parsed.children(prep, "pobj")
    if parsed.tokens[noun].lemma.lower() in words.owned:
        yield from (
            p for p in of_whom(parsed, noun) if parsed.tokens[p].lemma.lower() not in STRUCK | words.points
        )
    for owner in parsed.children(noun, "poss"):
        if parsed.tokens[owner].tag != "PRP$":
            yield owner
        elif parsed.tokens[owner].text.lower() in ("its", "their"):
            yield from _subject_above(parsed, noun)
    yield from (
        c for c in parsed.children(noun, "amod", "compound", "nmod") if not _of_place(parsed, c, noun)
    )
    yield from _supposed(parsed, noun)
    yield from _carrier_agents(parsed, noun, words)


def _on_its_count(parsed: Parsed, noun: int, words: Happenings) -> list[int]:
    """Return the prepositions on "dozens" in "dozens of raids by the Xs"."""
    of = parsed.tokens[noun].head
    count = parsed.tokens[of].head
    counted = parsed.tokens[noun].dep == "pobj" and parsed.tokens[of].lemma == "of"
    if not counted or parsed.tokens[count].lemma.lower() not in words.moods.gatherings:
        return []
    return [p for p in parsed.children(count, "prep", "agent") if p > noun]


def _of_place(parsed: Parsed, i: int, noun: int) -> bool:
    """See "an Xlandish town twin bomb attack": the town is Xlandish, whatever the parser hung the word on."""
    return any(parsed.tokens[j].lemma.lower() in AREAS for j in range(i + 1, noun))


def _supposed(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield whose it is held to be: "raids believed to be Xlandish", "thought to be by the Xs", "to have been made by them"."""
    above = [parsed.tokens[noun].head] if parsed.tokens[noun].dep in ("nsubj", "nsubjpass") else []
    for verb in (*parsed.children(noun, "acl", "relcl"), *above):
        if parsed.tokens[verb].lemma.lower() not in (*THOUGHT, "say"):
            continue
        for be in parsed.children(verb, "xcomp"):
            yield from parsed.children(be, "acomp", "attr")
            yield from (
                p for prep in parsed.children(be, "prep", "agent") for p in parsed.children(prep, "pobj")
            )


def _carrier_agents(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield who does it by the verb that carries the noun: "launched a raid", "a raid was launched by"."""
    above = parsed.tokens[noun].head
    if parsed.tokens[noun].dep == "dobj" and is_light(parsed, above, words):
        yield from _verb_agents(parsed, above, words)
    elif parsed.tokens[noun].dep == "dobj":
        # "To break the siege of the town by the Xs": what breaks it needs no "by".
        by = [
            p for p in parsed.children(above, "prep", "agent") if noun < p and parsed.tokens[p].lemma == "by"
        ]
        yield from (p for prep in by for p in parsed.children(prep, "pobj"))
    if parsed.tokens[parsed.tokens[above].head].lemma == "engage" and parsed.tokens[above].lemma == "in":
        yield from _verb_agents(parsed, parsed.tokens[above].head, words)
    carried = parsed.tokens[above].lemma in words.attempts | words.light_verbs
    if parsed.tokens[noun].dep == "conj" and parsed.tokens[above].pos == "VERB" and carried:
        yield from parsed.children(
            above, "nsubj"
        )  # "is not planning or leading operations", parsed as a conjunct
    # "A bomb was defused by the police": they did not lay it.
    if parsed.tokens[noun].dep == "nsubjpass" and parsed.tokens[above].lemma.lower() not in words.defusing:
        for prep in parsed.children(above, "agent"):
            yield from parsed.children(prep, "pobj")
