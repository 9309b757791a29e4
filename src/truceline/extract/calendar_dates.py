"""Calendar dates: days, months, seasons and years told by their names, and weekdays."""

import datetime
import re
from collections.abc import Callable
from functools import partial

from truceline.extract.calendar_words import (
    DAY_BEARERS,
    DAY_PARTS,
    FEASTS,
    MONTHS,
    NO_DAY,
    SEASONS,
    WEEKDAYS,
    YEARS,
)
from truceline.extract.date_words import Expression, View
from truceline.extract.days import (
    Days,
    Third,
    day,
    month_of,
    nearest_year,
    shifted,
    weekday_after,
    weekday_before,
    year_of,
)
from truceline.model.when import Granularity

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
NUMERIC_DAY = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})")
THIRDS: dict[str, Third] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late",
}  # fmt: skip
YEARS_AGO = {"last": 1, "this": 0}
STEPS = ("last", "this", "next", "coming")
# What a bare month or year stands after: "march" and "may" are verbs too, and 2016 may be a count.
BEFORE_MONTH = frozenset(
    ["in", "since", "until", "till", "by", "of", "last", "this", "next", "early", "mid", "late", "during", "from", "to",
     "before", "after", "-", "between", "and", "throughout", "for", "every"]
)  # fmt: skip
BEFORE_YEAR = frozenset(
    [
        "in",
        "since",
        "of",
        "during",
        "from",
        "until",
        "by",
        "to",
        "before",
        "after",
        "and",
        "through",
        "between",
    ]
)


def read_iso(view: View, i: int) -> Expression | None:
    """Read "2016-09-09"."""
    for last in (i + 5, i + 1):  # the parser may part it at its hyphens
        match = ISO_DAY.fullmatch("".join(view.word(j) for j in range(i, last)))
        date = _date(*(int(part) for part in match.groups())) if match else None
        if date is not None:
            return _told(i, last, date)
    return None


def read_numeric(view: View, i: int) -> Expression | None:
    """Read "25/04/2016", "4/25/2016", "3.5.2016"; of "03/05/2016" nobody knows which is the month."""
    match = NUMERIC_DAY.fullmatch(view.word(i))
    if match is None:
        return None
    one, mark, other, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if year not in YEARS:
        return None
    # Only Europeans write full stops, and they tell the day first.
    orders = [(other, one)] if mark == "." else [(other, one), (one, other)]
    dates = {date for month, number in orders if (date := _date(year, month, number)) is not None}
    return _told(i, i + 1, dates.pop()) if len(dates) == 1 else None


def read_feast(view: View, i: int) -> Expression | None:
    """Read "Christmas Day", "New Year's Eve"."""
    for phrase, (month, number) in FEASTS.items():
        if view.stands(phrase, i):
            return _calendar(view, (i, i + len(phrase), i), month, (number, number))
    return None


def _told(first: int, last: int, date: datetime.date) -> Expression:
    return Expression(first, last, first, lambda _: day(date), "day", "calendar-day/1", "none")


def read_weekday(view: View, i: int) -> Expression | None:
    """Read "Thursday", "last Friday", "Monday night"; with its date, "Thursday, October 27", the date counts."""
    at = i + 1 if view.word(i) in STEPS else i
    name = view.word(at).removesuffix("'s")
    weekday = WEEKDAYS.get(name, WEEKDAYS.get(name.removesuffix("s")))
    named = view.word(at - 1) in NO_DAY
    if weekday is None or not view.tokens[at].text[0].isupper() or named or _habit(view, at):
        return None
    after = at + 2 if view.word(at + 1) in (",", "the") else at + 1
    if (dated := read_month_day(view, after) or read_day_month(view, after)) is not None:
        return dated._replace(first=i)
    last = at + 2 if view.word(at + 1) in DAY_PARTS else at + 1
    coming = view.word(i) in ("next", "coming")
    if coming or (at == i and view.future(i)) or (view.word(i) == "this" and view.present(i)):
        # A report of a Wednesday that says "will meet on Wednesday" means that day; "next Wednesday" never.
        rule = "weekday-after-publication/1"
        back = 0 if coming else 1
        return Expression(
            i,
            last,
            at,
            lambda a: day(weekday_after(shifted(a, -back, "day"), weekday)),
            "day",
            rule,
            "published",
        )
    strictly, rule = view.word(i) == "last", "weekday-before-publication/1"
    return Expression(
        i, last, at, lambda a: day(weekday_before(a, weekday, strictly=strictly)), "day", rule, "published"
    )


