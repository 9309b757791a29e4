"""The lists that pages show: a part of the nouns of one kind, a page at a time, and how many there are in all."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, func, select

from truceline.model.actor import Actor
from truceline.model.document import READ_LANGUAGE
from truceline.model.errors import RecordError
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
)
from truceline.model.standing import RelationShown
from truceline.model.statement import Statement
from truceline.model.when import When
from truceline.store import schema
from truceline.store.ask import (
    Ask,
    Limits,
    Spellings,
    actor_limits,
    agreement_limits,
    document_limits,
    incident_limits,
    relation_limits,
    same,
    statement_limits,
)
from truceline.store.content import decode
from truceline.store.counts import HOLDER
from truceline.store.open import Record

T = TypeVar("T")

# Rows of one page of a list.
PAGE = 50


class Found(msgspec.Struct, Generic[T], frozen=True):
    """One page of a list: its rows, and how many the whole list has."""

    rows: tuple[T, ...]
    total: int


class Heading(msgspec.Struct, frozen=True):
    """What stands over a document; `copied_as` and `copy_of` tell of which document it is what copy."""

    id: str
    title: str | None
    outlet: str | None
    wire: str | None
    published: When | None
    language: str | None
    altered: bool
    copied_as: str | None = None
    copy_of: str | None = None

    @property
    def is_read(self) -> bool:
        """Return whether its language is one that is read."""
        return self.language in (None, READ_LANGUAGE)


class Cast(msgspec.Struct, frozen=True):
    """An actor in a list, with how many statements it makes and of how many incidents it tells."""

    actor: Actor
    statements: int
    incidents: int


class Said(msgspec.Struct, frozen=True):
    """A statement in a list, with the document that it stands in."""

    statement: Statement
    heading: Heading


def incidents(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[Incident]:
    """Return the incidents asked for: page `page` of them, or all (None)."""
    columns = schema.incident.c
    # Orders that an index has, forwards or backwards.
    orders: dict[str, tuple[ColumnElement[Any], ...]] = {
        "latest": (columns.first.desc().nulls_last(), columns.id.desc()),
        "reports": (columns.documents.desc(), columns.first.desc().nulls_last(), columns.id.desc()),
    }
    order = orders.get(ask.order, (columns.first.nulls_last(), columns.id))
    return _nouns(record, schema.incident, Incident, incident_limits(ask, spellings), order, page)


def agreements(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[Agreement]:
    """Return the agreements asked for, those told in most reports first."""
    columns = schema.agreement.c
    order = (columns.documents.desc(), columns.announced.is_(None), columns.announced, columns.id)
    return _nouns(record, schema.agreement, Agreement, agreement_limits(ask, spellings), order, page)


def actors(record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same) -> Found[Cast]:
    """Return the actors asked for, those that say most first."""
    columns = schema.actor.c
    said, told = (
        schema.counted.alias(f"of_{what.partition('.')[0]}") for what in ("statement.speaker", HOLDER)
    )
    source = schema.actor.outerjoin(
        said, and_(said.c.what == "statement.speaker", said.c.value == columns.id)
    ).outerjoin(told, and_(told.c.what == HOLDER, told.c.value == columns.id))
    statements, held = func.coalesce(said.c.rows, 0), func.coalesce(told.c.rows, 0)
    query = select(columns.number, statements.label("statements"), held.label("incidents")).select_from(
        source
    )
    order = (statements.desc(), held.desc(), columns.name, columns.id)
    limits = actor_limits(ask, spellings)
    counted = select(func.count()).select_from(schema.actor).where(*limits)
    found = _page(record, query.where(*limits), order, page, tuple, counted)
    contents = _contents(record, schema.actor, [row[0] for row in found.rows])
    cast = (Cast(_decoded(record, contents[number], Actor), said, held) for number, said, held in found.rows)
    return Found(tuple(cast), found.total)


def statements(record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same) -> Found[Said]:
    """Return the statements asked for, by the day of the report and in the order of its text."""
    said, over, limits = schema.statement.c, schema.heading.c, statement_limits(ask, spellings)
    # Where nothing limits them, reports come first, by their index: all statements sorted take seconds. What is no column
    # alone is looked up in none.
    by_report = over.document.concat("")
    query = (
        select(said.number, said.document)
        .join_from(
            schema.statement, schema.heading, said.document == (over.document if limits else by_report)
        )
        .where(*limits)
    )
    order = (over.first.nulls_last(), over.document, said.at)
    counted = select(func.count()).select_from(schema.statement).where(*limits)
    found = _page(record, query, order, page, tuple, counted)
    contents = _contents(record, schema.statement, [row[0] for row in found.rows])
    above = headings(record, list(dict.fromkeys(row[1] for row in found.rows)))
    told = (Said(_decoded(record, contents[number], Statement), above[doc]) for number, doc in found.rows)
    return Found(tuple(told), found.total)


def documents(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[Heading]:
    """Return the documents asked for, by their day."""
    over = schema.heading.c
    query = select(over.document).where(*document_limits(ask, spellings))
    orders = {"latest": (over.first.desc().nulls_last(), over.document.desc())}
    order = orders.get(ask.order, (over.first.nulls_last(), over.document))
    found = _page(record, query, order, page, lambda row: str(row.document))
    above = headings(record, list(found.rows))
    return Found(tuple(above[doc] for doc in found.rows), found.total)


def measures(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[MeasureShown]:
    """Return the measures, by their day."""
    columns = schema.measure.c
    order = (columns.first.is_(None), columns.first, columns.id)
    return _nouns(record, schema.measure, MeasureShown, _in_document(schema.measure, ask), order, page)


def conditions(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[ConditionShown]:
    """Return the conditions, by place and then by the day of the report."""
    columns = schema.condition.c
    limits = _in_document(schema.condition, ask) + ([columns.place == ask.place] if ask.place else [])
    order = (columns.place.is_(None), columns.place, columns.told, columns.id)
    return _nouns(record, schema.condition, ConditionShown, limits, order, page)


def exhibits(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[ExhibitShown]:
    """Return what is held up as proof, by kind."""
    columns = schema.exhibit.c
    limits = _in_document(schema.exhibit, ask)
    return _nouns(record, schema.exhibit, ExhibitShown, limits, (columns.kind, columns.id), page)


def citations(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[CitationShown]:
    """Return who rests on whom, by who reports."""
    columns = schema.citation.c
    limits = _in_document(schema.citation, ask) + ([columns.by == ask.outlet] if ask.outlet else [])
    order = (columns.by, columns.outlet, columns.document, columns.start, columns.id)
    return _nouns(record, schema.citation, CitationShown, limits, order, page)


def relations(
    record: Record, ask: Ask, *, page: int | None = 1, spellings: Spellings = same
) -> Found[RelationShown]:
    """Return how actors stand to each other, what most sources tell first; what no report tells comes last."""
    columns = schema.relation.c
    order = (
        columns.quote.is_(None),
        columns.independent.desc(),
        columns.told.desc(),
        columns.first.nulls_first(),
        columns.id,
    )
    return _nouns(record, schema.relation, RelationShown, relation_limits(ask), order, page)


def headings(record: Record, docs: list[str]) -> dict[str, Heading]:
    """Return what stands over these documents (ids), by id."""
    found: dict[str, Heading] = {}
    for start in range(0, len(docs), 500):
        source = _headings([schema.heading.c.document.in_(docs[start : start + 500])])
        found |= {row.id: _heading(row) for row in record.rows(select(*source.c))}
    return found


def _headings(limits: Limits) -> FromClause:
    """Return headings with the copy that each is, as one table; of several copies the first."""
    columns, copy = schema.heading.c, schema.copy.c
    made = (
        select(copy.document, func.min(copy.kind).label("kind"), func.min(copy.of).label("of"))
        .group_by(copy.document)
        .subquery()
    )
    return (
        select(
            columns.document.label("id"),
            *(
                columns[name]
                for name in (
                    "title",
                    "outlet",
                    "wire",
                    "first",
                    "last",
                    "granularity",
                    "said",
                    "language",
                    "altered",
                )
            ),
            made.c.kind.label("copied_as"),
            made.c.of.label("copy_of"),
        )
        .select_from(schema.heading.outerjoin(made, made.c.document == columns.document))
        .where(*limits)
        .subquery()
    )


def _heading(row: Any) -> Heading:  # noqa: ANN401 - a row of the database
    when = When(row.first, row.last, row.granularity, row.said or "", "") if row.granularity else None
    altered = row.altered or row.copied_as == "altered"
    return Heading(
        row.id, row.title, row.outlet, row.wire, when, row.language, altered, row.copied_as, row.copy_of
    )


def _contents(record: Record, table: Table, numbers: list[int]) -> dict[int, str]:
    """Return the JSON of the rows at these numbers: rows are sorted by their columns, and read when they are wanted."""
    found: dict[int, str] = {}
    for start in range(0, len(numbers), 500):
        several = table.c.number.in_(numbers[start : start + 500])
        found |= {
            row.number: row.content
            for row in record.rows(select(table.c.number, table.c.content).where(several))
        }
    return found


def _in_document(table: Table, ask: Ask) -> Limits:
    return [table.c.document == ask.document] if ask.document else []


def _nouns(
    record: Record,
    table: Table,
    kind: type[T],
    limits: Limits,
    order: tuple[ColumnElement[Any], ...],
    page: int | None,
) -> Found[T]:
    """Return a page of nouns; they are put in order by their numbers, without what they say: incidents are eight kilobytes."""
    columns = table.c
    total = record.row(select(func.count()).select_from(table).where(*limits))[0]
    chosen = _paged(select(columns.number).where(*limits), order, page)
    query = select(columns.content).where(columns.number.in_(chosen)).order_by(*order)
    return Found(tuple(_decoded(record, row.content, kind) for row in record.rows(query)), total)


def _page(
    record: Record,
    query: Select[Any],
    order: tuple[ColumnElement[Any], ...],
    page: int | None,
    make: Callable[[Any], T],
    counted: Select[Any] | None = None,
) -> Found[T]:
    """Return one page; `counted` counts what the query finds, where it can be counted without all that the query joins."""
    count = (
        counted if counted is not None else select(func.count()).select_from(query.order_by(None).subquery())
    )
    total = record.row(count)[0]
    return Found(tuple(make(row) for row in record.rows(_paged(query, order, page))), total)


def _paged(query: Select[Any], order: tuple[ColumnElement[Any], ...], page: int | None) -> Select[Any]:
    """Return the query in order, limited to a page of it, or whole (None)."""
    query = query.order_by(*order)
    return query if page is None else query.limit(PAGE).offset((page - 1) * PAGE)


def _decoded(record: Record, content: str, kind: type[T]) -> T:
    try:
        return decode(content, kind)
    except msgspec.MsgspecError as error:
        raise RecordError(f"{record.where}: a row of its tables is damaged ({error}): rebuild it") from error
