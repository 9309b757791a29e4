"""What a record holds of actors: who speaks, who tells, what is laid to whom, and how they stand to each other."""

from typing import NamedTuple

from sqlalchemy import func, literal, not_, or_, select

from truceline.model.actor import Actor
from truceline.model.errors import NotFound
from truceline.model.record import ObligationShown
from truceline.model.standing import RelationShown
from truceline.store import schema
from truceline.store.content import decode
from truceline.store.facts import OFFERED, Count
from truceline.store.open import Record


def names(record: Record) -> dict[str, str]:
    """Return the names of all actors, by id."""
    columns = schema.actor.c
    rows = record.rows(select(columns.id, columns.name).order_by(columns.number))
    return {row.id: row.name for row in rows}


def public(record: Record) -> list[str]:
    """Return the names of all who are no private persons: everybody but persons who belong to nobody."""
    columns = schema.actor.c
    alone = columns.content.contains('"part_of":[]')
    query = select(columns.name).where(or_(columns.kind.is_(None), columns.kind != "person", not_(alone)))
    return [row.name for row in record.rows(query)]


def holders(record: Record) -> list[Count]:
    """Return the actors that tell of incidents, with of how many, by how many."""
    columns, actors = schema.account.c, schema.actor.c
    number = func.count(columns.incident.distinct())
    query = (
        select(actors.id, actors.name, number.label("number"))
        .join_from(schema.account, schema.actor, actors.id == columns.holder)
        .group_by(actors.id, actors.name)
        .order_by(number.desc(), actors.name)
        .limit(OFFERED)
    )
    return [Count(row.name, row.number, row.id) for row in record.rows(query)]


def speakers(record: Record) -> list[Count]:
    """Return the actors that make statements, with how many, by how many."""
    columns, actors = schema.statement.c, schema.actor.c
    query = (
        select(actors.id, actors.name, func.count().label("number"))
        .join_from(schema.statement, schema.actor, actors.id == columns.speaker)
        .group_by(actors.id, actors.name)
        .order_by(func.count().desc(), actors.name)
        .limit(OFFERED)
    )
    return [Count(row.name, row.number, row.id) for row in record.rows(query)]


def actor(record: Record, given: str) -> Actor:
    """Return one actor.

    Raises:
        NotFound: there is none with this id.
    """
    rows = record.rows(select(schema.actor.c.content).where(schema.actor.c.id == given).limit(1))
    if not rows:
        raise NotFound(f"{record.where} has no actor {given!r}")
    return decode(rows[0].content, Actor)


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
    columns = schema.relation.c
    a = select(columns.a.label("id"), columns.a_name.label("name"))
    both = a.union_all(select(columns.b, columns.b_name)).subquery()
    number = func.count()
    query = select(both.c.id, both.c.name, number.label("number")).group_by(both.c.id, both.c.name)
    rows = record.rows(query.order_by(number.desc(), both.c.name).limit(OFFERED))
    return [Count(row.name, row.number, row.id) for row in rows]
