"""Timeline: agreements as bars, incidents as circles, measures as steps, on one scale of days; places for an SVG.

All lengths are units of the SVG's own box, which is `WIDTH` wide; the page scales it.
"""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from truceline.model.record import Agreement, Days, Incident, MeasureShown
from truceline.model.terms import Rung
from truceline.model.when import When

WIDTH, LEFT, RIGHT = 1200, 190, 170
BAR, STEP, LABEL = 34, 22, 16
# The radius for one dead and the largest; in between the area grows with the toll.
SMALLEST, LARGEST = 5.0, 20.0
# As many circles as are drawn one above the other before they overlap.
LEVELS = 6
# Letters of a title beside its circle, and how wide one is drawn.
LONGEST, LETTER = 34, 7.0
# With more circles than this, words among them would be written over.
LABELLED = 60
# How near two words above a bar would stand over each other.
CROWDED = 75
# Days before the first report that are still drawn to scale: a chronology reaches back years, and would leave the weeks
# that the reports are about no room.
BEFORE = 60
# As many labels as can be read on one axis.
TICKS = 8
_STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)
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


class Tick(msgspec.Struct, frozen=True):
    """A day on the axis."""

    x: float
    text: str


class Bar(msgspec.Struct, frozen=True):
    """An agreement from its first day to its last; `open_end` where no end is told: it goes to the last report of it.

    `ticks` are dated states, without words where they would stand over others.
    """

    agreement: Agreement
    y: float
    x: float
    to: float
    open_end: bool
    ticks: tuple[Tick, ...]


class Dot(msgspec.Struct, frozen=True):
    """An incident. `first` and `last` are the ends of the days told; `sure` whether it is told without dispute and weakness."""

    incident: Incident
    x: float
    y: float
    r: float
    first: float
    last: float
    sure: bool
    labelled: bool

    @property
    def letters(self) -> int:
        """Return how many letters of its title there is room for beside it."""
        return max(min(LONGEST, int((WIDTH - self.x - self.r - 6) / LETTER)), 2)


class Step(msgspec.Struct, frozen=True):
    """A measure at its day and rung."""

    measure: MeasureShown
    x: float
    y: float


class Timeline(msgspec.Struct, frozen=True):
    """All that is drawn. `undrawn` counts what has no day told, or one before the first day drawn."""

    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    dots_y: float
    steps: tuple[Step, ...]
    steps_y: float
    undrawn: int


class _Scale(msgspec.Struct, frozen=True):
    first: datetime.date
    last: datetime.date

    def x(self, day: datetime.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)


def draw(
    incidents: Sequence[Incident],
    agreements: Sequence[Agreement],
    measures: Sequence[MeasureShown],
    told_on: Mapping[str, When],
) -> Timeline | None:
    """Return the timeline; None where all that has a day has the same. `told_on` is when documents (ids) were published."""
    floor = min((when.first for when in told_on.values() if when.first), default=None)
    least = floor - datetime.timedelta(days=BEFORE) if floor else datetime.date.min
    deals = [one for one in agreements if (day := _start(one)) and day >= least]
    happened = [
        one for one in incidents if one.scope == "single" and (ends := _ends(one.date)) and ends[0] >= least
    ]
    taken = [one for one in measures if (ends := _ends(one.date)) and ends[0] >= least]
    told = [one.date for one in happened] + [one.date for one in taken]
    days = [end for date in told for end in _ends(date) or ()]
    days += [day for one in deals for day in (_start(one), *(_ends(one.ended) or ())) if day]
    if len(set(days)) < 2:
        return None
    scale = _Scale(min(days), max(days))
    bars = tuple(
        _bar(one, scale, number, told_on) for number, one in enumerate(sorted(deals, key=_start_or_late))
    )
    top = LABEL + len(bars) * BAR
    dots, depth = _dots(happened, scale, top + LARGEST)
    steps_y = top + depth + STEP if dots else top
    steps = tuple(_step(one, scale, steps_y) for one in taken)
    height = steps_y + (len(LADDER) * 9 + STEP if steps else 0) + 34
    singles = sum(one.scope == "single" for one in incidents)
    undrawn = singles + len(agreements) + len(measures) - len(dots) - len(bars) - len(steps)
    return Timeline(height, _ticks(scale), bars, dots, top + LARGEST, steps, steps_y, undrawn)


