"""Open, create and close a record."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Executable, Row

from truceline.model.errors import NotARecord, RecordBusy, RecordError
from truceline.store.backup import new_file
from truceline.store.connection import (
    PATIENCE,
    connect,
    connect_memory,
    driver_of,
    explain,
    explained,
    transaction,
)
from truceline.store.schema import create_kept, renew_derived
from truceline.store.versions import bring_up, check_format, mark, newest_format, version_needed

_HEADER = b"SQLite format 3\x00"
# Milliseconds that closing waits for others: whoever is last leaves WAL, so nobody has to wait long.
_CLOSING_PATIENCE = 200
# Seconds between two attempts to enter WAL: SQLite does not wait by itself for this lock.
_PAUSE = 0.05


class Record:
    """One open record: all that was read from a set of reports, in one file.

    A context manager. While it is open the file is in WAL, with two companions beside it; the last process to close it
    puts everything back into the one file, so that a copied file is whole.
    """

    def __init__(self, path: Path, connection: Connection) -> None:
        """Keep the file's path and its open connection; `open_record` makes both."""
        self.path = path
        self.connection = connection
        self._depth = 0

    def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return all rows that the statement selects.

        All at once: a query left open would keep this connection in the past, and its next write would fail.

        Raises:
            RecordError: the record cannot be read.
        """
        with explained(self.path):
            try:
                return self.connection.execute(statement).all()
            except ValueError as error:  # a day that is none: a flipped bit made the column another
                raise RecordError(f"{self.path}: the file is damaged ({error})") from error

    def row(self, statement: Executable) -> Row[*tuple[Any, ...]]:
        """Return the one row that must be there.

        Raises:
            RecordError: it is not there, or the record cannot be read.
        """
        rows = self.rows(statement)
        if not rows:
            raise RecordError(f"{self.path}: the file is damaged (a row that was listed is not there)")
        return rows[0]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Do all that is written inside, or nothing; inside another `writing`, join it.

        Raises:
            RecordBusy: another process kept writing for longer than this one was told to wait.
            RecordError: the disk is full, or the file cannot be written; nothing was changed.
        """
        with self._transaction("BEGIN IMMEDIATE"):
            yield self.connection

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Read all that is read inside as it is now, whatever other processes add meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        outer = contextlib.nullcontext() if self._depth else transaction(self.connection, begin)
        with explained(self.path), outer:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    def close(self) -> None:
        """Put all into the one file and close it.

        Raises:
            RecordError: the disk is full; what was added waits in the file ending in -wal, for the next time.
        """
        try:
            with explained(self.path):
                _leave_wal(self.connection)
        finally:
            self.connection.close()
            self.connection.engine.dispose()

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        with contextlib.suppress(RecordError):  # the first error is the one to tell
            self.close()


def _leave_wal(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_CLOSING_PATIENCE}")
    try:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE").all()
    except Exception as error:
        name = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
        # Busy: another process has it open, and will leave WAL as the last. Read-only: it never entered WAL.
        if not name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY")):
            raise


def open_record(path: Path, *, patience: float = PATIENCE) -> Record:
    """Open a record that exists; one in an older format is brought up first, and a copy of it stays.

    Args:
        path: the file.
        patience: seconds to wait for another writer, here and at every write.

    Raises:
        NotARecord: there is no such file, or it is no record; the message names the file and the reason.
        NewerRecord: it was written by a newer Truceline; the message names the version needed.
        RecordBusy: another process holds it.
        RecordError: it cannot be opened, or is damaged.
    """
    _look(path)
    attempts = 1 + int(patience / _PAUSE)
    for attempt in range(attempts):
        try:
            return _open(path, patience)
        except RecordBusy:
            if attempt + 1 == attempts:
                raise
            time.sleep(_PAUSE)
    raise AssertionError("the last attempt returns or raises")


def _look(path: Path) -> None:
    """Refuse what is no SQLite file before SQLite sees it: it would take an empty file for an empty database."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise NotARecord(f"{path} is no Truceline record: it is no ordinary file")  # a pipe would never open
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError as error:
        raise NotARecord(f"{path} is no Truceline record: there is no such file") from error
    except IsADirectoryError as error:
        raise NotARecord(f"{path} is no Truceline record: it is a folder") from error
    except OSError as error:
        raise RecordError(f"{path} cannot be opened: {error.strerror}") from error
    if not header:
        raise NotARecord(f"{path} is no Truceline record: the file is empty")
    if header != _HEADER:
        raise NotARecord(f"{path} is no Truceline record: the file is no SQLite database")


def _open(path: Path, patience: float) -> Record:
    connection = connect(path, patience=patience)
    try:
        if check_format(connection, path) < newest_format():
            bring_up(path, patience=patience)
        _enter_wal(connection, path)
        return Record(path, connection)
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise


def _enter_wal(connection: Connection, path: Path) -> None:
    try:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL").all()
    except Exception as error:
        told = getattr(error, "orig", None)
        # A record on a medium that cannot be written can still be read.
        if not getattr(told, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
            raise explain(path, told or error) from error


def create_record(path: Path) -> None:
    """Create an empty record; the file appears at once, whole.

    Raises:
        RecordError: there is something at `path` already, or it cannot be written.
    """
    memory = connect_memory()
    try:
        create_kept(memory)
        renew_derived(memory)
        mark(memory, newest_format(), version_needed())
        content = driver_of(memory).serialize()
    finally:
        memory.close()
        memory.engine.dispose()
    with new_file(path) as draft:
        draft.write_bytes(content)


def open_or_create(path: Path, *, patience: float = PATIENCE) -> Record:
    """Open the record, after creating an empty one if there is nothing at `path`.

    Raises:
        RecordError: as `open_record` and `create_record`.
    """
    if not path.exists():
        try:
            create_record(path)
        except RecordError:
            if not path.exists():  # else another process was faster, and its record is as good as ours
                raise
    return open_record(path, patience=patience)
