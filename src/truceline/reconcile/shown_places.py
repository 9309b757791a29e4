"""A place as shown."""

from collections.abc import Iterable

from truceline.model.claim import Place
from truceline.model.document import Span
from truceline.model.record import Where


def show_place(place: Place, told: Iterable[Span] = ()) -> Where:
    """Return a place as shown, with the words that tell it."""
    return Where(
        name=place.name,
        said=place.said,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        relation=place.relation,
        country=place.country,
        within=place.within,
        evidence=tuple(told),
    )
