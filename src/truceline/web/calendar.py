"""Calendar: each month from the first report to the last, also those without any: no report is not no incident."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

import msgspec

# With more months than this, they are shown year by year, and places by year.
LIST = 24
# A record that claims to reach over more years holds a wrong day; no page could show them all.
MOST_YEARS = 200


class Month(msgspec.Struct, frozen=True):
    """One month: how many reports were published in it, and how many incidents begin in it."""

    name: str
    documents: int
    incidents: int

    @property
    def year(self) -> str:
        """Return its year."""
        return self.name[:4]

    @property
    def first(self) -> datetime.date:
        """Return its first day."""
        return datetime.date.fromisoformat(f"{self.name}-01")

    @property
    def last(self) -> datetime.date:
        """Return its last day."""
        return _next(self.first) - datetime.timedelta(days=1) if self.name < "9999-12" else datetime.date.max

    @property
    def words(self) -> str:
        """Return it as people write it: "March 2019"."""
        return f"{self.first:%B} {self.year}"


class Calendar(msgspec.Struct, frozen=True):
    """Every month between the first and the last report; `before` and `after` count incidents told for other days."""

    months: tuple[Month, ...]
    before: int = 0
    after: int = 0

    @property
    def is_long(self) -> bool:
        """Return whether it is shown year by year."""
        return len(self.months) > LIST

    @property
    def empty(self) -> int:
        """Return how many months have no report."""
        return sum(not month.documents for month in self.months)

    @property
    def years(self) -> list[tuple[str, list[Month | None]]]:
        """Return the years, each with twelve months; None for those before the first and after the last."""
        found: dict[str, list[Month | None]] = {}
        for month in self.months:
            found.setdefault(month.year, [None] * 12)[month.first.month - 1] = month
        return list(found.items())

    @property
    def most(self) -> int:
        """Return the reports of the month that has most."""
        return max((month.documents for month in self.months), default=0)


def calendar(
    counts: Mapping[str, Mapping[str, int]], first: datetime.date | None, last: datetime.date | None
) -> Calendar:
    """Return the calendar between the days of the first and the last report (None: no report tells its day).

    `counts` has the "documents" and "incidents" of those months ("2019-03") that have any.
    """
    told = sorted(counts)
    begin = first.isoformat()[:7] if first else told[0] if told else None
    end = (last or first).isoformat()[:7] if first else told[-1] if told else None
    if begin is None or end is None:
        return Calendar(())
    names = list(_between(begin, end))
    months = tuple(
        Month(name, *(counts.get(name, {}).get(key, 0) for key in ("documents", "incidents")))
        for name in names
    )
    return Calendar(
        months,
        sum(counts[name]["incidents"] for name in told if name < begin),
        sum(counts[name]["incidents"] for name in told if name > names[-1]),
    )


def _between(begin: str, end: str) -> Iterator[str]:
    """Yield each month from the first to the last."""
    day = datetime.date.fromisoformat(f"{begin}-01")
    for _ in range(MOST_YEARS * 12):
        yield (name := day.isoformat()[:7])
        if name >= end:
            return
        day = _next(day)


def _next(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def chosen_year(calendar: Calendar, told: str) -> str | None:
    """Return the year that is asked for, if the calendar has it."""
    return told if told in {year for year, _ in calendar.years} else None


def shown_periods(calendar: Calendar, year: str | None) -> Sequence[str]:
    """Return the months or years that a table of places has as its columns."""
    if year is not None:
        return [month.name for month in calendar.months if month.year == year]
    if calendar.is_long:
        return [name for name, _ in calendar.years]
    return [month.name for month in calendar.months]
