"""Lanes: one agreement in time, a lane for each side, what it says marked on its day, breaches tied to their incidents."""

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from truceline.export.chronology import DEAL, MARKS, OTHERS, Mark, lanes, marks, window
from truceline.model.record import Agreement, Incident, MeasureShown
from truceline.web.dots import LARGEST, NAMED, Dot, draw_dots, killed
from truceline.web.scale import RIGHT, WIDTH, Ends, Scale, Tick, ends, short
from truceline.web.steps import Step, draw_steps

TOP, DEAL_HEIGHT, LANE, LEVEL, GAP = 22, 54, 36, 17, 16
# Signs one above the other in a lane; more of one day are told in its table only.
LEVELS = 5
# How wide a sign is with the room beside it, and a letter over the deal.
SIGN, LETTER = 16, 6.6
# As many incidents as are drawn: those that a breach is about first.
DRAWN = 60
# As many titles as can be told apart beside the circles that breaches are tied to.
TITLES = 8
SHAPES = {
    "◆": "diamond", "▲": "up", "■": "square", "○": "ring", "△": "hollow-up", "✗": "cross", "✓": "check", "●": "disc",
}  # fmt: skip


class Glyph(msgspec.Struct, frozen=True):
    """One mark in a lane; `to` is the circle of the incident that it is about."""

    mark: Mark
    shape: str
    x: float
    y: float
    to: tuple[float, float] | None = None

    @property
    def words(self) -> str:
        """Return what is said, by whom and for which day."""
        return f"{self.mark.holder}, {short(self.mark.first)} {self.mark.first.year}: {self.mark.words}"


class Lane(msgspec.Struct, frozen=True):
    """What one side says; `role` is "party", "broker" or nothing, `more` how many marks had no room."""

    name: str
    role: str
    y: float
    glyphs: tuple[Glyph, ...]
    more: int = 0
    silent: bool = False


class Life(msgspec.Struct, frozen=True):
    """The deal itself: hollow from its announcement, filled while in effect, dashed where its end is not told or disputed."""

    announced: float | None
    start: float | None
    end: float | None
    latest: float | None
    turns: tuple[tuple[Mark, float, float], ...]
    labels: tuple[Tick, ...]


class Drawn(msgspec.Struct, frozen=True):
    """All that is drawn of one agreement; `undrawn` counts marks and incidents outside its days, or without room."""

    height: float
    ticks: tuple[Tick, ...]
    life: Life
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    dots_y: float
    steps: tuple[Step, ...]
    steps_y: float
    legend: tuple[tuple[str, str], ...]
    undrawn: int


def draw_lanes(
    agreement: Agreement, incidents: Sequence[Incident], measures: Iterable[MeasureShown] = ()
) -> Drawn | None:
    """Return an agreement drawn; None where no day is told of it. `incidents` are those told in its reports."""
    told = list(marks(agreement))
    if not told:
        return None
    first, last = window(told)
    inside = [mark for mark in told if first <= mark.first <= last]
    scale = _scale(first, last)
    happened = [one for one in incidents if one.scope == "single" and _within(ends(one.date), scale)]
    tied = _tied(inside, happened)
    shown = sorted(happened, key=lambda one: (one.id not in tied.values(), -len(one.documents), one.id))
    y = float(TOP + DEAL_HEIGHT)
    rows: list[Lane] = []
    for name in lanes(agreement, inside)[1:]:
        lane, y = _lane(name, agreement, [mark for mark in inside if mark.lane == name], scale, y)
        rows.append(msgspec.structs.replace(lane, silent=not any(mark.lane == name for mark in told)))
    deadliest = sorted(shown[:DRAWN], key=lambda one: -killed(one))[:NAMED]
    named = [one.id for one in (*(one for one in shown if one.id in tied.values()), *deadliest)][:TITLES]
    dots, depth = draw_dots(shown[:DRAWN], scale, y + LARGEST + GAP / 2, named=named)
    dots_y, y = y + LARGEST + GAP / 2, y + (depth + GAP if dots else 0)
    steps, depth = draw_steps([one for one in measures if _within(ends(one.date), scale)], scale, y)
    single = sum(one.scope == "single" for one in incidents)
    lost = len(told) - len(inside) + sum(lane.more for lane in rows) + single - len(dots)
    return Drawn(
        height=y + (depth if steps else 0) + 34,
        ticks=scale.ticks(),
        life=_life(inside, scale),
        lanes=tuple(_with_ties(lane, tied, dots) for lane in rows),
        dots=dots,
        dots_y=dots_y,
        steps=steps,
        steps_y=y,
        legend=tuple((sign, words) for sign, words in MARKS.items() if sign in {one.sign for one in inside}),
        undrawn=lost,
    )


