"""The ladder: which deed carried out which threat, over all reports."""

import datetime
from collections.abc import Sequence

from truceline.model.record import MeasureShown

# Rungs below the deed, which a deed can follow.
OPEN = frozenset({"considered", "hinted", "threatened", "announced"})
# How long after a threat a deed is taken for its carrying out; a year later it has reasons of its own.
SOON = datetime.timedelta(days=92)


def carried_out(measures: Sequence[MeasureShown]) -> dict[str, str]:
    """Return for each step that was only held out the id of the deed that carried it out, where only one can have.

    A report may tell its own threat's act; else it is the only deed of this kind by this actor towards this other in the
    three months after it.
    """
    found = {one.id: one.act for one in measures if one.act}
    for one in measures:
        if one.id in found or one.rung not in OPEN or not one.actor or not (one.target or one.beneficiary):
            continue
        after = [other for other in measures if _is_act(other, one)]
        if len({first_day(other) for other in after}) == 1:
            found[one.id] = min(other.id for other in after)
    return found


def _is_act(other: MeasureShown, one: MeasureShown) -> bool:
    same = (other.actor, other.target, other.beneficiary, other.what) == (
        one.actor,
        one.target,
        one.beneficiary,
        one.what,
    )
    said, done = first_day(one), first_day(other)
    return (
        other.rung == "taken"
        and same
        and said is not None
        and done is not None
        and said <= done <= said + SOON
    )


def first_day(measure: MeasureShown) -> datetime.date | None:
    """Return the day that is told for a step, else that of its report."""
    told = (measure.date.first or measure.date.last) if measure.date else None
    return told or measure.told
