"""Nearby: what was found between events: pairs that are near each other and stand in two groups, and pairs that joined one.

Also in which incidents events are shown.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import select

from truceline.model.weighed import Weighed
from truceline.store.schema import event, event_join, event_near, incident
from truceline.store.tables import Tables, some

Pair = tuple[str, str]


class Nearby:
    """The pairs; see `Weights` in `truceline.reconcile.shelf`."""

    def __init__(self, tables: Tables) -> None:
        """Take the tables."""
        self._tables = tables

    def replace(self, events: Collection[str], pairs: Iterable[tuple[str, str, float]]) -> None:
        """Put these pairs in the place of all that any of these events is in; those that are as they were stay."""
        before, now = {*self.weighed(events)}, {Weighed(*pair) for pair in pairs}
        gone, come = sorted(before - now), sorted(now - before)
        self._tables.take_rows(event_near, [one._asdict() for one in gone])
        self._tables.put(event_near, [one._asdict() for one in come])

    def weighed(self, ids: Collection[str]) -> list[Weighed]:
        """Return the pairs that any of these events is in, sorted."""
        self._tables.flush(event_near)
        columns, found = event_near.c, set[tuple[str, str, float]]()
        query = select(columns.left, columns.right, columns.score)
        for side in (columns.left, columns.right):
            for asked in some(sorted(ids)):
                found.update(map(tuple, self._tables.connection.execute(query.where(side.in_(asked)))))
        return [Weighed(*one) for one in sorted(found)]

    def form(self, gone: Collection[str], joins: Mapping[str, Sequence[tuple[str, str, float]]]) -> None:
        """Keep the pairs that joined the parts of each group (least id), in the place of those of the groups that are gone."""
        told = {group: msgspec.msgpack.encode([*map(tuple, pairs)]) for group, pairs in joins.items()}
        stood = self._tables.rows(event_join.c.group, sorted({*gone, *told}))
        same = {row["group"] for row in stood if told.get(row["group"]) == row["content"]}
        self._tables.take(event_join.c.group, [row["group"] for row in stood if row["group"] not in same])
        rows = ({"group": group, "content": told[group]} for group in sorted(told.keys() - same))
        self._tables.put(event_join, rows)

    def joins(self, groups: Collection[str]) -> dict[str, list[Weighed]]:
        """Return the pairs that joined the parts of each of these groups (least ids), in order; a group of one has none."""
        rows = self._tables.rows(event_join.c.group, sorted(groups))
        return {row["group"]: msgspec.msgpack.decode(row["content"], type=list[Weighed]) for row in rows}

    def documents(self, events: Collection[str]) -> set[str]:
        """Return the documents that tell of these events."""
        return {row["document"] for row in self._tables.rows(event.c.id, sorted(events))}

    def shown(self, events: Collection[str]) -> dict[str, Pair]:
        """Return the incident in which each of these events is shown, its id and its title; some are in none."""
        told = {row["id"]: row["incident"] for row in self._tables.rows(event.c.id, sorted(events))}
        ids = sorted({id_ for id_ in told.values() if id_ is not None})
        titles = {row["id"]: row["title"] for row in self._tables.rows(incident.c.id, ids)}
        return {one: (id_, titles[id_]) for one, id_ in told.items() if id_ in titles}
