"""Incidents: readings in, incidents out. An incident states nothing of its own."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.knowledge.happenings import Kind
from truceline.model.claim import Scope
from truceline.model.document import Document
from truceline.model.event import Event, Modality
from truceline.model.judgement import PERSON
from truceline.model.reading import Reading
from truceline.model.record import ClaimJudged, Incident
from truceline.reconcile.accounts import days, find_accounts, where
from truceline.reconcile.behind import read_from
from truceline.reconcile.contested import find_contested
from truceline.reconcile.grades import find_grades, rejected_whole
from truceline.reconcile.joined import joined
from truceline.reconcile.judged import Word, Words
from truceline.reconcile.titles import title
from truceline.reconcile.told import told
from truceline.reconcile.tolls import find_tolls
from truceline.reconcile.value_words import of_what, value_words
from truceline.reconcile.world import World

VAGUE, GAS = "attack", "chemical"
# Whose word it is where a person says that a report tells it itself.
OWN_VOICE = "the report itself"
MODALITIES: tuple[Modality, ...] = ("happened", "ongoing", "not confirmed", "denied")


def find_incidents(
    homes: Iterable[Sequence[str]],
    readings: Iterable[Reading],
    world: World,
    families: Mapping[str, str],
    kinds: Mapping[str, Kind],
    words: Words,
) -> list[Incident]:
    """Show each happening as an incident, where anything is told by which it could be known.

    Args:
        homes: the ids of the events of each happening, sorted.
        readings: the newest reading of each document.
        world: everyone who is named in them.
        families: the document that stands for each document and its copies.
        kinds: the kinds of events, which name them.
        words: what persons said of single claims, which the readings follow already.
    """
    events = {event.id: (event, reading) for reading in readings for event in reading.events}
    shown = (show_incident([events[key] for key in home], world, families, kinds, words) for home in homes)
    return sorted((one for one in shown if one is not None), key=_order)


def show_incident(
    events: Sequence[tuple[Event, Reading]],
    world: World,
    families: Mapping[str, str],
    kinds: Mapping[str, Kind],
    words: Words,
) -> Incident | None:
    """Return the events of one happening as an incident; None where nothing is told by which it could be known.

    Args:
        events: the events with the readings that they are in, sorted by their ids.
        world: everyone who is named in them.
        families: the document that stands for each document and its copies.
        kinds: the kinds of events, which name them.
        words: what persons said of single claims, which the readings follow already.
    """
    incident = _incident(events, world, families, kinds, words)
    return incident if _tells(incident) else None


def with_parts(incidents: Iterable[Incident], wholes: Mapping[str, Sequence[str]]) -> list[Incident]:
    """Return the incidents, each with those that it is a part of and those that are parts of it.

    Args:
        incidents: the incidents.
        wholes: for each incident that is a part of others their ids, sorted.
    """
    parts: dict[str, list[str]] = {}
    for part, above in wholes.items():
        for whole in above:
            parts.setdefault(whole, []).append(part)
    return [
        msgspec.structs.replace(
            one, part_of=tuple(wholes.get(one.id, ())), parts=tuple(sorted(parts.get(one.id, ())))
        )
        if one.id in wholes or one.id in parts
        else one
        for one in incidents
    ]


def _tells(incident: Incident) -> bool:
    """Return whether anything is told by which an incident could be known: a place, a day, a toll, somebody blamed or answering.

    "The attacks must stop" has words of an attack and nothing else: its event stays in the reading of its document.
    """
    dated = incident.date is not None and (incident.date.first or incident.date.last)
    answered = any(account.stance not in ("says", "claims") for account in incident.accounts)
    told = incident.place or dated or incident.tolls or incident.grades.who.actors or answered
    return bool(told or incident.judged)  # what a person rejected stays visible


def _order(incident: Incident) -> tuple[str, str]:
    first = incident.date.first if incident.date else None
    return (first.isoformat() if first else "9999", incident.id)


def _incident(
    events: Sequence[tuple[Event, Reading]],
    world: World,
    families: Mapping[str, str],
    kinds: Mapping[str, Kind],
    words: Words,
) -> Incident:
    claims = [
        msgspec.structs.replace(one, read_as=words.as_read.get(one.claim.id, "")) if words.as_read else one
        for one in joined(list(told(events, world, families)), world)
    ]
    kind, scope = _kind(events), _scope(events)
    tolls = find_tolls(claims, world.name)
    answers = tuple(
        _judged(word, reading.document, world, families)
        for event, reading in events
        for word in words.of_event.get(event.id, ())
    )
    grades = rejected_whole(answers) if answers and not claims else find_grades(claims, world)
    place = where(claims)
    contested = find_contested(claims, tolls, grades)
    return Incident(
        id=min(event.id for event, _ in events),
        title=title(kinds[kind], _of_kind(kind, events), place, world.is_party),
        kind=kind,
        modality=min((event.modality for event, _ in events), key=MODALITIES.index),
        scope=scope,
        part_of=(),
        date=days(claims),
        place=place,
        tolls=tolls,
        grades=grades,
        contested=contested,
        accounts=find_accounts(claims, world),
        events=tuple(sorted(event.id for event, _ in events)),
        documents=tuple(sorted({reading.document.id for _, reading in events})),
        read_from=read_from((event for event, _ in events), claims, contested),
        judged=answers,
    )


def _judged(word: Word, doc: Document, world: World, families: Mapping[str, str]) -> ClaimJudged:
    """Return a person's word on a claim as it is shown; who held the claim as read is told as the accounts tell it."""
    claim, said, correction = word.claim, word.judgement, word.correction
    given = correction.holder
    stance = " ".join(filter(None, (correction.stance, correction.object)))
    holder = (world.name(given.actor) if given.actor else given.name or OWN_VOICE) if given else ""
    return ClaimJudged(
        claim=claim.id,
        of=of_what(claim),
        verdict=said.verdict,
        read=value_words(claim.value, world.name),
        holder=world.holder(doc, word.statement, families.get(doc.id, doc.id)).name,
        value=value_words(correction.value, world.name) if correction.value is not None else "",
        given=", ".join(filter(None, (holder, stance))),
        by=said.by.removeprefix(PERSON),
        why="; ".join(one.reason for one in said.reasons),
        evidence=claim.spans,
    )


def _kind(events: Sequence[tuple[Event, Reading]]) -> str:
    """Return the kind that most events give; a vague one only where no other is told.

    A gas attack that came from the air is an air strike to some: what a third of them call gas is gas.
    """
    kinds = sorted(event.kind for event, _ in events)
    strong = [kind for kind in kinds if kind != VAGUE] or kinds
    if 3 * strong.count(GAS) >= len(strong):
        return GAS
    return max(sorted(set(strong)), key=strong.count)


def _of_kind(kind: str, events: Sequence[tuple[Event, Reading]]) -> Sequence[tuple[Event, Reading]]:
    """Return the events of the kind that an incident has: what others among them hit does not name it."""
    return [told for told in events if told[0].kind in (kind, VAGUE)]


def _scope(events: Sequence[tuple[Event, Reading]]) -> Scope:
    return "aggregate" if any(event.scope == "aggregate" for event, _ in events) else "single"
