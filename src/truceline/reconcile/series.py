"""Series: what is told of two actors month by month or week by week, weighed from conflict to cooperation.

The weights are those of J. S. Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution
36 (1992) 369-385, as carried over to the codes of CAMEO (Schrodt, Gerner and others; the table that GDELT publishes with them):
from -10.0 (force) to +10.0. Each of our kinds has the value of one CAMEO code; `knowledge/relations.yml` says which.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from truceline.model.standing import HELD, MUTUAL, Count, Point, StandingKind, Telling, Weights

By = Literal["month", "week"]
Stretch = tuple[datetime.date | None, datetime.date | None]
Line = tuple[StandingKind, str, str]


def find_series(
    tellings: Iterable[Telling], weights: Weights, happened: Mapping[str, str], by: By = "month"
) -> list[Point]:
    """Return a point for each month, or week, in which something is told, in order; what has no day comes last.

    A telling counts where its stretch of time ends: "since June", told in August, in August. What is denied or only meant
    counts nowhere, and what belongs together or changed its name is no act.

    Args:
        tellings: those of the two actors, in either direction.
        weights: what one independent telling of each kind counts; kinds that are not in it are left out.
        happened: the incident of each event that is told of the two, by the event's id.
        by: how long a stretch is.
    """
    told: defaultdict[Stretch, list[Telling]] = defaultdict(list)
    for one in tellings:
        if one.modality in HELD and (one.kind in weights):
            told[_stretch(one.last, by)].append(one)
    stretches = sorted(told, key=lambda stretch: stretch[0] or datetime.date.max)
    return [_point(stretch, told[stretch], weights, happened) for stretch in stretches]


def _stretch(day: datetime.date | None, by: By) -> Stretch:
    """Return the month or the week (Monday to Sunday) of a day."""
    if day is None:
        return None, None
    if by == "week":
        first = day - datetime.timedelta(days=day.weekday())
        return first, first + datetime.timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


def _point(stretch: Stretch, told: Sequence[Telling], weights: Weights, happened: Mapping[str, str]) -> Point:
    lines: defaultdict[Line, list[Telling]] = defaultdict(list)
    for one in told:
        if one.incident_of is None:
            lines[_line(one)].append(one)
    counts = tuple(_count(line, lines[line], weights) for line in sorted(lines))
    balance = sum(one.weight * one.independent for one in counts)
    several = sum(one.independent for one in counts)
    return Point(
        *stretch,
        counts=counts,
        balance=round(balance, 1),
        mean=round(balance / several, 1) if several else 0.0,
        incidents=_incidents(told, happened),
    )


def _line(one: Telling) -> Line:
    a, b = sorted((one.a, one.b)) if one.kind in MUTUAL else (one.a, one.b)
    return one.kind, a, b


def _count(line: Line, told: Collection[Telling], weights: Weights) -> Count:
    ordered = sorted(told, key=lambda one: (one.last or datetime.date.max, one.id))
    evidence = tuple(dict.fromkeys(span for one in ordered for span in one.evidence[:1]))
    independent = len({one.unit for one in told})
    return Count(*line, len(ordered), independent, weights[line[0]], evidence)


def _incidents(told: Iterable[Telling], happened: Mapping[str, str]) -> tuple[str, ...]:
    events = (one.incident_of for one in told if one.incident_of is not None)
    return tuple(sorted({happened[event] for event in events if event in happened}))
