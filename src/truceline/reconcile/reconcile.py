"""Compare the readings of all documents, and show what follows."""

from collections.abc import Mapping, Sequence

import msgspec

from truceline.knowledge import Knowledge
from truceline.model.actor import Actor
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
    Unsure,
)
from truceline.reconcile.agreements import find_agreements
from truceline.reconcile.beside import show_beside
from truceline.reconcile.follow import follow
from truceline.reconcile.homes import link
from truceline.reconcile.incidents import find_incidents, with_parts
from truceline.reconcile.judged import judged, with_strangers
from truceline.reconcile.keys import event_keys
from truceline.reconcile.link import judge
from truceline.reconcile.persons import Persons
from truceline.reconcile.unsure import against, find_lost, find_unsure, shown_in
from truceline.reconcile.voices import Voices
from truceline.reconcile.wholes import find_parts, place_parts
from truceline.reconcile.world import World


class Reconciled(msgspec.Struct, frozen=True):
    """What follows from all readings together."""

    actors: tuple[Actor, ...]
    incidents: tuple[Incident, ...]
    agreements: tuple[Agreement, ...]
    measures: tuple[MeasureShown, ...]
    conditions: tuple[ConditionShown, ...]
    exhibits: tuple[ExhibitShown, ...]
    citations: tuple[CitationShown, ...]
    unsure: tuple[Unsure, ...]


def reconcile(
    readings: Sequence[Reading],
    families: Mapping[str, str],
    knowledge: Knowledge,
    said: Sequence[Judgement] = (),
) -> Reconciled:
    """Reconcile the newest readings; the result depends on the set of them, not on their order.

    Args:
        readings: one for each document.
        families: the document that stands for each document and its copies.
        knowledge: what is known of actors and of the kinds of events.
        said: persons' judgements, in the order in which they were given; they outrank the method's.
    """
    readings = sorted(readings, key=lambda reading: reading.document.id)
    names, happenings = knowledge.names, knowledge.happenings
    followed = follow(said, readings)
    learned = {actor.id for reading in readings for actor in reading.actors}
    standing, strange = with_strangers(followed.claims, names.actors.keys() | learned)
    readings, words = judged(readings, standing)
    world = World(names.actors, names.outlet, readings, names.roles)
    keys = [*event_keys(readings, world, families, happenings.points, knowledge.swaps.common)]
    persons = Persons(followed.pairs)
    homes = link(keys, followed.pairs)
    incidents = find_incidents(homes, readings, world, families, happenings.kinds, words)
    shown = shown_in(incidents)
    wholes = place_parts({event: id_ for event, (id_, _) in shown.items()}, find_parts(keys), persons.holding)
    beside = show_beside(readings, families, world)
    lost = (*followed.lost, *strange, *against(persons))
    return Reconciled(
        actors=world.named(readings),
        incidents=tuple(with_parts(incidents, wholes)),
        agreements=find_agreements(readings, Voices(world, families), world, knowledge.deals),
        measures=beside.measures,
        conditions=beside.conditions,
        exhibits=beside.exhibits,
        citations=beside.citations,
        unsure=(*find_lost(lost, readings), *find_unsure(shown, judge(keys), [*persons.pairs.values()])),
    )
