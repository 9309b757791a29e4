"""Who did it, to whom, with what and why: the arguments of one cluster of triggers."""

from collections.abc import Iterator

from truceline.extract.backing import is_backed
from truceline.extract.clauses import conjuncts
from truceline.extract.doers import agent_heads, noun_phrase, of_whom
from truceline.extract.fired import is_weapon, with_senders
from truceline.extract.place_words import AROUND, BESIDE
from truceline.extract.run_on import runs_on
from truceline.extract.triggers import GAS, Cluster
from truceline.extract.whose import befell_owner
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.actor import Mention
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
# What tells the kind of a weapon before its name: "an Xlandish mortar shell", "army helicopter fire".
KINDS_OF_ARMS = frozenset(
    (
        "mortar", "barrel", "rocket", "artillery", "missile", "helicopter", "tank", "fighter", "war", "jet", "drone", "shell", "cluster",
        "car", "truck", "sniper", "machine", "gun", "air", "gas", "chlorine", "phosphorus", "vacuum", "fire",
    )
)  # fmt: skip
ADJECTIVAL = ("amod", "nmod", "conj")
# "The bomber struck at noon" names nobody: he is called after the deed.
BY_DEED = frozenset(("bomber", "suicide bomber"))
MEDIA = frozenset(("tv", "television", "radio", "media", "newspaper"))
TELLING = frozenset(("Claims", "Says", "Accuses", "Blames", "Denies", "Reports", "Alleges", "Condemns"))
# What is done to a deed by who tells of it.
TOLD = frozenset(
    ("report", "confirm", "corroborate", "verify", "document", "record", "describe", "film", "photograph", "broadcast", "publish",
     "mention", "note", "cite", "observe", "witness", "monitor", "tell", "say", "condemn", "denounce", "investigate")
)  # fmt: skip
ASKED = frozenset(("which", "what", "whose", "whatever", "whichever"))
ARMED = frozenset(("armed_nonstate", "government", "label"))


def actors_at(parsed: Parsed, i: int, cast: Cast) -> tuple[str, ...]:
    """Return the ids of the actors that the phrase on head `i` names, by its head and by its adjectives.

    "Xlandish planes" are Xland's; "Xlandish and Ylandish warplanes" are two sides' though the last alone makes a name.
    """
    heads = conjuncts(parsed, i)
    return tuple(dict.fromkeys(actor for head in heads for actor in _actors_of(parsed, head, cast)))


def _actors_of(parsed: Parsed, head: int, cast: Cast) -> list[str]:
    """Return the actors that one noun and its adjectives name."""
    mods = [m for c in _modifiers(parsed, head) for m in conjuncts(parsed, c)]
    named = [
        cast.actor_at(m)
        for m in mods
        if not (is_backed(parsed, m) or _is_opposed(parsed, m))
        and (cast.at(head) is None or parsed.tokens[m].dep in ADJECTIVAL)
    ]
    own = cast.actor_at(head) or _genitive(parsed, head, cast)
    own = own or (None if any(named) else _belonging(parsed, head, cast))
    sides = {cast.side(actor) for actor in (own,) if actor}
    found = [actor for actor in named if actor and cast.side(actor) not in sides]
    return [*found, own] if own else found


def _genitive(parsed: Parsed, i: int, cast: Cast) -> str | None:
    """Return whose "the coalitions strikes" are, whose apostrophe was lost: of the only one in the document so called."""
    token = parsed.tokens[i]
    if token.tag != "NNS" or token.dep != "compound" or i + 1 >= len(parsed.tokens):
        return None
    stem = token.text.lower().removesuffix("s")
    told = {
        mention.actor
        for mention in cast.mentions
        if mention.actor
        and mention.span.quote.lower().split()[-1:] == [stem]
        and cast.actors[mention.actor].kind in (*FIGHTERS, *STATES, "coalition")
    }
    return told.pop() if len(told) == 1 else None


