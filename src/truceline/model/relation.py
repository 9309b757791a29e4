"""Relation: how one document tells that two actors stand to each other, or that an actor is at a place."""

from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.model.event import Modality
from truceline.model.when import When

# How two actors stand to each other, as one report tells it.
Between = Literal[
    "fights", "supports", "arms", "cooperates", "allied", "negotiates", "consults", "breaks with"
]
RelationKind = Literal[Between, "present", "away", "lies in"]


class End(msgspec.Struct, frozen=True):
    """One side of a relation: the words that name it, and the id of the actor where one is certain.

    `place` is the key of a place, for the second end of "present" and "away" only.
    """

    span: Span
    actor: str | None = None
    place: str | None = None


class Relation(msgspec.Struct, frozen=True):
    """One telling of a relation; a single incident makes none.

    `a` does it to `b` where the kind has a direction (supports, arms, breaks with, present, away). `cue` are the words that
    tell it, `modality` whether it is told as being so ("happened"), wished, denied. `statement` is who says so (None: own voice).
    """

    id: str
    kind: RelationKind
    a: End
    b: End
    cue: Span
    modality: Modality
    when: When | None = None
    statement: str | None = None
