"""Days: calendar arithmetic on intervals, from an anchor day."""

import calendar
import datetime
from typing import Literal

Days = tuple[datetime.date | None, datetime.date | None]
Unit = Literal["hour", "day", "week", "month", "year"]
Third = Literal["early", "mid", "late"]

# A date without a year lies in the past, but a report may name a day of the coming week ("the talks of October 5").
FUTURE_SLACK = datetime.timedelta(days=7)


def day(date: datetime.date) -> Days:
    """Return the interval of one day."""
    return date, date


def shifted(date: datetime.date, count: int, unit: Unit) -> datetime.date:
    """Return the day `count` units later (earlier if negative); a month ends no later than its last day."""
    if unit in ("hour", "day", "week"):
        return date + datetime.timedelta(days=count * {"hour": 1 / 24, "day": 1, "week": 7}[unit])
    months = date.year * 12 + date.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def month_of(year: int, month: int, third: Third | None = None) -> Days:
    """Return the days of a month, or of its first, second or last ten."""
    last = calendar.monthrange(year, month)[1]
    first, end = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[third]
    return datetime.date(year, month, first), datetime.date(year, month, end)


def year_of(year: int, third: Third | None = None) -> Days:
    """Return the days of a year, or of its first, second or last four months."""
    first, last = {None: (1, 12), "early": (1, 4), "mid": (5, 8), "late": (9, 12)}[third]
    return datetime.date(year, first, 1), month_of(year, last)[1]


def week_of(date: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the week around a day, Monday to Sunday."""
    monday = date - datetime.timedelta(days=date.weekday())
    return monday, monday + datetime.timedelta(days=6)


def unit_of(date: datetime.date, unit: Unit) -> Days:
    """Return the day, week, month or year around a day."""
    match unit:
        case "week":
            return week_of(date)
        case "month":
            return month_of(date.year, date.month)
        case "year":
            return year_of(date.year)
        case _:
            return day(date)


def weekday_before(anchor: datetime.date, weekday: int, *, strictly: bool = False) -> datetime.date:
    """Return the last such weekday on or before the anchor, or strictly before it."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - datetime.timedelta(days=back or (7 if strictly else 0))


def weekday_after(anchor: datetime.date, weekday: int) -> datetime.date:
    """Return the first such weekday after the anchor."""
    return anchor + datetime.timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)


def nearest_year(anchor: datetime.date, month: int, number: int, *, ahead: bool) -> int:
    """Return the year of a day of which only month and day are told: the last not after the anchor, or the next.

    The last may lie some days after the anchor, for a report names the days to come as well.
    """
    if ahead:
        return anchor.year if _on(anchor.year, month, number) >= anchor else anchor.year + 1
    latest = anchor + FUTURE_SLACK
    return next(y for y in (anchor.year + 1, anchor.year, anchor.year - 1) if _on(y, month, number) <= latest)


def _on(year: int, month: int, number: int) -> datetime.date:
    return datetime.date(year, month, min(number, calendar.monthrange(year, month)[1]))
