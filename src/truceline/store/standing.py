"""Standing: where the events of a record stand, each in its group and its home, so that a new one finds those near it.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Table, select

from truceline.store.tables import Tables, some


class Stood(NamedTuple):
    """One event, or one term: its document, its group, its home, and its key as bytes."""

    id: str
    document: str
    group: str
    home: str
    content: bytes


class Standing:
    """Keys in places; see `Shelf` in `truceline.reconcile.shelf`."""

    def __init__(self, tables: Tables, key: Table, place: Table) -> None:
        """Take the two tables of one noun."""
        self._tables = tables
        self._key = key
        self._place = place

    def near(self, places: Collection[str]) -> Iterator[Stood]:
        """Yield each that stands in any of these places, once."""
        seen: set[str] = set()
        self._tables.flush(self._key, self._place)
        key, place = self._key.c, self._place.c
        for asked in some(sorted(places)):
            query = select(self._key).join(self._place, place.id == key.id).where(place.place.in_(asked))
            for row in self._tables.connection.execute(query.distinct()).all():
                if row.id not in seen:
                    seen.add(row.id)
                    yield Stood(row.id, row.document, row.group, row.home, row.content)

    def with_ids(self, ids: Collection[str]) -> list[Stood]:
        """Return those with these ids."""
        return self._found("id", ids)

    def in_groups(self, groups: Collection[str]) -> list[list[Stood]]:
        """Return all of these groups, group by group."""
        return _each(self._found("group", groups), 2)

    def in_homes(self, homes: Collection[str]) -> list[list[Stood]]:
        """Return all of these homes, home by home."""
        return _each(self._found("home", homes), 3)

    def _found(self, column: str, values: Collection[str]) -> list[Stood]:
        rows = self._tables.rows(self._key.c[column], sorted(values))
        return [Stood(row["id"], row["document"], row["group"], row["home"], row["content"]) for row in rows]

    def put(self, told: Iterable[tuple[tuple[str, str, str, str, bytes], Collection[str] | None]]) -> None:
        """Put each where it now stands, given as the fields of `Stood`; without places it stays in those that it has."""
        several = [(Stood(*fields), places) for fields, places in told]
        self._tables.take(self._key.c.id, [one.id for one, _ in several])
        self._tables.put(self._key, (one._asdict() for one, _ in several))
        placed = [(one.id, places) for one, places in several if places is not None]
        self._tables.take(self._place.c.id, [id_ for id_, _ in placed])
        self._tables.put(
            self._place, ({"place": place, "id": id_} for id_, places in placed for place in sorted(places))
        )


def _each(rows: Iterable[Stood], by: int) -> list[list[Stood]]:
    ordered = sorted(rows, key=lambda one: (one[by], one.id))
    return [list(several) for _, several in groupby(ordered, key=lambda one: one[by])]
