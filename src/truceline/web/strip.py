"""Strip: the figures that holders give for one toll, side by side on a line of numbers; places for an SVG."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from truceline.model.record import Account, Incident, Toll

WIDTH, LEFT, RIGHT = 760, 20, 40
# How wide a letter of a label is drawn, and as many names as one label holds.
LETTER, NAMES = 7.0, 2
# Rounds the end of the axis up to a number that is read at a glance.
_ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000)


class Figure(msgspec.Struct, frozen=True):
    """One figure and who gives it; `speaks_for` marks a side's own voice, `open_top` "at least".

    `shown` names the first of the holders, `anchor` is where the label stands to the figure.
    """

    x: float
    level: int
    number: int
    holders: str
    shown: str
    anchor: Literal["start", "middle", "end"]
    speaks_for: bool
    open_top: bool


class Strip(msgspec.Struct, frozen=True):
    """One toll drawn: the range between `x` and `to`, the figures, and the numbers under the axis."""

    toll: Toll
    figures: tuple[Figure, ...]
    x: float
    to: float
    axis: tuple[tuple[float, int], ...]
    levels: int


def strips(incident: Incident) -> list[Strip]:
    """Return a strip for each toll of which two holders or more give figures that differ."""
    drawn = []
    for toll in incident.tolls:
        told = _told(incident.accounts, toll)
        if toll.part_of is None and len({number for number, *_ in told}) > 1:
            drawn.append(_strip(toll, told))
    return drawn


def _told(accounts: Sequence[Account], toll: Toll) -> list[tuple[int, str, bool, bool]]:
    """Return number, holder, whether it speaks for a side, and whether the top is open, for each figure in the range."""
    return sorted(
        (number, account.holder, account.side is not None, one.high is None)
        for account in accounts
        for one in account.tolls
        if one.part_of is None
        and set(one.evidence) & set(toll.evidence)
        and (number := one.low if one.low is not None else one.high) is not None
    )


def _strip(toll: Toll, told: Sequence[tuple[int, str, bool, bool]]) -> Strip:
    most = max(number for number, *_ in told)
    step = next((step for step in _ROUND if most / step <= 5), _ROUND[-1])
    end = (most // step + 1) * step

    def x(number: int) -> float:
        return round(LEFT + number / end * (WIDTH - LEFT - RIGHT), 1)

    figures: list[Figure] = []
    ends: list[float] = []
    for number in sorted({number for number, *_ in told}):
        same = [one for one in told if one[0] == number]
        holders = list(dict.fromkeys(holder for _, holder, _, _ in same))
        shown = _shown(holders)
        left, right, anchor = _label(x(number), len(f"{number} {shown}") * LETTER)
        level = next((n for n, taken in enumerate(ends) if taken < left), len(ends))
        ends[level : level + 1] = [right]
        sides, open_top = all(one[2] for one in same), any(one[3] for one in same)
        figures.append(Figure(x(number), level, number, ", ".join(holders), shown, anchor, sides, open_top))
    axis = tuple((x(number), number) for number in range(0, end + 1, step))
    return Strip(
        toll, tuple(figures), figures[0].x, figures[-1].x, axis, max(one.level for one in figures) + 1
    )


def _shown(holders: Sequence[str]) -> str:
    more = len(holders) - NAMES
    return ", ".join(holders[:NAMES]) + (f" and {more} more" if more > 0 else "")


def _label(x: float, width: float) -> tuple[float, float, Literal["start", "middle", "end"]]:
    """Return where a label begins and ends that is to stay within the drawing, and how it stands to its figure."""
    if x - width / 2 < 0:
        return x, x + width, "start"
    if x + width / 2 > WIDTH:
        return x - width, x, "end"
    return x - width / 2, x + width / 2, "middle"
