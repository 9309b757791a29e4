"""Connect to where a record is kept, and say in our words what goes wrong there."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from truceline.model.errors import NotARecord, NotFound, RecordBusy, RecordError
from truceline.store.postgres import SCHEMES, connect_server, shown
from truceline.store.sqlite import connect_file

# A file, or the address of a database on a server.
Where = Path | str

# Seconds to wait for another writer. Adding one document holds the lock for milliseconds, filling the derived tables of 758
# reports for seconds.
PATIENCE = 15.0

_BUSY = (RecordBusy, "another process is writing to the record; nothing was changed, try again")
_FULL = (RecordError, "the disk is full; the record keeps what it had")
_DAMAGED = (RecordError, "the file is damaged")
_DANGLING = (NotFound, "it points at a document that the record does not hold")

# The beginnings of the databases' names for their errors (SQLite's own, PostgreSQL's SQLSTATE), and what each means here.
_MEANINGS: dict[str, tuple[type[RecordError], str]] = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": (RecordError, "the file or its folder cannot be written"),
    "SQLITE_PERM": (RecordError, "the file cannot be opened: permission denied"),
    "SQLITE_CANTOPEN": (RecordError, "the file cannot be opened"),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": (NotARecord, "the file is no Truceline record: it is damaged, or encrypted"),
    "SQLITE_IOERR": (RecordError, "the disk failed, or is full; the record keeps what it had"),
    "SQLITE_CONSTRAINT_FOREIGNKEY": _DANGLING,
    "55P03": _BUSY,
    "40": _BUSY,
    "53": _FULL,
    "23503": _DANGLING,
    "28": (RecordError, "the server does not let this user in"),
    "3D": (NotARecord, "the server has no such database"),
    "42501": (RecordError, "this user may not read or write there"),
    "08": (RecordError, "the server cannot be reached"),
    "57": (RecordError, "the server is closing; the record keeps what it had"),
}


def is_server(where: Where) -> bool:
    """Return whether it is the address of a database on a server, and no file."""
    return isinstance(where, str) and where.startswith(SCHEMES)


def told(where: Where) -> str:
    """Return where a record is, as messages tell it: without a password."""
    return shown(where) if isinstance(where, str) and is_server(where) else str(where)


def explain(where: Where, error: BaseException) -> RecordError:
    """Return our own error for one of the database's, naming the record and the reason."""
    said = str(error).strip()
    name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    for beginning, (kind, meaning) in _MEANINGS.items():
        if name.startswith(beginning):
            return kind(f"{told(where)}: {meaning} ({said})")
    return RecordError(f"{told(where)}: {said}")


@contextmanager
def explained(where: Where) -> Iterator[None]:
    """Turn what the database and its driver raise inside into our own errors."""
    try:
        yield
    except DBAPIError as error:
        raise explain(where, error.orig or error) from error
    except sqlite3.Error as error:
        raise explain(where, error) from error
    except (
        UnicodeDecodeError
    ) as error:  # a flipped bit in a name, which the driver then fails to put into its message
        raise RecordError(f"{told(where)}: the file is damaged ({error})") from error


def connect(where: Where, *, patience: float = PATIENCE) -> Connection:
    """Connect to a file or a database that exists; every statement commits by itself unless `transaction` is around it.

    Args:
        where: the file, or the address of a database.
        patience: seconds to wait for another writer.

    Raises:
        RecordError: it cannot be opened.
    """
    with explained(where):
        if isinstance(where, str) and is_server(where):
            return connect_server(where, patience)
        return connect_file(Path(where), patience)
