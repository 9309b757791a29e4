"""Casting: who is who once new documents have introduced and named theirs, and which other documents feel it."""

from collections.abc import Callable, Collection, Iterable, Mapping

from truceline.model.actor import Actor
from truceline.model.reading import Reading
from truceline.reconcile import World, family_name, find_changes, named_in
from truceline.store.cast import Cast


class Casting:
    """The actors of new documents among those that are known already."""

    def __init__(self, cast: Cast, world: Callable[[Iterable[Actor]], World]) -> None:
        """Take the record's cast; `world` makes the world of some who were learned."""
        self._cast = cast
        self._change = find_changes((), cast, world)
        self._world = world
        self._named: set[str] = set()
        self._unnamed: set[str] = set()

    def introduce(self, readings: Mapping[str, Reading]) -> set[str]:
        """Keep whom new documents introduce and name; return the other documents for which somebody is another now."""
        told = {doc: reading.actors for doc, reading in readings.items()}
        families = {actor: family_name(actor) for several in told.values() for actor in several}
        fresh = self._cast.learn(told, families)
        self._named = self._cast.name({id_ for reading in readings.values() for id_ in named_in(reading)})
        self._change = find_changes(fresh, self._cast, self._world)
        return self._cast.documents(self._change.others) - {*readings}

    @property
    def others(self) -> set[str]:
        """Return the ids of those who are others than they were, or who are new."""
        return self._change.others

    def name(self, ids: Collection[str]) -> None:
        """Keep whom persons' corrections name."""
        came, self._unnamed = self._cast.name_by_persons(ids)
        # Who was learned is named by a document.
        self._named |= {id_ for id_ in came if id_ in self._change.after.actors}

    def shown(self) -> tuple[set[str], tuple[Actor, ...]]:
        """Return the ids of the actors that are shown no longer, and those that are shown now, or otherwise than before."""
        change = self._change
        shown = change.after.with_all_above(change.ids | self._named)
        known = [id_ for id_ in change.ids | self._unnamed if change.before.one(id_) in change.before.actors]
        gone = {actor.id for actor in change.before.with_all_above(known)} - {actor.id for actor in shown}
        gone = self._without_bound(gone)
        self._cast.show({*gone, *(actor.id for actor in shown)}, shown)
        return gone, shown

    def _without_bound(self, gone: set[str]) -> set[str]:
        """Leave out those whom a document names, or who stand above somebody that is shown."""
        own = {id_ for id_ in gone if self._change.after.one(id_) == id_}
        bound, held = self._cast.is_named(own), self._cast.standing_on(own)
        while fresh := {id_ for id_ in own & gone if id_ in bound or held.get(id_, set()) - gone}:
            gone = gone - fresh
        return gone
