"""Keys: what is compared of an event, small enough that a hundred thousand fit in memory."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from truceline.model.claim import Culprit, Date, Figure, Place, Scope, Words
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.reconcile.world import World

REAL = frozenset(("happened", "ongoing", "denied", "not confirmed"))
WORD = re.compile(r"[a-z]{4,}")
WIDE = ("province", "district")


class EventKey(msgspec.Struct, frozen=True):
    """One event as it is compared with others.

    `places` are the spelling-free keys of the places told, `wide` those of them that are provinces or districts; `first` and `last` bound its days, None
    where no day is told; `published` is the document's; `sides` are those who are told to have done it, as they
    answer; `people` whether civilians or combatants were harmed.
    """

    id: str
    doc: str
    kind: str
    scope: Scope
    places: frozenset[str]
    wide: frozenset[str]
    first: datetime.date | None
    last: datetime.date | None
    published: datetime.date | None
    sides: frozenset[str]
    targets: frozenset[str]
    target_actors: frozenset[str]
    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    people: frozenset[str]


def event_keys(readings: Sequence[Reading], world: World) -> Iterator[EventKey]:
    """Yield a key for each event that can be an incident: it is real, and no history."""
    for reading in readings:
        for event in reading.events:
            if event.modality in REAL and not event.background:
                yield _key(reading, event, world)


def _key(reading: Reading, event: Event, world: World) -> EventKey:
    places = [value for value, _ in event.values(Place) if value.precision != "country"]
    when = [value.when for value, _ in event.values(Date) if value.when.first or value.when.last]
    day = min(
        when,
        key=lambda w: ((w.last or datetime.date.max) - (w.first or datetime.date.min)).days,
        default=None,
    )
    published = reading.document.published
    targets = [value for value, claim in event.values(Words) if claim.property == "target"]
    return EventKey(
        id=event.id,
        doc=reading.document.id,
        kind=event.kind,
        scope=event.scope,
        places=frozenset(place.key for place in places),
        wide=frozenset(place.key for place in places if place.precision in WIDE),
        first=day.first if day else None,
        last=day.last if day else None,
        published=published.last if published else None,
        sides=_sides(event, world),
        targets=frozenset(word for target in targets for word in WORD.findall(target.text.lower())),
        target_actors=frozenset(world.side(target.actor) for target in targets if target.actor),
        killed=_figures(event, "killed"),
        wounded=_figures(event, "wounded"),
        people=frozenset(v.status for v, _ in event.values(Figure) if v.status in ("civilian", "combatant")),
    )


def _sides(event: Event, world: World) -> frozenset[str]:
    """Return who is told to have done it; who is said not to have done it is nobody."""
    return frozenset(
        world.answers(actor)
        for value, _ in event.values(Culprit)
        if value.certainty != "denied"
        for actor in value.actors
    )


def _figures(event: Event, effect: str) -> tuple[int, ...]:
    found = (
        value.low if value.low is not None else value.high
        for value, _ in event.values(Figure)
        if value.effect == effect and not value.part_of
    )
    return tuple(sorted({number for number in found if number}))


def keys_by_id(keys: Sequence[EventKey]) -> Mapping[str, EventKey]:
    """Return the keys by the id of their event."""
    return {key.id: key for key in keys}
