"""Say that two incidents are one, that they are two, or that one is a part of the other."""

from typing import Literal

from truceline.model.judgement import Judgement, Weight
from truceline.pipeline import derive
from truceline.store import read, write
from truceline.store.open import Record

Decision = Literal["same", "different", "part-of", "unsure"]


def judge(record: Record, left: str, right: str, decision: Decision, *, by: str, why: str) -> Judgement:
    """Keep a person's word on two incidents, and show the record as it then is.

    The judgement names the incidents' least events, so that it holds however the incidents are grouped later. "unsure"
    takes an earlier word back.

    Args:
        record: the record, open.
        left: an incident's id, or the beginning of one.
        right: another's.
        decision: whether the two are one happening, or the left a part of the right, which counts more than it.
        by: who says so.
        why: the reason, in the person's words.

    Raises:
        NotFound: one of the incidents is not in the record.
    """
    a, b = _event(record, left), _event(record, right)
    if decision != "part-of":
        a, b = sorted((a, b))
    said = Judgement("events", a, b, decision, f"person: {by}", (Weight(0.0, why),))
    write.add_judgement(record, said)
    derive(record)
    return said


def _event(record: Record, given: str) -> str:
    """Return the event that the id names: an incident's least, or one of its own, as after a merge the old id is."""
    incident = read.incident(record, given)
    return next((event for event in incident.events if event.startswith(given)), incident.id)
