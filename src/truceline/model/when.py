"""When: a stretch of days, with the words it was read from and the rule that read it."""

import datetime
from typing import Literal

import msgspec

Granularity = Literal["day", "days", "week", "month", "season", "year", "span"]


A_DAY = datetime.timedelta(days=1)
A_WEEK = datetime.timedelta(days=7)
# The rule of a time until which a count was made whose teller held it for unfinished ("so far", "expected to rise").
EARLY = "early-count/1"


class When(msgspec.Struct, frozen=True):
    """An interval of days, closed at both ends; None is an open end ("since March").

    `said` is the words; `rule` names how days were made of them ("weekday-before-publication"); `anchor` says what
    the rule counted from ("published 2016-10-01"), empty where the words alone are enough.
    """

    first: datetime.date | None
    last: datetime.date | None
    granularity: Granularity
    said: str
    rule: str
    anchor: str = ""

    def overlaps(self, other: "When", slack: int = 0) -> bool:
        """Return whether the two share a day, or come within `slack` days of it."""
        gap = datetime.timedelta(days=slack)
        first = max(self.first or datetime.date.min, other.first or datetime.date.min)
        last = min(self.last or datetime.date.max, other.last or datetime.date.max)
        return first <= last or first - last <= gap
