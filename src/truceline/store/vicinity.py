"""Vicinity: what else is told from near a place, and near a day."""

import datetime
import math
from collections.abc import Iterable

import msgspec
from sqlalchemy import func, or_, select

from truceline.model.record import Incident, Where
from truceline.store import schema
from truceline.store.open import Record

# How near two incidents are that a reader may want to see beside each other. Where no place is known, fewer days.
DAYS, DAYS_ALONE, KM = 7, 3, 50.0
# Kilometres of a degree of latitude, and the radius of the earth.
DEGREE, EARTH = 111.2, 6371.0
# A place that is only told as a province or a country is near nothing and far from nothing.
POINTS = ("exact", "near", "district")


class Near(msgspec.Struct, frozen=True):
    """An incident near another; `km` is None where one of them has no certain place, `days` counts from the other's first day."""

    id: str
    title: str
    first: datetime.date
    place: str | None
    lat: float | None
    lon: float | None
    precision: str
    happened: str
    documents: int
    days: int
    km: float | None = None


def vicinity(record: Record, incident: Incident, count: int) -> list[Near]:
    """Return the incidents nearest to one in place and time; where it has no certain place, those nearest in time."""
    day = incident.date.first if incident.date else None
    if day is None:
        return []
    columns, where = schema.incident.c, incident.place
    reach = datetime.timedelta(DAYS if where else DAYS_ALONE)
    query = select(
        *(columns[name] for name in ("id", "title", "first", "place", "lat", "lon")),
        func.json_extract(columns.content, "$.place.precision").label("precision"),
        columns.happened,
        columns.documents,
    ).where(
        columns.id != incident.id, columns.scope == "single", columns.first.between(*_between(day, reach))
    )
    if where:
        box = columns.place == where.name
        if _is_point(where):
            lat, lon = KM / DEGREE, KM / DEGREE / max(math.cos(math.radians(where.lat or 0)), 0.05)
            around = columns.lat.between(where.lat - lat, where.lat + lat) & columns.lon.between(  # type: ignore[operator]
                where.lon - lon,  # type: ignore[operator]
                where.lon + lon,  # type: ignore[operator]
            )
            box = or_(box, around)
        query = query.where(box)
    several = (
        Near(
            row.id, row.title, row.first, row.place, row.lat, row.lon, row.precision or "", row.happened, row.documents,
            (row.first - day).days,
        )
        for row in record.rows(query)
    )  # fmt: skip
    return nearest(where, several, count)


def nearest(where: Where | None, several: Iterable[Near], count: int) -> list[Near]:
    """Return those nearest to a place, of some near it in time, with how far away each is."""
    found = [msgspec.structs.replace(one, km=_km(where, one)) for one in several]
    inside = [one for one in found if where is None or (one.km is not None and one.km <= KM)]
    return sorted(inside, key=lambda one: (_apart(one), one.id))[:count]


def _apart(one: Near) -> float:
    """Return how far one is, in place and time: a day weighs as much as seven kilometres."""
    return (KM / 2 if one.km is None else one.km) / KM + abs(one.days) / DAYS


def _between(day: datetime.date, reach: datetime.timedelta) -> tuple[datetime.date, datetime.date]:
    first = day - reach if day - datetime.date.min > reach else datetime.date.min
    return first, day + reach if datetime.date.max - day > reach else datetime.date.max


def _is_point(where: Where | None) -> bool:
    return where is not None and where.lat is not None and where.lon is not None and where.precision in POINTS


def _km(where: Where | None, one: Near) -> float | None:
    """Return the kilometres between two places on the earth's surface (the haversine formula); None where one is no point."""
    if where is None or where.lat is None or where.lon is None or not _is_point(where):
        return 0.0 if where and where.name == one.place else None
    if one.lat is None or one.lon is None or one.precision not in POINTS:
        return None
    a, b = math.radians(where.lat), math.radians(one.lat)
    across = math.radians(one.lon - where.lon)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return round(2 * EARTH * math.asin(min(math.sqrt(h), 1.0)), 1)
