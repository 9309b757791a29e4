"""Compare a figure as the gold writes it with a figure of the record."""

from typing import Any, Protocol

# The lower bounds of words that count without a number (DESIGN.md, rule 8).
VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "many hundreds": 200}


class Number(Protocol):
    """What a Figure and a Toll have in common."""

    @property
    def low(self) -> int | None: ...  # noqa: D102
    @property
    def high(self) -> int | None: ...  # noqa: D102
    @property
    def exactness(self) -> str: ...  # noqa: D102


def is_number(gold: int | str, ours: Number, *, bound: str | None = None, approx: Any = None) -> bool:  # noqa: ANN401
    """Return whether our number says what the gold says: the same bounds, and the same doubt about them.

    Args:
        gold: a number, or the vague words.
        ours: a figure or a toll.
        bound: "more_than", where the top is open.
        approx: whether it is told as about so many.
    """
    if isinstance(gold, str):
        return ours.exactness == "vague" and ours.low == VAGUE.get(gold)
    if bound == "more_than":
        return ours.low in (gold, gold + 1) and ours.high is None
    if approx:
        return ours.exactness == "about" and (ours.low or gold) <= gold <= (ours.high or gold)
    return ours.low == ours.high == gold