def _modifiers(parsed: Parsed, head: int) -> list[int]:
    """Return the words before a noun that are its own, and those before a kind of it: "Xlandish" in "an Xlandish mortar shell"."""
    own = parsed.children(head, *MODIFIERS)
    kinds = [c for c in own if parsed.tokens[c].lemma.lower() in KINDS_OF_ARMS]
    return [*own, *(m for c in kinds for m in parsed.children(c, "amod", "compound", "nmod"))]


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
    if (actor := _of_a_front(parsed, head, cast)) is not None:
        return actor
    for p in of_whom(parsed, head):
        modifiers = parsed.children(p, *MODIFIERS) if _is_band(parsed, head) else ()
        # "Militants of the radical group Xs"
        for i in (p, *modifiers, *parsed.children(p, "appos")):
            if (actor := cast.actor_at(i)) and not is_backed(parsed, i):
                return actor
    return None


def _of_a_front(parsed: Parsed, head: int, cast: Cast) -> str | None:
    """Return whose "Hill Army 9th Front members" are: the Front is the Army's."""
    fronts = parsed.children(head, "compound", "nmod") if _is_band(parsed, head) else []
    inner = (cast.actor_at(m) for c in fronts for m in parsed.children(c, "compound", "nmod"))
    return next((actor for actor in inner if actor), None)


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
    for i in with_senders(parsed, agent_heads(parsed, cluster, words), words):
        if i in cluster.heads or i in places or _does_nothing(parsed, i, words):
            continue
        if befell_owner(parsed, i, cast, names, words):
            continue
        ids = _without_namesakes(parsed, cluster, i, acting_at(parsed, i, cast, names), cast)
        fights = is_armed(parsed, i, names) and parsed.tokens[i].lemma.lower() not in BY_DEED
        if ids and (fights or can_act(parsed, cluster, i, cast, words)):
            return culprit_at(
                parsed, i, tuple(dict.fromkeys((*ids, *_covering(parsed, cluster, cast, words))))
            )
        if armed is None and fights:
            armed = i
    return culprit_at(parsed, _people(parsed, armed, names, words), ()) if armed is not None else None


def _without_namesakes(
    parsed: Parsed, cluster: Cluster, i: int, ids: tuple[str, ...], cast: Cast
) -> tuple[str, ...]:
    """Return the actors, without the persons whose name stands before the deed: "the Xan Yorr explosion" is where he lives."""
    beside = parsed.tokens[i].head in cluster.heads and parsed.tokens[i].dep in ("compound", "nmod", "amod")
    return tuple(one for one in ids if not (beside and cast.actors[one].kind == "person"))


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
    """See "Xland Opposition Claims Gas Attack", where the parser takes the verb of saying for a noun; "was reported by state media".

    "Nine killed in Xland city state TV | A blast", run on: state TV tells of the blast.
    """
    by = parsed.tokens[parsed.tokens[i].head]
    told = by.lemma == "by" and parsed.tokens[by.head].lemma.lower() in TOLD
    following = parsed.tokens[i + 1].text.lower() if i + 1 < len(parsed.tokens) else ""
    return told or parsed.tokens[i].text in TELLING or following in MEDIA


def _does_nothing(parsed: Parsed, i: int, words: Happenings) -> bool:
    """Return whether a name beside the deed only says where, tells of it, belongs to what was hit, or is asked for."""
    beside = _locates(parsed, i) or _tells(parsed, i) or _is_of_what_was_hit(parsed, i, words)
    return beside or is_asked(parsed, i) or _is_opposed(parsed, i)


