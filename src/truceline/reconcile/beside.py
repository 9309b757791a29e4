"""Beside: what documents tell beside incidents and agreements, shown document by document."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from truceline.model.reading import Reading
from truceline.model.record import CitationShown, ConditionShown, ExhibitShown, MeasureShown
from truceline.reconcile.agreements import show_measures
from truceline.reconcile.citations import show_citations
from truceline.reconcile.conditions import show_conditions
from truceline.reconcile.exhibits import show_exhibits
from truceline.reconcile.world import World


class Beside(msgspec.Struct, frozen=True):
    """What some documents tell beside incidents and agreements."""

    measures: tuple[MeasureShown, ...]
    conditions: tuple[ConditionShown, ...]
    exhibits: tuple[ExhibitShown, ...]
    citations: tuple[CitationShown, ...]


def show_beside(readings: Sequence[Reading], families: Mapping[str, str], world: World) -> Beside:
    """Return what these documents tell beside incidents and agreements, each as its holder tells it."""
    holder = holder_in(world, families)
    return Beside(
        show_measures(readings, holder, world),
        show_conditions(readings, holder),
        show_exhibits(readings, holder, world),
        show_citations(readings, holder, world),
    )


def holder_in(world: World, families: Mapping[str, str]) -> Callable[[Reading, str | None], str]:
    """Return a function that tells the name of who says a statement of a reading, or of its outlet for None."""

    def holder(reading: Reading, statement: str | None) -> str:
        said = next((one for one in reading.statements if one.id == statement), None)
        doc = reading.document
        return world.holder(doc, said, families.get(doc.id, doc.id)).name

    return holder
