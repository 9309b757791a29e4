"""What a record holds, in numbers: what lists can be limited to, how much there is of each, and what nobody reported."""

import datetime
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, or_, select, text

from truceline.model.copies import Copy
from truceline.model.document import Span
from truceline.model.record import Agreement, Incident
from truceline.model.when import When
from truceline.store import schema
from truceline.store.content import decode
from truceline.store.counts import APART, SPELLING
from truceline.store.fold import fold
from truceline.store.open import Record
from truceline.store.read import agreements, derivation

# What is offered to choose from in a list of places or actors.
OFFERED = 400
# Of so many times as many as are wanted, those on which most holders differ are taken.
_WEIGHED = 5


class Count(msgspec.Struct, frozen=True):
    """One value and how many nouns have it; `id` is what to ask by where that is no name."""

    name: str
    count: int
    id: str = ""


class Held(msgspec.Struct, frozen=True):
    """What the record holds: documents that were read, outlets, days of publication, copies.

    `unread` are the languages of documents that are kept and not read, one each.
    """

    documents: int
    outlets: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    undated: int
    copies: int
    altered: int
    unread: tuple[str, ...] = ()


class OutletShown(msgspec.Struct, frozen=True):
    """One outlet: how many of its documents are held, from when to when, how many are copies or altered.

    `cites` is how often its documents rest on another outlet, `cited` how often others rest on it.
    """

    name: str
    documents: int
    first: datetime.date | None
    last: datetime.date | None
    copies: int
    altered: int
    cites: int
    cited: int


def is_whole(record: Record) -> bool:
    """Return whether all tables that pages ask are there: not in a record that an earlier version wrote last."""
    return schema.is_whole(record.connection)


def held(record: Record, languages: Iterable[str]) -> Held:
    """Return what the record holds; `languages` are the codes that are read."""
    columns, total = schema.heading.c, _total(record, "heading")
    dated = sum(one.count for one in values(record, "heading", "granularity"))
    altered = select(func.count()).where(columns.altered).scalar_subquery()
    copies = select(func.count(schema.copy.c.document.distinct())).scalar_subquery()
    row = record.row(select(func.min(columns.first), func.max(columns.last), altered, copies))
    names = (one.name for one in values(record, "heading", "publisher", offered=None))
    read = {*languages}
    unread = {
        one.name: one.count
        for one in values(record, "heading", "language", offered=None)
        if one.name not in read
    }
    return Held(
        documents=total,
        outlets=tuple(sorted(names)),
        first=row[0],
        last=row[1],
        undated=total - dated,
        copies=row[3],
        altered=row[2],
        unread=tuple(name for name in sorted(unread) for _ in range(unread[name])),
    )


def totals(record: Record) -> dict[str, int]:
    """Return how many nouns of each kind the record shows."""
    tables = (
        "incident",
        "agreement",
        "actor",
        "statement",
        "measure",
        "condition",
        "exhibit",
        "citation",
        "relation",
        "heading",
        "copy",
    )
    columns = schema.counted.c
    told = record.rows(
        select(columns.what, columns.rows).where(columns.value == "", columns.what.in_(tables))
    )
    return dict.fromkeys(tables, 0) | {row.what: row.rows for row in told}


def _total(record: Record, name: str) -> int:
    columns = schema.counted.c
    rows = record.rows(select(columns.rows).where(columns.what == name, columns.value == ""))
    return rows[0].rows if rows else 0


def values(record: Record, table: str, column: str, *, offered: int | None = OFFERED) -> list[Count]:
    """Return the values of one column of a derived table with how many rows have each, the commonest first; at most so many."""
    columns = schema.counted.c
    query = select(columns.value, columns.rows).where(columns.what == f"{table}.{column}")
    rows = record.rows(query.order_by(columns.rows.desc(), columns.value).limit(offered))
    return [Count(row.value, row.rows) for row in rows]


def outlets(record: Record) -> list[OutletShown]:
    """Return the outlets, those with most documents first."""
    columns = schema.heading.c
    copied = select(schema.copy.c.document)
    query = select(
        columns.publisher,
        func.count(),
        func.min(columns.first),
        func.max(columns.last),
        func.sum(columns.document.in_(copied)),
        func.sum(columns.altered),
    ).where(columns.publisher.is_not(None))
    cites = {one.name: one.count for one in values(record, "citation", "by", offered=None)}
    cited = {one.name: one.count for one in values(record, "citation", "outlet", offered=None)}
    rows = record.rows(query.group_by(columns.publisher).order_by(func.count().desc(), columns.publisher))
    return [
        OutletShown(
            row[0],
            row[1],
            row[2],
            row[3],
            int(row[4] or 0),
            int(row[5] or 0),
            cites.get(row[0], 0),
            cited.get(row[0], 0),
        )
        for row in rows
    ]


