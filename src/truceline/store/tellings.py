"""Tellings: what documents tell of how two actors stand to each other, and the relations shown for it.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from truceline.model.standing import RelationShown, Telling
from truceline.store import rows
from truceline.store.content import decode
from truceline.store.schema import relation, telling
from truceline.store.tables import Tables, some


class Tellings:
    """Tellings by who tells them, relations by whom they tie."""

    def __init__(self, tables: Tables) -> None:
        """Take the tables."""
        self._tables = tables

    def replace(self, owners: Collection[str], tellings: Iterable[Telling]) -> set[str]:
        """Put tellings in the place of all of these documents, or actors; return the pairs whose relation may be another now.

        Single happenings are told of a pair, and make no relation.
        """
        before = self._tables.take(telling.c.owner, sorted(owners))
        now = [rows.telling_row(one) for one in tellings]
        self._tables.put(telling, now)
        was, told = (
            {(row["pair"], row["content"]) for row in before if row["event"] is None},
            {(row["pair"], row["content"]) for row in now if row["event"] is None},
        )
        return {pair for pair, _ in was ^ told}

    def of(self, pairs: Collection[str]) -> list[Telling]:
        """Return the tellings of these pairs, without single happenings: of two that fight most are such."""
        self._tables.flush(telling)
        query = select(telling.c.content).where(telling.c.event.is_(None))
        rows = (
            row
            for asked in some(sorted(pairs))
            for row in self._tables.connection.execute(query.where(telling.c.pair.in_(asked))).all()
        )
        return [decode(row.content, Telling) for row in rows]

    def show(self, relations: Mapping[str, Iterable[RelationShown]]) -> None:
        """Show these relations, by their pairs, and no others of these pairs; those that are as they were stay."""
        shown = [rows.relation_row(pair, one) for pair in sorted(relations) for one in relations[pair]]
        before = self._tables.rows(relation.c.pair, sorted(relations))
        was, now = ({(row["pair"], row["content"]) for row in told} for told in (before, shown))
        gone = [row["number"] for row in before if (row["pair"], row["content"]) not in now]
        self._tables.take(relation.c.number, gone)
        self._tables.put(relation, (row for row in shown if (row["pair"], row["content"]) not in was))
