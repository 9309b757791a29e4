"""A shelf of events in memory, with what was found between them: what `store.standing` and `store.nearby` keep in tables."""

from collections import defaultdict

from truceline.model.judgement import Judgement
from truceline.model.weighed import Weighed
from truceline.reconcile.keys import EventKey
from truceline.reconcile.persons import Persons
from truceline.reconcile.shelf import Place, relink


class MemoryShelf:
    def __init__(self):
        self.stood: dict[str, Place] = {}
        self.places: dict[str, frozenset[str]] = {}
        self.pairs: dict[tuple[str, str], float] = {}
        self.joined: dict[str, list[Weighed]] = {}

    def near(self, places):
        for id_, own in self.places.items():
            if not own.isdisjoint(places):
                yield self.stood[id_], own & set(places)

    def with_ids(self, ids):
        return [self.stood[id_] for id_ in ids if id_ in self.stood]

    def in_groups(self, groups):
        return self._by("group", groups)

    def in_homes(self, homes):
        return self._by("home", homes)

    def _by(self, name, values):
        found = defaultdict(list)
        for id_ in sorted(self.stood):
            found[getattr(self.stood[id_], name)].append(self.stood[id_])
        return [found[value] for value in sorted(values) if value in found]

    def put(self, told):
        for place, places in told:
            self.stood[place.id] = place
            if places is not None:
                self.places[place.id] = frozenset(places)

    def weighed(self, ids):
        return [Weighed(*pair, score) for pair, score in self.pairs.items() if not {*pair}.isdisjoint(ids)]

    def joins(self, groups):
        return {group: self.joined[group] for group in groups if group in self.joined}

    def add(self, keys: list[EventKey], said: list[Judgement] = (), judged: set[str] = frozenset()):
        """Link events to those that stand here, and keep all that comes of it."""
        linked = relink(keys, self, self, Persons(said), judged)
        self.pairs = {pair: s for pair, s in self.pairs.items() if linked.loose.isdisjoint(pair)}
        self.pairs |= {(one.left, one.right): one.score for one in linked.near}
        for group in linked.ungrouped:
            self.joined.pop(group, None)
        self.joined |= linked.joins
        return linked

    def shown(self):
        """Return all that is kept, in one order."""
        return sorted(self.stood.items()), sorted(self.pairs.items()), sorted(self.joined.items())
