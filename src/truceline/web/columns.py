"""Columns: how many incidents are told for each day or month, and how many reports are held for it: a count beside its cover."""

import datetime
from collections.abc import Mapping

import msgspec

from truceline.store.spread import DayCount
from truceline.web.scale import Scale, short

# With more days than this, a column is a month: on a screen one of a day would be thinner than a line.
MOST_DAYS = 200
# How high the highest columns are drawn: incidents upwards, reports downwards.
UP, DOWN = 72, 34


class Column(msgspec.Struct, frozen=True):
    """One day or month. Heights are those drawn; `sure` counts incidents accepted by the accused side or told by two sources."""

    period: str
    words: str
    x: float
    width: float
    incidents: int
    sure: int
    documents: int
    high: float
    high_sure: float
    low: float


class Columns(msgspec.Struct, frozen=True):
    """All columns; `by` is "day" or "month". `peak` and `deep` are those with most incidents, and with most reports."""

    by: str
    columns: tuple[Column, ...]
    peak: Column | None
    deep: Column | None


def draw_columns(counts: Mapping[datetime.date, DayCount], scale: Scale) -> Columns:
    """Return the columns of the days that are drawn; a day without any is drawn as none."""
    by = "day" if scale.days <= MOST_DAYS else "month"
    found: dict[datetime.date, list[int]] = {}
    for day, count in sorted(counts.items()):
        if scale.first <= day <= scale.last:
            sums = found.setdefault(day if by == "day" else day.replace(day=1), [0, 0, 0])
            for n, number in enumerate((count.incidents, count.sure, count.documents)):
                sums[n] += number
    most = max((one[0] for one in found.values()), default=0)
    deepest = max((one[2] for one in found.values()), default=0)
    columns = tuple(_column(day, by, sums, scale, most, deepest) for day, sums in found.items())
    return Columns(
        by,
        columns,
        next((one for one in columns if one.incidents == most and most), None),
        next((one for one in columns if one.documents == deepest and deepest), None),
    )


def _column(day: datetime.date, by: str, sums: list[int], scale: Scale, most: int, deepest: int) -> Column:
    following = (day + datetime.timedelta(days=1 if by == "day" else 31)).replace(
        day=1 if by == "month" else (day + datetime.timedelta(days=1)).day
    )
    begin, end = scale.x(max(day, scale.first)), scale.x(min(following, scale.last))
    if by == "day":  # around its place on the scale, where the circles of the day lie
        wide = (scale.right - scale.x(scale.first)) / max(scale.days, 1)
        begin, end = begin - wide / 2, begin + wide / 2
    incidents, sure, documents = sums
    width = round(min(max(end - begin - 1, 1.5), 26), 1)
    return Column(
        day.isoformat() if by == "day" else f"{day:%Y-%m}",
        f"{short(day)} {day.year}" if by == "day" else f"{day:%B %Y}",
        round((begin + end - width) / 2, 1),
        width,
        incidents,
        sure,
        documents,
        round(UP * incidents / most, 1) if most else 0,
        round(UP * sure / most, 1) if most else 0,
        round(DOWN * documents / deepest, 1) if deepest else 0,
    )
