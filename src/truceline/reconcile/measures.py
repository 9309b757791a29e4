"""Measures as shown: with names, the day of the report, and the act by which a threat of the same report was carried out."""

from collections.abc import Sequence

from truceline.model.claim import Culprit, Date
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import MeasureShown
from truceline.model.terms import Measure
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.voices import Voices, told_on
from truceline.reconcile.world import World

# Rungs below the deed, which a deed can follow.
OPEN = frozenset({"considered", "hinted", "threatened", "announced"})
FORCE = frozenset({"force", "strikes"})


def show_measures(readings: Sequence[Reading], voices: Voices, world: World) -> tuple[MeasureShown, ...]:
    """Return every step told of, as its holder tells it, sorted by id."""
    shown = [
        MeasureShown(
            id=measure.id,
            actor=world.name(measure.actor) if measure.actor else None,
            target=world.name(measure.target) if measure.target else None,
            beneficiary=world.name(measure.beneficiary) if measure.beneficiary else None,
            what=measure.what,
            words=measure.words,
            rung=measure.rung,
            condition=measure.condition,
            date=show_days(measure.when, measure.spans),
            holder=voices(reading, measure.statement),
            evidence=measure.spans,
            told=told_on(reading),
            act=_act(reading, measure, world),
        )
        for reading in readings
        for measure in reading.measures
    ]
    return tuple(sorted(shown, key=lambda measure: measure.id))


def _act(reading: Reading, one: Measure, world: World) -> str | None:
    """Return the only deed of the report that carries out a threat; none that is told before it, or that may be another's."""
    if one.rung not in OPEN or one.actor is None:
        return None
    found = [
        other.id
        for other in reading.measures
        if other.rung == "taken" and (other.actor, other.what) == (one.actor, one.what)
        if None in (other.target, one.target) or other.target == one.target
        if _is_later(one, other)
    ]
    if one.what in FORCE:
        found += [event.id for event in reading.events if _carries_out(event, one, world)]
    return found[0] if len(found) == 1 else None


def _is_later(one: Measure, other: Measure) -> bool:
    if one.when and other.when and one.when.last and other.when.first:
        return other.when.first >= one.when.last
    return other.spans[0].start > one.spans[0].start


def _carries_out(event: Event, one: Measure, world: World) -> bool:
    """Return whether an attack by who threatened it is dated after the threat, or told of the day of the threat and later."""
    if event.background or event.mode != "ASSAULT" or event.modality not in ("happened", "ongoing"):
        return False
    doers = {world.answers(actor) for culprit, _ in event.values(Culprit) for actor in culprit.actors}
    days = [date.when for date, _ in event.values(Date)]
    if one.actor is None or world.answers(one.actor) not in doers or not (one.when and one.when.last):
        return False
    return bool(days) and all(day.first is not None and day.first >= one.when.last for day in days)
