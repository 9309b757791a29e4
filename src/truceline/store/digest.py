"""One hash over all rows of the derived tables: how `truceline check` knows that nobody has touched them."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Table, select

from truceline.store.open import Record
from truceline.store.schema import DERIVED

# Rows fetched at a time: a record of 758 reports has some hundred thousand, and they need not all be in memory.
_BATCH = 1000


def derived_digest(record: Record) -> str:
    """Return the SHA-256 of all rows of the derived tables, table by table, in the order they were filled."""
    digest = hashlib.sha256()
    for name, table in sorted(DERIVED.tables.items()):
        digest.update(name.encode())
        for row in _rows(record, table):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _rows(record: Record, table: Table) -> Iterator[Row[*tuple[Any, ...]]]:
    number = table.c.number
    last = -1
    while batch := record.rows(select(table).where(number > last).order_by(number).limit(_BATCH)):
        yield from batch
        last = batch[-1].number
