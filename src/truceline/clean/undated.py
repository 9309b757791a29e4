"""When a report appeared that has no date over it: inferred from its address, its dateline, or the words in it.

No day is made up. What is inferred is a day, a week or a month, and says by which rule and from what. Where a report can be dated
no closer (a copyright line tells the year alone, a past day tells only what is not before it), it stays without a date: who compares
reports would take the last day of the year for the day of the report.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.clean.dates import LAST_YEAR, Dated, day_of, find_dates, month_number
from truceline.clean.draft import Draft
from truceline.clean.outlets import bare_address
from truceline.knowledge.furniture import Furniture
from truceline.model.document import PartKind
from truceline.model.when import When

ADDRESS_DAY_RULE = "address-date/1"
ADDRESS_MONTH_RULE = "address-month/1"
DATELINE_YEAR_RULE = "dateline-date-with-year-of-report/1"
WEEK_RULE = "week-from-dated-weekday/1"
# The day in a dateline is at most this long behind the last day that the report dates in full.
DATELINE_WITHIN = 45
# A weekday without a date is one of the last seven days.
WEEK = 7
# An address that a report prints is its own if it holds this many long words of the title.
TITLE_WORDS = 3
_MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*\.?"
_MONTH_DAY = re.compile(
    rf"\b{_MONTH.format('m')}\s+(?P<d>\d{{1,2}})\b|\b(?P<d2>\d{{1,2}})\s+{_MONTH.format('m2')}"
)
_NAMED = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_PATH = re.compile(
    rf"[/._-](?P<y>(?:19|20)\d\d)[/._-]?(?P<m>0[1-9]|1[0-2]|(?:{_NAMED})[a-z]*)(?:[/._-]?(?P<d>0[1-9]|[12]\d|3[01]))?(?=[/._-])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S{10,400}")
_LONG_WORD = re.compile(r"[a-z]{4,}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# "On Thursday", not "on Thursday, 3 March": the second names its day by itself.
_BARE_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b(?!,?\s+(?:{_MONTH.format('m')}\s*)?\d)")
# "Until 30 June 2014", "will meet on 5 May 2017", "born 3 May 1980": no day of what the report tells.
_OTHER_DAY = re.compile(
    r"\b(?:will|until|till|by|before|due|scheduled|expected|plans?|planned|hearing|since|born|birth)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]*\d)")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^\n\d]{0,30}(?:(?:19|20)\d\d\s?[-–—]\s?)?(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)


class _Year(NamedTuple):
    number: int
    told: str


def infer_published(draft: Draft, furniture: Furniture) -> When | None:
    """Return when a report without a date appeared; None where nothing tells it within a month.

    Measured on 4,357 reports whose dates were taken away: docs/method.md has the numbers.
    """
    # The addresses of other reports hold days too.
    body = _ADDRESS.sub("", _words(draft, "body", "caption"))
    dated = [found for found in find_dates(body, furniture.zones) if found.other is None]
    address = _address(draft)
    if address and address.granularity == "day":
        return address
    return _by_dateline(draft, address, dated) or _by_weekday(draft.text, body, dated) or address


def _words(draft: Draft, *kinds: PartKind) -> str:
    return "\n".join(draft.text[part.start : part.end] for part in draft.parts if part.kind in kinds)


def _address(draft: Draft) -> When | None:
    """Return the day or the month in the report's own address: ".../2016/10/03/rebels-leave-marden"."""
    own = [bare_address(draft.url)] if draft.url else list(_own_addresses(draft))
    return next((when for url in own if (when := _path(url))), None)


def _own_addresses(draft: Draft) -> Iterator[str]:
    """Yield the addresses in the text that spell the title: "Read or share this story: https://..."."""
    title = set(_LONG_WORD.findall((draft.title or "").casefold()))
    for found in _ADDRESS.finditer(draft.text):
        if len(title & set(_LONG_WORD.findall(found.group().casefold()))) >= TITLE_WORDS:
            yield found.group()


def _path(url: str) -> When | None:
    found = _PATH.search(url)
    if not found:
        return None
    month = int(found["m"]) if found["m"].isdigit() else month_number(found["m"])
    said = found.group().strip("/._-")
    if found["d"]:
        day = day_of(int(found["y"]), month, int(found["d"]))
        return When(day, day, "day", said, ADDRESS_DAY_RULE) if day else None
    first = day_of(int(found["y"]), month, 1)
    return When(first, _last_of(first), "month", said, ADDRESS_MONTH_RULE) if first else None


def _by_dateline(draft: Draft, address: When | None, dated: list[Dated]) -> When | None:
    """Return the day of "MARDEN, March 3 (AP) -" with the year that the rest of the report tells."""
    found = _MONTH_DAY.search(_words(draft, "dateline"))
    if not found:
        return None
    month, number = month_number(found["m"] or found["m2"]), int(found["d"] or found["d2"])
    year = _year(draft, address, dated, month, number)
    day = day_of(year.number, month, number) if year else None
    return When(day, day, "day", found.group(), DATELINE_YEAR_RULE, year.told) if day and year else None


def _year(draft: Draft, address: When | None, dated: list[Dated], month: int, number: int) -> _Year | None:
    if address and address.first and address.first.month == month:
        return _Year(address.first.year, f"address {address.said}")
    last = max((found.day for found in dated), default=None)
    for year in [last.year, last.year + 1] if last else []:
        day = day_of(year, month, number)
        if last and day and 0 <= (day - last).days <= DATELINE_WITHIN:
            return _Year(year, f"told {last}")
    return _copyright(draft.text)


def _by_weekday(text: str, body: str, dated: list[Dated]) -> When | None:
    """Return the week from the only day that a report dates in full, if it names the same weekday without a date too.

    Background has its year ("the siege of 3 May 2013"), and news has its weekday ("on Thursday"): a day told in both
    ways is one of the last seven.  A later year in the text shows that it is not.
    """
    days = {found.day for found in dated if not _OTHER_DAY.search(body[: found.start])}
    if len(days) != 1:
        return None
    day = days.pop()
    said = next(body[found.start : found.end] for found in dated if found.day == day)
    years = [int(found.group()) for found in _YEAR.finditer(text)]
    later = any(day.year < year <= LAST_YEAR for year in years)
    weekday = _WEEKDAYS[day.weekday()]
    if later or all(found[1] != weekday for found in _BARE_WEEKDAY.finditer(body)):
        return None
    return When(day, day + datetime.timedelta(days=WEEK - 1), "week", said, WEEK_RULE, f"told {weekday}")


def _copyright(text: str) -> _Year | None:
    """Return the year of the copyright line, if all such lines tell the same: of 610 reports, 579 appeared in it."""
    found = list(_COPYRIGHT.finditer(text))
    years = {int(one["year"]) for one in found}
    return _Year(years.pop(), " ".join(found[0].group().split())) if len(years) == 1 else None


def _last_of(first: datetime.date) -> datetime.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
