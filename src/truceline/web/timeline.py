"""Timeline: agreements as bars, incidents as circles and columns, reports held, measures as steps, on one scale of days."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from truceline.export.chronology import on_day
from truceline.model.record import Agreement, Incident, MeasureShown
from truceline.model.when import When
from truceline.store.spread import DayCount
from truceline.web.columns import DOWN, UP, Columns, draw_columns
from truceline.web.dots import LABELLED, LARGEST, LEVELS, Dot, draw_dots
from truceline.web.scale import WIDTH, Scale, Tick, ends
from truceline.web.steps import Step, draw_steps

BAR, GAP, LABEL = 40, 24, 18
# Days before the first report that are still drawn to scale: a chronology reaches back years, and would leave the weeks
# that the reports are about no room.
BEFORE = 60
# With more incidents than have titles, so many are drawn as circles, each with its title; the columns count all.
CIRCLES, SMALL = 14, 12.0
# How wide a letter over a bar is drawn.
LETTER = 6.6


class Bar(msgspec.Struct, frozen=True):
    """An agreement from its first day to its last; `open_end` where no end is told: it goes to the last report of it.

    `start` is where it comes into effect. `ticks` are dated states, without words where they would stand over others. `broken` are the days for which somebody says
    that it was broken.
    """

    agreement: Agreement
    y: float
    x: float
    to: float
    open_end: bool
    start: float
    ticks: tuple[Tick, ...]
    broken: tuple[float, ...] = ()


class Timeline(msgspec.Struct, frozen=True):
    """All that is drawn. `undrawn` counts what has no day told, or one before the first day drawn.

    `crowded` tells that there are too many incidents for circles: `dots` are those of most reports.
    """

    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    dots_y: float
    columns: Columns
    columns_y: float
    steps: tuple[Step, ...]
    steps_y: float
    undrawn: int
    crowded: bool = False


def draw(
    incidents: Sequence[Incident],
    agreements: Sequence[Agreement],
    measures: Sequence[MeasureShown],
    told_on: Mapping[str, When],
    counts: Mapping[datetime.date, DayCount],
    floor: datetime.date | None,
) -> Timeline | None:
    """Return the timeline; None where all that has a day has the same.

    Args:
        incidents: those that are drawn as circles, if there is room for circles.
        agreements: drawn as bars.
        measures: drawn as steps.
        told_on: when the documents (ids) of the agreements were published.
        counts: how many incidents and reports each day has, of the whole record.
        floor: the day of the first report; what lies long before it is not drawn.
    """
    least = floor - datetime.timedelta(days=BEFORE) if floor else datetime.date.min
    deals = [one for one in agreements if (day := _start(one)) and day >= least]
    singles = [one for one in incidents if one.scope == "single"]
    happened = [one for one in singles if (days := ends(one.date)) and days[0] >= least]
    taken = [one for one in measures if (days := ends(one.date)) and days[0] >= least]
    scale = _scale(deals, happened, taken, [day for day in counts if day >= least])
    if scale is None:
        return None
    many = sum(one.incidents for one in counts.values()) > LABELLED
    shown = sorted(happened, key=lambda one: (-len(one.documents), one.id))[:CIRCLES] if many else happened
    bars = tuple(_bar(one, scale, n, told_on) for n, one in enumerate(sorted(deals, key=_start_or_late)))
    top = LABEL + len(bars) * BAR
    largest, levels = (SMALL, CIRCLES) if many else (LARGEST, LEVELS)
    named = [one.id for one in shown] if many else ()
    dots, depth = draw_dots(shown, scale, top + largest, named=named, largest=largest, most_levels=levels)
    columns_y = top + (depth if dots else 0) + (UP + GAP if many else 4)
    columns = draw_columns(counts, scale)
    steps_y = columns_y + DOWN + GAP
    steps, depth = draw_steps(taken, scale, steps_y)
    return Timeline(
        height=steps_y + (depth if steps else 0) + 26,
        ticks=scale.ticks(),
        bars=bars,
        dots=dots,
        dots_y=top + largest,
        columns=columns,
        columns_y=columns_y,
        steps=steps,
        steps_y=steps_y,
        undrawn=len(singles) + len(agreements) + len(measures) - len(happened) - len(bars) - len(steps),
        crowded=many,
    )


def _scale(
    deals: Sequence[Agreement],
    happened: Sequence[Incident],
    taken: Sequence[MeasureShown],
    counted: Sequence[datetime.date],
) -> Scale | None:
    """Return the days from the first to the last that anything drawn has; None where there is one day only."""
    told = [one.date for one in happened] + [one.date for one in taken]
    days = {*counted, *(day for date in told for day in ends(date) or ())}
    days |= {day for one in deals for day in (_start(one), *(ends(one.ended) or ())) if day}
    return Scale(min(days), max(days)) if len(days) > 1 else None


def _start(agreement: Agreement) -> datetime.date | None:
    days = ends(agreement.announced) or ends(agreement.effective)
    return days[0] if days else None


def _start_or_late(agreement: Agreement) -> tuple[datetime.date, str]:
    return _start(agreement) or datetime.date.max, agreement.id


def _bar(agreement: Agreement, scale: Scale, number: int, told_on: Mapping[str, When]) -> Bar:
    start, ended = _start(agreement) or scale.first, ends(agreement.ended)
    effective = ends(agreement.effective)
    states: set[tuple[datetime.date, str]] = {
        (days[0], one.state) for one in agreement.status if (days := ends(one.date))
    }
    reports = [when.last for doc in agreement.documents if (when := told_on.get(doc)) and when.last]
    last = ended[1] if ended else max([start, *reports, *(day for day, _ in states)])
    broken = {day for one in agreement.breaches if (day := on_day(one.date, one.told))}
    return Bar(
        agreement,
        LABEL + number * BAR,
        scale.x(start),
        scale.x(last),
        ended is None,
        scale.x(effective[0]) if effective and effective[0] > start else scale.x(start),
        _states(states, scale),
        tuple(sorted({scale.x(day) for day in broken if scale.first <= day <= scale.last})),
    )


def _states(states: set[tuple[datetime.date, str]], scale: Scale) -> tuple[Tick, ...]:
    """Return the dated states; each is written where it stands over no other."""
    ticks: list[Tick] = []
    end = 0.0
    for day, state in sorted(states):
        x, text = scale.x(day), state.replace("_", " ")
        width = 10 + len(text) * LETTER
        anchor = "end" if x + width > WIDTH else "start"
        left, right = (x - width, x) if anchor == "end" else (x, x + width)
        room = left >= end and scale.first <= day <= scale.last
        ticks.append(Tick(x, text if room else "", anchor))
        end = right if room else end
    return tuple(ticks)
