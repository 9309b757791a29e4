"""Relating: how actors stand to each other, shown anew for the pairs of which documents tell something else now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from truceline.knowledge import Knowledge
from truceline.model.actor import Actor
from truceline.model.reading import Reading
from truceline.model.standing import Telling
from truceline.reconcile import World, find_relations, known_tellings, show_tellings
from truceline.store.tellings import Tellings


class Relating:
    """The relations of a record."""

    def __init__(self, tellings: Tellings, knowledge: Knowledge) -> None:
        """Take the tellings that stand."""
        self._tellings = tellings
        self._known = knowledge.names.actors
        self._touched: set[str] = set()

    def tell(self, reading: Reading, families: Mapping[str, str], world: World) -> None:
        """Put what a document tells in the place of what it told."""
        told = show_tellings([reading], families, world)
        self._touched |= self._tellings.replace([reading.document.id], told)

    def know(self, gone: Collection[str], actors: Iterable[Actor]) -> None:
        """Put what is known of these actors in the place of what was; of those gone nothing is."""
        several = list(actors)
        known = [one for one in several if one.id in self._known]
        names = {one.id: one.name for one in (*self._known.values(), *several)}
        told = known_tellings(known, lambda id_: names.get(id_, id_))
        self._touched |= self._tellings.replace({*gone, *(one.id for one in several)}, told)

    def show(self) -> None:
        """Show the relations of all pairs of which something else is told."""
        told: defaultdict[str, list[Telling]] = defaultdict(list)
        for one in self._tellings.of(self._touched):
            told[one.key].append(one)
        self._tellings.show({pair: find_relations(told[pair]) for pair in sorted(self._touched)})
