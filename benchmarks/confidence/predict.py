"""Predict templates from the incidents that the product finds in one report alone."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from benchmarks.confidence.align import Guess, Harmed
from truceline.knowledge import Knowledge
from truceline.model.actor import Actor
from truceline.model.claim import Certainty, Culprit, Figure, Words
from truceline.model.event import Event, Modality
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
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
CONFIDENCES = (
    "CLAIMED OR ADMITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE",
    "ACQUITTED",
)  # fmt: skip
AS_TOLD: dict[Certainty, str] = {
    "fact": "REPORTED AS FACT", "accused": "SUSPECTED OR ACCUSED", "suspected": "POSSIBLE", "denied": "ACQUITTED",
}  # fmt: skip
# An arrest is no kidnapping: the words decide.
TAKEN = re.compile(r"kidnap|abduct|hostage|disappear", re.IGNORECASE)
EFFECTS = {"killed": "DEATH", "wounded": "INJURY", "detained": None}
AUTHORITIES = ("state", "government", "ministry", "armed_force", "office")
OWN_WORD = ("claims-responsibility", "admits")
AUTHORITY = ("government", "office", "official")
# Those whom an article calls by a name with a capital; "the guerrillas" are no organisation.
NAME = re.compile(r"(?<=\s)[A-Z]|\b[A-Z]{2,}\b")


class Case(msgspec.Struct, frozen=True):
    """One report as read, with what is known of those whom it names."""

    name: str
    reading: Reading
    actors: Mapping[str, Actor]
    knowledge: Knowledge


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
        if kind is not None and _is_told(kind, group):
            yield _guess(case, kind, group)


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
    """Return whether enough is told for a template: a bombing, somebody harmed, or who did it to whom."""
    figures = any(figure.effect in EFFECTS for event in group for figure, _ in event.values(Figure))
    targets = any(claim.property == "target" for event in group for _, claim in event.values(Words))
    culprits = any(event.values(Culprit) for event in group)
    return kind == "BOMBING" or figures or (targets and culprits)


def _guess(case: Case, kind: str, group: Sequence[Event]) -> Guess:
    said = {statement.id: statement for statement in case.reading.statements}
    blamed = [
        (organisation, _confidence(case, value, said.get(claim.statement or "")))
        for event in group
        for value, claim in event.values(Culprit)
        for organisation in _organisations(case, value)
    ]
    surest = min((told for _, told in blamed), key=CONFIDENCES.index, default=None)
    return Guess(
        doc=case.name,
        incident_type=kind,
        # In the order of the alphabet, what went furthest comes first.
        stage=min(STAGES[event.modality] for event in group),
        perp_org=tuple(dict.fromkeys(one for one, told in blamed if told == surest)),
        perp_confidence=surest,
        victims=tuple(dict.fromkeys(victim for event in group for victim in _victims(case, event))),
    )


def _organisations(case: Case, culprit: Culprit) -> list[str]:
    """Return the organisations as the report calls them first, else the words where they name one or a force of the state."""
    known = [case.actors[one] for one in culprit.actors if one in case.actors]
    if known:
        return [_called(case, actor) for actor in known if actor.kind != "person"]
    role = case.knowledge.names.roles.get(culprit.words.split()[-1]) if culprit.words else None
    of_state = role is not None and "government" in role.classes
    return [culprit.words] if of_state or NAME.search(culprit.words) else []


def _called(case: Case, actor: Actor) -> str:
    named = (one for one in case.reading.mentions if one.actor == actor.id and not one.adjective)
    return next((mention.span.quote for mention in named), actor.name)


def _confidence(case: Case, culprit: Culprit, statement: Statement | None) -> str:
    """Return how surely it is told, in the words of the key."""
    speaker = statement.speaker if statement else None
    own = speaker is not None and speaker.actor in culprit.actors
    if statement is not None and (statement.stance in OWN_WORD or (own and culprit.certainty == "fact")):
        return "CLAIMED OR ADMITTED"
    if culprit.certainty == "accused" and speaker is not None and _is_authority(case, speaker):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    return AS_TOLD[culprit.certainty]


def _is_authority(case: Case, speaker: Speaker) -> bool:
    actor = case.actors.get(speaker.actor or "")
    if actor is not None and actor.kind != "person":
        return actor.kind in AUTHORITIES
    roles = (case.knowledge.names.roles.get(word) for word in speaker.name.split())
    return any(set(role.classes) & set(AUTHORITY) for role in roles if role)


def _victims(case: Case, event: Event) -> Iterator[Harmed]:
    """Yield those whom a figure counts, and the targets: a person is one, of others the number is not told."""
    for figure, claim in event.values(Figure):
        if figure.effect in EFFECTS:
            yield Harmed(claim.spans[0].quote, figure.low, figure.high, EFFECTS[figure.effect])
    for target, claim in event.values(Words):
        actor = case.actors.get(target.actor or "")
        if claim.property == "target":
            one = 1 if actor is not None and actor.kind == "person" else None
            yield Harmed(target.text, one, one)
