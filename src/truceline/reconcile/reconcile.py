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
from truceline.reconcile.agreements import find_agreements, show_measures
from truceline.reconcile.citations import show_citations
from truceline.reconcile.conditions import show_conditions
from truceline.reconcile.exhibits import show_exhibits
from truceline.reconcile.follow import follow
from truceline.reconcile.incidents import find_incidents
from truceline.reconcile.judged import judged
from truceline.reconcile.persons import Persons
from truceline.reconcile.unsure import against, find_lost, find_unsure
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
    judgements: tuple[Judgement, ...]
    unsure: tuple[Unsure, ...] = ()


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
    followed = follow(said, readings)
    readings, words = judged(readings, followed.claims, knowledge.names.actors.keys())
    world = World(knowledge.names.actors, knowledge.names.outlet, readings, knowledge.names.roles)
    incidents, judgements = find_incidents(
        readings,
        world,
        families,
        knowledge.happenings.kinds,
        followed.pairs,
        knowledge.happenings.points,
        words,
    )
    persons = Persons(followed.pairs)
    lost = (*followed.lost, *words.lost, *against(persons))

    def holder(reading: Reading, statement: str | None) -> str:
        said = next((one for one in reading.statements if one.id == statement), None)
        doc = reading.document
        return world.holder(doc, said, families.get(doc.id, doc.id)).name

    return Reconciled(
        actors=world.named(readings),
        incidents=incidents,
        agreements=find_agreements(readings, holder, world, knowledge.deals),
        measures=show_measures(readings, holder, world),
        conditions=show_conditions(readings, holder),
        exhibits=show_exhibits(readings, holder, world),
        citations=show_citations(readings, holder, world),
        judgements=tuple(judgements),
        unsure=(*find_lost(lost, readings), *find_unsure(incidents, judgements, persons)),
    )
