"""Copy all that is kept from one record into another, empty one: from a file to a server, and back."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, insert, select

from truceline.model.errors import RecordError
from truceline.store.open import Record
from truceline.store.schema import APPEND_ONLY

# Rows held at a time; a document can have megabytes.
_BATCH = 100


def copy_kept(source: Record, target: Record) -> None:
    """Copy every document, reading, judgement, line of the log and snapshot, with its number; all or nothing.

    What is derived is not copied: derive it anew.

    Raises:
        RecordError: the target holds something, or cannot be written, or the source cannot be read.
    """
    with source.steady(), target.writing() as connection:
        for table in APPEND_ONLY:
            if target.rows(select(table.c.number).limit(1)):
                raise RecordError(f"{target.where} is not empty; it was not touched")
            for rows in _batches(source, table):
                connection.execute(insert(table), rows)


def _batches(source: Record, table: Table) -> Iterator[list[Mapping[str, Any]]]:
    last = 0
    while rows := source.rows(
        select(table).where(table.c.number > last).order_by(table.c.number).limit(_BATCH)
    ):
        yield [dict(row._mapping) for row in rows]
        last = rows[-1].number