def _ends(days: Days | None) -> tuple[datetime.date, datetime.date] | None:
    """Return both ends of the days told; a stretch without one of them is a day at the other."""
    if days is None or not (days.first or days.last):
        return None
    first = days.first or days.last
    last = days.last or days.first
    return (first, last) if first and last else None


def _start(agreement: Agreement) -> datetime.date | None:
    ends = _ends(agreement.announced) or _ends(agreement.effective)
    return ends[0] if ends else None


def _start_or_late(agreement: Agreement) -> tuple[datetime.date, str]:
    return _start(agreement) or datetime.date.max, agreement.id


def _bar(agreement: Agreement, scale: _Scale, number: int, told_on: Mapping[str, When]) -> Bar:
    start, ended = _start(agreement) or scale.first, _ends(agreement.ended)
    states = {(ends[0], one.state) for one in agreement.status if (ends := _ends(one.date))}
    reports = [when.last for doc in agreement.documents if (when := told_on.get(doc)) and when.last]
    last = ended[1] if ended else max([start, *reports, *(day for day, _ in states)])
    ticks: list[Tick] = []
    for day, state in sorted(states):
        x = scale.x(day)
        crowded = any(tick.text and abs(tick.x - x) < CROWDED for tick in ticks)
        ticks.append(Tick(x, "" if crowded else state.replace("_", " ")))
    return Bar(agreement, LABEL + number * BAR, scale.x(start), scale.x(last), ended is None, tuple(ticks))


def _dots(incidents: Sequence[Incident], scale: _Scale, top: float) -> tuple[tuple[Dot, ...], float]:
    """Return the circles, each on the first level where it and its label touch no other, and the depth that they take."""
    most = max((_killed(one) for one in incidents), default=0)
    largest = sorted(incidents, key=lambda one: (-_killed(one), one.id))[: TICKS // 2]
    levels: list[float] = []
    dots: list[Dot] = []
    for one in sorted(incidents, key=lambda one: (_ends(one.date) or (datetime.date.min,), one.id)):
        first, last = _ends(one.date) or (scale.first, scale.last)
        a, b = scale.x(first), scale.x(last)
        r = _radius(_killed(one), most)
        x, label = (a + b) / 2, one in largest and len(incidents) <= LABELLED
        level = next((n for n, end in enumerate(levels) if end + 4 < x - r), None)
        if level is None and len(levels) < LEVELS:
            level = len(levels)
            levels.append(0.0)
        elif level is None:  # no room left: over another, without a label
            level, label = len(dots) % LEVELS, False
        levels[level] = max(levels[level], x + r + (_label_width(one.title) if label else 0))
        sure = one.grades.happened.grade in ("confirmed", "fair")
        y = top + level * (2 * LARGEST + 2)
        dots.append(Dot(one, x, y, r, a, b, sure, label))
    return tuple(dots), max(len(levels), 1) * (2 * LARGEST + 2)


def _label_width(title: str) -> float:
    return 12 + min(len(title), LONGEST) * LETTER


def _killed(incident: Incident) -> int:
    told = [toll for toll in incident.tolls if toll.effect == "killed" and toll.part_of is None]
    return max((toll.best or toll.low or 0 for toll in told), default=0)


def _radius(killed: int, most: int) -> float:
    if most == 0:
        return SMALLEST
    return round(SMALLEST + (LARGEST - SMALLEST) * float((killed / most) ** 0.5), 1)


def _step(measure: MeasureShown, scale: _Scale, top: float) -> Step:
    first, _ = _ends(measure.date) or (scale.first, scale.last)
    return Step(measure, scale.x(first), top + (len(LADDER) - LADDER.index(measure.rung)) * 9)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    length = (scale.last - scale.first).days
    every = next((step for step in _STEPS if length / step <= TICKS), _STEPS[-1])
    days = [scale.first + datetime.timedelta(days=n) for n in range(0, length + 1, every)]
    long = length > 365  # in a timeline of years, days without their year say little
    return tuple(Tick(scale.x(day), f"{day:%d %b %Y}" if long else f"{day:%d %b}") for day in days)
