"""Doers: the words of a clause that may say who did it, nearest first."""

from collections.abc import Iterator

from truceline.extract.aftermaths import after_fire, after_long, helped
from truceline.extract.by_phrases import AREAS, HURT, far_agent, prepositions, shared_agent
from truceline.extract.far_doers import (
    against_them,
    carriers,
    dealt,
    done_in,
    faced,
    in_which_it,
    involved,
    is_misread,
    kept_up,
    on_whole,
    operations,
    outer_verbs,
    scene_of,
    with_it,
)
from truceline.extract.fired import standing_there
from truceline.extract.run_on import dated_subject
from truceline.extract.thought_of import THOUGHT, thought_of
from truceline.extract.triggers import Cluster, Trigger, is_light
from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

# What is struck and strikes nobody: "the strike of government positions".
STRUCK = frozenset(
    ("position", "post", "target", "site", "stronghold", "area", "vehicle", "gathering", "movement")
)
# What hangs on a noun and is no part of calling it by name: clauses, appositions, places.
NOT_IN_NAME = ("relcl", "acl", "appos", "prep", "punct", "cc", "conj", "advcl", "ccomp")
# What a side does to its foe, told in passing by whom it is.
OPPOSING = ("fight", "battle", "oppose", "target", "bomb", "besiege")
# What needs planes.
AIR = "air_strike"
# "In support of", "in aid of", "on behalf of".
AID = ("support", "backing", "aid", "help", "assistance", "behalf", "defence", "defense")
MEANS = ("by", "through")
THEN = ("after", "before", "while", "upon")
# "Xland accused Yland of gassing them by firing rockets": Yland fired.
CHARGING = frozenset(
    ("accuse", "blame", "charge", "suspect", "condemn", "denounce", "criticise", "criticize", "slam", "fault")
)


def noun_phrase(parsed: Parsed, i: int) -> tuple[int, int]:
    """Return the tokens of the name-like phrase on head `i`: its modifiers and itself, without clauses or appositions."""
    first = last = i
    for child in parsed.children(i):
        if parsed.tokens[child].dep not in NOT_IN_NAME:
            inside = parsed.subtree(child)
            first, last = min(first, inside[0]), max(last, inside[-1])
    return first, last + 1


def of_whom(parsed: Parsed, head: int) -> list[int]:
    """Return what "of" joins to a noun."""
    preps = (c for c in parsed.children(head, "prep") if parsed.tokens[c].lemma == "of")
    return [p for prep in preps for p in parsed.children(prep, "pobj")]


