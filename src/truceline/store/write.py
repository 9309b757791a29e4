"""Write to the record. Only the pipeline and review may."""

import hashlib
from datetime import datetime

from sqlalchemy import insert, select

from truceline.model.document import Raw
from truceline.model.errors import NotFound, RecordError, Unreadable
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.store import schema
from truceline.store.content import encode, pack
from truceline.store.database import insert_or
from truceline.store.derived import Derivation, Derived, Marks
from truceline.store.digest import Tally
from truceline.store.meta import set_meta
from truceline.store.open import Record
from truceline.store.read import derivation, marks, report_count, unread
from truceline.store.revision import Revision
from truceline.store.tables import Tables

DERIVATION = "derivation"
# Documents without a reading that are noted by id: as a rule a handful could not be read.
MOST_NOTED = 1000


def add_document(record: Record, raw: Raw) -> str:
    """Keep the bytes of a report, unless the record has them already, and return the document's id.

    Raises:
        RecordError: the record cannot be written, or (once in a lifetime) another document has that id.
    """
    sha256 = hashlib.sha256(raw.content).hexdigest()
    row = insert_or(record.connection, schema.document).values(
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
    row = insert_or(record.connection, schema.reading).values(
        document=doc, method=reading.method, knowledge=reading.knowledge, content=content
    )
    with record.writing() as connection:
        if connection.scalar(select(schema.document.c.id).where(schema.document.c.id == doc)) is None:
            raise NotFound(f"{record.where} has no document {doc} to keep a reading of")
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
        raise RecordError(f"{record.where}: the judgement was not kept")
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
        tables = Tables(connection, Tally())
        _fill(Revision(tables), derived)
        mark_derived(record, derived.marks, derived.method, derived.knowledge, tables.tally)


def open_tables(record: Record, *, method: str, knowledge: str) -> tuple[Tables, Marks]:
    """Return the derived tables, and how far the record had grown when they were filled.

    They are emptied first where they were made by another method, with other knowledge or by an earlier Truceline with other
    columns, or where one is lacking. Open them inside a transaction.
    """
    made = derivation(record)
    wanted = (method, knowledge, schema.derived_form())
    same = made is not None and (made.method, made.knowledge, made.form) == wanted
    if made is not None and same and schema.is_whole(record.connection):
        return Tables(record.connection, Tally(made.sha256)), made.marks
    schema.renew_derived(record.connection)
    return Tables(record.connection, Tally()), Marks()


def forget_derived(record: Record) -> None:
    """Let the derived tables be made wholly anew, the next time that anything is derived."""
    with record.writing() as connection:
        connection.execute(schema.meta.delete().where(schema.meta.c.key == DERIVATION))


def _fill(revision: Revision, derived: Derived) -> None:
    of_event: dict[str, str] = {}
    for incident in derived.incidents:
        revision.put_incident(incident)
        of_event.update(dict.fromkeys(incident.events, incident.id))
    for reading in derived.readings:
        revision.put_reading(reading, of_event)
    for agreement in derived.agreements:
        revision.put_agreement(agreement)
    revision.put_actors(derived.actors)
    revision.put_beside(derived)
    revision.put_copies(derived.copies)
    revision.put_unsure(derived.unsure)
    revision.flush()


def mark_derived(record: Record, upto: Marks, method: str, knowledge: str, tally: Tally) -> None:
    """Note what the derived tables were made from, and the sum over their rows."""
    noted = _noted(record, upto, method, knowledge)
    told = encode(Derivation(upto, method, knowledge, tally.text, *noted, schema.derived_form())).decode()
    with record.writing() as connection:
        set_meta(connection, DERIVATION, told)


def _noted(
    record: Record, upto: Marks, method: str, knowledge: str
) -> tuple[int | None, tuple[str, ...] | None]:
    """Return how many reports there are up to here, and which were not read; none where others have come since."""
    if marks(record).documents != upto.documents:
        return None, None
    waiting = unread(record, method, knowledge)
    return report_count(record), tuple(waiting) if len(waiting) <= MOST_NOTED else None
