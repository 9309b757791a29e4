"""Check that the derived tables are as they were filled, quote the texts, and point only at what is there."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Table, func, select

from truceline.model.actor import Actor
from truceline.model.claim import Claim
from truceline.model.copies import Copy
from truceline.model.document import Span
from truceline.model.errors import RecordError
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import (
    Account,
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
    ObligationShown,
    Unsure,
)
from truceline.model.standing import RelationShown, Telling
from truceline.model.statement import Statement
from truceline.store import schema
from truceline.store.content import decode
from truceline.store.digest import batches, derived_digest
from truceline.store.fault import Fault, span_faults
from truceline.store.open import Record
from truceline.store.read import agreements, copies, derivation, numbers_in_use
from truceline.store.readings import load, texts
from truceline.store.walk import actor_ids, walk

_NOUNS: tuple[tuple[Table, type[msgspec.Struct]], ...] = (
    (schema.actor, Actor),
    (schema.statement, Statement),
    (schema.event, Event),
    (schema.claim, Claim),
    (schema.incident, Incident),
    (schema.account, Account),
    (schema.agreement, Agreement),
    (schema.obligation, ObligationShown),
    (schema.measure, MeasureShown),
    (schema.condition, ConditionShown),
    (schema.exhibit, ExhibitShown),
    (schema.citation, CitationShown),
    (schema.telling, Telling),
    (schema.relation, RelationShown),
    (schema.copy, Copy),
    (schema.unsure, Unsure),
)


def check_derived(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the derived tables; `truceline rebuild` mends all of it."""
    told = derivation(record)
    if told is None:
        return
    if derived_digest(record) != told.sha256:
        yield Fault("hash", "derived tables", "they are not as they were filled: rebuild them")
    text_of = texts(record, numbers_in_use(record))
    for table, kind in _NOUNS:
        for row in (row for several in batches(record, table) for row in several):
            where = f"{table.name} {row['number']}"
            try:
                if row.get("quote") is not None:
                    columns = {key: row[key] for key in ("document", "start", "end", "quote")}
                    yield from span_faults(where, msgspec.convert(columns, Span), text_of)
                yield from span_faults(where, decode(row["content"], kind), text_of)
            except msgspec.MsgspecError as error:
                yield Fault("hash", where, f"it is damaged ({error})")
    yield from _one_thing_each(record)
    yield from _references(record)
    yield from _actors(record, told.marks.readings)


def _one_thing_each(record: Record) -> Iterator[Fault]:
    """Each id names one thing: ids are short hashes, and two things can share one."""
    for table, _ in _NOUNS:
        if "id" in table.c:
            several = func.count(table.c.content.distinct()) > 1
            for row in record.rows(select(table.c.id).group_by(table.c.id).having(several)):
                yield Fault("id", f"{table.name} {row.id}", "the id names several things")


def _references(record: Record) -> Iterator[Fault]:
    """Incidents, agreements and copies point at events, incidents and documents that are there."""
    docs = _ids(record, schema.document)
    events: dict[str, set[str]] = {}
    for row in record.rows(select(schema.event.c.id, schema.event.c.incident)):
        events.setdefault(row.incident, set()).add(row.id)
    known = _ids(record, schema.incident)
    for incident in _incidents(record):
        where = f"incident {incident.id}"
        yield from _lacking(where, "document", incident.documents, docs)
        yield from _lacking(where, "incident", (*incident.part_of, *incident.parts), known)
        yield from _lacking(where, "event", incident.events, events.get(incident.id, set()))
        for account in incident.accounts:
            yield from _lacking(f"{where}, account of {account.holder}", "document", account.documents, docs)
    for agreement in agreements(record):
        yield from _lacking(f"agreement {agreement.id}", "document", agreement.documents, docs)
    for copy in copies(record):
        yield from _lacking("copy", "document", (copy.doc, copy.of or copy.doc), docs)


def _incidents(record: Record) -> Iterator[Incident]:
    """Yield the incidents, some at a time: all of a large record do not fit in memory."""
    for row in (row for several in batches(record, schema.incident) for row in several):
        try:
            yield decode(row["content"], Incident)
        except msgspec.MsgspecError as error:
            raise RecordError(f"{record.where}: incident {row['number']} is damaged ({error})") from error


def _ids(record: Record, table: Table) -> set[str]:
    return {row[0] for row in record.rows(select(table.c.id))}


def _lacking(where: str, what: str, ids: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for id_ in sorted(set(ids) - known):
        yield Fault("id", where, f"names {what} {id_}, which is not there")


def _actors(record: Record, upto: int) -> Iterator[Fault]:
    """Every actor that is named by its id is in the table, or was learned in the same reading.

    Readings that came after the table was filled have to wait.
    """
    known = _ids(record, schema.actor)
    for doc, number in numbers_in_use(record).items():
        if number <= upto:
            reading = load(record, number, Reading)
            learned = {actor.id for actor in reading.actors}
            yield from _unknown_actors(f"reading of {doc}", reading, known | learned | _words_for(reading))
    for incident in _incidents(record):
        yield from _unknown_actors(f"incident {incident.id}", incident, known)


def _words_for(reading: Reading) -> set[str]:
    """Return the words that stand for whom a measure tells of without an id: they stand in the report, which no id does."""
    text = " ".join(reading.document.text.split())
    told = {one for measure in reading.measures for one in (measure.actor, measure.target) if one}
    return {one for one in told if one in text}


def _unknown_actors(where: str, value: object, known: set[str]) -> Iterator[Fault]:
    named = {id_ for struct in walk(value) for id_ in actor_ids(struct)}
    yield from _lacking(where, "actor", tuple(named), known)
