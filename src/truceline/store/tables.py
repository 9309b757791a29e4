"""Tables: put rows into the derived tables and take rows out, with the sum over all of them kept as it goes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    LargeBinary,
    Table,
    TableClause,
    and_,
    bindparam,
    delete,
    insert,
    select,
)

from truceline.store.digest import Tally

T = TypeVar("T")

Told = Mapping[str, Any]
# Values asked for at a time: SQLite takes some thousand in one statement.
_ASKED = 500
# Rows of one table that wait to be written together: one by one they take three times as long.
_WAITING = 500
# Statements kept: one for each table, and a few of an earlier connection.
_STATEMENTS = 128


class Tables:
    """The derived tables while they change; all inside one transaction."""

    def __init__(self, connection: Connection, tally: Tally) -> None:
        """Go on from the sum over what the tables hold."""
        self.connection = connection
        self.tally = tally
        self._waiting: dict[Table, list[Told]] = {}

    def put(self, table: Table, told: Iterable[Told]) -> None:
        """Put rows into a table; each gives the same columns. They may wait for others, until somebody asks for some."""
        waiting = self._waiting.setdefault(table, [])
        waiting += told
        if len(waiting) >= _WAITING:
            self.flush(table)

    def flush(self, *tables: Table) -> None:
        """Write the rows that wait; of these tables only, if any are given."""
        for table in tables or [*self._waiting]:
            if several := self._waiting.pop(table, []):
                insert_rows(self.connection, table, several)
                self.tally.add(table, several)

    def take(self, column: Column[Any], values: Collection[object]) -> list[Told]:
        """Take out the rows that have one of the values in a column, and return them."""
        found: list[Told] = []
        for asked in some(values):
            rows = self.rows(column, asked)
            if rows:
                self.connection.execute(delete(column.table).where(column.in_(asked)))
                self.tally.take(column.table, rows)
                found += rows
        return found

    def take_rows(self, table: Table, rows: Sequence[Told]) -> None:
        """Take out rows that are all key, and are there."""
        self.flush(table)
        if rows:
            key = and_(*(column == bindparam(column.name) for column in table.primary_key.columns))
            self.connection.execute(delete(table).where(key), rows)
            self.tally.take(table, rows)

    def renew(self, table: Table, told: Iterable[Told]) -> list[Told]:
        """Put rows in the place of all that a table holds, and return what it held; for small tables."""
        self.flush(table)
        before: list[Told] = [dict(row._mapping) for row in self.connection.execute(select(table)).all()]
        self.connection.execute(delete(table))
        self.tally.take(table, before)
        self.put(table, told)
        return before

    def rows(self, column: Column[Any], values: Collection[object]) -> list[Told]:
        """Return the rows that have one of the values in a column."""
        self.flush(column.table)
        query = select(column.table)
        return [
            dict(row._mapping)
            for asked in some(values)
            for row in self.connection.execute(query.where(column.in_(asked))).all()
        ]


def insert_rows(connection: Connection, table: Table | TableClause, rows: Sequence[Told]) -> None:
    """Insert rows, each of which gives the same columns.

    The statement is made once and the driver is handed plain tuples: a report has some six hundred rows, and what SQLAlchemy
    does for each took as long as writing them.
    """
    if not rows:
        return
    text, names, bound = _statement(connection.dialect, table, tuple(rows[0]))
    told: Iterable[Sequence[object]] = (tuple(row[name] for name in names) for row in rows)
    if any(bound):
        told = (
            tuple(do(value) if do else value for do, value in zip(bound, row, strict=True)) for row in told
        )
    connection.exec_driver_sql(text, [*told])


@lru_cache(_STATEMENTS)
def _statement(
    dialect: Dialect, table: Table | TableClause, columns: tuple[str, ...]
) -> tuple[str, Sequence[str], Sequence[Callable[[Any], object] | None]]:
    """Return the statement that inserts a row, which column each of its values is of, and how the driver wants these."""
    made = insert(table).compile(dialect=dialect, column_keys=columns)
    names = made.positiontup or columns
    bound = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    # The driver makes bytes of bytes by itself.
    return (
        str(made),
        names,
        [
            None if isinstance(table.c[name].type, LargeBinary) else do
            for name, do in zip(names, bound, strict=True)
        ],
    )


def some(values: Collection[T]) -> Iterator[Sequence[T]]:
    """Yield the values, so many at a time as can be asked for at once."""
    told = list(values)
    for start in range(0, len(told), _ASKED):
        yield told[start : start + _ASKED]
