"""Beside: what documents tell beside incidents and agreements, shown document by document."""

from collections.abc import Mapping, Sequence

import msgspec

from truceline.model.reading import Reading
from truceline.model.record import CitationShown, ConditionShown, ExhibitShown, MeasureShown
from truceline.reconcile.citations import show_citations
from truceline.reconcile.conditions import show_conditions
from truceline.reconcile.exhibits import show_exhibits
from truceline.reconcile.measures import show_measures
from truceline.reconcile.voices import Voices
from truceline.reconcile.world import World


class Beside(msgspec.Struct, frozen=True):
    """What some documents tell beside incidents and agreements."""

    measures: tuple[MeasureShown, ...]
    conditions: tuple[ConditionShown, ...]
    exhibits: tuple[ExhibitShown, ...]
    citations: tuple[CitationShown, ...]


def show_beside(readings: Sequence[Reading], families: Mapping[str, str], world: World) -> Beside:
    """Return what these documents tell beside incidents and agreements, each as its holder tells it."""
    voices = Voices(world, families)
    return Beside(
        show_measures(readings, voices, world),
        show_conditions(readings, voices),
        show_exhibits(readings, voices, world),
        show_citations(readings, voices, world),
    )
