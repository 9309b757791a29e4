"""Accept, reject or correct one claim: a figure, a place, a date, who is responsible, who says it and in which stance."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from truceline.knowledge.own import known, own_knowledge
from truceline.model.claim import Claim, Place, Position
from truceline.model.errors import BadJudgement, NotFound
from truceline.model.judgement import PERSON, Correction, Judgement, Weight
from truceline.pipeline import derive
from truceline.reconcile.follow import correction_of
from truceline.review.claims import claims_of
from truceline.review.values import Known, read_holder, read_stance, read_value
from truceline.store import read, write
from truceline.store.content import encode
from truceline.store.open import Record

Word = Literal["accepted", "rejected", "corrected"]


class Change(msgspec.Struct, frozen=True):
    """What is right instead, in a person's words; None where what was read is right.

    `to` is the value as `show claims` writes it, `holder` who says it (`values.REPORT`: the report itself), `stance` a
    stance with its object ("denies authorship").
    """

    to: str | None = None
    holder: str | None = None
    stance: str | None = None


NOTHING = Change()


def correct(  # noqa: PLR0913 - a word: on what, which, whose, why, when
    record: Record,
    claims: Sequence[str],
    word: Word,
    change: Change = NOTHING,
    *,
    by: str,
    why: str,
    at: str = "",
) -> list[Judgement]:
    """Keep a person's word on claims, one judgement each or none at all, and show the record as it then is.

    A judgement names the words that the claim was read from, its property and what was read there: it is found again
    when a better reading gives the claim another id. A correction of the holder leaves an earlier one of the value standing.

    Args:
        record: the record, open.
        claims: the ids of claims, or their beginnings; to accept or reject, also of incidents, for all claims of each.
        word: what is said of them.
        change: what is right instead, for "corrected".
        by: who says so.
        why: the reason, in the person's words.
        at: when (ISO), as whoever holds the clock tells it.

    Raises:
        NotFound: the record has no such claim, or several.
        BadJudgement: a value cannot be one of this claim; the message says what can.
    """
    chosen = dict.fromkeys(one for given in claims for one in _meant(record, given, word))
    said = [_judgement(record, claim, word, change, f"{PERSON}{by}") for claim in chosen]
    said = [msgspec.structs.replace(one, reasons=(Weight(0.0, why),), at=at) for one in said]
    with record.writing():
        for one in said:
            write.add_judgement(record, one)
    derive(record)
    return said


def _meant(record: Record, given: str, word: Word) -> list[Claim]:
    """Return the claim of that id, or all claims of the incident of that id."""
    try:
        return [read.claim(record, given)]
    except NotFound as none:
        if word == "corrected":
            raise
        try:
            return [read.claim(record, one.id) for one in claims_of(record, given)]
        except NotFound:
            raise none from None


def _judgement(record: Record, claim: Claim, word: Word, change: Change, by: str) -> Judgement:
    event = read.event(record, claim.subject)
    return Judgement(
        "claim", claim.id, event.id, word, by, payload=encode(_correction(record, claim, word, change)).decode(),
        about=(claim.spans, (event.anchor,)), property=claim.property,
    )  # fmt: skip


def _correction(record: Record, claim: Claim, word: Word, change: Change) -> Correction:
    if word != "corrected":
        return Correction(claim.value)
    if change == NOTHING:
        raise BadJudgement("nothing is corrected: give the value, the holder or the stance that is right")
    to, stance = change.to, change.stance
    if isinstance(claim.value, Position) and to is not None:
        to, stance = None, to if stance is None else stance
    judgements = list(read.judgements(record))
    given = Known(known(own_knowledge(judgements)), tuple(read.actors(record)), _places(record, claim))
    stood = _standing(judgements, claim)
    about = read_stance(stance) if stance is not None else (stood.stance, stood.object)
    return Correction(
        claim.value,
        read_value(to, claim.value, given) if to is not None else stood.value,
        read_holder(change.holder, given) if change.holder is not None else stood.holder,
        *about,
    )


def _standing(judgements: list[Judgement], claim: Claim) -> Correction:
    """Return what is corrected of the claim so far."""
    said = [one for one in judgements if one.kind == "claim" and one.left == claim.id]
    if said and said[-1].verdict == "corrected":
        return correction_of(said[-1])
    return Correction(claim.value)


def _places(record: Record, claim: Claim) -> tuple[Place, ...]:
    """Return the places that the claim's report tells of."""
    told = (one.value for one in read.claims(record, document=claim.spans[0].doc))
    return tuple(value for value in told if isinstance(value, Place))
