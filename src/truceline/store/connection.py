"""Connect to one SQLite file, and say in our words what goes wrong there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from truceline.model.errors import NotARecord, NotFound, RecordBusy, RecordError

# Seconds to wait for another writer. Adding one document holds the lock for milliseconds, filling the derived tables of 758
# reports for seconds.
PATIENCE = 15.0

# The beginnings of SQLite's names for its errors, and what each means here.
_MEANINGS: dict[str, tuple[type[RecordError], str]] = {
    "SQLITE_BUSY": (RecordBusy, "another process is writing to the record; nothing was changed, try again"),
    "SQLITE_LOCKED": (RecordBusy, "another process is writing to the record; nothing was changed, try again"),
    "SQLITE_FULL": (RecordError, "the disk is full; the record keeps what it had"),
    "SQLITE_READONLY": (RecordError, "the file or its folder cannot be written"),
    "SQLITE_PERM": (RecordError, "the file cannot be opened: permission denied"),
    "SQLITE_CANTOPEN": (RecordError, "the file cannot be opened"),
    "SQLITE_CORRUPT": (RecordError, "the file is damaged"),
    "SQLITE_NOTADB": (NotARecord, "the file is no Truceline record: it is damaged, or encrypted"),
    "SQLITE_IOERR": (RecordError, "the disk failed, or is full; the record keeps what it had"),
    "SQLITE_CONSTRAINT_FOREIGNKEY": (NotFound, "it points at a document that the record does not hold"),
}


def explain(path: Path, error: BaseException) -> RecordError:
    """Return our own error for one of the database's, naming the file and the reason."""
    told = str(error)
    name = getattr(error, "sqlite_errorname", "")
    for beginning, (kind, meaning) in _MEANINGS.items():
        if name.startswith(beginning):
            return kind(f"{path}: {meaning} ({told})")
    return RecordError(f"{path}: {told}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database and its driver raise inside into our own errors."""
    try:
        yield
    except DBAPIError as error:
        raise explain(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise explain(path, error) from error
    except (
        UnicodeDecodeError
    ) as error:  # a flipped bit in a name, which the driver then fails to put into its message
        raise RecordError(f"{path}: the file is damaged ({error})") from error


def connect(path: Path, *, patience: float = PATIENCE) -> Connection:
    """Connect to a file that exists; every statement commits by itself unless `transaction` is around it.

    Args:
        path: the file.
        patience: seconds to wait for another writer.

    Raises:
        RecordError: the file cannot be opened.
    """
    return _connection(path, lambda: _driver(f"{path.absolute().as_uri()}?mode=rw", patience))


def connect_memory() -> Connection:
    """Connect to a new database in memory."""
    return _connection(Path(":memory:"), lambda: _driver(":memory:", 0))


def _driver(address: str, patience: float) -> sqlite3.Connection:
    driver = sqlite3.connect(address, timeout=patience, isolation_level=None, uri=True)
    try:
        # FULL would wait for the disk at every document. NORMAL in WAL keeps every document through a kill, and the
        # record whole through a power cut.
        driver.execute("PRAGMA synchronous = NORMAL")
        driver.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        driver.close()
        raise
    return driver


def _connection(path: Path, driver: Callable[[], sqlite3.Connection]) -> Connection:
    engine = create_engine("sqlite://", creator=driver, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with explained(path):
        return engine.connect()


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, for what SQL cannot say: serialise, back up."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {driver!r}")
    return driver


@contextmanager
def transaction(connection: Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Do all that is inside, or nothing."""
    connection.exec_driver_sql(begin)
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        # SQLite has already rolled back by itself after a full disk.
        if driver_of(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise
