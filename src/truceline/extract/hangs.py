"""Hangs: how what is said hangs on a verb, and the small steps down the tree that frames share."""

from typing import NamedTuple

from truceline.knowledge.speech import Sense
from truceline.model.parsed import Parsed

# Positions on a deed that is named just before: "a raid that Ann condemned".
POSITIONS = ("denies", "claims-responsibility", "condemns", "admits", "confirms", "doubts")

PLACES = (
    "country", "town", "city", "village", "area", "region", "province", "district", "north", "south", "east", "west",
    "countryside", "suburb", "outskirt", "outskirts", "capital", "neighbourhood", "neighborhood", "border",
)  # fmt: skip


class Hang(NamedTuple):
    """How content hangs on a verb: the tokens, what they add to the cue, and who is pointed at."""

    content: frozenset[int]
    cue: frozenset[int]
    sense: Sense
    frame: str
    pointed: int | None = None


def of_phrase(parsed: Parsed, v: int, noun: int, sense: Sense) -> Hang | None:
    """Return how content hangs on a verb and its object together: "claimed responsibility for the raid"."""
    cue = frozenset({v, noun})
    for node in (noun, v):
        for c in parsed.children(node, "acl", "ccomp", "prep", "relcl"):
            if parsed.tokens[c].dep != "prep":
                # "Toll rises to nine, army denies role": what stands before the denial is no part of it.
                if c < v:
                    continue
                # "denied responsibility saying ...": a second cue, not what is denied.
                if parsed.tokens[c].tag == "VBG":
                    continue
                return Hang(frozenset(parsed.subtree(c)), cue, sense, "phrase")
            if {parsed.tokens[c].lemma, parsed.tokens[c].text.lower()} & sense.about:
                return Hang(frozenset(parsed.subtree(c)) - {c}, cue | {c}, sense, "phrase", pobj(parsed, c))
    if parsed.tokens[noun].tag == "PRP":
        # "As Ann put it, “…”": a quotation is what she put so.
        return Hang(frozenset(), cue, sense, "bare")
    # "denied involvement" says enough; "made comments" says nothing.
    return Hang(frozenset({noun}), cue - {noun}, sense, "phrase") if sense.stance != "says" else None


def pobj(parsed: Parsed, p: int) -> int | None:
    """Return the object of preposition `p`."""
    return next(iter(parsed.children(p, "pobj")), None)


def infinitive(parsed: Parsed, c: int) -> bool:
    """Return whether the verb `c` has its "to"."""
    return any(parsed.tokens[a].tag == "TO" for a in parsed.children(c, "aux"))


def first(found: list[int]) -> int | None:
    """Return the first one, if any."""
    return found[0] if found else None


def antecedent(parsed: Parsed, v: int, o: int, *, deed: bool = False) -> list[int]:
    """Return the object's tokens; for "an attack that Ann blamed on Ben", those of the attack."""
    if (parsed.tokens[o].tag not in ("WDT", "WP") and o != v) or parsed.tokens[v].dep != "relcl":
        return parsed.subtree(o)
    below = set(parsed.subtree(v))
    noun = thing_before(parsed, v) if deed else parsed.tokens[v].head
    return [i for i in parsed.subtree(noun) if i not in below]


def thing_before(parsed: Parsed, v: int) -> int:
    """Return the noun of "a raid in the west of the country that Ann blamed on Ben": no country is blamed on anybody."""
    noun = parsed.tokens[v].head
    while _is_place(parsed, noun) and parsed.tokens[noun].dep == "pobj":
        led = parsed.tokens[noun].head
        above = parsed.tokens[led].head
        if above == led or parsed.tokens[above].pos not in ("NOUN", "PROPN"):
            break
        noun = above
    return noun


def _is_place(parsed: Parsed, noun: int) -> bool:
    return parsed.tokens[noun].label in ("GPE", "LOC", "FAC") or parsed.tokens[noun].lemma.lower() in PLACES


def onto(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on an object that is put on somebody: "blamed the raid on Ann"."""
    for o in parsed.children(v, "dobj"):
        if sense.only and parsed.tokens[o].lemma not in sense.only and parsed.tokens[o].pos != "PRON":
            continue
        for p in [*parsed.children(v, "prep", "dative"), *parsed.children(o, "prep")]:
            if p > v and parsed.tokens[p].lemma in sense.onto:
                told = {*antecedent(parsed, v, o, deed=True), *parsed.subtree(p)}
                return Hang(frozenset(told), frozenset(), sense, "onto", pobj(parsed, p))
    return None
