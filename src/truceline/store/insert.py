"""Insert many rows at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, LargeBinary, Table, TableClause, insert

# Statements kept: one for each table, and a few of an earlier connection.
_STATEMENTS = 128


def insert_rows(
    connection: Connection, table: Table | TableClause, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows, each of which gives the same columns.

    Where the driver takes plain tuples (SQLite's does), the statement is made once and it is handed these: a report has some
    six hundred rows, and what SQLAlchemy does for each took as long as writing them.
    """
    if not rows:
        return
    if not connection.dialect.positional:
        connection.execute(insert(table), [*rows])
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
