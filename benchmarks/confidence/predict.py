"""Predict templates from the incidents that the product finds in one report alone."""

import datetime
import re
from collections.abc import Iterator, Sequence

from benchmarks.confidence.align import Guess
from benchmarks.confidence.case import Case
from benchmarks.confidence.culprits import surest, told_culprits
from benchmarks.confidence.victims import EFFECTS, harmed_fighters_only, victims
from truceline.knowledge import Knowledge
from truceline.model.claim import Date, Figure, Place, Words
from truceline.model.event import Event, Modality
from truceline.model.reading import Reading
from truceline.reconcile.reconcile import reconcile

TYPES = {
    "attack": "ATTACK", "clash": "ATTACK", "execution": "ATTACK", "air_strike": "BOMBING", "shelling": "ATTACK",
    "bombing": "BOMBING", "detention": "KIDNAPPING", "shootdown": "ATTACK",
}  # fmt: skip
STAGES: dict[Modality, str] = {
    "happened": "ACCOMPLISHED", "denied": "ACCOMPLISHED", "not confirmed": "ACCOMPLISHED", "ongoing": "ATTEMPTED",
    "threatened": "THREATENED",
}  # fmt: skip
# What is planned made a template of the key in 11 cases of 143 on `dev`: most plans are nobody's threat.
TO_COME = ("threatened",)
# What lies more than two months back is old, to the guidelines of the task; days are often told by their month alone.
NEWS = datetime.timedelta(days=92)
# That it was in the country tells nothing.
WIDE = "country"
# An arrest is no kidnapping: the words decide.
TAKEN = re.compile(r"kidnap|abduct|hostage|disappear", re.IGNORECASE)


def predict(name: str, reading: Reading, knowledge: Knowledge) -> Iterator[Guess]:
    """Yield the templates of one report: one for each incident, and one for each kind of attack that is threatened.

    Args:
        name: the report's id.
        reading: what was read in it.
        knowledge: as it was read with.
    """
    made = reconcile([reading], {}, knowledge)
    case = Case(name, reading, {actor.id: actor for actor in made.actors}, knowledge)
    events = {event.id: event for event in reading.events}
    groups = [[events[key] for key in incident.events] for incident in made.incidents]
    for group in (*groups, *_to_come(reading.events)):
        kind = _type(group)
        if (
            kind is not None
            and _is_told(kind, group)
            and not (harmed_fighters_only(case, group) or _is_old(case, group))
        ):
            guess = _guess(case, kind, group)
            if not _is_general(guess, group):
                yield guess


def _to_come(events: Sequence[Event]) -> list[list[Event]]:
    """Return what is threatened, by kind: no incident of the record."""
    kinds: dict[str, list[Event]] = {}
    for event in events:
        if event.modality in TO_COME and not event.background:
            kinds.setdefault(event.kind, []).append(event)
    return list(kinds.values())


def _type(group: Sequence[Event]) -> str | None:
    kinds = [event.kind for event in group if event.kind in TYPES]
    if not kinds:
        return None
    kind = next((one for one in kinds if one != "attack"), kinds[0])
    words = " ".join(span.quote for event in group for span in event.mentions)
    return None if kind == "detention" and not TAKEN.search(words) else TYPES[kind]


def _is_told(kind: str, group: Sequence[Event]) -> bool:
    """Return whether enough is told for a template: a bombing, somebody harmed, or to whom it was done."""
    figures = any(figure.effect in EFFECTS for event in group for figure, _ in event.values(Figure))
    targets = any(claim.property == "target" for event in group for _, claim in event.values(Words))
    return kind == "BOMBING" or figures or targets


def _is_general(guess: Guess, group: Sequence[Event]) -> bool:
    """Return whether it tells of no single deed: "they would not attack the polls", "the army attacks the people".

    Where nobody is counted and nobody is told to have done it, day and place together tell of a deed, and one of them of a
    bombing: with less a quarter of those on `dev` were in the key.
    """
    if all(event.modality == "denied" for event in group):
        return True
    counted = any(one.bounds != (None, None) for one in guess.victims)
    if guess.stage == STAGES["threatened"] or guess.perp_org or counted:
        return False
    dated = any(True for event in group for _ in event.values(Date))
    placed = any(place.precision != WIDE for event in group for place, _ in event.values(Place))
    return not (dated or placed) if guess.incident_type == "BOMBING" else not (dated and placed)


def _is_old(case: Case, group: Sequence[Event]) -> bool:
    """Return whether all days told of it lie more than two months back, and one of grace: the key leaves out what is no news."""
    published = case.reading.document.published
    days = [date.when.last for event in group for date, _ in event.values(Date)]
    told = [day for day in days if day is not None]
    return bool(told and published and published.first and max(told) < published.first - NEWS)


def _guess(case: Case, kind: str, group: Sequence[Event]) -> Guess:
    blamed = told_culprits(case, group)
    sure = surest(blamed)
    return Guess(
        doc=case.name,
        incident_type=kind,
        # In the order of the alphabet, what went furthest comes first.
        stage=min(STAGES[event.modality] for event in group),
        perp_org=tuple(dict.fromkeys(one for one, told in blamed if told == sure)),
        perp_confidence=sure,
        victims=victims(case, group),
    )
