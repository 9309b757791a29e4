"""Ask for a part of the record: what a list is limited to, and the conditions in SQL that this comes to."""

import datetime
from collections.abc import Callable, Collection
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, TextClause, func, or_, select, text

from truceline.store import schema
from truceline.store.holding import Holding
from truceline.store.search import terms_of
from truceline.store.words import Term

# Of a text that somebody pastes into the field for words, no more is looked for.
MOST_TERMS = 12

# Other spellings of a folded word: for "brennik" the "brennick" that other reports write.
Spellings = Callable[[str], Collection[str]]
Limits = list[ColumnElement[bool] | TextClause]


class Ask(msgspec.Struct, frozen=True):
    """What a list is limited to; an empty value limits nothing, and a list passes over what it has no column for.

    `words` are looked for folded. `since` and `until` are days, both within. `actor` is an id. `marked` is a mark of the
    list's own ("contested", "altered"), `order` one of its orders.
    """

    words: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    place: str = ""
    actor: str = ""
    kind: str = ""
    happened: str = ""
    who: str = ""
    outlet: str = ""
    stance: str = ""
    document: str = ""
    marked: str = ""
    order: str = ""


def same(_: str) -> Collection[str]:
    """Know no other spelling of a word."""
    return ()


def incident_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on incidents."""
    columns = schema.incident.c
    limits = _days(columns, ask) + _equal(columns, ask, ("kind", "happened", "who", "place"))
    if ask.outlet:
        limits.append(columns.id.in_(_told_in(_of_outlet(ask.outlet))))
    if ask.document:
        limits.append(columns.id.in_(_told_in([ask.document])))
    if ask.actor:
        limits.append(or_(*(columns.id.in_(one) for one in _of_actors([ask.actor]))))
    if ask.marked == "contested":
        limits.append(text(schema.CONTESTED))
    if ask.words:
        named = _indexed("actor", ask.words)
        ids = [_indexed("incident", ask.words, spellings), *_of_actors(named)]
        limits.append(or_(*(columns.id.in_(one) for one in ids)))
    return limits


def relation_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on relations; days are those for which it is told."""
    columns = schema.relation.c
    limits = _days(columns, ask) + _equal(columns, ask, ("kind",))
    if ask.actor:
        limits.append(or_(columns.a == ask.actor, columns.b == ask.actor))
    if ask.words:
        named = _indexed("actor", ask.words)
        limits.append(or_(columns.a.in_(named), columns.b.in_(named)))
    return limits


def agreement_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on agreements."""
    columns = schema.agreement.c
    limits = _equal(columns, ask, ("kind",))
    if ask.words:
        limits.append(columns.id.in_(_indexed("agreement", ask.words, spellings)))
    return limits


def actor_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on actors; one that nothing is told of is listed only when it is looked for."""
    columns = schema.actor.c
    limits = _equal(columns, ask, ("kind",))
    if ask.words:
        limits.append(columns.id.in_(_indexed("actor", ask.words)))
    return limits


def statement_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on statements; words are looked for in the reports first, then in what is said."""
    columns = schema.statement.c
    limits = _equal(columns, ask, ("stance", "document"))
    if ask.actor:
        limits.append(or_(columns.speaker == ask.actor, columns.against == ask.actor))
    if ask.outlet:
        limits.append(columns.document.in_(_of_outlet(ask.outlet)))
    if ask.since or ask.until:
        told = select(schema.heading.c.document).where(*_days(schema.heading.c, ask))
        limits.append(columns.document.in_(told))
    if ask.words:
        limits.append(columns.document.in_(_indexed("document", ask.words, spellings)))
        limits += [
            or_(*(columns.content.ilike(f"%{one}%") for one in (term, *spellings(term))))
            for term, _ in terms_of(ask.words)[:MOST_TERMS]
        ]
    return limits


def document_limits(ask: Ask, spellings: Spellings = same) -> Limits:
    """Return the conditions on documents."""
    columns = schema.heading.c
    limits = _days(columns, ask)
    if ask.outlet:
        limits.append(columns.publisher == ask.outlet)
    copied = select(schema.copy.c.document)
    match ask.marked:
        case "altered":
            limits.append(columns.altered)
        case "copy":
            limits.append(columns.document.in_(copied))
        case "original":
            limits.append(columns.document.not_in(copied))
    if ask.words:
        limits.append(columns.document.in_(_indexed("document", ask.words, spellings)))
    return limits


def _equal(columns: Any, ask: Ask, names: Collection[str]) -> Limits:  # noqa: ANN401 - columns by name
    return [columns[name] == told for name in names if (told := getattr(ask, name))]


def _days(columns: Any, ask: Ask) -> Limits:  # noqa: ANN401 - columns by name
    """Return that the days told touch the stretch asked for; what has no day is in none."""
    limits: Limits = []
    if ask.since:
        limits.append(func.coalesce(columns["last"], columns["first"]) >= ask.since)
    if ask.until:
        limits.append(func.coalesce(columns["first"], columns["last"]) <= ask.until)
    return limits


def _of_outlet(name: str) -> Select[str]:
    return select(schema.heading.c.document).where(schema.heading.c.publisher == name)


def _told_in(documents: Collection[str] | Select[str]) -> Select[str]:
    events = schema.event.c
    return select(events.incident).where(events.document.in_(documents), events.incident.is_not(None))


def _of_actors(actors: Collection[str] | Select[str]) -> list[Select[str]]:
    """Return what finds the incidents of which these actors (ids) tell, and those that are laid to them."""
    holds = select(schema.account.c.incident).where(schema.account.c.holder.in_(actors))
    blamed = (
        select(schema.event.c.incident)
        .join(schema.claim, schema.claim.c.subject == schema.event.c.id)
        .where(schema.claim.c.actor.in_(actors), schema.event.c.incident.is_not(None))
    )
    return [holds, blamed]


def _indexed(kind: str, words: str, spellings: Spellings = same) -> Select[str]:
    """Return what finds the ids of the nouns of one kind that have all the words, in any of their spellings."""
    groups = [
        [Term(one, term.is_open) for one in (term.words, *spellings(term.words))]
        for term in terms_of(words)[:MOST_TERMS]
    ]
    found = schema.found.c
    return select(found.id).where(found.kind == kind, Holding(found.number, groups))
