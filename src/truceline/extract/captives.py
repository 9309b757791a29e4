"""Captives: who is killed by those in whose hands he is, which no raid does."""

from collections.abc import Iterator, Sequence

from truceline.extract.reprisals import FIGHTERS
from truceline.model.parsed import Parsed

HELD = frozenset(("captive", "hostage", "prisoner", "detainee"))
# "A captured pilot", "a pilot whom they had captured"; "a pilot who parachuted into the town" is in their hands, too.
TAKEN = frozenset(("capture", "detain", "kidnap", "abduct", "eject", "parachute"))
KILLING = frozenset(("kill", "killing", "murder", "slay", "slaying"))
# How far below a verb its people may be told to have fallen into hands: "killed the airman when he had ejected".
LATER = ("advcl", "xcomp")


def kills_captive(parsed: Parsed, heads: Sequence[int]) -> bool:
    """Return whether these words tell that fighters killed somebody whom they held; a raid on a jail has other words beside it."""
    if any(parsed.tokens[i].lemma.lower() not in KILLING for i in heads):
        return False
    return any(
        _is_held(parsed, whom) or (parsed.tokens[i].pos == "VERB" and _is_told_taken(parsed, i))
        for i in heads
        for whom in _killed(parsed, i)
        if parsed.tokens[i].pos != "VERB" or _by_fighters(parsed, i)
    )


def _killed(parsed: Parsed, i: int) -> Iterator[int]:
    yield from parsed.children(i, "dobj", "nsubjpass")
    of = (c for c in parsed.children(i, "prep") if parsed.tokens[c].lemma == "of")
    yield from (p for c in of for p in parsed.children(c, "pobj"))


def _by_fighters(parsed: Parsed, verb: int) -> bool:
    by = (p for c in parsed.children(verb, "agent") for p in parsed.children(c, "pobj"))
    return any(parsed.tokens[i].lemma.lower() in FIGHTERS for i in (*parsed.children(verb, "nsubj"), *by))


def _is_held(parsed: Parsed, whom: int) -> bool:
    told = parsed.children(whom, "amod", "relcl", "acl")
    return parsed.tokens[whom].lemma.lower() in HELD or any(_is_taking(parsed, i) for i in told)


def _is_told_taken(parsed: Parsed, verb: int) -> bool:
    below = parsed.children(verb, *LATER)
    return any(_is_taking(parsed, j) for i in below for j in (i, *parsed.children(i, *LATER)))


def _is_taking(parsed: Parsed, i: int) -> bool:
    # An adjective is its own lemma: "captured".
    word = parsed.tokens[i]
    return bool(
        {word.lemma.lower(), word.text.lower().removesuffix("d"), word.text.lower().removesuffix("ed")}
        & TAKEN
    )
