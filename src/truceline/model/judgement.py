"""Judgement: two things compared, or one claim or knowledge file accepted; a later one overrides, or takes it back."""

import builtins
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from truceline.model.claim import Value
from truceline.model.document import Span
from truceline.model.ids import content_id
from truceline.model.statement import Speaker, Stance, StanceObject

Verdict = Literal[
    "same", "part-of", "overlaps", "different", "unsure", "accepted", "rejected", "corrected", "undone"
]
JudgementKind = Literal["events", "terms", "actors", "documents", "claim", "knowledge", "judgement"]
# Whoever judges is a person or a method; `by` of a person begins so.
PERSON = "person: "


class Weight(msgspec.Struct, frozen=True):
    """One reason for or against, in log-odds, with the words that explain it."""

    value: float
    reason: str


class Judgement(msgspec.Struct, frozen=True):
    """A verdict on `left` and `right` (ids), by a person or a method, with its reasons.

    Judgements by a method are derived from the set of documents and are not kept in the append-only table; a person's
    are, numbered, and outrank them. `left` of "part-of" is the part. `payload` carries a correction, or the text of an
    accepted knowledge file. `about` is where the things judged stand: the anchor of each event, or the words of a claim
    and the anchor of its event; by it a judgement is followed when a better reading gives them other ids. `property` is
    that of a claim. `at` is when it was said (ISO), as whoever holds the clock told. What takes another one back has its
    id as `left`, and as `right` how many of that id were said since, itself included: "1" is the last.
    """

    kind: JudgementKind
    left: str
    right: str
    verdict: Verdict
    by: str
    reasons: tuple[Weight, ...] = ()
    payload: str = ""
    about: tuple[tuple[Span, ...], ...] = ()
    property: str = ""
    at: str = ""

    @builtins.property
    def id(self) -> str:
        """Return the id: a hash of what is judged, how and by whom."""
        return content_id(self.kind, self.left, self.right, self.verdict, self.by, self.payload)


class Correction(msgspec.Struct, frozen=True):
    """What a person says of a claim: `read` is its value when it was judged; the others are None where they are right.

    `holder` is who says it instead; a speaker of the name "" is the document's own voice.
    """

    read: Value
    value: Value | None = None
    holder: Speaker | None = None
    stance: Stance | None = None
    object: StanceObject | None = None


class Kept(msgspec.Struct, frozen=True):
    """A judgement with its number in the record; `undone_by` is the number of the one that took it back."""

    number: int
    judgement: Judgement
    undone_by: int | None = None


def numbered(judgements: Iterable[tuple[int, Judgement]]) -> list[Kept]:
    """Return the judgements, oldest first, each with what took it back.

    The newest are looked at first: what takes back a taking back restores it.
    """
    rows = list(judgements)
    undone: dict[int, int] = {}
    for place in range(len(rows) - 1, -1, -1):
        number, judgement = rows[place]
        if judgement.verdict == "undone" and number not in undone:
            target = _target(rows[:place], judgement)
            if target is not None:
                undone.setdefault(target, number)
    return [Kept(number, judgement, undone.get(number)) for number, judgement in rows]


def standing(rows: Iterable[Kept]) -> dict[int, Judgement]:
    """Return the judgements that stand by their numbers, oldest first: none that was taken back, nor what took it back."""
    return {
        one.number: one.judgement
        for one in rows
        if one.undone_by is None and one.judgement.verdict != "undone"
    }


def undoing(rows: Sequence[Kept], number: int, *, by: str, why: str, at: str = "") -> Judgement:
    """Return the judgement that takes back the one with this number.

    It names what it takes back by content, counted from the end: numbers differ from record to record, and an archive is
    added behind what is there.
    """
    judged = next(one.judgement for one in rows if one.number == number)
    since = sum(one.judgement.id == judged.id for one in rows if one.number >= number)
    reasons = (Weight(0.0, why),)
    return Judgement("judgement", judged.id, str(since), "undone", f"{PERSON}{by}", reasons, at=at)


def _target(before: Sequence[tuple[int, Judgement]], undo: Judgement) -> int | None:
    alike = [number for number, judgement in before if judgement.id == undo.left]
    since = int(undo.right) if undo.right.isdecimal() else 0
    return alike[-since] if 0 < since <= len(alike) else None
