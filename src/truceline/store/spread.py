"""Spread: how reports and incidents lie over days, months and places: what stands beside every count, and where none is."""

import datetime
from collections.abc import Collection

import msgspec
from sqlalchemy import func, select

from truceline.store import schema
from truceline.store.open import Record

# Grades of an incident that the accused side accepts, or that two sources tell of.
SURE = ("confirmed", "fair")


class DayCount(msgspec.Struct, frozen=True):
    """How many single incidents are told for a day, how many of them surely, and how many documents were published on it."""

    incidents: int = 0
    sure: int = 0
    documents: int = 0


def by_day(record: Record) -> dict[datetime.date, DayCount]:
    """Return what each day has that has anything; incidents and documents count by their first day."""
    told, held = schema.incident.c, schema.heading.c
    incidents = select(told.first, func.count(), func.sum(told.happened.in_(SURE))).where(
        told.scope == "single", told.first.is_not(None)
    )
    documents = select(held.first, func.count()).where(held.first.is_not(None)).group_by(held.first)
    found = {
        row[0]: DayCount(row[1], int(row[2] or 0)) for row in record.rows(incidents.group_by(told.first))
    }
    for row in record.rows(documents):
        found[row[0]] = msgspec.structs.replace(found.get(row[0], DayCount()), documents=row[1])
    return dict(sorted(found.items()))


def by_period(record: Record, shape: str) -> dict[str, dict[str, int]]:
    """Return how many documents and how many incidents each period has, incidents by their first day.

    `shape` is "%Y-%m" for months ("2019-03") or "%Y" for years.
    """
    found: dict[str, dict[str, int]] = {}
    for name, table in (("documents", schema.heading), ("incidents", schema.incident)):
        period = func.strftime(shape, table.c.first)
        query = select(period, func.count()).where(table.c.first.is_not(None)).group_by(period)
        for row in record.rows(query):
            found.setdefault(row[0], {"documents": 0, "incidents": 0})[name] = row[1]
    return dict(sorted(found.items()))


def place_periods(record: Record, places: Collection[str], shape: str) -> dict[tuple[str, str], int]:
    """Return how many incidents each of these places has in each period."""
    columns = schema.incident.c
    period = func.strftime(shape, columns.first)
    query = select(columns.place, period, func.count()).where(
        columns.first.is_not(None), columns.place.in_(list(places))
    )
    return {(row[0], row[1]): row[2] for row in record.rows(query.group_by(columns.place, period))}


def document_places(record: Record, places: Collection[str]) -> dict[str, int]:
    """Return how many documents tell of an incident in each of these places."""
    incidents, events = schema.incident.c, schema.event.c
    query = (
        select(incidents.place, func.count(events.document.distinct()))
        .join_from(schema.incident, schema.event, events.incident == incidents.id)
        .where(incidents.place.in_(list(places)))
    )
    return {row[0]: row[1] for row in record.rows(query.group_by(incidents.place))}
