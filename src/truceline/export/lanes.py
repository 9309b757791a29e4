"""Lanes: a deal's life on an axis of days, one lane for each side, what it says marked on the day it is told for."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from truceline.export.words import short_day, spelled
from truceline.model.record import Agreement, Days, Incident, StatusShown

# How a mark is told below the lanes; the first that stands in a cell is drawn, so the gravest come first.
MARKS: Mapping[str, str] = {
    "A": "announced",
    "E": "in effect",
    "+": "extended",
    "=": "suspended",
    "#": "ended",
    "a": "announced on one of these days",
    "e": "in effect on one of these days",
    "◆": "finds it broken",
    "▲": "says it was broken",
    "■": "admits it",
    "○": "denies it",
    "△": "says one broke it whom the terms leave out",
    "✗": "says a duty is not met",
    "✓": "says a duty is met",
    "●": "says how it stands",
}
TURNS = {"announced": "A", "in_effect": "E", "extended": "+", "suspended": "=", "ended": "#"}
BREACHES = {"found": "◆", "alleged": "▲", "admitted": "■", "denied": "○", "excluded": "△"}
DUTIES = {"met": "✓", "not_met": "✗"}
ORDER = tuple(MARKS)
# Days that one cell stands for, the finest first, and how wide a cell is drawn, the widest first.
STEPS = (1, 2, 3, 7, 14, 30, 91, 182, 365, 3652)
CELLS = (3, 2, 1)
LONGEST = 24
DEAL, OTHERS, INCIDENTS = "the deal", "others", "incidents reported"
# What a holder says, for whom, on which day, and by which sign it is drawn.
Said = tuple[str | None, str, datetime.date | None, str]
# How long after its end what is told of a deal is still drawn, and after its last turn where no end is told: later it is history.
MONTH = 31
AFTER, OPEN_END = datetime.timedelta(days=60), datetime.timedelta(days=365)


class Mark(NamedTuple):
    """A mark in the lane of a side on a day."""

    lane: str
    day: datetime.date
    sign: str


class Lanes:
    """The lanes of one agreement, drawn as wide as the page allows."""

    def __init__(self, agreement: Agreement, incidents: Iterable[Incident]) -> None:
        """Gather the marks."""
        told = [*_marks(agreement)]
        self._first, self._last = _window(agreement, told)
        inside = [mark for mark in told if self._first <= mark.day <= self._last]
        self.undrawn = len(told) - len(inside)
        self._marks = inside
        days = (one.date for one in incidents if one.scope == "single")
        happened = (day.first for day in days if day is not None and _is_day(day))
        self._days = [day for day in happened if day is not None and self._first <= day <= self._last]
        self._names = _lanes(agreement, inside)

    def __bool__(self) -> bool:
        """Return whether there is anything to draw."""
        return bool(self._marks)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw them."""
        label = min(LONGEST, max(len(name) for name in (*self._names, INCIDENTS)))
        step, cell = _scale((self._last - self._first).days + 1, options.max_width - label - 2)
        yield from self._axis(step, cell, label)
        for name in self._names:
            cells = self._cells(name, step)
            lasts = self._lasts(cells) if name == DEAL else range(0)
            drawn = (cells.get(n, "─" if n in lasts else "·") for n in range(self._columns(step)))
            yield _line(name, drawn, cell, label)
        counts = self._counts(step)
        shown = (_digit(counts.get(n, 0)) for n in range(self._columns(step)))
        yield _line(INCIDENTS, shown, cell, label)
        yield from self._legend(step)

    def _columns(self, step: int) -> int:
        return (self._last - self._first).days // step + 1

    def _column(self, day: datetime.date, step: int) -> int:
        return (day - self._first).days // step

    def _cells(self, lane: str, step: int) -> dict[int, str]:
        cells: dict[int, str] = {}
        for mark in self._marks:
            if mark.lane == lane:
                n = self._column(mark.day, step)
                cells[n] = min(mark.sign, cells.get(n, mark.sign), key=ORDER.index)
        return cells

    @staticmethod
    def _lasts(cells: Mapping[int, str]) -> range:
        """Return the columns over which the deal lasts: from its start, or its announcement, to its end, if that is told."""
        began = [n for sign in "EA" for n, told in cells.items() if told == sign]
        ended = [n for n, told in cells.items() if told == "#" and began and n > began[0]]
        return range(began[0], min(ended)) if ended else range(0)

    def _counts(self, step: int) -> dict[int, int]:
        counts: dict[int, int] = {}
        for day in self._days:
            n = self._column(day, step)
            counts[n] = counts.get(n, 0) + 1
        return counts

    def _axis(self, step: int, cell: int, label: int) -> Iterator[Text]:
        """Yield the days over the lanes, each where its column begins, as many as have room."""
        line, end = "", 0
        for n in range(self._columns(step)):
            day = short_day(self._first + datetime.timedelta(days=n * step))
            if n * cell >= end and (end == 0 or n * cell + len(day) <= self._columns(step) * cell):
                line = line.ljust(n * cell) + day
                end = len(line) + 2
        yield Text(" " * (label + 2) + line, "quiet")

    def _legend(self, step: int) -> Iterator[Text]:
        used = {mark.sign for mark in self._marks}
        told = " · ".join(f"{sign} {words}" for sign, words in MARKS.items() if sign in used)
        yield Text(told, "quiet")
        each = "" if step == 1 else f"One column is {step} days. "
        more = f" Outside these days: {spelled(self.undrawn, 'mark')}." if self.undrawn else ""
        yield Text(f"{each}An incident is no breach; no report is not no incident.{more}", "quiet")


