"""Prove that every span slices to its quote, every hash holds, and every id leads somewhere."""

import hashlib
import zlib
from collections.abc import Callable, Iterator

from sqlalchemy import select

from truceline.model.document import Raw
from truceline.model.errors import RecordBusy, RecordError
from truceline.store import schema
from truceline.store.check_derived import check_derived
from truceline.store.check_readings import check_readings
from truceline.store.content import unpack
from truceline.store.database import database_of
from truceline.store.fault import Fault
from truceline.store.open import Record
from truceline.store.read import judgements
from truceline.store.shelf import check_shelf
from truceline.store.snapshot import snapshot_named, snapshots

__all__ = ["Fault", "check"]


def check(record: Record) -> list[Fault]:
    """Return all that does not hold in the record; nothing, if it is whole.

    Raises:
        RecordBusy: another process holds the record.
    """
    with record.steady():
        checks = (_file, _documents, check_readings, _judgements, check_derived, check_shelf, _snapshots)
        return [fault for one in checks for fault in _guarded(one, record)]


def _guarded(one: Callable[[Record], Iterator[Fault]], record: Record) -> Iterator[Fault]:
    """Yield the faults that one check finds; where the file is too damaged to go on, that is a fault too."""
    try:
        yield from one(record)
    except RecordBusy:
        raise
    except RecordError as error:
        yield Fault("file", record.where, str(error))


def _file(record: Record) -> Iterator[Fault]:
    with record.explained():
        for kind, where, what in database_of(record.connection).faults(record.connection):
            yield Fault(kind, where or record.where, what)


def _documents(record: Record) -> Iterator[Fault]:
    columns = schema.document.c
    for number in record.rows(select(columns.number).order_by(columns.number)):
        kept = record.row(select(schema.document).where(columns.number == number[0]))
        where = f"document {kept.id}"
        try:
            content = unpack(kept.content)
        except zlib.error as error:
            yield Fault("hash", where, f"its bytes are damaged ({error})")
            continue
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            yield Fault("hash", where, f"its bytes do not have the SHA-256 {kept.sha256}")
        elif Raw("", kept.media, content).id != kept.id:
            yield Fault("hash", where, "its media type and bytes do not give that id")


def _judgements(record: Record) -> Iterator[Fault]:
    for _ in judgements(record):  # raises at one that is damaged
        yield from ()


def _snapshots(record: Record) -> Iterator[Fault]:
    for one in snapshots(record):
        snapshot_named(record, one.name)  # raises where its hash does not hold
        yield from ()
