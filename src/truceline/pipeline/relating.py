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
        # Documents and actors of which something may be told otherwise, and all that is told of them now.
        self._owners: set[str] = set()
        self._told: list[Telling] = []

    def tell(self, reading: Reading, families: Mapping[str, str], world: World) -> None:
        """Put what a document tells in the place of what it told."""
        self._owners.add(reading.document.id)
        self._told += show_tellings([reading], families, world)

    def know(self, gone: Collection[str], actors: Iterable[Actor]) -> None:
        """Put what is known of these actors in the place of what was; of those gone nothing is."""
        several = list(actors)
        known = [one for one in several if one.id in self._known]
        names = {one.id: one.name for one in (*self._known.values(), *several)}
        self._owners |= {*gone, *(one.id for one in several)}
        self._told += known_tellings(known, lambda id_: names.get(id_, id_))

    def show(self) -> None:
        """Show the relations of all pairs of which something else is told than before."""
        touched = self._tellings.replace(self._owners, self._told)
        told: defaultdict[str, list[Telling]] = defaultdict(list)
        for one in self._tellings.of(touched):
            told[one.key].append(one)
        self._tellings.show({pair: find_relations(told[pair]) for pair in sorted(touched)})
