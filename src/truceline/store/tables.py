"""Tables: put rows into the derived tables and take rows out, with the sum over all of them, and the counts of lists, kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    select,
    tuple_,
)

from truceline.store.counts import Counts
from truceline.store.digest import Tally
from truceline.store.insert import insert_rows
from truceline.store.schema import counted

T = TypeVar("T")

Told = Mapping[str, Any]
# Values asked for at a time: SQLite takes some thousand in one statement.
_ASKED = 500
# Rows of one table that wait to be written together: one by one they take three times as long.
_WAITING = 500


class Tables:
    """The derived tables while they change; all inside one transaction."""

    def __init__(self, connection: Connection, tally: Tally) -> None:
        """Go on from the sum over what the tables hold."""
        self.connection = connection
        self.tally = tally
        self.counts = Counts()
        self._waiting: dict[Table, list[Told]] = {}

    def put(self, table: Table, told: Iterable[Told]) -> None:
        """Put rows into a table; each gives the same columns. They may wait for others, until somebody asks for some."""
        waiting = self._waiting.setdefault(table, [])
        waiting += told
        if len(waiting) >= _WAITING:
            self.flush(table)

    def flush(self, *tables: Table) -> None:
        """Write the rows that wait; of these tables only, if any are given: who is done gives none, and counts are written too."""
        for table in tables or [*self._waiting]:
            if several := self._waiting.pop(table, []):
                insert_rows(self.connection, table, several)
                self.tally.add(table, several)
                self.counts.add(table, several, 1)
        if not tables:
            self._write_counts()

    def _write_counts(self) -> None:
        waiting = self.counts.waiting()
        for asked in some(waiting):
            key = tuple_(counted.c.what, counted.c.value)
            rows = self.connection.execute(select(counted).where(key.in_(asked))).all()
            stood = {(row.what, row.value): row.rows for row in rows}
            self.take_rows(counted, [dict(row._mapping) for row in rows])
            now = ((key, stood.get(key, 0) + waiting[key]) for key in asked)
            self.put(
                counted,
                [{"what": what, "value": value, "rows": count} for (what, value), count in now if count],
            )
        self.flush(counted)

    def take(self, column: Column[Any], values: Collection[object]) -> list[Told]:
        """Take out the rows that have one of the values in a column, and return them."""
        found: list[Told] = []
        for asked in some(values):
            rows = self.rows(column, asked)
            if rows:
                self.connection.execute(delete(column.table).where(column.in_(asked)))
                self.tally.take(column.table, rows)
                self.counts.add(column.table, rows, -1)
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
        query, names = select(column.table), column.table.columns.keys()
        return [
            dict(zip(names, row, strict=True))
            for asked in some(values)
            for row in self.connection.execute(query.where(column.in_(asked))).all()
        ]


def some(values: Collection[T]) -> Iterator[Sequence[T]]:
    """Yield the values, so many at a time as can be asked for at once."""
    told = list(values)
    for start in range(0, len(told), _ASKED):
        yield told[start : start + _ASKED]
