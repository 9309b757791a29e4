"""Adding: reports that somebody hands in through the page are read in a thread of their own, while pages go on being shown."""

import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path, PurePath
from typing import Protocol

import msgspec

from truceline.model.errors import TrucelineError
from truceline.store.open import Record, open_record

# As many files as one form may carry.
MOST_FILES = 1000
# Told how many documents are read, and how many there were to read.
Watch = Callable[[int, int], None]


class Refusal(Protocol):
    """What could not be read, and why."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the docstring of the class says it

    @property
    def reason(self) -> str: ...  # noqa: D102


class Told(Protocol):
    """What a run did."""

    @property
    def read(self) -> int: ...  # noqa: D102 - as above

    @property
    def refused(self) -> Sequence[Refusal]: ...  # noqa: D102


# Reads the files and adds what they say to the record.
Add = Callable[[Sequence[Path], Record, Watch], Told]


class State(msgspec.Struct, frozen=True):
    """How far a run has come. `before` is the number of the last line of the log before it began."""

    running: bool = False
    done: int = 0
    of: int = 0
    before: int = 0
    read: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    error: str = ""
    ended: bool = False


class Adding:
    """Adds to one record, one run at a time."""

    def __init__(self, path: Path, add: Add) -> None:
        """Add to the record at this path, by this function."""
        self._path = path
        self._add = add
        self._lock = threading.Lock()
        self.state = State()

    def begin(self, files: Collection[tuple[str, bytes]], *, before: int) -> bool:
        """Begin to read these files (name, content); return whether: not while another run goes on."""
        with self._lock:
            if self.state.running:
                return False
            self.state = State(running=True, before=before)
        folder = Path(tempfile.mkdtemp(prefix="truceline-added-"))
        paths = [_kept(folder, name, content) for name, content in files]
        threading.Thread(target=self._run, args=(folder, paths), name="adding", daemon=True).start()
        return True

    def _run(self, folder: Path, paths: Sequence[Path]) -> None:
        try:
            with open_record(self._path) as record:
                told = self._add(paths, record, self._watch)
            refused = tuple((PurePath(one.name).name, one.reason) for one in told.refused)
            self._end(read=told.read, refused=refused)
        except (TrucelineError, OSError) as error:
            self._end(error=str(error))
        except Exception as error:  # the page must say that it ended, whatever it was
            self._end(error=f"{type(error).__name__} in Truceline itself; what was read before it is kept")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _watch(self, done: int, of: int) -> None:
        self.state = msgspec.structs.replace(self.state, done=done, of=of)

    def _end(self, *, read: int = 0, refused: tuple[tuple[str, str], ...] = (), error: str = "") -> None:
        self.state = msgspec.structs.replace(
            self.state, running=False, ended=True, read=read, refused=refused, error=error
        )


def _kept(folder: Path, name: str, content: bytes) -> Path:
    """Write one file under its own name; a name that leads elsewhere, or that another has, is changed."""
    plain = (
        "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())[-100:].lstrip(
            "."
        )
        or "report.txt"
    )
    path = folder / plain
    for number in range(2, MOST_FILES + 2):
        if not path.exists():
            break
        path = folder / f"{number}-{plain}"
    path.write_bytes(content)
    return path
