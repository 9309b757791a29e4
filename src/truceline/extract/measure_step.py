"""Step: what one actor holds over another, as it is found in a text before it is judged how far it went."""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.when import When


class Step(NamedTuple):
    """A thing, its kind, and the verb that makes a step of it. Where the verb alone is the step, it is both."""

    thing: int
    what: str
    act: int


class Page(NamedTuple):
    """What the readers of measures share."""

    parsed: Parsed
    deals: Deals
    cast: Cast
    statements: Sequence[Statement]
    dates: Sequence[Found[When]]


def left_of(parsed: Parsed, head: int) -> int:
    """Return where the words before a noun begin that belong to it."""
    near = parsed.children(head, "det", "compound", "amod", "poss", "nmod", "nummod")
    return min([head, *(i for c in near for i in parsed.subtree(c) if i < head)])
