"""Put a whole file in its place at once, never over another."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from truceline.model.errors import RecordError
from truceline.store.connection import explained


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give the path of a draft beside `path`, and put the draft in its place if nothing went wrong.

    A process that is killed meanwhile leaves the draft, and nothing at `path`.

    Raises:
        RecordError: there is something at `path` already, or the file cannot be written.
    """
    if path.exists():
        raise _in_the_way(path)
    # The process id keeps two processes that make the same file apart. It is in no file that stays.
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        yield draft
        _publish(draft, path)
    except FileExistsError as error:
        raise _in_the_way(path) from error
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def _in_the_way(path: Path) -> RecordError:
    return RecordError(f"{path} is there already; it was not touched")


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # unlike rename, a link never replaces what another process has put there
    except FileExistsError:
        raise
    except OSError:  # a file system without links: exFAT, some network shares
        draft.rename(path)


def back_up(driver: sqlite3.Connection, path: Path) -> None:
    """Copy the open database to a new file that is whole by itself, while others read and write the first.

    Raises:
        RecordError: there is something at `path` already, or the copy cannot be written.
    """
    with new_file(path) as draft, explained(path):
        copy = sqlite3.connect(draft)
        try:
            driver.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
