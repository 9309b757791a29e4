"""Condition: a figure about a place or people outside any event."""

from typing import Literal

import msgspec

from truceline.model.claim import Exactness, Place
from truceline.model.document import Span
from truceline.model.when import When

ConditionKind = Literal[
    "besieged",
    "deprived",
    "in_need",
    "displaced",
    "held",
    "staff",
    "out_of_use",
    "in_use",
    "waiting",
    "forces",
    "living",
]


class Number(msgspec.Struct, frozen=True):
    """A number as told: `low` and `high` bound it (None: open)."""

    low: int | None
    high: int | None
    exactness: Exactness


class Condition(msgspec.Struct, frozen=True):
    """How many live, wait, lack or work somewhere: "30 doctors left in the besieged quarter".

    `what` is who or what is counted, `words` the state as told. It is no toll: no incident has it.
    """

    id: str
    kind: ConditionKind
    number: Number
    what: str
    words: str
    spans: tuple[Span, ...]
    place: Place | None = None
    when: When | None = None
    statement: str | None = None
