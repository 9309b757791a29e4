"""Mapping: the places from which incidents are told, each as precise as it is told; what is not located is on no map."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from truceline.export.words import days_words
from truceline.model.record import Days, Incident, Where
from truceline.store.facts import Located
from truceline.store.vicinity import Near
from truceline.web.links import Links
from truceline.web.masked import Names

# Kilometres around the point within which a place of each precision lies, as drawn; an exact one is a point.
REACH: Mapping[str, float] = {"exact": 0, "near": 10, "district": 30, "province": 80, "country": 300}
WORDS: Mapping[str, str] = {
    "exact": "the place itself",
    "near": "near it",
    "district": "somewhere in the district",
    "province": "somewhere in the province",
    "country": "somewhere in the country",
}
# As many incidents as are named at one mark.
NAMED = 8


def reach_words(where: Where) -> str:
    """Return how sure a place is: "the place itself", "somewhere in the district; the circle reaches 30 km around its middle"."""
    precision = "near" if where.precision == "exact" and where.relation else where.precision
    km = REACH.get(precision, 0)
    within = f"; the circle reaches {km:.0f} km around its middle" if km else ""
    return WORDS.get(precision, precision) + within


class Spot(msgspec.Struct, frozen=True):
    """All incidents that are told from one place with one precision: one mark, however many they are; `focus` is what a page is about."""

    name: str
    lat: float
    lon: float
    precision: str
    incidents: tuple[Located, ...]
    focus: bool = False

    @property
    def km(self) -> float:
        """Return how far around its point the place may lie."""
        return REACH.get(self.precision, 0)

    @property
    def words(self) -> str:
        """Return how precise it is, in words."""
        return WORDS.get(self.precision, self.precision)


def spots(located: Iterable[Located]) -> list[Spot]:
    """Return the incidents by place and precision, places of most incidents first."""
    found: dict[tuple[str, float, float, str], list[Located]] = {}
    for one in located:
        # "North of Xtown" is not Xtown: it is an area around it.
        precision = "near" if one.precision == "exact" and one.relation else one.precision
        found.setdefault((one.place, one.lat, one.lon, precision), []).append(one)
    made = [Spot(*key, tuple(several)) for key, several in found.items()]
    return sorted(made, key=lambda spot: (-len(spot.incidents), spot.name, spot.precision))


def around(incident: Incident, near: Iterable[Near]) -> list[Spot]:
    """Return the place of one incident and those of what is near it, its own first; nothing where its place is not located."""
    where = incident.place
    if where is None or where.lat is None or where.lon is None:
        return []
    first, last = (incident.date.first, incident.date.last) if incident.date else (None, None)
    own = Located(
        *(
            incident.id,
            incident.title,
            first,
            last,
            incident.grades.happened.grade,
            where.name,
            where.relation,
        ),
        *(where.precision, where.lat, where.lon, len(incident.documents)),
    )
    [spot] = spots([own])
    others = [
        Located(
            *(one.id, one.title, one.first, one.first, one.happened, one.place or "", ""),
            *(one.precision, one.lat, one.lon, one.documents),
        )
        for one in near
        if one.lat is not None and one.lon is not None
    ]
    return [msgspec.structs.replace(spot, focus=True), *spots(others)]


def features(several: Iterable[Spot], names: Names, to: Links) -> list[dict[str, Any]]:
    """Return the places as GeoJSON features, with what the map writes beside them."""
    return [_feature(spot, names, to) for spot in several]


def _feature(spot: Spot, names: Names, to: Links) -> dict[str, Any]:
    told = {
        "name": names.mask(spot.name),
        "precision": spot.words,
        "km": spot.km,
        "focus": spot.focus,
        "count": len(spot.incidents),
        "sure": sum(one.happened in ("confirmed", "fair") for one in spot.incidents),
        "all": to.page("incidents", place=spot.name),
        "incidents": [
            {
                "title": names.mask(one.title),
                "words": f"{_day(one)} · {one.happened}",
                "href": to.noun("incident", one.id),
            }
            for one in spot.incidents[:NAMED]
        ],
    }
    point = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    return {"type": "Feature", "geometry": point, "properties": told}


def _day(one: Located) -> str:
    return days_words(Days(one.first, one.last, "days", "")) if one.first or one.last else "day not told"


def script_json(value: object) -> str:
    """Return a value as JSON that can stand inside a script element: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c")
