"""Mapping: incidents as places on a map, each as precise as it is told; what is not located is on no map."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from truceline.export.words import days_words, incident_sentence, where_words
from truceline.model.claim import Precision
from truceline.model.record import Incident
from truceline.web.links import Links
from truceline.web.masked import Names

# Kilometres around the point within which a place of each precision lies, as drawn; an exact one is a point.
REACH: Mapping[Precision, float] = {"exact": 0, "near": 10, "district": 30, "province": 80, "country": 300}


def features(incidents: Iterable[Incident], names: Names, to: Links) -> list[dict[str, Any]]:
    """Return the incidents that are located, as GeoJSON features with what the map writes beside them."""
    return [_feature(one, names, to) for one in incidents if one.place and one.place.lat is not None]


def _feature(one: Incident, names: Names, to: Links) -> dict[str, Any]:
    where = one.place
    if where is None:
        raise ValueError(f"incident {one.id} has no place")
    # "10 km north of Xtown" is not told: "north of Xtown" is an area around it.
    precision: Precision = "near" if where.precision == "exact" and where.relation else where.precision
    told = {
        "id": one.id,
        "title": names.mask(one.title),
        "words": names.mask(incident_sentence(one)),
        "day": days_words(one.date),
        "place": names.mask(where_words(where)),
        "precision": precision,
        "km": REACH.get(precision, 0),
        "sure": one.grades.happened.grade in ("confirmed", "fair"),
        "happened": one.grades.happened.grade,
        "killed": _killed(one),
        "href": to.noun("incident", one.id),
    }
    point = {"type": "Point", "coordinates": [where.lon, where.lat]}
    return {"type": "Feature", "geometry": point, "properties": told}


def _killed(one: Incident) -> int:
    tolls = [toll for toll in one.tolls if toll.effect == "killed" and toll.part_of is None]
    return max((toll.best or toll.low or 0 for toll in tolls), default=0)


def script_json(value: object) -> str:
    """Return a value as JSON that can stand inside a script element: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c")
