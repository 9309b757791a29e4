"""Ask the record: what is kept, what was derived from it, and what it says about words."""

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select

from truceline.model.actor import Actor
from truceline.model.claim import Claim
from truceline.model.copies import Copy
from truceline.model.document import Document, Media, Raw
from truceline.model.errors import NotFound, RecordError
from truceline.model.event import Event
from truceline.model.judgement import Judgement, Kept, numbered, standing
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
    Unsure,
)
from truceline.model.statement import Statement
from truceline.store import schema
from truceline.store.content import decode, unpack
from truceline.store.derived import Derivation, Marks
from truceline.store.nouns import nouns
from truceline.store.open import Record
from truceline.store.readings import DocumentOnly, Readable, load, newest_numbers, unpacked
from truceline.store.relations import relations
from truceline.store.search import Hit, search
from truceline.store.tables import some

__all__ = [
    "Entry", "Hit", "actors", "agreement", "agreements", "citations", "claim", "claims", "claims_of", "conditions", "copies", "derivation",
    "document", "documents", "entries", "event", "events", "exhibits", "incident", "incidents", "incidents_in", "is_derived", "judgements", "kept_judgements",
    "last_kept", "marks", "measures", "names", "newest", "newest_readings", "numbers_in_use", "raw", "raws", "reading", "readings_since",
    "relations", "report_count", "search", "shown", "statements", "unread", "unsure", "with_reading",
]  # fmt: skip

T = TypeVar("T")

# What a feed told is kept, so that it can be shown and asked for again; the pages that it names are the reports.
FEED: Media = "feed"

# How many of several candidates an error message names.
_NAMED = 5


class Entry(msgspec.Struct, frozen=True):
    """One line of the log: when something came, under which name, as which document, or why not."""

    number: int
    at: str
    name: str
    document: str | None = None
    reason: str | None = None


def raws(record: Record) -> Iterator[Raw]:
    """Yield every document as received, in the order of the ids, under the first of its sorted names.

    Raises:
        RecordError: bytes are damaged.
    """
    called = names(record)
    for row in record.rows(select(schema.document.c.id).order_by(schema.document.c.id)):
        yield _raw(record, row.id, called.get(row.id, ("",))[0])


def raw(record: Record, given: str) -> Raw:
    """Return one document as received.

    Args:
        record: the record.
        given: the document's id, or the beginning of it.

    Raises:
        NotFound: no document, or several, have such an id.
        RecordError: its bytes are damaged.
    """
    doc = _full_id(
        record, given, "document", select(schema.document.c.id).where(_begins(schema.document, given))
    )
    called = record.rows(select(func.min(schema.entry.c.name)).where(schema.entry.c.document == doc))
    return _raw(record, doc, called[0][0] or "")


def _raw(record: Record, doc: str, name: str) -> Raw:
    columns = schema.document.c
    row = record.row(select(columns.media, columns.sha256, columns.content).where(columns.id == doc))
    try:
        content = unpack(row.content)
    except zlib.error as error:
        raise RecordError(f"{record.where}: the bytes of document {doc} are damaged ({error})") from error
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise RecordError(f"{record.where}: the bytes of document {doc} are not those that were received")
    return Raw(name, row.media, content)


def newest_readings(
    record: Record, *, method: str | None = None, knowledge: str | None = None
) -> Iterator[Reading]:
    """Yield the newest reading of each document that has one, in the order of the ids.

    Args:
        record: the record.
        method: only readings by this method.
        knowledge: only readings with this state of knowledge.

    Raises:
        RecordError: a reading is damaged, or of a form that this version does not know.
    """
    for number in newest_numbers(record, method=method, knowledge=knowledge).values():
        yield load(record, number, Reading)


def numbers_in_use(record: Record) -> dict[str, int]:
    """Return the numbers of the readings that the derived tables were made from, by document id; else of the newest."""
    told = derivation(record)
    if told is None:
        return newest_numbers(record)
    return newest_numbers(record, method=told.method, knowledge=told.knowledge)


def readings_since(record: Record, number: int, *, count: int, method: str, knowledge: str) -> dict[str, int]:
    """Return the first so many readings by this method and knowledge after this number: their numbers by document id."""
    columns = schema.reading.c
    query = select(columns.document, columns.number).where(
        columns.number > number, columns.method == method, columns.knowledge == knowledge
    )
    return {row.document: row.number for row in record.rows(query.order_by(columns.number).limit(count))}