def agent_heads(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    """Yield who may have done it: on the event's noun first, then on its verbs.

    Where the event itself is the subject ("the raid killed 8 and wounded 5"), a verb says who only in a by-phrase: the
    subject that it inherits through a conjunction is another clause's.
    """
    for trigger in cluster.triggers:
        if not trigger.verb:
            yield from _noun_agents(parsed, trigger.head, words)
            yield from _on_first_half(parsed, trigger)
            yield from _shared(parsed, trigger)
    yield from _before(parsed, cluster)
    verbs = [trigger.head for trigger in cluster.triggers if trigger.verb]
    subjects = {c for verb in verbs for c in parsed.children(verb, "nsubj")}
    for verb in verbs:
        if subjects & set(cluster.heads):
            yield from (c for prep in parsed.children(verb, "agent") for c in parsed.children(prep, "pobj"))
        else:
            yield from _verb_agents(parsed, verb, words)
    yield from _far_agents(parsed, cluster, words)


def _on_first_half(parsed: Parsed, trigger: Trigger) -> Iterator[int]:
    """Yield the militants of "a militant counter-attack", which the parser hangs on the "counter"."""
    for i in range(trigger.first, trigger.head):
        if parsed.tokens[i + 1].text == "-":
            yield from (c for c in parsed.children(i, "amod", "compound", "poss") if c < trigger.first)


def _shared(parsed: Parsed, trigger: Trigger) -> Iterator[int]:
    """Yield whose the first are in "Xlandish air strikes and shelling"; who shells need have no planes."""
    token, first = parsed.tokens[trigger.head], parsed.tokens[trigger.head].head
    bare = not parsed.children(trigger.head, "det", "poss", "amod", "nummod", "compound", "prep", "acl")
    if token.dep == "conj" and parsed.tokens[first].pos == "NOUN" and bare and trigger.kind != AIR:
        yield from parsed.children(first, "amod", "compound", "poss", "nmod")


def _far_agents(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    """Yield who did it by words that stand farther off, after all that stand beside the deed."""
    for trigger in cluster.triggers:
        i = trigger.head
        yield from _far_of_verb(parsed, i, words) if trigger.verb else _far_of_noun(parsed, i, words)
        for noun in scene_of(parsed, i, words):
            yield from _noun_agents(parsed, noun, words)


def _far_of_verb(parsed: Parsed, i: int, words: Happenings) -> Iterator[int]:
    yield from dated_subject(parsed, i)
    yield from in_which_it(parsed, i)
    for noun in parsed.children(i, "nsubj"):
        # "A push by the Xs killed nine": what they pushed with is no deed of its own.
        if parsed.tokens[noun].lemma.lower() in words.attempts:
            yield from _noun_agents(parsed, noun, words)
    yield from helped(parsed, i)
    for verb in outer_verbs(parsed, i, words):
        yield from _verb_agents(parsed, verb, words)
    for noun in operations(parsed, i, words):
        # "Killed in Xlandish operations": in Xland's, or in Xland.
        agents = _noun_agents(parsed, noun, words)
        raids = is_misread(parsed, noun, words)
        yield from (doer for doer in agents if raids or parsed.tokens[doer].dep != "amod")
    for found in after_fire(parsed, i, words):
        verbal = parsed.tokens[found].pos == "VERB"
        yield from _verb_agents(parsed, found, words) if verbal else _noun_agents(parsed, found, words)
    yield from against_them(parsed, i)


def _far_of_noun(parsed: Parsed, i: int, words: Happenings) -> Iterator[int]:
    for found in (on_whole(parsed, i, words), faced(parsed, i), involved(parsed, i, words)):
        yield from found
    yield from kept_up(parsed, i)
    # "The regime fired shells", read as "regime fire".
    far = (
        *carriers(parsed, i, words),
        *with_it(parsed, i),
        *after_long(parsed, i, words),
        *done_in(parsed, i, words),
        *dealt(parsed, i),
    )
    verbs = (i,) if parsed.tokens[i].tag == "VBD" else far
    for verb in verbs:
        yield from _verb_agents(parsed, verb, words)


def _verb_agents(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    for prep in _by(parsed, verb):
        yield from parsed.children(prep, "pobj")
    token = parsed.tokens[verb]
    passive = bool(parsed.children(verb, "nsubjpass", "auxpass"))
    if not passive and not _is_short_passive(parsed, verb):
        yield from _subject_agents(parsed, verb)
    # "The army was able to seize it": who was able did.
    able = token.dep == "acomp" and token.lemma.lower() == "able"
    bare = not passive and not parsed.children(verb, "nsubj")
    if bare and (able or token.dep in ("conj", "xcomp", "advcl")):
        yield from _verb_agents(parsed, token.head, words)
    if bare:
        yield from standing_there(parsed, verb)
    # "Xan died after being shot" names nobody who shot.
    if token.dep == "pcomp" and not passive:
        yield from _controllers(parsed, verb, words)
    if token.dep == "acl":
        yield from _above_clause(parsed, verb, words)


def _by(parsed: Parsed, verb: int) -> list[int]:
    """Return the "by" of a verb: its own, one that hangs on a place or on what is said in one breath, that of "in shelling by the Xs"."""
    token = parsed.tokens[verb]
    gerund = token.tag == "VBG" and token.dep == "pcomp"
    preps = parsed.children(verb, "prep") if gerund else []
    named = [p for p in preps if parsed.tokens[p].lemma == "by"]
    return parsed.children(verb, "agent") or named or far_agent(parsed, verb) or shared_agent(parsed, verb)


def _subject_agents(parsed: Parsed, verb: int) -> Iterator[int]:
    if (above := _supporting(parsed, verb)) is not None:
        yield from _subject_agents(parsed, above)
        return
    subjects = [_before_foe(parsed, i) for i in parsed.children(verb, "nsubj")]
    # "The army, which shelled the town": the army did.
    pronouns = any(parsed.tokens[c].tag in ("WDT", "WP") for c in subjects)
    relative = parsed.tokens[verb].dep == "relcl" and pronouns
    subjects = subjects or thought_of(parsed, verb)
    yield from (of for s in subjects for of in _supposed(parsed, s))
    yield from [parsed.tokens[verb].head] if relative else subjects


def _supporting(parsed: Parsed, verb: int) -> int | None:
    """Return the verb of "makes raids in support of its ally Norland hitting towns", where the parser lets the ally hit them."""
    token = parsed.tokens[verb]
    aid = parsed.tokens[token.head]
    if token.tag != "VBG" or token.dep not in ("acl", "advcl", "ccomp") or aid.lemma.lower() not in AID:
        return None
    return next((a for a in parsed.ancestors(token.head) if parsed.tokens[a].pos == "VERB"), None)


def _before_foe(parsed: Parsed, i: int) -> int:
    """Return the coalition of "the coalition fighting the Xs carried out raids", where the parser lets the Xs carry them out."""
    parts = parsed.children(i, "compound", "amod")
    fighting = [c for c in parts if parsed.tokens[c].tag == "VBG" and parsed.tokens[c].lemma in OPPOSING]
    before = [c for c in parts if fighting and c < fighting[-1] and parsed.tokens[c].pos in ("NOUN", "PROPN")]
    return before[-1] if before else i


def _above_clause(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield who did what a clause on a noun tells: the noun itself, or who is told to have tried it."""
    token = parsed.tokens[verb]
    # "soldiers killing nine" did it; in "attacks across Xland killing nine" the clause hangs on Xland by mistake.
    if token.tag == "VBG" and parsed.tokens[token.head].dep != "pobj":
        yield token.head
    # "With Xlandish forces having taken the town"
    if any(parsed.tokens[c].text.lower() == "having" for c in parsed.children(verb, "aux")):
        yield token.head
    # "The army destroyed nine posts" read as "the army that was destroyed": what was done to it has no object of its own.
    if token.tag == "VBN" and _has_object(parsed, verb):
        yield token.head
    if token.tag == "VB":
        # "The army foiled an attempt by the Xs to attack": the Xs would have.
        tried = [p for p in parsed.children(token.head, "prep", "agent") if parsed.tokens[p].lemma == "by"]
        yield from (p for prep in tried for p in parsed.children(prep, "pobj"))
        yield from () if tried else _verb_agents(parsed, parsed.tokens[token.head].head, words)


def _is_short_passive(parsed: Parsed, verb: int) -> bool:
    """See "Xan killed in a raid": nobody is told to be killed by him."""
    both = [verb, *parsed.children(verb, "conj")]
    if parsed.tokens[verb].lemma.lower() not in HURT or parsed.tokens[verb].tag not in ("VBD", "VBN"):
        return False
    bare = not any(parsed.children(v, "dobj", "dative", "ccomp", "aux", "advcl") for v in both)
    after = {parsed.tokens[p].lemma.lower() for p in parsed.children(verb, "prep", "agent")}
    return bare and bool(after & {"in", "by", "during"})


def _has_object(parsed: Parsed, verb: int) -> bool:
    beside = parsed.children(verb, "agent", "auxpass", "aux")
    return not beside and any(c > verb for c in parsed.children(verb, "dobj"))


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
        # "Jets of the alliance against the Xs struck": whom it is against did not.
        if (
            start > 0
            and parsed.tokens[start - 1].pos == "ADP"
            and parsed.tokens[start - 1].lemma != "against"
        ):
            yield i


def _controllers(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield who does what stands after a preposition: the object, else the subject, of the verb above.

    "Xland accused Yland of bombing the port": Yland bombed.  "Xland is guilty of bombing it": Xland did.
    """
    joint = parsed.tokens[parsed.tokens[verb].head].lemma.lower()
    for above in parsed.ancestors(verb):
        if parsed.tokens[above].pos not in ("VERB", "AUX"):
            continue
        if joint == "to" and _is_addition(parsed, parsed.tokens[verb].head):
            # "The army killed nine in addition to wounding five": it did both.
            yield from _verb_agents(parsed, above, words)
        elif joint in MEANS and parsed.tokens[above].lemma.lower() not in CHARGING:
            # "Xland broke the truce by bombing it": who broke it did.
            yield from _verb_agents(parsed, above, words)
        elif joint in THEN and _is_of_subject(parsed, verb, words):
            # "The Xs shot nine after seizing the town", "after launching an offensive": the nine did not.
            yield from parsed.children(above, "nsubj")
        else:
            yield from parsed.children(above, "dobj") or parsed.children(above, "nsubj", "nsubjpass")
        return


def _is_of_subject(parsed: Parsed, verb: int, words: Happenings) -> bool:
    return is_light(parsed, verb, words) or words.verbs.get((parsed.tokens[verb].lemma.lower(),)) == "capture"


def _is_addition(parsed: Parsed, prep: int) -> bool:
    return parsed.tokens[parsed.tokens[prep].head].lemma.lower() == "addition"


def _noun_agents(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield who stands on the event's noun: "by the Xs", "the Xs' raid", "Xlandish raids", "the Xs launched a raid"."""
    lemma = parsed.tokens[noun].lemma.lower()
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
        # "The death of nine from Xland": where the dead are from.
        origin = parsed.tokens[prep].lemma == "from" and (lemma in words.done_to or lemma == "death")
        if parsed.tokens[prep].lemma.lower() in words.agent_prepositions and not origin:
            yield from parsed.children(prep, "pobj")
    if lemma in words.owned:
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
