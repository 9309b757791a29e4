"""Actor, Name and Tie: who can act or speak, how they are called, and where they belong."""

import datetime
from typing import Literal

import msgspec

from truceline.model.document import Span

ActorKind = Literal[
    "state",
    "government",
    "ministry",
    "armed_force",
    "armed_group",
    "coalition",
    "intergovernmental",
    "organisation",
    "agency",
    "outlet",
    "monitor",
    "office",
    "person",
    "people",
]


class Name(msgspec.Struct, frozen=True):
    """One way of calling an actor, valid between two dates where time matters (None: open)."""

    text: str
    since: datetime.date | None = None
    until: datetime.date | None = None


class Actor(msgspec.Struct, frozen=True):
    """A state, government, force, armed group, organisation, office or person.

    `id` is a slug that says who it is ("russia", "person:mark-toner"). `part_of` lists the ids of those it belongs to,
    nearest first; `speaks_for` the id of the actor whose word its word is. `country` is an ISO 3166 alpha-2
    code. `led_by` names who answers for a coalition.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[Name, ...] = ()
    part_of: tuple[str, ...] = ()
    speaks_for: str | None = None
    country: str | None = None
    led_by: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """Words that name an actor; `actor` is its id where one candidate is left, else None."""

    span: Span
    actor: str | None
    head: int
    adjective: bool = False


TieKind = Literal["office", "part_of", "also_called", "renamed"]


class Tie(msgspec.Struct, frozen=True):
    """What a document says of an actor's place: an office held, a side belonged to, another name."""

    actor: str
    kind: TieKind
    value: str
    spans: tuple[Span, ...]
