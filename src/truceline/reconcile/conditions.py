"""Conditions as shown: with the names of their holders and the day of the report that tells them."""

from collections.abc import Callable, Sequence

from truceline.model.reading import Reading
from truceline.model.record import ConditionShown
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.shown_places import show_place

Holder = Callable[[Reading, str | None], str]


def show_conditions(readings: Sequence[Reading], holder: Holder) -> tuple[ConditionShown, ...]:
    """Return the conditions of all readings, by place, then by the day of the report; each holder's word by itself."""
    shown = [
        ConditionShown(
            id=one.id,
            kind=one.kind,
            low=one.number.low,
            high=one.number.high,
            exactness=one.number.exactness,
            what=one.what,
            words=one.words,
            place=show_place(one.place, one.spans[1:] or one.spans) if one.place else None,
            date=show_days(one.when, one.spans[:1]),
            told=reading.document.published.last if reading.document.published else None,
            holder=holder(reading, one.statement),
            evidence=one.spans[:1],
        )
        for reading in readings
        for one in reading.conditions
    ]
    return tuple(
        sorted(shown, key=lambda one: (one.place.name if one.place else "", str(one.told or ""), one.id))
    )
