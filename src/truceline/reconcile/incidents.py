"""Incidents: readings in, incidents out. An incident states nothing of its own."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from truceline.knowledge.common_words import CommonWords
from truceline.knowledge.happenings import Happenings, Kind
from truceline.model.claim import Scope
from truceline.model.event import Event, Modality
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.model.record import Incident
from truceline.reconcile.accounts import days, find_accounts, where
from truceline.reconcile.behind import read_from
from truceline.reconcile.grades import find_contested, find_grades
from truceline.reconcile.homes import link
from truceline.reconcile.keys import event_keys
from truceline.reconcile.titles import title
from truceline.reconcile.told import told
from truceline.reconcile.tolls import find_tolls
from truceline.reconcile.wholes import find_parts, place_parts
from truceline.reconcile.world import World

MODALITIES: tuple[Modality, ...] = ("happened", "ongoing", "not confirmed", "denied")


def find_incidents(
    readings: Sequence[Reading],
    world: World,
    families: Mapping[str, str],
    happenings: Happenings,
    common: CommonWords,
    said: Sequence[Judgement] = (),
) -> tuple[Incident, ...]:
    """Group the events of all readings and show each group as an incident.

    Args:
        readings: the newest reading of each document.
        world: everyone who is named in them.
        families: the document that stands for each document and its copies.
        happenings: the kinds of events, which name them, and the words for what is hit.
        common: how common words are in the language.
        said: persons' judgements of events, in the order in which they were given.
    """
    keys = list(event_keys(readings, world, families, happenings.points, common))
    events = {event.id: (event, reading) for reading in readings for event in reading.events}
    groups = link(keys, said)
    home_of = {event: group[0] for group in groups for event in group}
    wholes = place_parts(home_of, find_parts(keys), said)
    shown = (
        show_incident(
            [events[key] for key in home], world, families, happenings.kinds, wholes.get(home[0], ())
        )
        for home in groups
    )
    found = [one for one in shown if one is not None]
    ids = {one.id for one in found}
    return tuple(sorted((without(one, ids) for one in found), key=_order))


def without(incident: Incident, shown: Collection[str]) -> Incident:
    """Return the incident as part of those only that are shown."""
    wholes = tuple(whole for whole in incident.part_of if whole in shown)
    return incident if wholes == incident.part_of else msgspec.structs.replace(incident, part_of=wholes)


def show_incident(
    events: Sequence[tuple[Event, Reading]],
    world: World,
    families: Mapping[str, str],
    kinds: Mapping[str, Kind],
    wholes: tuple[str, ...] = (),
) -> Incident | None:
    """Return the events of one happening as an incident; None where nothing is told by which it could be known.

    Args:
        events: the events with the readings that they are in, sorted by their ids.
        world: everyone who is named in them.
        families: the document that stands for each document and its copies.
        kinds: the kinds of events, which name them.
        wholes: the ids of the incidents that it is part of.
    """
    incident = msgspec.structs.replace(_incident(events, world, families, kinds), part_of=wholes)
    return incident if _tells(incident) else None


def _tells(incident: Incident) -> bool:
    """Return whether anything is told by which an incident could be known: a place, a day, a toll, somebody blamed or answering.

    "The attacks must stop" has words of an attack and nothing else: its event stays in the reading of its document.
    """
    dated = incident.date is not None and (incident.date.first or incident.date.last)
    answered = any(account.stance not in ("says", "claims") for account in incident.accounts)
    return bool(incident.place or dated or incident.tolls or incident.grades.who.actors or answered)


def _order(incident: Incident) -> tuple[str, str]:
    first = incident.date.first if incident.date else None
    return (first.isoformat() if first else "9999", incident.id)


def _incident(
    events: Sequence[tuple[Event, Reading]],
    world: World,
    families: Mapping[str, str],
    kinds: Mapping[str, Kind],
) -> Incident:
    claims = list(told(events, world, families))
    kind, scope = _kind(events), _scope(events)
    tolls = find_tolls(claims, world.name)
    grades = find_grades(claims, world)
    place = where(claims)
    contested = find_contested(claims, tolls, grades)
    return Incident(
        id=min(event.id for event, _ in events),
        title=title(kinds[kind], events, place),
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
    )


def _kind(events: Sequence[tuple[Event, Reading]]) -> str:
    """Return the kind that most events give; a vague one only where no other is told."""
    kinds = sorted(event.kind for event, _ in events)
    strong = [kind for kind in kinds if kind != "attack"] or kinds
    return max(sorted(set(strong)), key=strong.count)


def _scope(events: Sequence[tuple[Event, Reading]]) -> Scope:
    return "aggregate" if any(event.scope == "aggregate" for event, _ in events) else "single"
