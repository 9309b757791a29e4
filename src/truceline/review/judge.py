"""Say that two incidents are one, that they are two, or that one is part of the other."""

from typing import Literal

from truceline.model.errors import BadJudgement
from truceline.model.event import Event
from truceline.model.judgement import PERSON, Judgement, Kept, Weight
from truceline.pipeline import derive
from truceline.reconcile.persons import Against, Persons
from truceline.store import read, write
from truceline.store.open import Record

Decision = Literal["same", "part-of", "different", "unsure"]


def judge(  # noqa: PLR0913 - a word: on what, which, whose, why, when
    record: Record, left: str, right: str, decision: Decision, *, by: str, why: str, at: str = ""
) -> Judgement:
    """Keep a person's word on two incidents, and show the record as it then is.

    The judgement names an event of each incident and the words that tell it, so that it holds however the incidents are
    grouped later, and follows the words when a better reading moves them. "unsure" takes an earlier word back.

    Args:
        record: the record, open.
        left: an incident's id, or that of one of its events, or the beginning of one; of "part-of" the part.
        right: another's; of "part-of" the whole.
        decision: whether the two are one happening.
        by: who says so.
        why: the reason, in the person's words.
        at: when (ISO), as whoever holds the clock tells it.

    Raises:
        NotFound: one of the incidents is not in the record.
        BadJudgement: the two are one and the same event, or the word contradicts earlier ones.
    """
    one, other = _event(record, left), _event(record, right)
    if one.id == other.id:
        raise BadJudgement(
            f"{left} and {right} are the same event {one.id}: to part an incident, give two of its events"
        )
    first, second = (one, other) if decision == "part-of" or one.id < other.id else (other, one)
    said = Judgement(
        "events", first.id, second.id, decision, f"{PERSON}{by}", (Weight(0.0, why),),
        about=((first.anchor,), (second.anchor,)), at=at,
    )  # fmt: skip
    _check(said, [one for one in read.kept_judgements(record) if one.undone_by is None])
    write.add_judgement(record, said)
    derive(record)
    return said


def _event(record: Record, given: str) -> Event:
    """Return the event that the id names: an incident's least, or one of its own, as after a merge the old id is."""
    incident = read.incident(record, given)
    found = next((event for event in incident.events if event.startswith(given)), incident.id)
    return read.event(record, found)


def _check(said: Judgement, standing: list[Kept]) -> None:
    """Refuse a word against which others would no longer hold."""
    pairs = [one.judgement for one in standing if one.judgement.kind == "events"]
    before = [one.judgement for one in Persons(pairs).against]
    new = [one for one in Persons([*pairs, said]).against if one.judgement not in before]
    lost = [one for one in new if {one.judgement.left, one.judgement.right} != {said.left, said.right}]
    if lost:
        concerned = _concerned(lost, said)
        told = ", ".join(_told(one) for one in standing if one.judgement in concerned)
        raise BadJudgement(
            f"{said.left} {said.verdict} {said.right} contradicts {told}; take one of them back first (undo NUMBER)"
        )


def _concerned(lost: list[Against], said: Judgement) -> list[Judgement]:
    words = [word for one in lost for word in (one.judgement, *one.over)]
    return [word for word in words if word != said and word.verdict != "unsure"]


def _told(one: Kept) -> str:
    said = one.judgement
    return f"number {one.number} ({said.left} {said.verdict} {said.right}, {said.by.removeprefix(PERSON)})"
