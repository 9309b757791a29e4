"""Derived: what follows from the newest readings and the judgements, on its way into the tables that can be rebuilt."""

from collections.abc import Iterable

import msgspec

from truceline.model.actor import Actor
from truceline.model.copies import Copy
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
    Unsure,
)


class Marks(msgspec.Struct, frozen=True):
    """How far the append-only tables have grown: the number of the last document, reading and judgement (0: none)."""

    documents: int = 0
    readings: int = 0
    judgements: int = 0


class Derived(msgspec.Struct, frozen=True):
    """All that was derived at one moment.

    `marks` is how far the record had grown before the derivation looked at it; `method` and `knowledge` are those of the
    readings that it used. `readings` may be a generator: they pass through one by one. `actors` must hold every actor
    that a reading or an incident names by id.
    """

    marks: Marks
    method: str
    knowledge: str
    readings: Iterable[Reading]
    actors: Iterable[Actor] = ()
    incidents: Iterable[Incident] = ()
    agreements: Iterable[Agreement] = ()
    measures: Iterable[MeasureShown] = ()
    copies: Iterable[Copy] = ()
    conditions: Iterable[ConditionShown] = ()
    exhibits: Iterable[ExhibitShown] = ()
    citations: Iterable[CitationShown] = ()
    unsure: Iterable[Unsure] = ()


class Derivation(msgspec.Struct, frozen=True):
    """What the derived tables in a record were made from, and the SHA-256 of their rows.

    Of the documents up to `marks` also how many are reports, and which of these had no reading then, so that who adds one
    report need not look at all others; None where that was not noted. `form` tells what columns the tables have.
    """

    marks: Marks
    method: str
    knowledge: str
    sha256: str
    reports: int | None = None
    unread: tuple[str, ...] | None = None
    form: str = ""
