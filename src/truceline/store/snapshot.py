"""Keep what the record says at one moment under a name, and copy the whole record while it is open."""

import hashlib
from pathlib import Path

import msgspec
from sqlalchemy import func, insert, select

from truceline.model.errors import NotFound, RecordError
from truceline.model.record import Agreement, Incident
from truceline.store import schema
from truceline.store.backup import back_up
from truceline.store.content import encode, pack, unpack
from truceline.store.derived import Marks
from truceline.store.open import Record
from truceline.store.read import agreements, derivation, incidents, marks
from truceline.store.readings import unpacked
from truceline.store.sqlite import driver_of


class Snapshot(msgspec.Struct, frozen=True):
    """A name for what the record said when it had grown as far as `marks`; `sha256` is that of what it said."""

    name: str
    at: str
    marks: Marks
    sha256: str


class Said(msgspec.Struct, frozen=True):
    """What the record said: its incidents and agreements as they were shown."""

    incidents: tuple[Incident, ...]
    agreements: tuple[Agreement, ...]


class Standing(msgspec.Struct, frozen=True):
    """What a record says at this moment, and by what it can be known again.

    `sha256` is that of what it says, `named` the snapshots that say the same; `method` and `knowledge` are those of the
    readings, `last` is when the log last grew (ISO, empty where it is empty).
    """

    sha256: str
    named: tuple[str, ...]
    marks: Marks
    method: str
    knowledge: str
    last: str


def standing(record: Record) -> Standing:
    """Return what the record says now, by its hash, and which snapshots say the same."""
    digest = hashlib.sha256(_said(record)).hexdigest()
    made, last = derivation(record), record.rows(select(func.max(schema.entry.c.at)))[0][0]
    return Standing(
        sha256=digest,
        named=tuple(one.name for one in snapshots(record) if one.sha256 == digest),
        marks=marks(record),
        method=made.method if made else "",
        knowledge=made.knowledge if made else "",
        last=last or "",
    )


def _said(record: Record) -> bytes:
    return encode(Said(tuple(incidents(record)), tuple(agreements(record))))


def snapshot(record: Record, name: str, at: str) -> Snapshot:
    """Keep what the record says now; it never changes after.

    Args:
        record: the record.
        name: a name that no snapshot has yet.
        at: ISO date and time, given by whoever holds the clock.

    Raises:
        RecordError: there is a snapshot of that name, or the record cannot be written.
    """
    with record.writing() as connection:
        if any(one.name == name for one in snapshots(record)):
            raise RecordError(f"{record.where} has a snapshot {name!r} already; snapshots never change")
        content = _said(record)
        taken = Snapshot(name, at, marks(record), hashlib.sha256(content).hexdigest())
        row = {"name": name, "at": at, "sha256": taken.sha256, "content": pack(content)}
        connection.execute(insert(schema.snapshot).values(row | msgspec.structs.asdict(taken.marks)))
    return taken


def snapshots(record: Record) -> list[Snapshot]:
    """Return the snapshots, oldest first."""
    columns = schema.snapshot.c
    wanted = (
        columns.name,
        columns.at,
        columns.documents,
        columns.readings,
        columns.judgements,
        columns.sha256,
    )
    return [
        Snapshot(row.name, row.at, Marks(row.documents, row.readings, row.judgements), row.sha256)
        for row in record.rows(select(*wanted).order_by(columns.number))
    ]


def snapshot_named(record: Record, name: str) -> Said:
    """Return what the record said when the snapshot of that name was taken.

    Raises:
        NotFound: there is none.
        RecordError: it is damaged.
    """
    columns = schema.snapshot.c
    found = record.rows(select(columns.sha256, columns.content).where(columns.name == name))
    if not found:
        raise NotFound(f"{record.where} has no snapshot {name!r}")
    what = f"snapshot {name!r}"
    said = unpacked(record, found[0].content, Said, what)
    if hashlib.sha256(unpack(found[0].content)).hexdigest() != found[0].sha256:
        raise RecordError(f"{record.where}: {what} does not have its SHA-256 {found[0].sha256}")
    return said


def copy_file(record: Record, path: Path) -> None:
    """Copy the open record's file to a new file that is whole by itself, while others read and write.

    Raises:
        RecordError: there is something at `path` already, or it cannot be written.
    """
    back_up(driver_of(record.connection), path)
