"""How two actors stand to each other across documents: tellings, the relations made of them, and a dyad's series."""

import datetime
from collections.abc import Mapping
from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.model.event import Modality
from truceline.model.record import Days
from truceline.model.relation import Between

StandingKind = Literal[Between, "accuses", "denies", "condemns", "threatens", "part of", "renamed"]
# What two do to or with each other: which of them is named first says nothing.
MUTUAL: frozenset[StandingKind] = frozenset(
    ("fights", "cooperates", "allied", "negotiates", "consults", "renamed")
)
# What is told as being so; all else is denied, or only meant (planned, threatened, possible).
HELD: frozenset[Modality] = frozenset(("happened", "ongoing"))


class Telling(msgspec.Struct, frozen=True):
    """One document's word on how `a` stands to `b` (ids of actors), or what is known of it before any document.

    `first` and `last` are the days for which it is told. `date` is the time that the words give; where they give none, or
    leave the end open, the day of the report stands for it, and `inferred` is true. `unit` is what counts as one source.
    `incident_of` is the id of the event where a single happening is all that is told. `document` is empty, and so is the
    evidence, for what is known beforehand.
    """

    id: str
    kind: StandingKind
    a: str
    b: str
    a_name: str
    b_name: str
    modality: Modality
    date: Days | None
    first: datetime.date | None
    last: datetime.date | None
    inferred: bool
    holder: str
    unit: str
    document: str
    evidence: tuple[Span, ...]
    incident_of: str | None = None

    @property
    def key(self) -> str:
        """Return what tellings of one relation share; of what is mutual, the lesser id comes first."""
        ends = sorted((self.a, self.b)) if self.kind in MUTUAL else (self.a, self.b)
        return " ".join((*ends, self.kind))


class RelationShown(msgspec.Struct, frozen=True):
    """How two actors stand to each other in a stretch of time, by all that tell it.

    `a` does it to `b` unless it is `mutual`. `inferred` names the ends of the stretch ("first", "last") that are days of
    reports. `told` counts tellings, `independent` those of them that are no word of one source; `holders` are who tells
    it, who tells it most often first. `denied` are who denies it, `meant` how often it is told as planned, threatened or
    possible. `incidents` are single happenings between the two, counted apart: they make no relation.
    """

    id: str
    kind: StandingKind
    a: str
    b: str
    a_name: str
    b_name: str
    mutual: bool
    first: datetime.date | None
    last: datetime.date | None
    inferred: tuple[Literal["first", "last"], ...]
    told: int
    independent: int
    holders: tuple[str, ...]
    denied: tuple[str, ...]
    meant: int
    documents: tuple[str, ...]
    evidence: tuple[Span, ...]
    incidents: tuple[str, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How often one kind is told of in one stretch of a series; `weight` is what each independent telling counts."""

    kind: StandingKind
    a: str
    b: str
    told: int
    independent: int
    weight: float
    evidence: tuple[Span, ...]


class Point(msgspec.Struct, frozen=True):
    """What is told of two actors for one month or week: counts by kind and direction, and their weights added up.

    `balance` is the sum, `mean` the sum by the number of independent tellings: from -10 (conflict) to 10 (cooperation).
    `incidents` are the ids of what happened between them, which carry no weight. `first` is empty for what has no day.
    """

    first: datetime.date | None
    last: datetime.date | None
    counts: tuple[Count, ...]
    balance: float
    mean: float
    incidents: tuple[str, ...]


Weights = Mapping[StandingKind, float]
