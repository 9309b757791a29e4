"""Judgement: two things compared, or one claim or knowledge file accepted; a later one overrides."""

from typing import Literal

import msgspec

from truceline.model.ids import content_id

Verdict = Literal["same", "part-of", "overlaps", "different", "unsure", "accepted", "rejected", "corrected"]
JudgementKind = Literal["events", "terms", "actors", "documents", "claim", "knowledge"]


class Weight(msgspec.Struct, frozen=True):
    """One reason for or against, in log-odds, with the words that explain it."""

    value: float
    reason: str


class Judgement(msgspec.Struct, frozen=True):
    """A verdict on `left` and `right` (ids), by a person or a method, with its reasons.

    Judgements by a method are derived from the set of documents and are not kept in the append-only table; a person's
    are, numbered, and outrank them. `payload` carries a corrected value, or the text of an accepted knowledge file.
    """

    kind: JudgementKind
    left: str
    right: str
    verdict: Verdict
    by: str
    reasons: tuple[Weight, ...] = ()
    payload: str = ""

    @property
    def id(self) -> str:
        """Return the id: a hash of what is judged, how and by whom."""
        return content_id(self.kind, self.left, self.right, self.verdict, self.by, self.payload)
