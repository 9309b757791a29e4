"""The database that a record is kept in: one file of SQLite, or a database on a PostgreSQL server."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import CompoundSelect, Connection, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from truceline.store.fault import FaultKind
from truceline.store.postgres import INTEGER, TEXT, Postgres
from truceline.store.sqlite import Sqlite
from truceline.store.words import Term

__all__ = ["INTEGER", "TEXT", "Database", "database_of", "insert_or", "transaction"]

Insert = sqlite.Insert | postgresql.Insert


class Database(Protocol):
    """What each database says in words of its own; all else is SQLAlchemy's."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction; one that writes waits for whoever else does."""

    def is_within(self, connection: Connection) -> bool:
        """Return whether a transaction is open that must be rolled back."""

    def refuse_changes(self, connection: Connection, name: str) -> None:
        """Let a table of kept rows refuse updates and deletes from now on."""

    def create_words(self, connection: Connection) -> None:
        """Create the full-text index, empty."""

    def drop_words(self, connection: Connection) -> None:
        """Drop the full-text index, if there is one."""

    def add_words(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts under their numbers."""

    def take_words(self, connection: Connection, number: int, told: str) -> None:
        """Take out the folded text that was indexed under a number."""

    def holding(self, groups: Sequence[Sequence[Term]]) -> Select[int] | CompoundSelect[int]:
        """Return the query for the numbers under which one term of every group is indexed; none where there is no group."""

    def matching(self, found: Table, terms: Sequence[Term]) -> Select[str, str, str]:
        """Return the query for the rows of `found` that hold all terms; the best of those that are no documents first."""

    def faults(self, connection: Connection) -> Iterator[tuple[FaultKind, str, str]]:
        """Yield what is wrong with the database itself: kind, where (empty: all of it), what."""


DATABASES: dict[str, Database] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def database_of(connection: Connection) -> Database:
    """Return the database that one is connected to."""
    return DATABASES[connection.dialect.name]


def insert_or(connection: Connection, table: Table) -> Insert:
    """Return an insert that can say what happens where the row is there already."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


@contextmanager
def transaction(connection: Connection, *, writing: bool = True) -> Iterator[None]:
    """Do all that is inside, or nothing."""
    database = database_of(connection)
    database.begin(connection, writing=writing)
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if database.is_within(connection):
            connection.exec_driver_sql("ROLLBACK")
        raise
