"""Far doers: who did it, where a counting word, an outcome or a clause of place stands between the doer and the deed."""

from collections.abc import Iterator

from truceline.extract.fired import is_weapon
from truceline.extract.triggers import is_light
from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

# "A number of strikes", "three weeks of clashes": what is carried out is the strikes.
COUNTS = frozenset(
    ("number", "total", "series", "wave", "week", "month", "string", "spate", "round", "couple", "barrage", "score", "dozen", "hundred")
)  # fmt: skip
# "Carried out operations resulting in the death of nine".
ENDING = {"result": "in", "end": "in", "culminate": "in", "lead": "to"}
# Who faces an assault "from the Xs" does not do it.
FACING = frozenset(("face", "endure", "withstand", "suffer"))
# "Involved in clashes": who is does it.
INVOLVED = frozenset(("involve", "engage", "embroil", "entangle", "lock", "participate"))
# A siege is no raid: it is laid, and kept up.
KEPT = frozenset(("maintain", "impose", "enforce", "lay", "keep"))
MUTUAL = frozenset(("clash", "fighting", "battle", "skirmish", "gunfight", "firefight", "gunbattle"))
HARM = frozenset(("kill", "wound", "injure", "slay", "die", "perish", "eliminate", "destroy"))
# Who falls in an army's operation may be its own.
SOLDIERS = frozenset(
    (
        "soldier",
        "troop",
        "serviceman",
        "officer",
        "conscript",
        "recruit",
        "guard",
        "policeman",
        "force",
        "army",
    )
)
# Whom somebody acts together with: "in cooperation with the Xs".
TOGETHER = frozenset(
    ("cooperation", "coordination", "collaboration", "conjunction", "partnership", "alliance")
)
# What one does with raids of one's own: "the Xs scaled down their raids".
CHANGING = frozenset(("scale", "reduce", "expand", "escalate", "widen"))
ANSWERING = frozenset(("respond", "retaliate", "answer", "react", "reply"))
SEEMING = frozenset(("appear", "seem", "begin", "start", "continue"))
AT = frozenset(("against", "on", "at"))
WHERE = frozenset(("where", "when"))


