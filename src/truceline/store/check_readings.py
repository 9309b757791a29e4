"""Check that every reading says of itself what the record says of it, and points only at what it holds."""

import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Row, select

from truceline.model.citation import Citation
from truceline.model.claim import Claim
from truceline.model.condition import Condition
from truceline.model.document import Document
from truceline.model.exhibit import Exhibit
from truceline.model.reading import Reading
from truceline.model.terms import Measure, Obligation, Performance, Status
from truceline.store import schema
from truceline.store.content import decode, unpack
from truceline.store.fault import Fault, span_faults
from truceline.store.open import Record
from truceline.store.read import numbers_in_use
from truceline.store.walk import walk

# What stands in a statement, or in nobody's.
_SAID = Claim | Status | Performance | Obligation | Measure | Condition | Exhibit | Citation


def check_readings(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the readings; those that a newer one has replaced only have to be undamaged."""
    columns = schema.reading.c
    used = set(numbers_in_use(record).values())
    sha256 = {
        row.id: row.sha256 for row in record.rows(select(schema.document.c.id, schema.document.c.sha256))
    }
    for number in record.rows(select(columns.number).order_by(columns.number)):
        row = record.row(select(schema.reading).where(columns.number == number[0]))
        where = f"reading of {row.document} by {row.method}, {row.knowledge}"
        try:
            content = unpack(row.content)
            reading = decode(content, Reading) if row.number in used else None
        except (zlib.error, UnicodeDecodeError, msgspec.MsgspecError) as error:
            yield Fault("hash", where, f"it is damaged ({error})")
            continue
        if reading is not None:
            yield from _itself(where, row, reading, sha256.get(row.document))
            yield from span_faults(where, reading, {reading.document.id: reading.document.text}.get)
            yield from _parts(where, reading.document)
            yield from _ids(where, reading)


def _itself(where: str, row: Row[*tuple[Any, ...]], reading: Reading, sha256: str | None) -> Iterator[Fault]:
    """The row and the reading in it name the same document, bytes, method and knowledge."""
    doc = reading.document
    pairs = (
        (row.document, doc.id),
        (sha256, doc.sha256),
        (row.method, reading.method),
        (row.knowledge, reading.knowledge),
    )
    for kept, told in pairs:
        if kept != told:
            yield Fault("id", where, f"it calls itself a reading of {told}, and is kept as one of {kept}")


def _parts(where: str, doc: Document) -> Iterator[Fault]:
    """The parts lie in the text, in order, and do not overlap."""
    ends = [(0, 0), *((part.start, part.end) for part in doc.parts), (len(doc.text), len(doc.text))]
    for (_, before), (start, end) in pairwise(ends):
        if not before <= start <= end:
            yield Fault("span", where, f"the part {start}:{end} overlaps another, or leaves the text")


def _ids(where: str, reading: Reading) -> Iterator[Fault]:
    """Each id names one thing, and what is referred to is in the same reading."""
    statements = {statement.id for statement in reading.statements}
    subjects = {event.id for event in reading.events} | {term.id for term in reading.terms}
    for struct in walk(reading):
        if isinstance(struct, Claim) and struct.subject not in subjects:
            yield Fault("id", where, f"claim {struct.id} is about {struct.subject}, which is not there")
        if isinstance(struct, _SAID):
            said = struct.statement
            if said is not None and said not in statements:
                yield Fault(
                    "id", where, f"a {type(struct).__name__} stands in statement {said}, which is not there"
                )
    things = (
        reading.statements,
        reading.events,
        reading.terms,
        reading.measures,
        reading.conditions,
        reading.exhibits,
        reading.citations,
    )
    for id_, count in Counter(thing.id for several in things for thing in several).items():
        if count > 1:
            yield Fault("id", where, f"{id_} names {count} things")
