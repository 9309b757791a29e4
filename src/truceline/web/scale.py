"""Scale: days on a line from left to right, with the days that are written under it.

All lengths are units of the SVG's own box, which is `WIDTH` wide; the page scales it.
"""

import datetime
from collections.abc import Iterator

import msgspec

from truceline.model.record import Days

WIDTH, LEFT, RIGHT = 1200, 190, 30
# As many labels as can be read on one axis.
TICKS = 10
# Steps of an axis: in days for weeks, in months for years.
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)

Ends = tuple[datetime.date, datetime.date]


class Tick(msgspec.Struct, frozen=True):
    """A day on the axis, or a word over a bar; `anchor` is where the text stands to it."""

    x: float
    text: str
    anchor: str = "middle"


class Scale(msgspec.Struct, frozen=True):
    """The first and the last day that are drawn, and where the line ends on the right."""

    first: datetime.date
    last: datetime.date
    right: float = WIDTH - RIGHT

    def x(self, day: datetime.date) -> float:
        """Return where a day lies; one beyond an end lies at that end."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + min(max(share, 0.0), 1.0) * (self.right - LEFT), 1)

    @property
    def days(self) -> int:
        """Return how many days lie between the ends."""
        return (self.last - self.first).days

    def ticks(self) -> tuple[Tick, ...]:
        """Return the days that are written: every so many days, or the first of a month or a year where the line is long."""
        every = next((step for step in _DAYS if self.days / step <= TICKS), None)
        if every is not None:
            days = [self.first + datetime.timedelta(n) for n in range(0, self.days + 1, every)]
            return tuple(Tick(self.x(day), short(day)) for day in days)
        return tuple(Tick(self.x(day), _month(day)) for day in self._months())

    def _months(self) -> Iterator[datetime.date]:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in _MONTHS if months / step <= TICKS), _MONTHS[-1])
        number = self.first.year * 12 + self.first.month - 1
        number += -number % min(step, 12)
        while number // 12 < datetime.MAXYEAR:
            day = datetime.date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                return
            if day >= self.first:
                yield day
            number += step


def short(day: datetime.date) -> str:
    """Return a day without its year: "2 Mar"."""
    return f"{day.day} {day:%b}"


def _month(day: datetime.date) -> str:
    return f"{day.year}" if day.month == 1 else f"{day:%b} {day.year}"


def ends(days: Days | None) -> Ends | None:
    """Return both ends of the days told; a stretch without one of them is a day at the other."""
    if days is None or not (days.first or days.last):
        return None
    first = days.first or days.last
    last = days.last or days.first
    return (first, last) if first and last else None
