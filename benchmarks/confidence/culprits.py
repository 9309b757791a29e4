"""Who did it and how surely, in the words of the key, from the culprits that the product found."""

import re
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.confidence.case import Case
from truceline.model.actor import Actor
from truceline.model.claim import Certainty, Culprit, Position
from truceline.model.event import Event
from truceline.model.statement import Speaker, Statement

CONFIDENCES = (
    "CLAIMED OR ADMITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE",
    "ACQUITTED",
)  # fmt: skip
# "Alleged members of the Front" are suspected, to the key; what is only possible the product does not tell apart.
AS_TOLD: dict[Certainty, str] = {
    "fact": "REPORTED AS FACT", "accused": "SUSPECTED OR ACCUSED", "suspected": "SUSPECTED OR ACCUSED", "denied": "ACQUITTED",
}  # fmt: skip
AUTHORITIES = ("state", "government", "ministry", "armed_force", "office")
OWN_WORD = ("claims-responsibility", "admits")
# Leaders of parties and unions, and sources, are no authorities.
AUTHORITY = ("government",)
# Those whom an article calls by a name with a capital.
NAME = re.compile(r"(?<=\s)[A-Z]|\b[A-Z]{2,}\b")
# "The guerrillas" are no organisation; the death squads and the mafia are, to the key.
BODIES = re.compile(
    r"\b(?:squads?|mafias?|cartels?|government|army|armed forces|military|air force)\b", re.IGNORECASE
)


def told_culprits(case: Case, group: Sequence[Event]) -> list[tuple[str, str]]:
    """Return the organisations told to have done it, each with how surely."""
    said = {statement.id: statement for statement in case.reading.statements}
    told = [
        (organisation, _confidence(case, value, said.get(claim.statement or "")))
        for event in group
        for value, claim in event.values(Culprit)
        # Who only denies it is blamed by nobody; the key has no such organisation on `dev`.
        if value.certainty != "denied"
        for organisation in _organisations(case, value)
    ]
    return [*told, *_claimed(case, group, said)]


def _claimed(case: Case, group: Sequence[Event], said: Mapping[str, Statement]) -> list[tuple[str, str]]:
    """Return who claims it: a body that nobody knows is no actor of the record, and is told in words."""
    speakers = [
        said[claim.statement or ""].speaker
        for event in group
        for position, claim in event.values(Position)
        if position.stance == "claims-responsibility" and claim.statement is not None
    ]
    return [
        (organisation, "CLAIMED OR ADMITTED")
        for one in speakers
        if one is not None
        for organisation in _organisations(case, Culprit((one.actor,) if one.actor else (), one.name, "fact"))
    ]


def surest(blamed: Iterable[tuple[str, str]]) -> str | None:
    """Return the surest of what is told."""
    return min((told for _, told in blamed), key=CONFIDENCES.index, default=None)


def _organisations(case: Case, culprit: Culprit) -> list[str]:
    """Return the organisations as the report calls them first, else the words where they name one or a force of the state."""
    known = [case.actors[one] for one in culprit.actors if one in case.actors]
    if known:
        return [_called(case, actor) for actor in known if actor.kind != "person"]
    classes = case.classes(culprit.words)
    if BODIES.search(culprit.words):
        # "A government that kills its people" is none of them.
        return [] if culprit.words.lower().startswith(("a ", "an ")) else [culprit.words]
    # "Soldiers" are the army's men, where the report names one.
    if "government" in classes:
        forces = [
            one for one in dict.fromkeys(m.actor for m in case.reading.mentions) if _is_force(case, one)
        ]
        return [_called(case, case.actors[forces[0]])] if len(forces) == 1 and forces[0] else []
    # "The guerrillas", "the terrorists": where the report names one armed group and no more, they are its men.
    if classes & {"armed_nonstate", "label"} and len(case.groups) == 1:
        return [_called(case, case.actors[one]) for one in case.groups]
    return [culprit.words] if NAME.search(culprit.words) else []


def _is_force(case: Case, actor: str | None) -> bool:
    found = case.actors.get(actor or "")
    return found is not None and found.kind == "armed_force"


def _called(case: Case, actor: Actor) -> str:
    named = (one for one in case.reading.mentions if one.actor == actor.id and not one.adjective)
    return next((mention.span.quote for mention in named), actor.name)


def _confidence(case: Case, culprit: Culprit, statement: Statement | None) -> str:
    """Return how surely it is told, in the words of the key."""
    speaker = statement.speaker if statement else None
    own = speaker is not None and speaker.actor in culprit.actors
    if statement is not None and (statement.stance in OWN_WORD or (own and culprit.certainty == "fact")):
        return "CLAIMED OR ADMITTED"
    told = AS_TOLD[culprit.certainty]
    if statement is not None and statement.stance == "claims" and told == "REPORTED AS FACT":
        told = "SUSPECTED OR ACCUSED"
    # "The police reported that presumed members of the Front did it": the police do not say that they presume it.
    accused = told == "SUSPECTED OR ACCUSED" and culprit.certainty != "suspected"
    by_authorities = speaker is not None and accused and _is_authority(case, speaker)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by_authorities else told


def _is_authority(case: Case, speaker: Speaker) -> bool:
    actor = case.actors.get(speaker.actor or "")
    if actor is not None and actor.kind != "person":
        return actor.kind in AUTHORITIES
    return bool(case.classes(speaker.name) & set(AUTHORITY))
