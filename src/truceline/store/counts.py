"""Counts: how many rows of what lists show have each value, kept as rows come and go (the table `counted`).

Lists offer each value with its count, and pages tell how many there are in all. To count anew is a second for 340,000
incidents, at every first look after the record has grown; so whoever puts a row in or takes one out counts it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, Table, and_, case, cast, func, literal

from truceline.store import schema

Key = tuple[str, str]
# Between the name of a place and the words that told it: no text has it.
APART = "\x1f"
# The incidents of which an actor tells: an incident whose accounts name it twice is one.
HOLDER = "incident.holder"
SPELLING = "claim.spelling"


class Counted(NamedTuple):
    """One thing that is counted: what it is called, and its value in a row as Python and as SQL have it."""

    what: str
    value: Callable[[Mapping[str, Any]], object]
    column: ColumnElement[Any]


_PLAIN: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (schema.incident, ("kind", "happened", "who", "place")),
    (schema.agreement, ("kind",)),
    (schema.actor, ("kind",)),
    (schema.relation, ("kind", "a", "b")),
    (schema.statement, ("stance", "speaker")),
    (schema.heading, ("publisher", "language", "granularity")),
    (schema.condition, ("place",)),
    (schema.citation, ("by", "outlet")),
    (schema.measure, ()),
    (schema.exhibit, ()),
    (schema.copy, ()),
)


def _of_column(table: Table, name: str) -> Counted:
    return Counted(f"{table.name}.{name}", lambda row: row.get(name), cast(table.c[name], String))


def _whole(table: Table) -> Counted:
    return Counted(table.name, lambda _: "", literal(""))


def _spelling(row: Mapping[str, Any]) -> str | None:
    place = row.get("place")
    return f"{place}{APART}{row.get('words') or place}" if place and row.get("property") == "place" else None


_claims = schema.claim.c
_spelling_column = case(
    (
        and_(_claims.property == "place", func.coalesce(_claims.place, "") != ""),
        _claims.place.concat(APART).concat(func.coalesce(func.nullif(_claims.words, ""), _claims.place)),
    )
)

COUNTED: Mapping[Table, tuple[Counted, ...]] = {
    table: (_whole(table), *(_of_column(table, name) for name in names)) for table, names in _PLAIN
} | {schema.claim: (Counted(SPELLING, _spelling, _spelling_column),)}


class Counts:
    """What has come and gone since it was last written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._by: Counter[Key] = Counter()

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]], sign: int) -> None:
        """Count rows that came (1) or went (-1)."""
        told = COUNTED.get(table, ())
        for row in rows if told else ():
            for one in told:
                self.add_value(one.what, one.value(row), sign)

    def add_value(self, what: str, value: object, sign: int) -> None:
        """Count one value; what is not told is not counted."""
        if value is not None:
            self._by[what, str(int(value)) if isinstance(value, bool) else str(value)] += sign

    def waiting(self) -> dict[Key, int]:
        """Return what is to be written, and begin anew."""
        told, self._by = {key: sign for key, sign in self._by.items() if sign}, Counter()
        return told