def most_contested(record: Record, count: int) -> list[Incident]:
    """Return the incidents on which holders differ, of those of most reports the ones of which most holders tell."""
    columns = schema.incident.c
    query = (
        select(columns.content)
        .where(text(schema.CONTESTED))
        .order_by(*_most_reported())
        .limit(_WEIGHED * count)
    )
    found = [decode(row.content, Incident) for row in record.rows(query)]
    return sorted(found, key=lambda one: (-len(one.accounts), one.id))[:count]


def titles(record: Record, ids: Collection[str]) -> dict[str, str]:
    """Return the titles of these incidents, by id."""
    columns = schema.incident.c
    return {
        row.id: row.title
        for row in record.rows(select(columns.id, columns.title).where(columns.id.in_(list(ids))))
    }


def withheld(record: Record) -> list[str]:
    """Return the words that name private victims and witnesses, each once."""
    return [row.quote for row in record.rows(select(schema.withheld.c.quote).distinct())]


def withheld_in(record: Record, doc: str) -> tuple[Span, ...]:
    """Return where one document (id) names private victims and witnesses."""
    columns = schema.withheld.c
    query = select(columns.start, columns.end, columns.quote).where(columns.document == doc)
    return tuple(
        Span(doc, row.start, row.end, row.quote) for row in record.rows(query.order_by(columns.start))
    )


def place_spellings(record: Record) -> dict[str, frozenset[str]]:
    """Return the other spellings of each folded word that names a place: all of one place know each other."""
    of_place: dict[str, set[str]] = {}
    for one in values(record, *SPELLING.split("."), offered=None):
        place, _, told = one.name.partition(APART)
        of_place.setdefault(place, {fold(place)}).add(fold(told))
    found: dict[str, set[str]] = {}
    for words in of_place.values():
        single = {word for word in words if word.isalnum()}
        for word in single:
            found.setdefault(word, set()).update(single - {word})
    return {word: frozenset(others) for word, others in found.items() if others}


def copies_about(record: Record, doc: str) -> list[Copy]:
    """Return the copies that a document (id) is, and those that were made from it."""
    columns = schema.copy.c
    query = (
        select(columns.content)
        .where(or_(columns.document == doc, columns.of == doc))
        .order_by(columns.document)
    )
    return [decode(row.content, Copy) for row in record.rows(query)]


def documents_of(record: Record, id_: str) -> list[str]:
    """Return the documents that tell of an incident or an agreement (id)."""
    for table in (schema.incident, schema.agreement):
        rows = record.rows(select(table.c.content).where(table.c.id == id_))
        if rows:
            return list(decode(rows[0].content, _Told).documents)
    return []


class _Told(msgspec.Struct):
    """An incident or an agreement of which only the documents are wanted."""

    documents: tuple[str, ...]


def most_told(record: Record, count: int) -> list[Incident]:
    """Return the single incidents with a day that most reports tell of, by their day."""
    columns = schema.incident.c
    query = select(columns.content).where(columns.scope == "single", columns.first.is_not(None))
    rows = record.rows(query.order_by(*_most_reported()).limit(count))
    found = [decode(row.content, Incident) for row in rows]
    return sorted(
        found, key=lambda one: (one.date.first if one.date and one.date.first else datetime.date.max, one.id)
    )


def _most_reported() -> tuple[ColumnElement[Any], ...]:
    """Return the order of an index: of most reports first, then the latest."""
    columns = schema.incident.c
    return columns.documents.desc(), columns.first.desc().nulls_last(), columns.id.desc()


class Located(msgspec.Struct, frozen=True):
    """An incident on the map: where, how precisely, and what is written beside it; degrees are WGS 84."""

    id: str
    title: str
    first: datetime.date | None
    last: datetime.date | None
    happened: str
    place: str
    relation: str
    precision: str
    lat: float
    lon: float
    documents: int


def located(record: Record, count: int) -> list[Located]:
    """Return the incidents whose place is located, those of most reports first."""
    columns = schema.incident.c
    names = ("id", "title", "first", "last", "happened", "place", "lat", "lon", "documents")
    query = select(
        *(columns[name] for name in names),
        func.json_extract(columns.content, "$.place.precision").label("precision"),
        func.json_extract(columns.content, "$.place.relation").label("relation"),
    ).where(columns.lat.is_not(None), columns.lon.is_not(None))
    rows = record.rows(query.order_by(*_most_reported()).limit(count))
    return [
        Located(
            *(row.id, row.title, row.first, row.last, row.happened, row.place, row.relation or ""),
            *(row.precision, row.lat, row.lon, row.documents),
        )
        for row in rows
    ]


