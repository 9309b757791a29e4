"""Walk through everything that a noun is made of."""

from collections.abc import Iterator

import msgspec

from truceline.model.actor import Actor, Mention, Tie
from truceline.model.claim import Culprit, Figure, Position, Words
from truceline.model.record import Account
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Measure, Obligation, Party, Status

# The fields that hold an actor's id, or several.
_ACTOR_FIELDS: dict[type, tuple[str, ...]] = {
    Actor: ("part_of", "speaks_for"),
    Mention: ("actor",),
    Tie: ("actor",),
    Speaker: ("actor",),
    Statement: ("against",),
    Figure: ("side",),
    Culprit: ("actors",),
    Position: ("against",),
    Words: ("actor",),
    Party: ("actor",),
    Status: ("by",),
    Obligation: ("bearers", "performers"),
    Measure: ("actor", "target"),
    Account: ("responsible_ids",),
}


def walk(value: object) -> Iterator[msgspec.Struct]:
    """Yield every struct inside the value, itself first, in the order of the fields."""
    if isinstance(value, msgspec.Struct):
        yield value
        for field in value.__struct_fields__:
            yield from walk(getattr(value, field))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from walk(part)


def actor_ids(value: msgspec.Struct) -> Iterator[str]:
    """Yield the actor ids that this one struct names, without those of the structs inside it."""
    for field in _ACTOR_FIELDS.get(type(value), ()):
        told = getattr(value, field)
        yield from (told,) if isinstance(told, str) else told or ()
