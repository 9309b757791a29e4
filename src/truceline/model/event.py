"""Event: what one document says happened, or is planned, threatened, denied."""

from typing import Literal, TypeVar

import msgspec

from truceline.model.claim import Claim, Scope
from truceline.model.document import Span

Modality = Literal[
    "happened", "ongoing", "planned", "threatened", "possible", "conditional", "denied", "not confirmed"
]

V = TypeVar("V")


class Event(msgspec.Struct, frozen=True):
    """What one document says happened.

    `kind` is a kind of `knowledge/events.yml` ("air_strike"), `mode` its PLOVER event. `anchor` is the words that carry
    it; with `ordinal` (which event on those words) it makes the id. `mentions` are all the places in the document that
    speak of it, anchor first. `background` marks history and whole-war totals, which never join an incident.
    """

    id: str
    kind: str
    mode: str
    anchor: Span
    ordinal: int
    scope: Scope
    modality: Modality
    mentions: tuple[Span, ...]
    claims: tuple[Claim, ...] = ()
    background: bool = False

    def values(self, kind: type[V]) -> list[tuple[V, Claim]]:
        """Return the values of this type with the claims that hold them, in the order of the text."""
        return [(claim.value, claim) for claim in self.claims if isinstance(claim.value, kind)]