def told_in(record: Record, docs: Collection[str], count: int) -> list[Incident]:
    """Return the incidents told in these documents (ids), those of most reports first, in the order of their days."""
    columns, events = schema.incident.c, schema.event.c
    ids = select(events.incident).where(events.document.in_(list(docs)[:500]), events.incident.is_not(None))
    rows = record.rows(
        select(columns.content)
        .where(columns.id.in_(ids))
        .order_by(columns.documents.desc(), columns.id)
        .limit(count)
    )
    found = [decode(row.content, Incident) for row in rows]
    return sorted(
        found, key=lambda one: (one.date.first if one.date and one.date.first else datetime.date.max, one.id)
    )


def published(record: Record, docs: Collection[str]) -> dict[str, When]:
    """Return when each of these documents (ids) was published, by id, of those that tell it."""
    columns, several = schema.heading.c, list(docs)
    query = select(columns.document, columns.first, columns.last, columns.granularity)
    rows = [
        row
        for start in range(0, len(several), 500)
        for row in record.rows(
            query.where(columns.granularity.is_not(None), columns.document.in_(several[start : start + 500]))
        )
    ]
    return {row.document: When(row.first, row.last, row.granularity, "", "") for row in rows}


def incidents_of(record: Record, doc: str) -> dict[str, Count]:
    """Return in which incident each event of a document (id) is shown, by the event's id."""
    events, incidents = schema.event.c, schema.incident.c
    query = select(events.id, incidents.id.label("incident"), incidents.title, incidents.documents).join_from(
        schema.event, schema.incident, incidents.id == events.incident
    )
    return {
        row.id: Count(row.title, row.documents, row.incident)
        for row in record.rows(query.where(events.document == doc))
    }


def agreements_of(record: Record, doc: str) -> list[Agreement]:
    """Return the agreements of which a document (id) tells."""
    columns = schema.agreement.c
    rows = record.rows(
        select(columns.content).where(columns.content.contains(f'"{doc}"')).order_by(columns.id)
    )
    return [one for row in rows if doc in (one := decode(row.content, Agreement)).documents]


def shown_in(record: Record, events: Collection[str]) -> dict[str, Count]:
    """Return in which incident each of these events (ids) is shown, by the event's id; some are in none."""
    told, incidents = schema.event.c, schema.incident.c
    query = select(told.id, incidents.id.label("incident"), incidents.title, incidents.documents).join_from(
        schema.event, schema.incident, incidents.id == told.incident
    )
    return {
        row.id: Count(row.title, row.documents, row.incident)
        for row in record.rows(query.where(told.id.in_(list(events))))
    }


def names_of(record: Record, doc: str) -> list[str]:
    """Return the names under which a document (id) came."""
    columns = schema.entry.c
    query = select(columns.name).where(columns.document == doc).distinct().order_by(columns.name)
    return [row.name for row in record.rows(query)]


def derivation_words(record: Record) -> dict[str, str]:
    """Return by what the record was read: the method, the state of knowledge, how far it has grown, the sum of what it shows."""
    told = derivation(record)
    last = record.rows(select(func.max(schema.entry.c.at)))[0][0]
    if told is None:
        return {}
    return {
        "method": told.method,
        "knowledge": told.knowledge,
        "documents": str(told.marks.documents),
        "judgements": str(told.marks.judgements),
        "sum": told.sha256,
        "last": last or "",
    }


def last_entry(record: Record) -> tuple[int, str]:
    """Return the number and the time of the last line of the log; 0 and nothing where it is empty."""
    columns = schema.entry.c
    rows = record.rows(select(columns.number, columns.at).order_by(columns.number.desc()).limit(1))
    return (rows[0].number, rows[0].at) if rows else (0, "")


def first_entry(record: Record) -> str:
    """Return the time of the first line of the log: it never changes, so it tells one record from another."""
    columns = schema.entry.c
    rows = record.rows(select(columns.at).order_by(columns.number).limit(1))
    return str(rows[0].at) if rows else ""


def last_added(record: Record, count: int) -> list[tuple[int, str]]:
    """Return the documents that came last, with the line of the log by which each first came, the newest first."""
    columns = schema.entry.c
    first = func.min(columns.number)
    query = select(columns.document, first.label("number")).where(columns.document.is_not(None))
    rows = record.rows(query.group_by(columns.document).order_by(first.desc()).limit(count))
    return [(row.number, row.document) for row in rows]


def added_since(record: Record, *, at: str = "", number: int = 0) -> list[str]:
    """Return the documents that first came at this time (ISO) or later, and behind this line of the log."""
    columns = schema.entry.c
    first_at, first = func.min(columns.at), func.min(columns.number)
    query = select(columns.document).where(columns.document.is_not(None)).group_by(columns.document)
    rows = record.rows(query.having(first_at >= at, first > number).order_by(first))
    return [row.document for row in rows]


def agreements_in(record: Record, docs: Collection[str], count: int) -> list[Agreement]:
    """Return the agreements of which any of these documents (ids) tells, at most so many."""
    wanted = set(docs)
    return list(islice((one for one in agreements(record) if wanted & set(one.documents)), count))
