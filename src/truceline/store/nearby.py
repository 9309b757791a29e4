"""Nearby: pairs of events that are near each other and stand in two groups; and in which incidents events are shown.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

from collections.abc import Collection, Iterable

from truceline.store.schema import event, event_near, incident
from truceline.store.tables import Tables

Pair = tuple[str, str]


class Nearby:
    """The pairs, the lesser id first."""

    def __init__(self, tables: Tables) -> None:
        """Take the tables."""
        self._tables = tables

    def replace(self, events: Collection[str], pairs: Iterable[Pair]) -> None:
        """Put these pairs in the place of all that any of these events is in."""
        for side in (event_near.c.left, event_near.c.right):
            self._tables.take(side, sorted(events))
        self._tables.put(event_near, ({"left": left, "right": right} for left, right in pairs))

    def of(self, events: Collection[str]) -> list[Pair]:
        """Return the pairs that any of these events is in."""
        sides = (event_near.c.left, event_near.c.right)
        rows = (row for side in sides for row in self._tables.rows(side, sorted(events)))
        return sorted({(row["left"], row["right"]) for row in rows})

    def documents(self, events: Collection[str]) -> set[str]:
        """Return the documents that tell of these events."""
        return {row["document"] for row in self._tables.rows(event.c.id, sorted(events))}

    def shown(self, events: Collection[str]) -> dict[str, Pair]:
        """Return the incident in which each of these events is shown, its id and its title; some are in none."""
        told = {row["id"]: row["incident"] for row in self._tables.rows(event.c.id, sorted(events))}
        ids = sorted({id_ for id_ in told.values() if id_ is not None})
        titles = {row["id"]: row["title"] for row in self._tables.rows(incident.c.id, ids)}
        return {one: (id_, titles[id_]) for one, id_ in told.items() if id_ in titles}
