"""Write to the record. Only the pipeline and review may."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from truceline.model.document import Raw
from truceline.model.errors import NotFound, RecordError, Unreadable
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Incident
from truceline.store import rows, schema
from truceline.store.content import encode, pack
from truceline.store.derived import Derivation, Derived
from truceline.store.digest import derived_digest
from truceline.store.index import IndexWriter
from truceline.store.open import Record

T = TypeVar("T")

DERIVATION = "derivation"


def add_document(record: Record, raw: Raw) -> str:
    """Keep the bytes of a report, unless the record has them already, and return the document's id.

    Raises:
        RecordError: the record cannot be written, or (once in a lifetime) another document has that id.
    """
    sha256 = hashlib.sha256(raw.content).hexdigest()
    row = insert_or(schema.document).values(
        id=raw.id, sha256=sha256, media=raw.media, content=pack(raw.content)
    )
    with record.writing() as connection:
        connection.execute(row.on_conflict_do_nothing())
        kept = connection.scalar(select(schema.document.c.sha256).where(schema.document.c.id == raw.id))
    if kept != sha256:
        raise RecordError(f"{raw.name}: another document has the id {raw.id}; this one was not added")
    return raw.id


def add_reading(record: Record, reading: Reading) -> None:
    """Keep a reading; one by the same method with the same knowledge is kept once, as it was first read.

    Raises:
        NotFound: the record has no such document.
        Unreadable: the document's text cannot be written as Unicode.
        RecordError: the record cannot be written.
    """
    doc = reading.document.id
    try:
        content = pack(encode(reading))
    except UnicodeEncodeError as error:
        raise Unreadable(f"document {doc}: its text holds half a surrogate pair") from error
    row = insert_or(schema.reading).values(
        document=doc, method=reading.method, knowledge=reading.knowledge, content=content
    )
    with record.writing() as connection:
        if connection.scalar(select(schema.document.c.id).where(schema.document.c.id == doc)) is None:
            raise NotFound(f"{record.path} has no document {doc} to keep a reading of")
        connection.execute(row.on_conflict_do_nothing())


def add_judgement(record: Record, judgement: Judgement) -> int:
    """Keep a judgement and return its number; the same judgement twice is two, because a later one overrides.

    Raises:
        RecordError: the record cannot be written.
    """
    with record.writing() as connection:
        number = connection.scalar(
            insert(schema.judgement)
            .values(content=pack(encode(judgement)))
            .returning(schema.judgement.c.number)
        )
    if number is None:
        raise RecordError(f"{record.path}: the judgement was not kept")
    return int(number)


def add_entry(
    record: Record, *, at: str, name: str, document: str | None = None, reason: str | None = None
) -> None:
    """Log what came when.

    Args:
        record: the record.
        at: ISO date and time, given by whoever holds the clock.
        name: the name it came under; what is no Unicode in it (a file name in an old encoding) is written as escapes.
        document: the id it was kept under; None if it was not.
        reason: why it could not be read; None if it could.

    Raises:
        ValueError: `at` is no ISO date and time.
        RecordError: the record cannot be written.
    """
    datetime.fromisoformat(at)
    told = {"at": at, "name": _writable(name), "document": document, "reason": reason and _writable(reason)}
    with record.writing() as connection:
        connection.execute(insert(schema.entry).values(told))


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def replace_derived(record: Record, derived: Derived) -> None:
    """Empty the derived tables and fill them anew, all in one transaction.

    Raises:
        RecordError: the record cannot be written; it shows what it showed before.
    """
    with record.writing() as connection:
        schema.renew_derived(connection)
        index = IndexWriter(connection)
        incidents = _incidents(connection, derived.incidents, index)
        _readings(connection, derived.readings, incidents, index)
        _agreements(connection, derived.agreements, index)
        actors = _through(derived.actors, index.add_actor)
        _fill(connection, schema.actor, (rows.actor_row(actor) for actor in actors))
        _fill(connection, schema.measure, (rows.measure_row(measure) for measure in derived.measures))
        _fill(connection, schema.condition, map(rows.condition_row, derived.conditions))
        _fill(connection, schema.exhibit, map(rows.exhibit_row, derived.exhibits))
        _fill(connection, schema.citation, map(rows.citation_row, derived.citations))
        _fill(connection, schema.unsure, map(rows.unsure_row, derived.unsure))
        _fill(connection, schema.copy, (rows.copy_row(copy) for copy in derived.copies))
        index.flush()
        _mark(record, connection, derived)


def _fill(connection: Connection, table: Table, told: Iterable[rows.Columns]) -> None:
    if several := list(told):
        connection.execute(insert(table), several)


def _through(nouns: Iterable[T], visit: Callable[[T], None]) -> Iterator[T]:
    for noun in nouns:
        visit(noun)
        yield noun


def _incidents(connection: Connection, incidents: Iterable[Incident], index: IndexWriter) -> dict[str, str]:
    """Fill in the incidents with their accounts, and return which event belongs to which incident."""
    of_event: dict[str, str] = {}
    for incident in _through(incidents, index.add_incident):
        _fill(connection, schema.incident, [rows.incident_row(incident)])
        _fill(
            connection, schema.account, (rows.account_row(incident, account) for account in incident.accounts)
        )
        of_event.update(dict.fromkeys(incident.events, incident.id))
    return of_event


def _readings(
    connection: Connection, readings: Iterable[Reading], incidents: dict[str, str], index: IndexWriter
) -> None:
    for reading in _through(readings, index.add_reading):
        events = reading.events
        _fill(
            connection, schema.statement, (rows.statement_row(statement) for statement in reading.statements)
        )
        _fill(connection, schema.event, (rows.event_row(event, incidents.get(event.id)) for event in events))
        _fill(connection, schema.claim, (rows.claim_row(claim) for event in events for claim in event.claims))


def _agreements(connection: Connection, agreements: Iterable[Agreement], index: IndexWriter) -> None:
    for agreement in _through(agreements, index.add_agreement):
        _fill(connection, schema.agreement, [rows.agreement_row(agreement)])
        duties = (rows.obligation_row(agreement, duty) for duty in agreement.obligations)
        _fill(connection, schema.obligation, duties)


def _mark(record: Record, connection: Connection, derived: Derived) -> None:
    sha256 = derived_digest(record)
    told = encode(Derivation(derived.marks, derived.method, derived.knowledge, sha256)).decode()
    row = insert_or(schema.meta).values(key=DERIVATION, value=told)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": told}))
