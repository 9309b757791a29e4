"""Part: a record that shows only a part of itself while it is open here, what is shown being exactly as in the whole.

In SQLite a temporary table stands before one of the file that has the same name. So the pages of a part are made by what makes
the pages of a record, nothing is derived anew (fewer reports would grade an incident otherwise), and the file is not touched.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from sqlalchemy import Column, ColumnElement, MetaData, Table, func, insert, literal, or_, select

from truceline.store import schema
from truceline.store.counts import COUNTED, HOLDER
from truceline.store.database import TEXT
from truceline.store.open import Record

# Tables of which the rows of some documents are shown.
_BY_DOCUMENT = (schema.heading, schema.statement, schema.event)
_WANTED = Table(
    "wanted",
    MetaData(),
    Column("kind", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    prefixes=["TEMPORARY"],
)


class Part(msgspec.Struct, frozen=True):
    """The ids of what is shown: documents, and by their table's name the nouns told in them."""

    documents: frozenset[str]
    nouns: Mapping[str, frozenset[str]]


@contextmanager
def showing(record: Record, part: Part) -> Iterator[None]:
    """Let a record show only this part, until the block ends; nobody else sees it."""
    made: list[str] = []
    try:
        _want(record, "document", part.documents)
        for name, ids in part.nouns.items():
            _want(record, name, ids)
        for table in _BY_DOCUMENT:
            _stand_before(record, table, _is_wanted(table.c.document, "document"), made)
        copies = _is_wanted(schema.copy.c.document, "document") & _is_wanted(schema.copy.c.of, "document")
        _stand_before(record, schema.copy, copies, made)
        for name in part.nouns:
            table = schema.DERIVED.tables[name]
            _stand_before(record, table, _is_wanted(table.c.id, name), made)
        _stand_before(record, schema.account, _is_wanted(schema.account.c.incident, "incident"), made)
        # Those that speak, tell or stand to each other in what is shown by now.
        _stand_before(record, schema.actor, _heard(), made)
        _count_anew(record, {*made}, made)
        yield
    finally:
        for name in (*made, _WANTED.name):
            record.connection.exec_driver_sql(f'DROP TABLE IF EXISTS temp."{name}"')


def _want(record: Record, kind: str, ids: Collection[str]) -> None:
    """Write down which ids of a kind are wanted."""
    _WANTED.create(record.connection, checkfirst=True)
    if ids:
        record.connection.execute(insert(_WANTED), [{"kind": kind, "id": id_} for id_ in sorted(ids)])


def _is_wanted(column: ColumnElement[str], kind: str) -> ColumnElement[bool]:
    return column.in_(select(_WANTED.c.id).where(_WANTED.c.kind == kind))


def _heard() -> ColumnElement[bool]:
    said, told, tied, columns = schema.statement.c, schema.account.c, schema.relation.c, schema.actor.c
    ids = (
        select(said.speaker),
        select(said.against),
        select(told.holder),
        select(told.side),
        select(tied.a),
        select(tied.b),
    )
    named = or_(*(columns.id.in_(one.where(one.selected_columns[0].is_not(None))) for one in ids))
    return named | columns.name.in_(select(told.side).where(told.side.is_not(None)))


def _stand_before(record: Record, table: Table, limit: ColumnElement[bool], made: list[str]) -> None:
    """Make a temporary table of the rows that fit, with an index by what it is asked for."""
    rows = (
        select(table)
        .where(limit)
        .compile(dialect=record.connection.dialect, compile_kwargs={"literal_binds": True})
    )
    run = record.connection.exec_driver_sql
    run(f'CREATE TEMP TABLE "{table.name}_part" AS {rows}')
    run(f'ALTER TABLE temp."{table.name}_part" RENAME TO "{table.name}"')
    made.append(table.name)
    for name in ("id", "document", "incident", "number"):
        if name in table.c:
            run(f'CREATE INDEX temp."part_{table.name}_{name}" ON "{table.name}" ("{name}")')


def _count_anew(record: Record, shown: Collection[str], made: list[str]) -> None:
    """Stand counts of what is shown before those of the whole; of other tables all is shown."""
    columns, account = schema.counted.c, schema.account.c
    told = [(one, table) for table in COUNTED for one in COUNTED[table]]
    whats = [one.what for one, table in told if table.name in shown] + [HOLDER]
    _stand_before(record, schema.counted, columns.what.not_in(whats), made)
    queries = [
        select(literal(one.what), one.column, func.count())
        .select_from(table)
        .where(one.column.is_not(None))
        .group_by(one.column)
        for one, table in told
        if table.name in shown
    ]
    held = func.count(account.incident.distinct())
    queries.append(
        select(literal(HOLDER), account.holder, held)
        .where(account.holder.is_not(None))
        .group_by(account.holder)
    )
    for query in queries:
        record.connection.execute(insert(schema.counted).from_select(["what", "value", "rows"], query))
