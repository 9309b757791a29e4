"""Open, create and close a record."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Executable, Row, inspect

from truceline.model.errors import NotARecord, RecordBusy, RecordError
from truceline.store.backup import new_file
from truceline.store.connection import PATIENCE, Where, connect, explained, is_server, told
from truceline.store.database import transaction
from truceline.store.schema import create_kept, renew_derived
from truceline.store.sqlite import connect_memory, driver_of, enter_wal, leave_wal
from truceline.store.versions import bring_up, check_format, mark, newest_format, version_needed

_HEADER = b"SQLite format 3\x00"
# Seconds between two attempts to enter WAL: SQLite does not wait by itself for this lock.
_PAUSE = 0.05


class Record:
    """One open record: all that was read from a set of reports, in one file or in one database on a server.

    A context manager. While it is open a file is in WAL, with two companions beside it; the last process to close it
    puts everything back into the one file, so that a copied file is whole.
    """

    def __init__(self, where: Where, connection: Connection) -> None:
        """Keep where it is and the open connection; `open_record` makes both."""
        self._where = where
        self.connection = connection
        self._depth = 0

    @property
    def where(self) -> str:
        """Return where it is, as messages tell it: the file, or the address without its password."""
        return told(self._where)

    @property
    def name(self) -> str:
        """Return what to call it: the file's name, or the database's, without what stands around it."""
        return Path(urlsplit(self.where).path).stem

    def explained(self) -> AbstractContextManager[None]:
        """Turn what the database raises inside into our own errors."""
        return explained(self._where)

    def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return all rows that the statement selects.

        All at once: a query left open would keep this connection in the past, and its next write would fail.

        Raises:
            RecordError: the record cannot be read.
        """
        with explained(self._where):
            try:
                return self.connection.execute(statement).all()
            except ValueError as error:  # a day that is none: a flipped bit made the column another
                raise RecordError(f"{self.where}: the file is damaged ({error})") from error

    def row(self, statement: Executable) -> Row[*tuple[Any, ...]]:
        """Return the one row that must be there.

        Raises:
            RecordError: it is not there, or the record cannot be read.
        """
        rows = self.rows(statement)
        if not rows:
            raise RecordError(f"{self.where}: the file is damaged (a row that was listed is not there)")
        return rows[0]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Do all that is written inside, or nothing; inside another `writing`, join it.

        Raises:
            RecordBusy: another process kept writing for longer than this one was told to wait.
            RecordError: the disk is full, or the file cannot be written; nothing was changed.
        """
        with self._transaction(writing=True):
            yield self.connection

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Read all that is read inside as it is now, whatever other processes add meanwhile."""
        with self._transaction(writing=False):
            yield

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[None]:
        outer = contextlib.nullcontext() if self._depth else transaction(self.connection, writing=writing)
        with explained(self._where), outer:
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
            with explained(self._where):
                if not is_server(self._where):
                    leave_wal(self.connection)
        finally:
            _let_go(self.connection)

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


def open_record(where: Where, *, patience: float = PATIENCE) -> Record:
    """Open a record that exists; one in an older format is brought up first, and a copy of a file stays.

    Args:
        where: the file, or the address of a database ("postgresql://user@host/war").
        patience: seconds to wait for another writer, here and at every write.

    Raises:
        NotARecord: there is no such file or database, or it is no record; the message names it and the reason.
        NewerRecord: it was written by a newer Truceline; the message names the version needed.
        RecordBusy: another process holds it.
        RecordError: it cannot be opened, or is damaged.
    """
    if is_server(where):
        return _open(where, patience)
    path = Path(where)
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


def _open(where: Where, patience: float) -> Record:
    connection = connect(where, patience=patience)
    try:
        if check_format(connection, where) < newest_format():
            bring_up(where, patience=patience)
        if not is_server(where):
            with explained(where):
                enter_wal(connection)
        return Record(where, connection)
    except BaseException:
        _let_go(connection)
        raise


def _let_go(connection: Connection) -> None:
    connection.close()
    connection.engine.dispose()


def is_there(where: Where) -> bool:
    """Return whether there is something at `where` already: a file, or tables in the database.

    Raises:
        RecordError: the server cannot be reached.
    """
    if not is_server(where):
        return Path(where).exists()
    connection = connect(where)
    try:
        return bool(inspect(connection).get_table_names())
    finally:
        _let_go(connection)


def create_record(where: Where) -> None:
    """Create an empty record; a file appears at once, whole, and a database holds all its tables or none.

    Raises:
        RecordError: there is something at `where` already, or it cannot be written.
    """
    if is_server(where):
        _create_in_database(where)
        return
    memory = connect_memory()
    try:
        _fill_empty(memory)
        content = driver_of(memory).serialize()
    finally:
        _let_go(memory)
    with new_file(Path(where)) as draft:
        draft.write_bytes(content)


def _create_in_database(where: Where) -> None:
    connection = connect(where)
    try:
        with explained(where), transaction(connection):
            if inspect(connection).get_table_names():
                raise RecordError(f"{told(where)} holds tables already; it was not touched")
            _fill_empty(connection)
    finally:
        _let_go(connection)


def _fill_empty(connection: Connection) -> None:
    create_kept(connection)
    renew_derived(connection)
    mark(connection, newest_format(), version_needed())


def open_or_create(where: Where, *, patience: float = PATIENCE) -> Record:
    """Open the record, after creating an empty one if there is nothing there.

    Raises:
        RecordError: as `open_record` and `create_record`.
    """
    if is_server(where):
        try:
            return open_record(where, patience=patience)
        except NotARecord:
            # Refuses a database that holds anything; what another process has just made there is opened below.
            with contextlib.suppress(RecordError):
                _create_in_database(where)
    elif not Path(where).exists():
        try:
            create_record(where)
        except RecordError:
            # Else another process was faster, and its record is as good as ours.
            if not Path(where).exists():
                raise
    return open_record(where, patience=patience)
