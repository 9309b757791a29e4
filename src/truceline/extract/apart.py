"""Apart: whether two places cannot be one."""

import math

from truceline.model.claim import Place

# Kilometres: a quarter, a suburb or a village at the gates is told as the town.
ONE_PLACE = 15


def apart(one: Place, other: Place) -> bool:
    """Return whether two places cannot be one: both are pinned, far from each other, and neither holds the other."""
    wide = "country" in (one.precision, other.precision)
    if one.key == other.key or wide or one.name in around(other) or other.name in around(one):
        return False
    if "unlocated" in (one.precision, other.precision):
        # A village that no list knows may lie outside any town; two such villages are two.
        return one.precision == other.precision
    far = _distance(one, other)
    return far is None or far > ONE_PLACE


def around(place: Place) -> tuple[str, ...]:
    """Return what a place lies in, without the country: all places of a war lie in that."""
    return place.within[:-1] if place.country else place.within


def _distance(one: Place, other: Place) -> float | None:
    """Return the kilometres between two places on a flat map, good enough for a hundred of them; None without degrees."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 111.2 * math.hypot(one.lat - other.lat, east)
