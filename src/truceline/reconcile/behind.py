"""Behind: the words behind what an incident shows of itself, for a reader who asks where it was read."""

from collections.abc import Callable, Iterable, Sequence

from truceline.model.claim import Culprit, Date, Figure, Place, Position, Words
from truceline.model.event import Event
from truceline.model.record import Contested, ReadFrom
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence


def read_from(
    events: Iterable[Event], claims: Sequence[Told], contested: Iterable[Contested]
) -> tuple[ReadFrom, ...]:
    """Return the words behind the kind of an incident, and behind each property on which its holders differ."""
    anchors = tuple(dict.fromkeys(event.anchor for event in events))
    differ = (
        ReadFrom(name, evidence(one for one in claims if _BEARS[name](one)) or anchors) for name in contested
    )
    return (ReadFrom("kind", anchors), *differ)


def _told(kind: type, *properties: str) -> Callable[[Told], bool]:
    return lambda one: (
        isinstance(one.claim.value, kind) and (not properties or one.claim.property in properties)
    )


def _stood(*objects: str | None) -> Callable[[Told], bool]:
    return lambda one: isinstance(one.claim.value, Position) and one.object in objects


def _either(*bears: Callable[[Told], bool]) -> Callable[[Told], bool]:
    return lambda one: any(bear(one) for bear in bears)


# Which claims bear on each property on which holders may differ.
_BEARS: dict[Contested, Callable[[Told], bool]] = {
    "occurrence": _stood("occurrence"),
    "toll": _told(Figure),
    "intent": _either(_told(Words, "intent"), _stood("intent")),
    "responsible": _either(_told(Culprit), _stood("authorship", None)),
    "target": _either(_told(Words, "target"), _stood("target")),
    "place": _told(Place),
    "date": _told(Date),
    "kind": lambda one: False,
}