def _is_opposed(parsed: Parsed, i: int) -> bool:
    """See "anti-government protests", "anti-Xlandish raids": whom they are against does nothing."""
    before = [token.text.lower() for token in parsed.tokens[max(0, i - 2) : i]]
    return (
        before == ["anti", "-"]
        or before[-1:] == ["anti"]
        or parsed.tokens[i].text.lower().startswith("anti-")
    )


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
    if _genitive(parsed, i, cast) is not None:
        return True
    if mention is None or mention.actor is None:
        lemma = parsed.tokens[i].lemma.lower()
        band = lemma in BANDS or lemma in ("command", "brigade", "militant", "supporter", "force", *UNIONS)
        named = (cast.actor_at(c) for c in (*parsed.children(i, *MODIFIERS), *of_whom(parsed, i)))
        kinds = {cast.actors[actor].kind for actor in named if actor}
        # "Xlandish and Ylandish forces": the last alone makes a name.
        of_fighters = bool(kinds & {*FIGHTERS, *(STATES if lemma == "force" else ())})
        means = lemma in words.hints and not _is_gas_there(parsed, i, cast, words)
        return means or (band and (of_fighters or _belonging(parsed, i, cast) is not None))
    on_the_noun = parsed.tokens[i].head in cluster.heads and parsed.tokens[i].dep in (
        "compound",
        "nmod",
        "amod",
    )
    return not (on_the_noun and _says_where(mention, cast))


def _says_where(mention: Mention, cast: Cast) -> bool:
    """See "the Xland attack": before a noun the name of a state is where, and "Xlandish" or "US" whose."""
    state = mention.actor is not None and cast.actors[mention.actor].kind in ("state", "government")
    letters = mention.span.quote.replace(".", "").split("-")[0]
    return state and not (mention.adjective or letters.isupper() or letters[:1].islower())


def _is_gas_there(parsed: Parsed, i: int, cast: Cast, words: Happenings) -> bool:
    """See the headline "Xland gas kills nine": a jet is somebody's, gas is where it is."""
    if words.hints.get(parsed.tokens[i].lemma.lower()) != GAS:
        return False
    named = [mention for c in parsed.children(i, *MODIFIERS) if (mention := cast.at(c)) and mention.actor]
    return bool(named) and all(_says_where(mention, cast) for mention in named)


def culprit_at(parsed: Parsed, i: int, ids: tuple[str, ...]) -> Found[Culprit]:
    """Return the phrase on head `i` as who is told to have done it."""
    first, last = noun_phrase(parsed, i)
    first = runs_on(parsed, i) or first
    # "Members" says nothing, "members of the Front" does.
    for p in of_whom(parsed, i) if _is_band(parsed, i) else ():
        last = max(last, noun_phrase(parsed, p)[1])
    last = max(last, noun_phrase(parsed, conjuncts(parsed, i)[-1])[1])
    return Found(Culprit(ids, parsed.span(first, last).quote, "fact"), first, last, i)


def is_armed(parsed: Parsed, i: int, names: Names) -> bool:
    """Return whether the phrase is of those who can attack: "guerrillas", "army units", "members of the armed forces"."""
    heads = [i, *(of_whom(parsed, i) if _is_band(parsed, i) else ())]
    roles = (names.roles.get(word) for head in heads for word in _called(parsed, head))
    return any(ARMED & set(role.classes) for role in roles if role is not None)


def _is_band(parsed: Parsed, i: int) -> bool:
    """Return whether the noun tells of some of those named behind it, be it told with a capital: "Brack Units of the army"."""
    token = parsed.tokens[i]
    return token.lemma.lower() in BANDS or (
        token.tag == "NNPS" and token.text.lower().removesuffix("s") in BANDS
    )


def _called(parsed: Parsed, i: int) -> Iterator[str]:
    """Yield the noun, the words that stand before it, and both as one: "forces", "armed", "armed forces"."""
    yield parsed.tokens[i].text
    kinds = [c for c in parsed.children(i, "compound") if parsed.tokens[c].lemma.lower() in KINDS_OF_ARMS]
    inner = [m for c in kinds for m in parsed.children(c, "compound", "amod")]
    for c in (*parsed.children(i, "compound", "amod"), *inner):
        if not is_backed(parsed, c):
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
