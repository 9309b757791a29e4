"""Standing: where the events of a record stand, each in its group and its home, so that a new one finds those near it.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

import struct
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Table, select

from truceline.store.tables import Tables, Told, some


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

    def near(self, places: Collection[str]) -> Iterator[tuple[Stood, list[str]]]:
        """Yield each that stands in any of these places, once, with those in which it does."""
        self._tables.flush(self._place)
        asked = {_hashed(place): place for place in places}
        found: dict[str, list[str]] = {}
        query = select(self._place.c.place, self._place.c.id)
        for several in some(sorted(asked)):
            for row in self._tables.connection.execute(query.where(self._place.c.place.in_(several))):
                found.setdefault(row[1], []).append(asked[row[0]])
        yield from ((one, found[one.id]) for one in self.with_ids(found))

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
        before = {
            row["id"]: row["places"]
            for row in self._tables.take(self._key.c.id, [one.id for one, _ in several])
        }
        rows, gone, come = [], [], []
        for one, places in several:
            old = before.get(one.id, b"")
            packed = old if places is None else _packed(places)
            if packed != old:
                gone += [(place, one.id) for place in _unpacked(old)]
                come += [(place, one.id) for place in _unpacked(packed)]
            rows.append(one._asdict() | {"places": packed})
        self._tables.put(self._key, rows)
        self._tables.take_rows(self._place, _placed(gone))
        self._tables.put(self._place, _placed(come))


def _hashed(place: str) -> int:
    """Return a number for a place; two with one number only have one looked at that is not near."""
    return int.from_bytes(blake2b(place.encode(), digest_size=8).digest(), signed=True)


def _packed(places: Iterable[str]) -> bytes:
    told = sorted(map(_hashed, places))
    return struct.pack(f"<{len(told)}q", *told)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def _placed(pairs: Iterable[tuple[int, str]]) -> list[Told]:
    """Return the rows in the order of the table: a page of it is looked for once."""
    return [{"place": place, "id": id_} for place, id_ in sorted(pairs)]


def _each(rows: Iterable[Stood], by: int) -> list[list[Stood]]:
    ordered = sorted(rows, key=lambda one: (one[by], one.id))
    return [list(several) for _, several in groupby(ordered, key=lambda one: one[by])]