def _habit(view: View, i: int) -> bool:
    """Return whether "Fridays" tells a habit; before a noun it is "Friday's" with its apostrophe lost."""
    word = view.word(i)
    plural = word not in WEEKDAYS and word.endswith("s") and not word.endswith("'s")
    return plural and not view.tag(i + 1).startswith(("NN", "JJ"))


def read_month_day(view: View, i: int) -> Expression | None:
    """Read "September 9", "Sept. 9, 2016", "June 11 and 12", "June 11-13"."""
    month = MONTHS.get(view.word(i)) if view.capital(i) else None
    at = i + 2 if view.word(i + 1) == "the" else i + 1
    number = view.number(at)
    if month is None or number is None:
        return None
    until, last = _second_day(view, at + 1, number)
    return _calendar(view, (i, last, i), month, (number, until))


def read_day_month(view: View, i: int) -> Expression | None:
    """Read "9 September", "9th of September 2016", "14 and 15 July"."""
    number = view.number(i)
    if number is None:
        return None
    until, j = _second_day(view, i + 1, number)
    j += view.word(j) == "of"
    month = MONTHS.get(view.word(j)) if view.capital(j) else None
    return _calendar(view, (i, j + 1, j), month, (number, until)) if month is not None else None


def _second_day(view: View, i: int, number: int) -> tuple[int, int]:
    """Return the last day of "14 and 15", "14-16", and where it ends; else the day itself."""
    if view.word(i) in ("and", "to", "-", "–", "or", "through"):
        second = view.number(i + 1)
        # "On June 11 and 12 people died" is one day and a count.
        if second is not None and number < second and not view.tag(i + 2).startswith("NNS"):
            return second, i + 2
    return number, i


def _calendar(
    view: View, where: tuple[int, int, int], month: int, days: tuple[int, int]
) -> Expression | None:
    first, last, core = where
    granularity: Granularity = "day" if days[0] == days[1] else "days"
    comma = last + 1 if view.word(last) in (",", "of") else last
    year, comma = (view.year(comma), comma) if view.year(comma) is not None else view.short_year(last)
    if year is not None:
        told = (_date(year, month, days[0]), _date(year, month, days[1]))
        whole = None not in told
        return (
            Expression(first, comma + 1, core, lambda _: told, granularity, "calendar-day/1", "none")
            if whole
            else None
        )
    if _date(2000, month, days[1]) is None or view.word(last) in DAY_BEARERS:
        return None
    ahead = view.future(core)

    def place(anchor: datetime.date) -> Days:
        near = nearest_year(anchor, month, days[1], ahead=ahead)
        return _date(near, month, days[0]), _date(near, month, days[1])

    return Expression(
        first, last, core, place, granularity, "calendar-day-nearest-publication/1", "published"
    )


def read_month(view: View, i: int) -> Expression | None:
    """Read "February 2014", "in February", "late September", "mid-August", "last July"."""
    first, third = _third(view, i)
    step = view.word(first) in STEPS
    at = first + 1 if step else first
    month = MONTHS.get(view.word(at).removeprefix("mid-"))
    third = "mid" if view.word(at).startswith("mid-") else third
    if month is None or not (view.capital(at) or third):
        return None
    comma = at + 2 if view.word(at + 1) in (",", "of") else at + 1
    year = view.year(comma)
    if year is not None:
        return Expression(
            i, comma + 1, at, lambda _: month_of(year, month, third), "month", "calendar-month/1", "none"
        )
    if not step and view.word(at + 1) in YEARS_AGO and view.word(at + 2) == "year":
        return _month_ago(i, at, YEARS_AGO[view.word(at + 1)], partial(month_of, month=month, third=third))
    bare = third is None and not step and view.word(at - 1) not in BEFORE_MONTH
    if bare or (view.word(at + 2) in DAY_BEARERS and view.number(at + 1) is not None):
        return None
    ahead = view.word(first) == "next" or view.future(at)

    def place(anchor: datetime.date) -> Days:
        return month_of(nearest_year(anchor, month, 1, ahead=ahead), month, third)

    return Expression(i, at + 1, at, place, "month", "calendar-month-nearest-publication/1", "published")