def _line(name: str, cells: Iterable[str], cell: int, label: int) -> Text:
    short = name if len(name) <= label else name[: label - 1] + "…"
    line = Text(short.ljust(label) + "  ")
    for sign in cells:
        line.append(sign.ljust(cell), "quiet" if sign == "·" else "")
    line.rstrip()
    return line


def _digit(count: int) -> str:
    return "·" if count == 0 else str(count) if count < 10 else "+"


def _scale(days: int, room: int) -> tuple[int, int]:
    """Return the days of a column and its width, so that all fit in: a column a day and three letters wide, if it can be."""
    for step in STEPS:
        for cell in CELLS:
            if -(-days // step) * cell <= room:
                return step, cell
    return STEPS[-1], 1


def _marks(agreement: Agreement) -> Iterator[Mark]:
    """Yield what each side says, on the day told for it, else on the day of the first report."""
    for turn in agreement.dates:
        sign = TURNS[turn.turn]
        for day in _days_of(turn.date):
            yield Mark(DEAL, day, sign if _is_day(turn.date) else sign.lower())
    lanes = {*agreement.parties, *agreement.brokers}
    for side, holder, on, sign in (*_of_breaches(agreement), *_of_states(agreement), *_of_duties(agreement)):
        if on is not None:
            yield Mark(next((one for one in (side, holder) if one in lanes), OTHERS), on, sign)


def _days_of(date: Days) -> Iterator[datetime.date]:
    """Yield the days of a turn: the day, or every day of a month in which it is told to fall; nothing of a longer stretch."""
    if date.first and date.last and (date.last - date.first).days <= MONTH:
        for n in range((date.last - date.first).days + 1):
            yield date.first + datetime.timedelta(days=n)


def _of_breaches(agreement: Agreement) -> Iterator[Said]:
    for one in agreement.breaches:
        yield one.side, one.holder, _on(one.date, one.told), BREACHES[one.standing]


def _of_states(agreement: Agreement) -> Iterator[Said]:
    """Yield the words on its state that are neither a turn in its life nor a breach: those have marks of their own."""
    for one in agreement.status:
        if one.state not in (*TURNS, "violated", "collapsed"):
            yield one.side, one.by, _on(one.date, one.told), "●"


def _of_duties(agreement: Agreement) -> Iterator[Said]:
    for said in (said for duty in agreement.obligations for said in duty.said_of_performance):
        if said.says in DUTIES:
            yield said.side, said.holder, said.told, DUTIES[said.says]


def _on(date: Days | None, told: datetime.date | None) -> datetime.date | None:
    return date.first if date and _is_day(date) else told


def _is_day(date: Days | None) -> bool:
    return date is not None and date.first is not None and date.first == date.last


def _window(agreement: Agreement, marks: Sequence[Mark]) -> tuple[datetime.date, datetime.date]:
    """Return the days drawn: from the deal's first turn, to its end and what is told soon after."""
    turns = [mark.day for mark in marks if mark.lane == DEAL]
    days = turns or [mark.day for mark in marks] or [datetime.date.min]
    after = AFTER if any(mark.sign == "#" for mark in marks) else OPEN_END
    told = [mark.day for mark in marks if min(days) <= mark.day <= max(days) + after]
    return min(days), max([*days, *told])


def _lanes(agreement: Agreement, marks: Sequence[Mark]) -> list[str]:
    """Return the names of the lanes: the deal, all parties and brokers though they be silent, then everybody else."""
    named = dict.fromkeys((DEAL, *agreement.parties, *agreement.brokers))
    return [*named, *([OTHERS] if any(mark.lane == OTHERS for mark in marks) else [])]


def states_by_day(states: Sequence[StatusShown]) -> list[StatusShown]:
    """Return the states in the order of their days; those of no day last."""
    return sorted(states, key=lambda one: (str(_on(one.date, one.told) or "9999"), one.state, one.by))