def _scale(first: datetime.date, last: datetime.date) -> Scale:
    """Return the days with a little room on either side, so that nothing lies on the edge."""
    room = datetime.timedelta(max((last - first).days // 40, 1))
    first = first - room if first - datetime.date.min > room else first
    return Scale(first, last + room if datetime.date.max - last > room else last, WIDTH - RIGHT)


def _within(days: Ends | None, scale: Scale) -> bool:
    return days is not None and scale.first <= days[0] and days[1] <= scale.last


def _tied(told: Iterable[Mark], incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the incident (id) that each event is shown in, of those that a mark is about."""
    shown = {event: one.id for one in incidents for event in one.events}
    return {mark.event: shown[mark.event] for mark in told if mark.event in shown}


def _lane(
    name: str, agreement: Agreement, told: Sequence[Mark], scale: Scale, y: float
) -> tuple[Lane, float]:
    """Return a lane that begins at `y`, and where the next one does; marks of one day stand one above the other."""
    taken: list[float] = []
    placed: list[tuple[Mark, float, int]] = []
    for mark in sorted(told, key=lambda mark: (mark.first, mark.sign, mark.holder, mark.evidence)):
        x = scale.x(mark.first)
        level = next((n for n, end in enumerate(taken) if end <= x), len(taken))
        if level < LEVELS:
            taken[level : level + 1] = [x + SIGN]
            placed.append((mark, x, level))
    line = y + LANE / 2 + max(len(taken) - 1, 0) * LEVEL
    role = "party" if name in agreement.parties else "broker" if name in agreement.brokers else ""
    glyphs = tuple(Glyph(mark, SHAPES[mark.sign], x, line - level * LEVEL) for mark, x, level in placed)
    shown = "Others" if name == OTHERS else name
    return Lane(shown, role, line, glyphs, len(told) - len(placed)), line + LANE / 2 + 6


def _with_ties(lane: Lane, tied: dict[str, str], dots: Iterable[Dot]) -> Lane:
    at = {dot.incident.id: (dot.x, dot.y - dot.r) for dot in dots}
    glyphs = (
        msgspec.structs.replace(glyph, to=at.get(tied.get(glyph.mark.event or "", "")))
        for glyph in lane.glyphs
    )
    return msgspec.structs.replace(lane, glyphs=tuple(glyphs))


def _life(told: Sequence[Mark], scale: Scale) -> Life:
    turns = sorted((mark for mark in told if mark.lane == DEAL), key=lambda mark: (mark.first, mark.sign))

    def at(sign: str) -> list[float]:
        return [scale.x(mark.first) for mark in turns if mark.sign == sign]

    begun, over = at("A"), at("#")
    start = min(at("E"), default=min(begun, default=None))
    return Life(
        announced=min(begun, default=None),
        start=start,
        end=min((x for x in over if start is not None and x > start), default=None),
        latest=max(over, default=scale.x(scale.last)) if start is not None else None,
        turns=tuple((mark, scale.x(mark.first), scale.x(mark.last)) for mark in turns),
        labels=_labels(turns, scale),
    )


def _labels(turns: Iterable[Mark], scale: Scale) -> tuple[Tick, ...]:
    """Return what is written over the deal, each turn and day once, as much as has room."""
    labels: list[Tick] = []
    end = 0.0
    for mark in turns:
        last = f" to {short(mark.last)}" if mark.last > mark.first else ""
        text = f"{mark.words} {short(mark.first)}{last}"
        x, width = scale.x(mark.first), len(text) * LETTER
        anchor = "end" if x + width > WIDTH else "start"
        left, right = (x - width, x) if anchor == "end" else (x, x + width)
        if left >= end and text not in {label.text for label in labels}:
            labels.append(Tick(x, text, anchor))
            end = right + LETTER
    return tuple(labels)
