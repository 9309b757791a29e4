"""Read nouns out of a derived table, in their order: a few, or all of them, some in memory at a time."""

from collections.abc import Iterator
from itertools import chain, groupby
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Table, select

from truceline.model.errors import RecordError
from truceline.store.content import decode
from truceline.store.open import Record
from truceline.store.order import SORTED, bare
from truceline.store.tables import some

T = TypeVar("T")


def nouns(
    record: Record, table: Table, kind: type[T], where: list[ColumnElement[bool]] | None = None
) -> Iterator[T]:
    """Yield the nouns of a table, in order; only those that meet conditions, if any are given.

    Raises:
        RecordError: a row is damaged; `truceline rebuild` mends it.
    """
    for number, content in _few(record, table, where) if where else _all(record, table):
        try:
            yield decode(content, kind)
        except msgspec.MsgspecError as error:
            raise RecordError(
                f"{record.where}: {table.name} {number} is damaged ({error}): rebuild it"
            ) from error


def _few(record: Record, table: Table, where: list[ColumnElement[bool]]) -> Iterator[tuple[int, str]]:
    """Yield the number and the content of some rows, in order."""
    query = select(table.c.number, table.c.content).where(*where)
    for row in record.rows(query.order_by(*SORTED[table], table.c.content)):
        yield row.number, row.content


def _all(record: Record, table: Table) -> Iterator[tuple[int, str]]:
    """Yield the number and the content of all rows, in order, some of them in memory at a time.

    A hundred thousand reports have incidents of 2 GB: their order is found without them.
    """
    keys = [bare(key).label(f"key_{n}") for n, key in enumerate(SORTED[table])]
    with record.steady():
        ordered = record.rows(select(table.c.number, *keys).order_by(*SORTED[table]))
        # Two nouns can share an id: then what they say is their order.
        equals = [[row.number for row in several] for _, several in groupby(ordered, key=lambda row: row[1:])]
        for asked in some(equals):
            query = select(table.c.number, table.c.content).where(table.c.number.in_([*chain(*asked)]))
            content = {row.number: row.content for row in record.rows(query)}
            for equal in asked:
                yield from sorted(((number, content[number]) for number in equal), key=lambda one: one[1])
