"""One number over all rows of the derived tables: how `truceline check` knows that nobody has touched them.

It is a sum: each row adds the hash of what it holds. So it does not depend on the order in which rows were written, and who
replaces a few rows changes it by these alone.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Float, Table, select, tuple_

from truceline.store.open import Record
from truceline.store.schema import DERIVED

# Rows fetched at a time: a record of 758 reports has some hundred thousand, and they need not all be in memory.
_BATCH = 1000
_BITS = 256
# A row's address in its table is no part of what it says.
_ADDRESS = "number"


class Tally:
    """The sum of the hashes of rows."""

    def __init__(self, text: str = "") -> None:
        """Start with nothing, or go on from a sum as text."""
        self._sum = int(text, 16) if text else 0

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows, given by the names of their columns; a column that is not given is empty."""
        self._sum += sum(_hashed(table, rows))

    def take(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows away that were added."""
        self._sum -= sum(_hashed(table, rows))

    @property
    def text(self) -> str:
        """Return the sum as 64 hexadecimal digits."""
        return f"{self._sum % (1 << _BITS):064x}"


def derived_digest(record: Record) -> str:
    """Return the sum over all rows of the derived tables, read anew."""
    tally = Tally()
    for table in DERIVED.tables.values():
        for rows in batches(record, table):
            tally.add(table, rows)
    return tally.text


def _hashed(table: Table, rows: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    columns = [(column.name, isinstance(column.type, Float)) for column in table.columns]
    wanted = [one for one in columns if one[0] != _ADDRESS]
    for row in rows:
        told = [_real(row.get(name)) if real else row.get(name) for name, real in wanted]
        content = repr((table.name, *told)).encode("utf-8", "surrogatepass")
        yield int.from_bytes(hashlib.blake2b(content, digest_size=_BITS // 8).digest())


def _real(value: Any) -> Any:  # noqa: ANN401 - a damaged column may hold anything
    """Return a number as the database gives it back: 10 is 10.0, and there is no minus zero."""
    return (
        float(value) + 0.0 if isinstance(value, int) else value + 0.0 if isinstance(value, float) else value
    )


def batches(record: Record, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows some at a time, in the order of their addresses."""
    keys = list(table.primary_key.columns)
    last: tuple[Any, ...] | None = None
    while True:
        query = select(table).order_by(*keys).limit(_BATCH)
        if last is not None:
            query = query.where(tuple_(*keys) > tuple_(*last))
        rows = record.rows(query)
        if not rows:
            return
        yield [dict(row._mapping) for row in rows]
        last = tuple(rows[-1]._mapping[key.name] for key in keys)
