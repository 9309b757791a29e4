"""Dates as they stand around reports: date lines, heads of rows, feed columns."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from truceline.model.when import When

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH = r"(?P<{0}>(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b|" + "|".join(_MONTHS) + ")"
_DAYS = r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_WEEKDAY = rf"(?:(?:{_DAYS})\b\.?,?\s+)?"
_ZONE = r"\(?(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?\)?|\(?[A-Z]{3,4}\b\)?|Z\b|[+-]\d\d:?\d\d\b"
# "17:23", "5:23PM", "5.30 pm", "10.32 EET", "5 p.m.", "at 0914", "2037 UTC+3"; four digits alone are a number of people.
_CLOCK = (
    r"(?:,?\s*(?:[|@/–—-]\s*|T(?=\d)|(?P<at>at\s+))?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?|\.(?P<minute2>\d\d)(?=\s?[ap]\.?m|(?-i:\s[A-Z]{3}\b))|(?=\s?[ap]\.?m)"
    r"|(?P<minute4>\d\d)(?=\s(?:GMT|UTC))|(?(at)(?P<minute3>\d\d)|(?!)))"
    rf"(?!\d)\s?(?P<half>[ap]\.?m\b\.?)?\s?(?-i:(?P<zone>{_ZONE}))?)?"
)
# The clock may come first: "3:57 AM, May 26, 2015" and "10:32 GMT, 3 March 2016" are read like the others.
_CLOCK_FIRST = (
    r"(?P<first>(?P<hour0>\d{1,2}):(?P<minute0>\d\d)(?::\d\d)?\s?(?P<half0>[ap]\.?m\b\.?)?"
    rf"\s?(?-i:(?P<zone0>{_ZONE}))?,?\s+(?:on\s+|[|/–—-]\s*)?)?"
)
_SHAPES = tuple(
    re.compile(rf"(?<![\w.:]){_CLOCK_FIRST}{_WEEKDAY}{shape}(?!\d){_CLOCK}", re.IGNORECASE)
    for shape in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH.format('month')}\.?,?[\s-]+(?P<year>\d{{4}})",
        rf"{_MONTH.format('month')}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        # "Oct 082017": the comma was lost with its blank.
        rf"{_MONTH.format('month')}\.?\s+(?P<day>\d\d)(?P<year>(?:19|20)\d\d)",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[.-](?P<month>\d{1,2})[.-](?P<year>\d{4})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    )
)
_SLASHED = _SHAPES[-1]
_UNIX = re.compile(
    rf"(?<![\w.])(?:{_DAYS})\s+{_MONTH.format('month')}\s+(?P<day>\d{{1,2}})\s+(?P<clock>\d\d:\d\d)(?::\d\d)?\s+"
    r"(?-i:(?P<zone>[A-Z]{3,4}|[+-]\d{4}))?\s*(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_AWAY = re.compile(r"(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?")
# Hours: Kiritimati is 14 before Greenwich, nobody is further behind it.
_FURTHEST = 14
FIRST_YEAR, LAST_YEAR = 1900, 2100

NUMERIC_RULE = "date-numeric/1"
TWO_READINGS_RULE = "date-numeric-two-readings/1"


class Dated(NamedTuple):
    """A date found in a text: where, the day, and the local time of day as ISO 8601 where one is told.

    `numeric` is a date like 13/04/2016; `other` is its second reading where it has one (03/04/2016: `day` is 3 April,
    `other` 4 March); `why` tells what decided between the two.
    """

    start: int
    end: int
    day: datetime.date
    time: str | None
    numeric: bool = False
    other: datetime.date | None = None
    why: str = ""

    def when(self, text: str, rule: str) -> When:
        """Return it as a When with the words in `text`; two readings make the stretch from one to the other."""
        said = text[self.start : self.end].strip()
        if self.other:
            first, last = sorted((self.day, self.other))
            return When(first, last, "span", said, TWO_READINGS_RULE)
        return When(self.day, self.day, "day", said, NUMERIC_RULE if self.numeric else rule, self.why)

    def read_as(self, day: datetime.date, why: str) -> "Dated":
        """Return it with this one of its two readings, and what decided for it."""
        return self._replace(day=day, other=None, why=why)


def find_date(text: str, zones: Mapping[str, str], *, at_start: bool = False) -> Dated | None:
    """Return the first date that has a day, a month and a year, or None.

    A date written 03/04/2016 is two dates on two sides of an ocean: both are kept.
    """
    found: list[Dated] = list(_unix(text, zones, at_start=at_start))
    for shape in _SHAPES:
        for match in [shape.match(text)] if at_start else shape.finditer(text):
            dated = _read(match, zones) if match else None
            if dated:
                found.append(dated)
                break
    return min(found, key=lambda dated: (dated.start, -dated.end)) if found else None


def find_dates(text: str, zones: Mapping[str, str]) -> Iterator[Dated]:
    """Yield the dates with a day, a month and a year, in the order of the text."""
    here = 0
    while found := find_date(text[here:], zones):
        yield found._replace(start=here + found.start, end=here + found.end)
        here += found.end


def _unix(text: str, zones: Mapping[str, str], *, at_start: bool) -> Iterator[Dated]:
    """Yield "Thu Mar 03 10:32:00 UTC 2016", as machines write it."""
    match = _UNIX.match(text) if at_start else _UNIX.search(text)
    day = day_of(int(match["year"]), month_number(match["month"]), int(match["day"])) if match else None
    if match and day:
        yield Dated(match.start(), match.end(), day, f"{day}T{match['clock']}{_zone(match['zone'], zones)}")


def _read(match: re.Match[str], zones: Mapping[str, str]) -> Dated | None:
    day, year, month = int(match["day"]), int(match["year"]), match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    numeric = match.re is _SLASHED
    days = [day_of(year, number, day)]
    if numeric:
        days.append(day_of(year, day, number))
    readings = list(dict.fromkeys(found for found in days if found))
    if not readings:
        return None
    other = readings[1] if len(readings) == 2 else None
    time = _time(match, "", zones) or _time(match, "0", zones)
    start = match.end("first") if match["first"] and not time else match.start()
    end = match.end() if time or not match["hour"] else match.start("hour")
    words = match.string[start:end].rstrip()
    if not time:
        words = words.rstrip(" ,|@–—-/").removesuffix(" at").removesuffix("T")
    # The time of a day that is not certain is no point in time.
    at = f"{readings[0]}T{time}" if time and not other else None
    return Dated(start, start + len(words), readings[0], at, numeric, other)


def month_number(name: str) -> int:
    """Return the number of a month by its name or the first letters of it ("Sept")."""
    return _NUMBER[name[:3].casefold()]


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None where the calendar has none or the year is out of bounds."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _time(match: re.Match[str], which: str, zones: Mapping[str, str]) -> str | None:
    """Return the time behind the date, or with `which` "0" the one before it."""
    if match[f"hour{which}"] is None:
        return None
    minutes = ("minute0",) if which else ("minute", "minute2", "minute3", "minute4")
    hour = int(match[f"hour{which}"])
    minute = int(next((match[name] for name in minutes if match[name]), 0))
    half = (match[f"half{which}"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}{_zone(match[f'zone{which}'], zones)}"


def _zone(told: str | None, zones: Mapping[str, str]) -> str:
    if not told:
        return ""
    told = told.strip("()").replace(" ", "")
    if told == "Z":
        return "+00:00"
    # So are told zones: as "(GMT+3)" and as "UTC+03:30" or "+0300".
    away = _AWAY.fullmatch(told)
    if away and int(away["hours"]) <= _FURTHEST and int(away["minutes"] or 0) < 60:
        return f"{away['sign']}{int(away['hours']):02}:{away['minutes'] or '00'}"
    # "+99:00" is no zone: who compares times would find no moment for it.
    return zones.get(told, "")
