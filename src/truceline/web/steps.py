"""Steps: measures at their day, the higher the further they went."""

from collections.abc import Sequence

import msgspec

from truceline.model.record import MeasureShown
from truceline.model.terms import Rung
from truceline.web.scale import WIDTH, Scale, ends

# The ladder, lowest first: a step is drawn higher the further it went.
LADDER: tuple[Rung, ...] = (
    "ruled_out",
    "lapsed",
    "withdrawn",
    "considered",
    "hinted",
    "threatened",
    "announced",
    "taken",
)
RISE = 13
LETTER, GAP = 6.6, 14


class Step(msgspec.Struct, frozen=True):
    """A measure at its day and rung; `text` is empty where it would be written over another."""

    measure: MeasureShown
    x: float
    y: float
    text: str
    before: bool = False


def draw_steps(measures: Sequence[MeasureShown], scale: Scale, top: float) -> tuple[tuple[Step, ...], float]:
    """Return the steps, and the depth that they take: rungs that none stands on take no room."""
    rungs = sorted({LADDER.index(one.rung) for one in measures}, reverse=True)
    rows = {one.id: rungs.index(LADDER.index(one.rung)) for one in measures}
    taken = [(rows[one.id], _x(one, scale) - 7, _x(one, scale) + 7) for one in measures]
    steps: list[Step] = []
    for one in sorted(measures, key=lambda one: (_x(one, scale), one.id)):
        x, row = _x(one, scale), rows[one.id]
        text = f"{one.rung.replace('_', ' ')}: {one.what.replace('_', ' ')}"
        width = GAP + len(text) * LETTER
        before = x + width > WIDTH
        left, right = (x - width, x - 8) if before else (x + 8, x + width)
        free = all(other != row or right < a or b < left for other, a, b in taken)
        if free:
            taken.append((row, left, right))
        steps.append(Step(one, x, top + row * (RISE + 4) + 8, text if free else "", before))
    return tuple(steps), len(rungs) * (RISE + 4) + 8


def _x(measure: MeasureShown, scale: Scale) -> float:
    first, _ = ends(measure.date) or (scale.first, scale.last)
    return scale.x(first)
