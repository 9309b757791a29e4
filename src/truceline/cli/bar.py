"""How far a run is: a bar on a terminal, a line now and then elsewhere; always on stderr."""

from types import TracebackType
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from truceline.cli.verbs import talk
from truceline.export.page import THEME

# Where nobody watches (a log, CI), a line for each so many documents.
LINE_EVERY = 50


class Job(NamedTuple):
    """What a bar tells of: what is being done to what, what is said before the first, and how it is said when done."""

    doing: str
    what: str
    first: str
    done: str


READING = Job("reading", "documents", "loading the language model", "read")
FETCHING = Job("fetching", "addresses", "waiting for the first answer", "asked")


class _Pace(ProgressColumn):
    """How many a second since the start, and the time left at that pace.

    Over the whole run, not its last moments: results come in bursts, one from each process.
    """

    def render(self, task: Task) -> Text:
        """Return both, or what is waited for while nothing is done."""
        job: Job = task.fields["job"]
        if not task.completed or not task.elapsed or task.total is None:
            return Text(job.first, "quiet")
        pace = task.completed / task.elapsed
        left = round((task.total - task.completed) / pace)
        return Text(f"{pace:.1f} {job.what} a second, {left // 60}:{left % 60:02} left", "quiet")


class Bar:
    """A context manager; call it with how many are done and how many there are to do. It begins with reading."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, theme=THEME)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Pace())
        self._progress = Progress(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        )
        self._begin(READING)

    def _begin(self, job: Job) -> None:
        self._job = job
        self._task = self._progress.add_task(job.doing, total=None, job=job)

    def turn_to(self, job: Job) -> None:
        """Tell of another job from now on."""
        self._progress.remove_task(self._task)
        self._begin(job)

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self._progress.update(self._task, completed=done, total=total)
        if not self._console.is_terminal and done % LINE_EVERY == 0:
            talk(f"{done} of {total} {self._job.what} {self._job.done}")

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
