"""Brief: what reports published since a day say of one agreement."""

import datetime

import msgspec

from truceline.model.document import Span
from truceline.model.record import Standing


class Breach(msgspec.Struct, frozen=True):
    """That a duty or the deal was broken, as told by one holder. The record finds none.

    `incident` is the id of the incident that it is about, where one is known, `title` its title.
    """

    by: tuple[str, ...]
    holder: str
    side: str | None
    standing: Standing
    told: datetime.date | None
    evidence: tuple[Span, ...]
    incident: str | None = None
    title: str = ""


class Said(msgspec.Struct, frozen=True):
    """What one holder says of a duty, or of the deal's state."""

    bearer: tuple[str, ...]
    about: str
    says: str
    holder: str
    told: datetime.date | None
    evidence: tuple[Span, ...]
    side: str | None = None


class Revision(msgspec.Struct, frozen=True):
    """A toll that a newer figure changed: what it was, and the range that is left."""

    incident: str
    title: str
    effect: str
    before: str
    now: str
    told: datetime.date | None
    evidence: tuple[Span, ...]


class Brief(msgspec.Struct, frozen=True):
    """What reports published since a day say of one agreement; `undated` reports could not be placed and are left out.

    `speaking` counts those that speak of it, `incidents` are the ids of those that they tell and no report before told.
    """

    agreement: str
    name: str
    since: datetime.date
    breaches: tuple[Breach, ...]
    states: tuple[Said, ...]
    duties: tuple[Said, ...]
    tolls: tuple[Revision, ...]
    reports: int
    outlets: tuple[str, ...]
    last: datetime.date | None
    undated: int
    speaking: int = 0
    incidents: tuple[str, ...] = ()
