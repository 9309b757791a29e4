"""Lanes: a deal's life on an axis of days, one lane for each side, what it says marked on the day it is told for."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from truceline.export.chronology import DEAL, MARKS, ORDER, Mark, is_day, lanes, marks, window
from truceline.export.words import short_day, spelled
from truceline.model.record import Agreement, Incident

# Days that one cell stands for, the finest first, and how wide a cell is drawn, the widest first.
STEPS = (1, 2, 3, 7, 14, 30, 91, 182, 365, 3652)
CELLS = (3, 2, 1)
LONGEST = 24
INCIDENTS = "incidents reported"


class Lanes:
    """The lanes of one agreement, drawn as wide as the page allows."""

    def __init__(self, agreement: Agreement, incidents: Iterable[Incident]) -> None:
        """Gather the marks."""
        told = [*marks(agreement)]
        self._first, self._last = window(told)
        inside = [mark for mark in told if self._first <= mark.first <= self._last]
        self.undrawn = len(told) - len(inside)
        self._marks = inside
        days = (one.date for one in incidents if one.scope == "single")
        happened = (day.first for day in days if day is not None and is_day(day))
        self._days = [day for day in happened if day is not None and self._first <= day <= self._last]
        self._names = lanes(agreement, inside)

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
                sign = _sign(mark)
                for n in range(self._column(mark.first, step), self._column(mark.last, step) + 1):
                    cells[n] = min(sign, cells.get(n, sign), key=ORDER.index)
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
        used = {_sign(mark) for mark in self._marks}
        told = " · ".join(f"{sign} {words}" for sign, words in MARKS.items() if sign in used)
        yield Text(told, "quiet")
        each = "" if step == 1 else f"One column is {step} days. "
        more = f" Outside these days: {spelled(self.undrawn, 'mark')}." if self.undrawn else ""
        yield Text(f"{each}An incident is no breach; no report is not no incident.{more}", "quiet")


def _sign(mark: Mark) -> str:
    return mark.sign if mark.first == mark.last else mark.sign.lower()


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
