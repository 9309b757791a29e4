"""Thought of: whose deed it is where the parser makes the doer believe what is believed of it."""

from truceline.model.parsed import Parsed

THOUGHT = ("believe", "think", "suspect", "presume")


def thought_of(parsed: Parsed, verb: int) -> list[int]:
    """Return the jets of "jets believed to be Xlandish | struck the town", where the parser makes the jets believe it."""
    above = parsed.tokens[verb].head
    torn = parsed.tokens[verb].dep == "ccomp" and parsed.tokens[above].lemma.lower() in THOUGHT
    return parsed.children(above, "nsubj") if torn and parsed.children(above, "xcomp") else []