def _month_ago(i: int, at: int, ago: int, of_year: Callable[[int], Days]) -> Expression:
    """Return "June last year", counted in years from that of publication."""
    return Expression(
        i,
        at + 3,
        at,
        lambda a: of_year(a.year - ago),
        "month",
        "calendar-month-nearest-publication/1",
        "published",
    )


def _third(view: View, i: int) -> tuple[int, Third | None]:
    """Step over "late", "mid-", "the beginning of"."""
    j = i + 1 if view.word(i) == "the" else i
    third = THIRDS.get(view.word(j))
    if third is None:
        return i, None
    return (j + 2 if view.word(j + 1) in ("-", "of", "–") else j + 1), third


def read_year(view: View, i: int) -> Expression | None:
    """Read "in 2014", "mid-2014", "2011-2016", "the 1990s"; a bare number of four digits is a year only after such a word."""
    at, third = _third(view, i)
    third = "mid" if view.word(at).startswith("mid-") else third
    decade = view.decade(at)
    if decade is not None and view.word(at - 1) in (*BEFORE_YEAR, "the", *THIRDS):
        told = datetime.date(decade, 1, 1), datetime.date(decade + 9, 12, 31)
        return Expression(i, at + 1, at, lambda _: told, "span", "calendar-decade/1", "none")
    year = view.year(at)
    after = third or view.word(at - 1) in BEFORE_YEAR
    after = after and view.tag(at + 1) not in ("NNS", "JJ")
    if year is None or not (after or _names_one(view, at)):
        return None
    until = view.until_year(at, year)
    if until is not None and third is None:
        years = year_of(year)[0], year_of(until)[1]
        return Expression(i, at + 3, at, lambda _: years, "span", "calendar-years/1", "none")
    return Expression(i, at + 1, at, lambda _: year_of(year, third), "year", "calendar-year/1", "none")


def _names_one(view: View, at: int) -> bool:
    """See "the 2013 attack", "the 2013 Xtown attack"; "the 2013 fighters" are so many."""
    noun = at + 2 if view.tag(at + 1) == "JJ" else at + 1
    return view.word(at - 1) == "the" and view.tag(noun) in ("NN", "NNP")


def read_season(view: View, i: int) -> Expression | None:
    """Read "the summer of 2015", "winter 2015-16", "last spring"; a season without a year is told of no one."""
    j = i + 1 if view.word(i) in ("last", "this", "the") else i
    months = SEASONS.get(view.word(j))
    at = j + 2 if view.word(j + 1) == "of" else j + 1
    year = view.year(at)
    if months is None or (year is None and view.word(i) not in ("last", "this")):
        return None
    if year is None:
        ago = 1 if view.word(i) == "last" else 0
        rule = "season-nearest-publication/1"
        return Expression(i, j + 1, j, lambda a: _season_before(a, months, ago), "season", rule, "published")
    until = view.until_year(at, year)
    # "The winter of 2015" may be at either end of the year.
    if months[0] > months[1] and until is None:
        return None
    told = _season(until if until is not None and months[0] > months[1] else year, months)
    last = at + 3 if until is not None else at + 1
    return Expression(i, last, j, lambda _: told, "season", "calendar-season/1", "none")


def _season(year: int, months: tuple[int, int]) -> tuple[datetime.date, datetime.date]:
    """Return the season that ends in a year."""
    begins = year - 1 if months[0] > months[1] else year
    first, last = month_of(begins, months[0])[0], month_of(year, months[1])[1]
    return first or datetime.date.min, last or datetime.date.max


def _season_before(anchor: datetime.date, months: tuple[int, int], ago: int) -> Days:
    """Return the latest such season that has begun; with `ago`, the latest that is over."""
    for year in range(anchor.year + 1, anchor.year - 3, -1):
        first, last = _season(year, months)
        if (last if ago else first) <= anchor:
            return first, last
    return None, None


def _date(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None