def reading(record: Record, doc: str, *, method: str, knowledge: str) -> Reading:
    """Return the reading of a document (id) by this method with this knowledge, which must be there.

    Raises:
        RecordError: it is not there, or damaged.
    """
    columns = schema.reading.c
    query = select(columns.number).where(
        columns.document == doc, columns.method == method, columns.knowledge == knowledge
    )
    return load(record, record.row(query).number, Reading)


def with_reading(record: Record, documents: Collection[str], *, method: str, knowledge: str) -> list[str]:
    """Return those of these documents (ids) that have a reading by this method with this knowledge, sorted."""
    columns = schema.reading.c
    mine = select(columns.document).where(columns.method == method, columns.knowledge == knowledge)
    found = (
        row.document
        for asked in some(sorted(documents))
        for row in record.rows(mine.where(columns.document.in_(asked)))
    )
    return sorted(found)


def all_with_reading(record: Record, method: str, knowledge: str) -> Iterator[str]:
    """Yield the ids of all documents that have a reading by this method with this knowledge."""
    columns = schema.reading.c
    query = select(columns.document).where(columns.method == method, columns.knowledge == knowledge)
    return (row.document for row in record.rows(query))


def newest(record: Record, name: str, media: Media) -> Raw | None:
    """Return the document of this media that came last under this name, as received; None if none did.

    Raises:
        RecordError: its bytes are damaged.
    """
    entry, columns = schema.entry.c, schema.document.c
    query = select(columns.id).join(schema.entry, entry.document == columns.id)
    told = query.where(entry.name == name, columns.media == media).order_by(entry.number.desc()).limit(1)
    found = record.rows(told)
    return _raw(record, found[0].id, name) if found else None


def report_count(record: Record) -> int:
    """Return how many documents are reports; a feed is kept as it came, but is none."""
    made, columns = derivation(record), schema.document.c
    counted, upto = (
        (made.reports, made.marks.documents) if made is not None and made.reports is not None else (0, 0)
    )
    query = select(func.count()).where(columns.media != FEED, columns.number > upto)
    return counted + int(record.row(query)[0])


def unread(record: Record, method: str, knowledge: str) -> list[str]:
    """Return the sorted ids of the reports that lack a reading by this method with this knowledge."""
    columns, reading = schema.document.c, schema.reading.c
    read = and_(reading.document == columns.id, reading.method == method, reading.knowledge == knowledge)
    query = select(columns.id).where(columns.media != FEED, ~select(reading.number).where(read).exists())
    made = derivation(record)
    if made is None or made.unread is None or (made.method, made.knowledge) != (method, knowledge):
        return [row.id for row in record.rows(query.order_by(columns.id))]
    parts = [columns.number > made.marks.documents, *(columns.id.in_(asked) for asked in some(made.unread))]
    return sorted(row.id for part in parts for row in record.rows(query.where(part)))


def documents(record: Record) -> Iterator[Document]:
    """Yield every document that was read, as its newest reading has it, in the order of the ids."""
    for number in newest_numbers(record).values():
        yield load(record, number, DocumentOnly).document


def shown(record: Record) -> Iterator[Readable]:
    """Yield what pages show of every document that was read: as `documents`, with the names that pages mask."""
    for number in newest_numbers(record).values():
        yield load(record, number, Readable)


def document(record: Record, given: str) -> Document:
    """Return one document, as its newest reading has it.

    Args:
        record: the record.
        given: the document's id, or the beginning of it.

    Raises:
        NotFound: no document that was read, or several, have such an id.
    """
    columns = schema.reading.c
    begins = columns.document.between(given, _after(given))
    doc = _full_id(record, given, "document that was read", select(columns.document).where(begins))
    number = record.row(select(func.max(columns.number)).where(columns.document == doc))[0]
    return load(record, number, DocumentOnly).document


def judgements(record: Record) -> Iterator[Judgement]:
    """Yield the judgements that stand, oldest first: none that was taken back, nor what took it back."""
    yield from standing(kept_judgements(record)).values()


