"""How far a run is: a bar on a terminal, a line now and then elsewhere; always on stderr."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from truceline.cli.verbs import talk
from truceline.export.page import THEME

# Where nobody watches (a log, CI), a line for each so many documents.
LINE_EVERY = 50


class _Pace(ProgressColumn):
    """Documents a second since the start, and the time left at that pace.

    Over the whole run, not its last moments: results come in bursts, one from each process.
    """

    def render(self, task: Task) -> Text:
        """Return both, or what is waited for while nothing is read."""
        if not task.completed or not task.elapsed or task.total is None:
            return Text("loading the language model", "quiet")
        pace = task.completed / task.elapsed
        left = round((task.total - task.completed) / pace)
        return Text(f"{pace:.1f} documents a second, {left // 60}:{left % 60:02} left", "quiet")


class Bar:
    """A context manager; call it with how many documents are read and how many there are to read."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, theme=THEME)
        columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _Pace())
        self._progress = Progress(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        )
        self._task = self._progress.add_task("reading", total=None)

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are read."""
        self._progress.update(self._task, completed=done, total=total)
        if not self._console.is_terminal and done % LINE_EVERY == 0:
            talk(f"{done} of {total} documents read")

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
