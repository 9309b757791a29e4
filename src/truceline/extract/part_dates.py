"""Part dates: parts of a month, a year or a week: "the first half of 2015", "late last year", "earlier this month"."""

import datetime
from collections.abc import Callable

from truceline.extract.calendar_dates import THIRDS, read_month, read_year
from truceline.extract.date_words import Expression, View
from truceline.extract.days import Days, Unit, day, shifted, unit_of
from truceline.extract.relative_dates import COUNTS, UNITS, read_unit

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "opening": 1, "last": -1,
    "final": -1, "closing": -1,
}  # fmt: skip
# Into how many a month or year is parted by them.
SHARES = {"half": 2, "third": 3, "quarter": 4}
# "The first days of May" says no number.
SOME = {"day": 5, "week": 2, "month": 2}
RULE = "part-of/1"


def read_part(view: View, i: int) -> Expression | None:
    """Read a part of a month, year or week: "the first week of May", "late last year", "earlier this month"."""
    return _counted(view, i) or _edge(view, i) or _so_far(view, i) or _numbered(view, i)


def _counted(view: View, i: int) -> Expression | None:
    """Read "the first half of 2015", "the last three days of September", "the second week of May"."""
    j = i + 1 if view.word(i) == "the" else i
    place = ORDINALS.get(view.word(j))
    if place is None:
        return None
    number = COUNTS.get(view.word(j + 1)) if view.word(j + 2) in UNITS else None
    at = j + 2 if number is not None else j + 1
    what = view.word(at)
    share, unit = SHARES.get(what), UNITS.get(what)
    if view.word(at + 1) != "of" or (share is None and unit in (None, "hour", "year")):
        return None
    whole = _whole(view, at + 2)
    if whole is None:
        return None
    if share is not None:
        return _of(whole, i, lambda days: _share(days, place, share))
    several = number or (SOME[unit] if unit is not None and what.endswith("s") else 1)
    return _of(whole, i, lambda days: _stretch(days, place, several, unit or "day"))


def _edge(view: View, i: int) -> Expression | None:
    """Read "late last year", "early this week", "the end of the month"; "late September" has its own reader."""
    j = i + 1 if view.word(i) == "the" else i
    edge = THIRDS.get(view.word(j))
    if edge is None:
        return None
    at = j + 2 if view.word(j + 1) in ("of", "-") else j + 1
    whole = _unit(view, at)
    return _of(whole, i, lambda days: _third(days, edge)) if whole is not None else None


def _so_far(view: View, i: int) -> Expression | None:
    """Read "earlier this month", "later this week": up to the day of the report, or from it on."""
    word = view.word(i)
    whole = read_unit(view, i + 1) if word in ("earlier", "later") and view.word(i + 1) == "this" else None
    if whole is None:
        return None

    def place(anchor: datetime.date) -> Days:
        first, last = whole.days(anchor)
        return (first, anchor) if word == "earlier" else (anchor, last)

    return whole._replace(first=i, days=place, granularity="span", rule=f"{word}-{whole.rule}")


def _numbered(view: View, i: int) -> Expression | None:
    """Read "the 5th of this month", "the 20th of last month"."""
    j = i + 1 if view.word(i) == "the" else i
    number = view.number(j)
    step = view.word(j + 2) in ("this", "last", "the") and view.stands(("month",), j + 3)
    whole = read_unit(view, j + 2) if number is not None and view.word(j + 1) == "of" and step else None
    if number is None or whole is None:
        return None

    def place(days: Days) -> Days:
        first, last = days
        if first is None or last is None or number > last.day:
            return None, None
        return day(first.replace(day=number))

    return _of(whole, i, place)._replace(granularity="day")


def _whole(view: View, i: int) -> Expression | None:
    return _unit(view, i) or read_month(view, i) or read_year(view, i)


def _unit(view: View, i: int) -> Expression | None:
    """Read "last year", "this month", and "the year", which is the one of the report."""
    if view.word(i) == "the" and view.word(i + 1) in ("year", "month", "week"):
        unit = UNITS[view.word(i + 1)]
        rule = f"{unit}-from-publication/1"
        return Expression(i, i + 2, i + 1, lambda a: unit_of(a, unit), "span", rule, "published")
    return read_unit(view, i) if view.word(i) in ("last", "this", "next") else None


def _of(whole: Expression, first: int, part: Callable[[Days], Days]) -> Expression:
    return whole._replace(
        first=first,
        days=lambda anchor: part(whole.days(anchor)),
        granularity="span",
        rule=f"{RULE} {whole.rule}",
    )


def _third(days: Days, edge: str) -> Days:
    return _share(days, {"early": 1, "mid": 2, "late": 3}[edge], 3)


def _share(days: Days, place: int, share: int) -> Days:
    first, last = days
    place = share if place < 0 else place
    if first is None or last is None or place > share:
        return None, None
    # Halves, thirds and quarters of a year are told by its months, of a month by its days.
    length = (last - first).days + 1
    if length > 300:
        months = 12 // share
        begin = shifted(first, months * (place - 1), "month")
        return begin, shifted(shifted(begin, months, "month"), -1, "day")
    begin = first + datetime.timedelta(days=length * (place - 1) // share)
    return begin, first + datetime.timedelta(days=length * place // share - 1)


def _stretch(days: Days, place: int, number: int, unit: Unit) -> Days:
    first, last = days
    if first is None or last is None:
        return None, None
    if place < 0:
        return shifted(shifted(last, -number, unit), 1, "day"), last
    begin = shifted(first, (place - 1) * number, unit)
    end = min(shifted(shifted(begin, number, unit), -1, "day"), last)
    return (begin, end) if begin <= end else (None, None)