def kept_judgements(record: Record) -> list[Kept]:
    """Return all judgements with their numbers, oldest first, each with what took it back."""
    columns = schema.judgement.c
    rows = record.rows(select(columns.number, columns.content).order_by(columns.number))
    return numbered(
        (row.number, unpacked(record, row.content, Judgement, f"judgement {row.number}")) for row in rows
    )


def entries(record: Record) -> Iterator[Entry]:
    """Yield the log, oldest first."""
    for row in record.rows(select(schema.entry).order_by(schema.entry.c.number)):
        yield Entry(row.number, row.at, row.name, row.document, row.reason)


def last_kept(record: Record, path: str) -> Entry | None:
    """Return the last line of the log that kept a document out of a file of many ("path:offset"), if there is one."""
    columns = schema.entry.c
    inside = and_(columns.name.between(f"{path}:", _after(f"{path}:")), columns.document.is_not(None))
    query = select(schema.entry).where(inside).order_by(columns.number.desc()).limit(1)
    found = [Entry(row.number, row.at, row.name, row.document) for row in record.rows(query)]
    return found[0] if found else None


def names(record: Record) -> dict[str, tuple[str, ...]]:
    """Return the sorted names under which each document came, by its id."""
    columns = schema.entry.c
    query = select(columns.document, columns.name).where(columns.document.is_not(None)).distinct()
    called: dict[str, tuple[str, ...]] = {}
    for row in record.rows(query.order_by(columns.document, columns.name)):
        called[row.document] = (*called.get(row.document, ()), row.name)
    return called


def marks(record: Record) -> Marks:
    """Return how far the append-only tables have grown."""
    tables = (schema.document, schema.reading, schema.judgement)
    last = [select(func.coalesce(func.max(table.c.number), 0)).scalar_subquery() for table in tables]
    return Marks(*record.row(select(*last)))


def derivation(record: Record) -> Derivation | None:
    """Return what the derived tables were made from; None if they were never filled.

    They are behind where its `marks` differ from `marks(record)`.
    """
    columns = schema.meta.c
    told = record.rows(select(columns.value).where(columns.key == "derivation"))
    try:
        return decode(told[0].value, Derivation) if told else None
    except msgspec.MsgspecError as error:
        raise RecordError(
            f"{record.where}: what the tables were derived from is damaged ({error})"
        ) from error


def is_derived(record: Record, *, method: str, knowledge: str) -> bool:
    """Return whether the derived tables are there, made from all that it holds now, by this method and knowledge."""
    made = derivation(record)
    if made is None or not schema.is_whole(record.connection):
        return False
    told = (marks(record), method, knowledge, schema.derived_form())
    return (made.marks, made.method, made.knowledge, made.form) == told


def incidents(record: Record) -> Iterator[Incident]:
    """Yield the incidents by the first of their days, those without one last."""
    return nouns(record, schema.incident, Incident)


def incident(record: Record, given: str) -> Incident:
    """Return one incident.

    Args:
        record: the record.
        given: its id or the id of one of its events, or the beginning of either.

    Raises:
        NotFound: no incident, or several, have such an id.
    """
    own = select(schema.incident.c.id).where(_begins(schema.incident, given))
    through = select(schema.event.c.incident).where(
        _begins(schema.event, given), schema.event.c.incident.is_not(None)
    )
    return _noun(record, schema.incident, Incident, _full_id(record, given, "incident", own, through))


def incidents_in(record: Record, documents: Collection[str]) -> Iterator[Incident]:
    """Yield the incidents that any of these documents (ids) tells, in the order of `incidents`."""
    told = select(schema.event.c.incident).where(schema.event.c.document.in_(sorted(documents)))
    yield from nouns(record, schema.incident, Incident, [schema.incident.c.id.in_(told)])


def agreements(record: Record) -> Iterator[Agreement]:
    """Yield the agreements, by id."""
    return nouns(record, schema.agreement, Agreement)


def agreement(record: Record, given: str) -> Agreement:
    """Return one agreement.

    Args:
        record: the record.
        given: its id, or the beginning of it.

    Raises:
        NotFound: no agreement, or several, have such an id.
    """
    own = select(schema.agreement.c.id).where(_begins(schema.agreement, given))
    return _noun(record, schema.agreement, Agreement, _full_id(record, given, "agreement", own))


