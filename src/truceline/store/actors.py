"""What a record holds of actors: who speaks, who tells, what is laid to whom, and how they stand to each other."""

from typing import NamedTuple

from sqlalchemy import func, literal, select, text

from truceline.model.actor import Actor
from truceline.model.errors import NotFound
from truceline.model.record import ObligationShown
from truceline.model.standing import RelationShown
from truceline.store import schema
from truceline.store.content import decode
from truceline.store.counts import HOLDER
from truceline.store.facts import OFFERED, Count
from truceline.store.open import Record


def names(record: Record) -> dict[str, str]:
    """Return the names of all actors, by id."""
    columns = schema.actor.c
    rows = record.rows(select(columns.id, columns.name).order_by(columns.number))
    return {row.id: row.name for row in rows}


def name_of(record: Record, id_: str) -> str | None:
    """Return the name of one actor (id); None where there is none with this id."""
    columns = schema.actor.c
    rows = record.rows(select(columns.name).where(columns.id == id_).limit(1))
    return rows[0].name if rows else None


def public(record: Record) -> list[str]:
    """Return the names of all who are no private persons: everybody but persons who belong to nobody."""
    return [row.name for row in record.rows(select(schema.actor.c.name).where(text(schema.PUBLIC)))]


def holders(record: Record) -> list[Count]:
    """Return the actors that tell of incidents, with of how many, by how many."""
    return _most(record, HOLDER)


def speakers(record: Record) -> list[Count]:
    """Return the actors that make statements, with how many, by how many."""
    return _most(record, "statement.speaker")


def _most(record: Record, what: str) -> list[Count]:
    columns, counted = schema.actor.c, schema.counted.c
    query = (
        select(columns.id, columns.name, counted.rows)
        .join_from(schema.counted, schema.actor, columns.id == counted.value)
        .where(counted.what == what)
        .order_by(counted.rows.desc(), columns.name, columns.id)
    )
    return [Count(row.name, row.rows, row.id) for row in record.rows(query.limit(OFFERED))]


def actor(record: Record, given: str) -> Actor:
    """Return one actor.

    Raises:
        NotFound: there is none with this id.
    """
    rows = record.rows(select(schema.actor.c.content).where(schema.actor.c.id == given).limit(1))
    if not rows:
        raise NotFound(f"{record.where} has no actor {given!r}")
    return decode(rows[0].content, Actor)


def country(record: Record, code: str) -> str | None:
    """Return what the record calls the state that has this code; None where it names none."""
    columns = schema.actor.c
    query = select(columns.name).where(columns.country == code, columns.kind == "state").order_by(columns.id)
    rows = record.rows(query.limit(1))
    return rows[0].name if rows else None


def parts_of(record: Record, id_: str) -> list[Count]:
    """Return the actors that belong to one (id)."""
    above, actors = schema.actor_above.c, schema.actor.c
    query = (
        select(actors.id, actors.name)
        .join_from(schema.actor_above, schema.actor, actors.id == above.actor)
        .where(above.above == id_)
    )
    return [Count(row.name, 0, row.id) for row in record.rows(query.order_by(actors.name).limit(OFFERED))]


def stances(record: Record, id_: str) -> list[Count]:
    """Return how often an actor (id) takes each stance."""
    columns = schema.statement.c
    query = select(columns.stance, func.count()).where(columns.speaker == id_).group_by(columns.stance)
    return [Count(row[0], row[1]) for row in record.rows(query.order_by(func.count().desc(), columns.stance))]


def blamed(record: Record, id_: str) -> list[Count]:
    """Return the incidents that are laid to an actor (id), with how many claims do so."""
    claims, events, incidents = schema.claim.c, schema.event.c, schema.incident.c
    query = (
        select(incidents.id, incidents.title, func.count().label("number"))
        .join_from(schema.claim, schema.event, events.id == claims.subject)
        .join(schema.incident, incidents.id == events.incident)
        .where(claims.property == "responsible", claims.actor == id_)
        .group_by(incidents.id, incidents.title)
        .order_by(func.count().desc(), incidents.title, incidents.id)
        .limit(50)
    )
    return [Count(row.title, row.number, row.id) for row in record.rows(query)]


class Owed(NamedTuple):
    """An obligation with the id and the title of its agreement."""

    agreement: str
    title: str
    obligation: ObligationShown


def owes(record: Record, name: str, count: int) -> list[Owed]:
    """Return the obligations that are told to be those of an actor, by its name, at most so many."""
    columns, deals = schema.obligation.c, schema.agreement.c
    bearers = literal("; ").concat(columns.bearer).concat("; ")
    query = (
        select(columns.content, deals.id, deals.title)
        .join_from(schema.obligation, schema.agreement, deals.id == columns.agreement)
        .where(bearers.contains(f"; {name}; ", autoescape=True))
        .order_by(deals.documents.desc(), deals.id, columns.at)
    )
    rows = record.rows(query.limit(count))
    return [Owed(row.id, row.title, decode(row.content, ObligationShown)) for row in rows]


def relations_told(record: Record, count: int) -> list[RelationShown]:
    """Return the relations that most sources tell of."""
    columns = schema.relation.c
    query = select(columns.content).where(columns.quote.is_not(None))
    rows = record.rows(
        query.order_by(columns.independent.desc(), columns.told.desc(), columns.id).limit(count)
    )
    return [decode(row.content, RelationShown) for row in rows]


def ends(record: Record) -> list[Count]:
    """Return the actors that stand in relations, with in how many."""
    counted, columns = schema.counted.c, schema.actor.c
    number = func.sum(counted.rows).label("number")
    query = (
        select(columns.id, columns.name, number)
        .join_from(schema.counted, schema.actor, columns.id == counted.value)
        .where(counted.what.in_(("relation.a", "relation.b")))
        .group_by(columns.id, columns.name)
        .order_by(number.desc(), columns.name)
    )
    return [Count(row.name, row.number, row.id) for row in record.rows(query.limit(OFFERED))]
