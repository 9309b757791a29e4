"""Dates in numbers that can be read two ways: 03/04/2016 is in March on one side of an ocean, in April on the other."""

import datetime
import re
from collections.abc import Iterator

from truceline.clean.dates import Dated, month_number

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NAMED = re.compile(rf"\b{_MONTH} (\d{{1,2}})\b(?!,? \d{{4}})|\b(\d{{1,2}}) {_MONTH}(?! \d{{4}})\b")
# A report names days of the last weeks; a day named by month is at most this long before the report.
_DAYS_BEFORE = 45


def settle(dated: Dated, text: str) -> Dated:
    """Return the date with one reading where its text decides between the two, and with both where nothing does.

    What decides: the weekday beside it; other dates of the text written the same way that can be read in one way
    only; a day that the text names by its month, a few weeks before one of the readings and not before the other.
    """
    if dated.other is None:
        return dated
    day_first = _by_weekday(dated, text)
    if day_first:
        return dated.read_as(day_first, "the weekday beside it")
    day_first = _by_order(dated, text)
    if day_first:
        return dated.read_as(day_first, "the order of other dates in the text")
    day_first = _by_months(dated, text)
    return dated.read_as(day_first, "the months that the text names") if day_first else dated


def _readings(dated: Dated) -> list[datetime.date]:
    return [dated.day, *([dated.other] if dated.other else [])]


def _only(days: list[datetime.date]) -> datetime.date | None:
    return days[0] if len(days) == 1 else None


def _by_weekday(dated: Dated, text: str) -> datetime.date | None:
    told = text[dated.start : dated.start + 3].casefold()
    return _only([day for day in _readings(dated) if _WEEKDAYS[day.weekday()] == told])


def _by_order(dated: Dated, text: str) -> datetime.date | None:
    pairs = [(int(found[1]), int(found[2])) for found in _SLASHED.finditer(text)]
    day_first = any(12 < first <= 31 and second <= 12 for first, second in pairs)
    month_first = any(first <= 12 < second <= 31 for first, second in pairs)
    if day_first == month_first:
        return None
    return dated.day if day_first else dated.other


def _by_months(dated: Dated, text: str) -> datetime.date | None:
    named = set(_named(text))
    return _only([day for day in _readings(dated) if any(_shortly_before(one, day) for one in named)])


def _named(text: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED.finditer(text):
        month, day = found[1] or found[4], found[2] or found[3]
        yield month_number(month), int(day)


def _shortly_before(named: tuple[int, int], day: datetime.date) -> bool:
    for year in (day.year, day.year - 1):
        try:
            gap = (day - datetime.date(year, *named)).days
        except ValueError:
            continue
        if 0 <= gap <= _DAYS_BEFORE:
            return True
    return False
