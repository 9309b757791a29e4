"""Dates as they stand around reports: date lines, heads of rows, feed columns."""

import datetime
import re
from collections.abc import Mapping
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
# "17:23", "5:23PM", "5.30 pm", "5 p.m.", "at 0914"; four digits alone are a number of people.
_CLOCK = (
    r"(?:,?\s*(?:[|@–—-]\s*|T(?=\d)|(?P<at>at\s+))?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?|\.(?P<minute2>\d\d)(?=\s?[ap]\.?m)|(?=\s?[ap]\.?m)|(?(at)(?P<minute3>\d\d)|(?!)))"
    r"(?!\d)\s?(?P<half>[ap]\.?m\b\.?)?\s?(?-i:(?P<zone>\(?[A-Z]{3,4}\b\)?|Z\b|[+-]\d\d:?\d\d\b))?)?"
)
_SHAPES = tuple(
    re.compile(rf"(?<![\w.]){_WEEKDAY}{shape}(?!\d){_CLOCK}", re.IGNORECASE)
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
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Dated(NamedTuple):
    """A date found in a text: where, the day, and the local time of day as ISO 8601 where one is told."""

    start: int
    end: int
    day: datetime.date
    time: str | None

    def when(self, text: str, rule: str) -> When:
        """Return it as a When with the words in `text`."""
        return When(self.day, self.day, "day", text[self.start : self.end].strip(), rule)


def find_date(text: str, zones: Mapping[str, str], *, at_start: bool = False) -> Dated | None:
    """Return the first date that has a day, a month and a year, or None.

    A date written 03/04/2016 is two dates on two sides of an ocean, and is left alone.
    """
    found: list[Dated] = []
    for shape in _SHAPES:
        for match in [shape.match(text)] if at_start else shape.finditer(text):
            dated = _read(match, zones) if match else None
            if dated:
                found.append(dated)
                break
    return min(found, key=lambda dated: (dated.start, -dated.end)) if found else None


def _read(match: re.Match[str], zones: Mapping[str, str]) -> Dated | None:
    day, year, month = int(match["day"]), int(match["year"]), match["month"]
    number = int(month) if month.isdigit() else _NUMBER[month[:3].lower()]
    if match.re is _SLASHED:
        if day <= 12 and number <= 12 and day != number:
            return None
        if number > 12:
            day, number = number, day
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        found = datetime.date(year, number, day)
    except ValueError:
        return None
    time = _time(match, zones)
    end = match.end() if time or not match["hour"] else match.start("hour")
    words = match.string[match.start() : end].rstrip()
    if not time:
        words = words.rstrip(" ,|@–—-").removesuffix(" at").removesuffix("T")
    return Dated(match.start(), match.start() + len(words), found, f"{found}T{time}" if time else None)


def _time(match: re.Match[str], zones: Mapping[str, str]) -> str | None:
    if match["hour"] is None:
        return None
    hour, minute, half = (
        int(match["hour"]),
        int(match["minute"] or match["minute2"] or match["minute3"] or 0),
        (match["half"] or "").lower(),
    )
    if half and hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}{_zone(match['zone'], zones)}"


def _zone(told: str | None, zones: Mapping[str, str]) -> str:
    if not told:
        return ""
    told = told.strip("()")
    if told == "Z":
        return "+00:00"
    if told[0] in "+-":
        return told if ":" in told else f"{told[:3]}:{told[3:]}"
    return zones.get(told, "")