def carriers(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the verbs whose subject did what the noun tells, with a count, an outcome or a longer noun between."""
    for whole in _wholes(parsed, noun, words):
        above = parsed.tokens[whole].head
        changed = parsed.tokens[above].lemma.lower() in CHANGING and _is_own_doing(parsed, above)
        if parsed.tokens[whole].dep == "dobj" and (changed or is_light(parsed, above, words)):
            yield above
        yield from _ended(parsed, whole, words)


def _is_own_doing(parsed: Parsed, verb: int) -> bool:
    """Return whether the subject does it: "scaled down raids", "appeared to scale them down"; not "urged them to scale down"."""
    token = parsed.tokens[verb]
    if token.tag != "VB":
        return bool(parsed.children(verb, "nsubj"))
    return token.dep == "xcomp" and parsed.tokens[token.head].lemma.lower() in SEEMING


def met(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield who fought: the Xs of "clashes with the Xs", both of "clashes broke out between the Xs and the Ys"."""
    if parsed.tokens[noun].lemma.lower() not in MUTUAL:
        return
    yield from _behind(parsed, noun, ("between", "with"))
    # "Clashes on the outskirts of Xtown between the Xs and the Ys": the parser hangs "between" on the outskirts.
    for prep in parsed.children(noun, "prep"):
        for where in parsed.children(prep, "pobj"):
            yield from _behind(parsed, where, ("between",))
    above = parsed.tokens[noun].head
    if parsed.tokens[noun].dep == "nsubj" and not parsed.children(above, "dobj"):
        yield from _behind(parsed, above, ("between",))


def kept_up(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield the Xs of "a blockade maintained by the Xs"."""
    beside = (c for c in parsed.children(parsed.tokens[noun].head, "advcl") if c > noun)
    for clause in (*parsed.children(noun, "acl"), *beside):
        if parsed.tokens[clause].tag == "VBN" and parsed.tokens[clause].lemma.lower() in KEPT:
            yield from _behind(parsed, clause, ("by",))


def with_it(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield the verbs whose subject acts by the deed: "drove them out with an offensive", not "lost nine in an offensive"."""
    prep = parsed.tokens[noun].head
    verb = parsed.tokens[prep].head
    lemma = parsed.tokens[verb].lemma.lower()
    # "Answered with raids" needs nobody who was driven out.
    done = lemma in ANSWERING or (parsed.children(verb, "dobj") and lemma not in FACING)
    if parsed.tokens[noun].dep == "pobj" and parsed.tokens[prep].lemma.lower() == "with" and done:
        yield verb


def is_answer(parsed: Parsed, noun: int) -> bool:
    """See "guns answered the rockets with shells": the shells are not the rockets that were told before."""
    prep = parsed.tokens[noun].head
    above = parsed.tokens[parsed.tokens[prep].head].lemma.lower()
    with_ = parsed.tokens[noun].dep == "pobj" and parsed.tokens[prep].lemma.lower() == "with"
    return with_ and above in ANSWERING


def dealt(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield the verb of "the Xs dealt them a blow in raids", "the Xs embarked on a campaign": the raids are the Xs'."""
    prep = parsed.tokens[noun].head
    if parsed.tokens[noun].dep != "pobj":
        return
    above = [parsed.tokens[prep].head, *parsed.ancestors(parsed.tokens[prep].head)]
    verb = next((i for i in above if parsed.tokens[i].pos == "VERB"), None)
    if verb is None:
        return
    lemma, joint = parsed.tokens[verb].lemma.lower(), parsed.tokens[prep].lemma.lower()
    blow = {"blow"} & {parsed.tokens[c].lemma.lower() for c in parsed.children(verb, "dobj")}
    if (lemma == "deal" and blow and joint in ("in", "with", "through")) or (lemma, joint) == (
        "embark",
        "on",
    ):
        yield verb


def scene_of(parsed: Parsed, i: int, words: Happenings) -> Iterator[int]:
    """Yield the deed over the place of this one: in "the massacre by the Xs in Xtown, where nine died in raids", the massacre."""
    clause = next((a for a in (i, *parsed.ancestors(i)) if parsed.tokens[a].dep == "relcl"), None)
    opened = parsed.children(clause, "advmod") if clause is not None else []
    if clause is None or not any(parsed.tokens[c].text.lower() == "where" for c in opened):
        return
    noun = _of_deed(parsed, parsed.tokens[clause].head)
    # "The massacre committed in Xtown": the parser hangs the town on the verb.
    noun = parsed.tokens[noun].head if parsed.tokens[noun].dep == "acl" else noun
    if (parsed.tokens[noun].lemma.lower(),) in words.nouns:
        yield noun


def operations(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield the operations of "nine rebels were killed in army operations": whose they are killed the nine."""
    token = parsed.tokens[verb]
    fallen = (*parsed.children(verb, "nsubjpass"), *([token.head] if token.dep == "acl" else []))
    own = any(parsed.tokens[i].lemma.lower() in SOLDIERS for i in fallen)
    if token.tag != "VBN" or token.lemma.lower() not in HARM or own:
        return
    for prep in parsed.children(verb, "prep"):
        if parsed.tokens[prep].lemma.lower() in ("in", "during"):
            yield from (
                p
                for p in parsed.children(prep, "pobj")
                if parsed.tokens[p].lemma.lower() in words.attempts - MUTUAL
                or is_misread(parsed, p, words)
                or _is_capital_plural(parsed, p, words)
                or is_weapon(parsed, p, words)
            )


def _is_capital_plural(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "Nine Killed in Army Operations": in a headline the parser leaves the plural as it stands."""
    token = parsed.tokens[i]
    return token.tag == "NNPS" and token.text.lower().removesuffix("s") in words.attempts - MUTUAL


def is_misread(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "killed in Xlandish airstrikes on the town": to the parser they airstrike."""
    return parsed.tokens[i].tag == "VBZ" and (parsed.tokens[i].lemma.lower(),) in words.nouns


def against_them(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield the Xs of "nine were killed as the Xs stepped up operations against their posts": "their" are the nine."""
    if parsed.tokens[verb].lemma.lower() not in HARM:
        return
    for clause in parsed.children(verb, "advcl"):
        marks = {parsed.tokens[c].text.lower() for c in parsed.children(clause, "mark", "advmod")}
        aimed = (
            p
            for i in parsed.subtree(clause)
            if parsed.tokens[i].lemma.lower() in AT
            for p in parsed.children(i, "pobj")
        )
        theirs = any(
            parsed.tokens[p].text.lower() == "them"
            or any(parsed.tokens[c].text.lower() == "their" for c in parsed.children(p, "poss"))
            for p in aimed
        )
        if marks & {"as", "when", "while"} and theirs:
            yield from parsed.children(clause, "nsubj")


def involved(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the Xs of "the Xs have been involved in three weeks of clashes", "the Xs fought fierce battles with the Ys"."""
    for whole in _wholes(parsed, noun, words):
        prep = parsed.tokens[whole].head
        if parsed.tokens[whole].dep == "dobj" and parsed.tokens[prep].lemma.lower() == "fight":
            yield from parsed.children(prep, "nsubj")
        verb = parsed.tokens[prep].head
        if parsed.tokens[whole].dep != "pobj" or parsed.tokens[prep].lemma.lower() != "in":
            continue
        # "Take part in an attack": "in" hangs on the part.
        verb = parsed.tokens[verb].head if parsed.tokens[verb].lemma == "part" else verb
        parts = {parsed.tokens[c].lemma for c in parsed.children(verb, "dobj")}
        taking = parsed.tokens[verb].lemma == "take" and "part" in parts
        if taking or parsed.tokens[verb].lemma.lower() in INVOLVED:
            yield from parsed.children(verb, "nsubjpass", "nsubj")


def done_in(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the verb of "the Xs seized villages in a new offensive": who seized them led it."""
    verb = above_of(parsed, noun)
    within = parsed.tokens[noun].dep == "pobj" and parsed.tokens[parsed.tokens[noun].head].lemma == "in"
    taken = words.verbs.get((parsed.tokens[verb].lemma.lower(),)) == "capture"
    if within and taken and words.nouns.get((parsed.tokens[noun].lemma.lower(),)) == "offensive":
        yield verb


def is_outcome(parsed: Parsed, noun: int) -> bool:
    """See "operations resulting in the death of nine": the deaths are what somebody did."""
    prep = parsed.tokens[noun].head
    ending = parsed.tokens[parsed.tokens[prep].head]
    return (
        parsed.tokens[noun].dep == "pobj"
        and (ending.tag == "VBG" or ending.dep == "relcl")
        and ENDING.get(ending.lemma.lower()) == parsed.tokens[prep].lemma.lower()
    )


def on_whole(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield who stands behind "by" on a longer noun: "an attack attempt by the Xs"."""
    for whole in _wholes(parsed, noun, words):
        if parsed.tokens[noun].dep == "compound":
            yield from _behind(parsed, whole, ("by",))


def faced(parsed: Parsed, noun: int) -> Iterator[int]:
    """Yield who stands behind "from" in "the town faces an offensive in the east from the Xs", and in "under the siege of the Xs"."""
    token = parsed.tokens[noun]
    above = parsed.tokens[token.head]
    if token.dep == "dobj" and above.lemma.lower() in FACING:
        yield from _behind(parsed, token.head, ("from",))
    if token.dep == "pobj" and above.lemma.lower() == "under":
        yield from _behind(parsed, noun, ("of", "from", "by"))
        # "The town has been under siege by the Xs": the parser hangs "by" on the verb.
        yield from _behind(parsed, above_of(parsed, noun), ("by",))


def above_of(parsed: Parsed, noun: int) -> int:
    """Return what the preposition before a noun hangs on."""
    return parsed.tokens[parsed.tokens[noun].head].head


def _behind(parsed: Parsed, i: int, prepositions: tuple[str, ...]) -> Iterator[int]:
    for prep in parsed.children(i, "prep", "agent"):
        if parsed.tokens[prep].lemma.lower() in prepositions:
            yield from parsed.children(prep, "pobj")


def _wholes(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the count of a deed and the noun that it only names the kind of: "a number of raids", "an attack attempt"."""
    above = parsed.tokens[noun].head
    if parsed.tokens[noun].dep == "compound" and parsed.tokens[above].lemma.lower() in words.attempts:
        yield above
    if parsed.tokens[noun].dep == "pobj" and parsed.tokens[above].lemma == "of":
        count = parsed.tokens[above].head
        lemma = parsed.tokens[count].lemma.lower()
        if lemma in COUNTS or lemma in words.moods.gatherings:
            yield count
    yield noun


def _ended(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the verb of the deed that ended in this one: in "launched raids leading to the death of nine", "launched"."""
    if not is_outcome(parsed, noun):
        return
    token = parsed.tokens[parsed.tokens[parsed.tokens[noun].head].head]
    # "Shelled posts in Xtown, which ended in the death of nine": "which" is the shelling.
    deed = _of_deed(parsed, token.head) if token.dep in ("acl", "relcl") else token.head
    if token.dep in ("acl", "relcl") and parsed.tokens[deed].dep == "dobj":
        deed = parsed.tokens[deed].head
    violent = token.dep == "relcl" and (parsed.tokens[deed].lemma.lower(),) in words.verbs
    if parsed.tokens[deed].pos == "VERB" and (violent or is_light(parsed, deed, words)):
        yield deed


def outer_verbs(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield the verbs whose subject a bare "-ing" goes with, beyond what the parser hangs it on.

    "The Xs entered the town where control was divided seizing its south": the Xs seized.  "Launched a push in Xtown
    killing nine": who launched it killed them.
    """
    token = parsed.tokens[verb]
    if token.tag != "VBG" or parsed.children(verb, "nsubj", "aux"):
        return
    above = token.head
    if token.dep == "advcl" and parsed.tokens[above].dep == "relcl" and _is_passive_scene(parsed, above):
        outer = next((a for a in parsed.ancestors(above) if parsed.tokens[a].pos == "VERB"), None)
        yield from [outer] if outer is not None else []
    if token.dep == "acl" and (together := _beside_whom(parsed, above)) is not None:
        yield together
    elif token.dep == "acl":
        noun = _of_deed(parsed, above)
        carrier = noun if parsed.tokens[noun].pos == "VERB" else parsed.tokens[noun].head
        if (carrier == noun or parsed.tokens[noun].dep == "dobj") and is_light(parsed, carrier, words):
            yield carrier


def _beside_whom(parsed: Parsed, noun: int) -> int | None:
    """Return the verb of "the Xs went on in cooperation with the Ys killing nine": the Xs killed them."""
    help_ = above_of(parsed, noun)
    aided = parsed.tokens[noun].dep == "pobj" and parsed.tokens[help_].lemma.lower() in TOGETHER
    verb = above_of(parsed, help_)
    return verb if aided and parsed.tokens[verb].pos == "VERB" and parsed.children(verb, "nsubj") else None


def _is_passive_scene(parsed: Parsed, clause: int) -> bool:
    """See "the town where control is divided": nobody in the clause goes on to do anything."""
    opened = {parsed.tokens[c].text.lower() for c in parsed.children(clause, "advmod")}
    return bool(opened & WHERE) and bool(parsed.children(clause, "nsubjpass"))


def _of_deed(parsed: Parsed, noun: int) -> int:
    """Return the noun that this one only says the place or the aim of: in "attacks on posts in Xtown", the attacks."""
    while parsed.tokens[noun].dep == "pobj":
        prep = parsed.tokens[noun].head
        if parsed.tokens[prep].lemma.lower() in ("of", "by", "with"):
            break
        noun = parsed.tokens[prep].head
    return noun


def in_which_it(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield the Xs of "the Xs launched an operation in which they killed nine"."""
    token = parsed.tokens[verb]
    own = [parsed.tokens[s].text.lower() for s in parsed.children(verb, "nsubj")]
    led = any(
        parsed.tokens[w].tag == "WDT"
        for p in parsed.children(verb, "prep")
        for w in parsed.children(p, "pobj")
    )
    above = parsed.tokens[token.head]
    if token.dep == "relcl" and led and own and own[0] in ("it", "they") and above.dep == "dobj":
        yield from parsed.children(above.head, "nsubj")
