"""How far a run is: a bar on a terminal, a line now and then elsewhere; always on stderr."""

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from truceline.cli.verbs import talk
from truceline.export.page import THEME

# Where nobody watches (a log, CI), a line for each so many documents.
LINE_EVERY = 50


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, or nothing while it is not known."""
        return Text(f"{task.speed:.1f} documents a second" if task.speed else "", "quiet")


class Bar:
    """A context manager; call it with how many documents are read and how many there are to read."""

    def __init__(self, console: Console | None = None) -> None:
        console = console or Console(stderr=True, theme=THEME)
        self._task = None if not console.is_terminal else 0
        self._progress = Progress(
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
            console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self._shown = console.is_terminal

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are read."""
        if not self._shown:
            if done % LINE_EVERY == 0 or (done == total and total > LINE_EVERY):
                talk(f"{done} of {total} documents read")
            return
        if not self._progress.task_ids:
            self._progress.add_task("reading", total=total)
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
