"""Ask the record how actors stand to each other, and who is meant by a name."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Table, and_, or_, select

from truceline.knowledge.spelling import fold, skeleton
from truceline.model.errors import NotFound, RecordError
from truceline.model.standing import RelationShown, Telling
from truceline.store import schema
from truceline.store.content import decode
from truceline.store.digest import batches
from truceline.store.open import Record
from truceline.store.tables import some

T = TypeVar("T")


def relations(
    record: Record, one: Collection[str] | None = None, other: Collection[str] | None = None
) -> Iterator[RelationShown]:
    """Yield how actors stand to each other, by their names, kind and time; each with what happened between them.

    Args:
        record: the record.
        one: only relations of these actors (ids), either way round; of all, if not given.
        other: only those between one of `one` and one of these.

    Raises:
        RecordError: a row is damaged; `truceline rebuild` mends it.
    """
    columns, happened = schema.relation.c, _happened(record, one, other)
    # What is known beforehand has no quote, and stands below what reports tell.
    order = (
        columns.quote.is_(None),
        columns.a_name,
        columns.b_name,
        columns.kind,
        columns.first.nulls_first(),
        columns.id,
    )
    query = select(columns.pair, columns.number, columns.content).where(
        *_between(schema.relation, one, other)
    )
    for row in record.rows(query.order_by(*order)):
        shown = _decoded(record, schema.relation, row, RelationShown)
        incidents = tuple(sorted(happened.get(row.pair, ())))
        yield msgspec.structs.replace(shown, incidents=incidents) if incidents else shown


def tellings(
    record: Record, one: Collection[str] | None = None, other: Collection[str] | None = None
) -> Iterator[Telling]:
    """Yield what single documents tell of how actors stand to each other, by the last day that it is told for.

    Args:
        record: the record.
        one: only of these actors (ids), either way round; of all, if not given.
        other: only of one of `one` and one of these.

    Raises:
        RecordError: a row is damaged; `truceline rebuild` mends it.
    """
    columns = schema.telling.c
    query = select(columns.number, columns.content).where(*_between(schema.telling, one, other))
    for row in record.rows(query.order_by(columns.last.is_(None), columns.last, columns.id)):
        yield _decoded(record, schema.telling, row, Telling)


def incidents_of(record: Record, events: Collection[str]) -> dict[str, str]:
    """Return in which incident (id) each of these events (ids) is shown; some are in none."""
    columns = schema.event.c
    query = select(columns.id, columns.incident).where(columns.incident.is_not(None))
    return {
        row.id: row.incident
        for asked in some(sorted(events))
        for row in record.rows(query.where(columns.id.in_(asked)))
    }


def _happened(
    record: Record, one: Collection[str] | None, other: Collection[str] | None
) -> Mapping[str, set[str]]:
    """Return the incidents between the two of each pair."""
    columns = schema.telling.c
    query = select(columns.pair, schema.event.c.incident).join(
        schema.event, columns.event == schema.event.c.id
    )
    asked = query.where(schema.event.c.incident.is_not(None), *_between(schema.telling, one, other))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in record.rows(asked.distinct()):
        found[row.pair].add(row.incident)
    return found


def _between(
    table: Table, one: Collection[str] | None, other: Collection[str] | None
) -> list[ColumnElement[bool]]:
    if one is None:
        return []
    a, b, ones = table.c.a, table.c.b, sorted(one)
    if other is None:
        return [or_(a.in_(ones), b.in_(ones))]
    others = sorted(other)
    return [or_(and_(a.in_(ones), b.in_(others)), and_(a.in_(others), b.in_(ones)))]


def _decoded(record: Record, table: Table, row: Any, kind: type[T]) -> T:  # noqa: ANN401 - a row of any columns
    try:
        return decode(row.content, kind)
    except msgspec.MsgspecError as error:
        raise RecordError(
            f"{record.where}: {table.name} {row.number} is damaged ({error}): rebuild it"
        ) from error


def called(record: Record, name: str) -> set[str]:
    """Return the ids of the actor that a name means, and of all that is part of it or speaks for it.

    A name is an id or any of the actor's names; in another spelling too, or only the first words of it, where no name is
    just so. Where several actors bear it, it means all of them. A state's name means its government too, where that does not hold the whole state.

    Raises:
        NotFound: the record has no actor of this name.
    """
    actors = [decode(row["content"], _Called) for several in batches(record, schema.actor) for row in several]
    for folded, whole in ((fold, True), (skeleton, True), (fold, False)):
        wanted = folded(name)
        meant = {
            one.id
            for one in actors
            if wanted and any(_is(folded(w), wanted, whole=whole) for w in _names(one))
        }
        if meant:
            return _with_parts(meant, actors)
    raise NotFound(f"{record.where} has no actor {name!r}")


class _Called(msgspec.Struct, frozen=True, gc=False):
    """Of an actor only how it is called and to whom it belongs: a hundred thousand reports name half as many again."""

    id: str
    name: str
    kind: str
    country: str | None = None
    names: tuple["_Word", ...] = ()
    part_of: tuple[str, ...] = ()
    speaks_for: str | None = None


class _Word(msgspec.Struct, frozen=True, gc=False):
    text: str


def _is(name: str, wanted: str, *, whole: bool) -> bool:
    """Return whether a name is the one wanted, or begins with its words."""
    return name == wanted or (not whole and name.startswith(f"{wanted} "))


def _names(actor: _Called) -> set[str]:
    return {actor.id, actor.name, *(name.text for name in actor.names)}


def _with_parts(ids: set[str], actors: Collection[_Called]) -> set[str]:
    states = {one.country for one in actors if one.id in ids and one.kind == "state" and one.country}
    ids = ids | {one.id for one in actors if one.kind == "government" and one.country in states}
    below: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for above in (*actor.part_of, *([actor.speaks_for] if actor.speaks_for else [])):
            below[above].add(actor.id)
    found, waiting = set(ids), [*ids]
    while waiting:
        fresh = below[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found
