"""Exhibits as shown: with names for ids."""

from collections.abc import Callable, Sequence

from truceline.model.reading import Reading
from truceline.model.record import ExhibitShown
from truceline.model.statement import Speaker
from truceline.reconcile.world import World

Holder = Callable[[Reading, str | None], str]


def show_exhibits(readings: Sequence[Reading], holder: Holder, world: World) -> tuple[ExhibitShown, ...]:
    """Return the exhibits of all readings, by kind."""

    def name(speaker: Speaker) -> str:
        return world.name(speaker.actor) if speaker.actor else speaker.name

    shown = [
        ExhibitShown(
            id=one.id,
            kind=one.kind,
            words=one.words,
            low=one.number.low if one.number else None,
            high=one.number.high if one.number else None,
            exactness=one.number.exactness if one.number else None,
            source=name(one.source) if one.source else None,
            verified=tuple(dict.fromkeys(map(name, one.verified))),
            disputed=tuple(dict.fromkeys(map(name, one.disputed))),
            unverified=one.unverified,
            shows=one.shows.quote if one.shows else None,
            holder=holder(reading, one.statement),
            evidence=(*one.spans, *((one.shows,) if one.shows else ())),
        )
        for reading in readings
        for one in reading.exhibits
    ]
    return tuple(sorted(shown, key=lambda one: (one.kind, one.id)))
