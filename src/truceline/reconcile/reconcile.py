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
)
from truceline.reconcile.agreements import find_agreements
from truceline.reconcile.beside import holder_in, show_beside
from truceline.reconcile.incidents import find_incidents
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
    world = World(knowledge.names.actors, knowledge.names.outlet, readings, knowledge.names.roles)
    incidents = find_incidents(
        readings,
        world,
        families,
        knowledge.happenings,
        knowledge.swaps.common,
        [one for one in said if one.kind == "events"],
    )

    beside = show_beside(readings, families, world)
    return Reconciled(
        actors=world.named(readings),
        incidents=incidents,
        agreements=find_agreements(readings, holder_in(world, families), world, knowledge.deals),
        measures=beside.measures,
        conditions=beside.conditions,
        exhibits=beside.exhibits,
        citations=beside.citations,
    )
