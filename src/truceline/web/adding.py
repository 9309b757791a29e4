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

# As many files as one form may carry, and as many addresses: more are a list, for the command.
MOST_FILES, MOST_ADDRESSES = 1000, 20
# Told what is done ("fetching" or "reading"), how much of it, and how much there is to do.
Watch = Callable[[str, int, int], None]


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


class Handed(msgspec.Struct, frozen=True):
    """What is handed in: files, and addresses of pages and feeds to fetch."""

    paths: tuple[Path, ...]
    addresses: tuple[str, ...] = ()


# Reads what is handed in and adds what it says to the record.
Add = Callable[[Handed, Record, Watch], Told]


class Intake(msgspec.Struct, frozen=True):
    """What the page takes in: how it is added, and whether addresses may be named."""

    add: Add
    fetches: bool = False


class State(msgspec.Struct, frozen=True):
    """How far a run has come. `before` is the number of the last line of the log before it began; `doing` what it does."""

    running: bool = False
    doing: str = "reading"
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

    def begin(
        self, files: Collection[tuple[str, bytes]], addresses: Collection[str] = (), *, before: int
    ) -> bool:
        """Begin to read these files (name, content) and addresses; return whether: not while another run goes on."""
        with self._lock:
            if self.state.running:
                return False
            self.state = State(running=True, before=before)
        folder = Path(tempfile.mkdtemp(prefix="truceline-added-"))
        handed = Handed(tuple(_kept(folder, name, content) for name, content in files), tuple(addresses))
        threading.Thread(target=self._run, args=(folder, handed), name="adding", daemon=True).start()
        return True

    def _run(self, folder: Path, handed: Handed) -> None:
        try:
            with open_record(self._path) as record:
                told = self._add(handed, record, self._watch)
            refused = tuple((_plain(one.name, folder), one.reason) for one in told.refused)
            self._end(read=told.read, refused=refused)
        except (TrucelineError, OSError) as error:
            self._end(error=str(error))
        except Exception as error:  # the page must say that it ended, whatever it was
            self._end(error=f"{type(error).__name__} in Truceline itself; what was read before it is kept")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _watch(self, doing: str, done: int, of: int) -> None:
        self.state = msgspec.structs.replace(self.state, doing=doing, done=done, of=of)

    def _end(self, *, read: int = 0, refused: tuple[tuple[str, str], ...] = (), error: str = "") -> None:
        self.state = msgspec.structs.replace(
            self.state, running=False, ended=True, read=read, refused=refused, error=error
        )


def _plain(name: str, folder: Path) -> str:
    """Return what was handed in by the name that it was handed in by: nobody knows of the folder."""
    return PurePath(name).name if name.startswith(str(folder)) else name


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