def actors(record: Record) -> Iterator[Actor]:
    """Yield the actors, by id."""
    return nouns(record, schema.actor, Actor)


def statements(record: Record, *, document: str | None = None) -> Iterator[Statement]:
    """Yield the statements in the order of documents and of their texts; only those of one document (id), if given."""
    return nouns(record, schema.statement, Statement, _of(schema.statement, document))


def events(record: Record, *, document: str | None = None) -> Iterator[Event]:
    """Yield the events in the order of documents and of their texts; only those of one document (id), if given."""
    return nouns(record, schema.event, Event, _of(schema.event, document))


def claims(record: Record, *, document: str | None = None) -> Iterator[Claim]:
    """Yield the claims in the order of documents and of their events; only those of one document (id), if given."""
    return nouns(record, schema.claim, Claim, _of(schema.claim, document))


def claim(record: Record, given: str) -> Claim:
    """Return one claim, as it was read.

    Args:
        record: the record.
        given: its id, or the beginning of it.

    Raises:
        NotFound: no claim, or several, have such an id.
    """
    own = select(schema.claim.c.id).where(_begins(schema.claim, given))
    return _noun(record, schema.claim, Claim, _full_id(record, given, "claim", own))


def claims_of(record: Record, subjects: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims of these events (ids), as they were read."""
    return nouns(record, schema.claim, Claim, [schema.claim.c.subject.in_(list(subjects))])


def event(record: Record, given: str) -> Event:
    """Return one event.

    Args:
        record: the record.
        given: its id, or the beginning of it.

    Raises:
        NotFound: no event, or several, have such an id.
    """
    own = select(schema.event.c.id).where(_begins(schema.event, given))
    return _noun(record, schema.event, Event, _full_id(record, given, "event", own))


def unsure(record: Record) -> Iterator[Unsure]:
    """Yield what waits for a person: judgements that lost their words, then pairs of incidents, the likeliest first."""
    return nouns(record, schema.unsure, Unsure)


def measures(record: Record) -> Iterator[MeasureShown]:
    """Yield the measures, by id."""
    return nouns(record, schema.measure, MeasureShown)


def conditions(record: Record) -> Iterator[ConditionShown]:
    """Yield the conditions, by place and then by the day of the report."""
    return nouns(record, schema.condition, ConditionShown)


def exhibits(record: Record) -> Iterator[ExhibitShown]:
    """Yield what is held up as proof, by kind."""
    return nouns(record, schema.exhibit, ExhibitShown)


def citations(record: Record) -> Iterator[CitationShown]:
    """Yield who rests on whom, by who reports and then by whom it cites."""
    return nouns(record, schema.citation, CitationShown)


def copies(record: Record, *, documents: Collection[str] | None = None) -> Iterator[Copy]:
    """Yield who copied whom, by the copy; only of these documents (ids), if given."""
    if documents is None:
        yield from nouns(record, schema.copy, Copy)
        return
    for asked in some(sorted(documents)):
        yield from nouns(record, schema.copy, Copy, [schema.copy.c.document.in_(asked)])


def _of(table: Table, doc: str | None) -> list[ColumnElement[bool]]:
    return [] if doc is None else [table.c.document == doc]


def _noun(record: Record, table: Table, kind: type[T], id_: str) -> T:
    return next(nouns(record, table, kind, [table.c.id == id_]))


def _after(beginning: str) -> str:
    """Return a string that comes after everything that begins so."""
    return beginning + "\U0010ffff"


def _begins(table: Table, given: str) -> ColumnElement[bool]:
    return or_(table.c.id == given, table.c.id.between(given, _after(given)))


def _full_id(record: Record, given: str, what: str, *queries: Select[str]) -> str:
    """Return the only id that the queries find.

    Raises:
        NotFound: they find none, or several and `given` is none of them.
    """
    asked = given.isprintable() and given != ""  # half a surrogate pair would not reach the database
    ids: list[str] = sorted({row[0] for query in queries for row in record.rows(query)}) if asked else []
    match ids:
        case [only]:
            return only
        case _ if given in ids:
            return given
        case []:
            raise NotFound(f"{record.where} has no {what} {given!r}")
        case _:
            named = ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
            raise NotFound(
                f"{record.where} has {len(ids)} of these: {what} {given!r} ({named}); give more of the id"
            )
