"""What only SQLite says: one file, with WAL while it is open, triggers that abort, and FTS5."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import (
    Connection,
    NullPool,
    Select,
    Table,
    Text,
    column,
    create_engine,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError

from truceline.store.fault import FaultKind
from truceline.store.insert import insert_rows
from truceline.store.words import Term

# Milliseconds that closing waits for others: whoever is last leaves WAL, so nobody has to wait long.
_CLOSING_PATIENCE = 200

# The column named like the table takes commands, such as "delete".
_WORDS = table("words", column("words", Text), column("rowid"), column("text", Text))


class Sqlite:
    """See `database.Database`."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction; one that writes takes the file's lock at once, and waits for it."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def is_within(self, connection: Connection) -> bool:
        """Return whether a transaction is open; SQLite ends one by itself after a full disk."""
        return driver_of(connection).in_transaction

    def refuse_changes(self, connection: Connection, name: str) -> None:
        """Let a table refuse updates and deletes from now on."""
        for verb in ("UPDATE", "DELETE"):
            refuse = f"SELECT RAISE(ABORT, '{name} is append-only')"
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {name} BEGIN {refuse}; END"
            )

    def create_words(self, connection: Connection) -> None:
        """Create the full-text index, empty.

        remove_diacritics 0: the words come folded (store/fold.py), because the tokenizer's own folding leaves Arabic vowel marks in
        place.
        """
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 0')"
        )

    def drop_words(self, connection: Connection) -> None:
        """Drop the full-text index, if there is one."""
        connection.exec_driver_sql("DROP TABLE IF EXISTS words")

    def add_words(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts under their numbers."""
        insert_rows(connection, _WORDS, [{"rowid": number, "text": told} for number, told in rows])

    def take_words(self, connection: Connection, number: int, told: str) -> None:
        """Take a folded text out: an index that keeps no texts is told again which words go."""
        connection.execute(insert(_WORDS), [{"words": "delete", "rowid": number, "text": told}])

    def holding(self, groups: Sequence[Sequence[Term]]) -> Select[int]:
        """Return the query for the numbers under which one term of every group is indexed; none where there is no group."""
        asked = " AND ".join(f"({' OR '.join(map(_asked, group))})" for group in groups)
        return select(_WORDS.c.rowid).where(literal_column("words").op("MATCH")(asked or '""'))

    def matching(self, found: Table, terms: Sequence[Term]) -> Select[str, str, str]:
        """Return the query for the rows of `found` that hold all terms; the best of those that are no documents first."""
        asked = " ".join(map(_asked, terms))
        return (
            select(found.c.kind, found.c.id, found.c.title)
            .join(_WORDS, _WORDS.c.rowid == found.c.number)
            .where(literal_column("words").op("MATCH")(asked))
            .order_by(
                found.c.kind == "document", func.bm25(literal_column("words")), found.c.kind, found.c.id
            )
        )

    def faults(self, connection: Connection) -> Iterator[tuple[FaultKind, str, str]]:
        """Yield what is wrong with the file itself: kind, where (empty: the file), what."""
        for row in connection.execute(text("PRAGMA integrity_check")).all():
            if row[0] != "ok":
                yield "file", "", str(row[0])
        for row in connection.execute(text("PRAGMA foreign_key_check")).all():
            yield "id", f"{row[0]} {row[1]}", f"points at a {row[2]} that is not there"


def _asked(term: Term) -> str:
    return f'"{term.words}"{"*" if term.is_open else ""}'


def enter_wal(connection: Connection) -> None:
    """Let others read while one writes; a record on a medium that cannot be written can still be read."""
    try:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL").all()
    except DBAPIError as error:
        if not name_of(error).startswith("SQLITE_READONLY"):
            raise


def leave_wal(connection: Connection) -> None:
    """Put all into the one file before it is closed, if nobody else has it open."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_CLOSING_PATIENCE}")
    try:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE").all()
    except DBAPIError as error:
        # Busy: another process has it open, and will leave WAL as the last. Read-only: it never entered WAL.
        if not name_of(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY")):
            raise


def name_of(error: DBAPIError) -> str:
    """Return SQLite's own name for an error; empty where it has none."""
    return str(getattr(error.orig, "sqlite_errorname", ""))


def connect_file(path: Path, patience: float) -> Connection:
    """Connect to a file that exists."""
    return _connection(lambda: _driver(f"{path.absolute().as_uri()}?mode=rw", patience))


def connect_memory() -> Connection:
    """Connect to a new database in memory."""
    return _connection(lambda: _driver(":memory:", 0))


def _connection(driver: Callable[[], sqlite3.Connection]) -> Connection:
    return create_engine(
        "sqlite://", creator=driver, poolclass=NullPool, isolation_level="AUTOCOMMIT"
    ).connect()


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


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, for what SQL cannot say: serialise, back up."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {driver!r}")
    return driver
