"""Cast: whom the documents of a record introduce and name, so that those who may be one with somebody new are found.

It is derived, and goes with the other derived tables. Only the pipeline may use it, because it writes.
"""

from collections.abc import Collection, Iterable, Mapping

from truceline.model.actor import Actor
from truceline.model.ids import content_id
from truceline.store.content import decode, encode
from truceline.store.schema import actor_above, learned, learned_above, learned_in, named, named_by_person
from truceline.store.tables import Tables


class Cast:
    """Those who were learned, by their ids, by their family names and by whom they belong to."""

    def __init__(self, tables: Tables) -> None:
        """Take the tables."""
        self._tables = tables

    def called(self, ids: Collection[str]) -> list[Actor]:
        """Return those who were learned under these ids, in all ways in which they were."""
        return [decode(row["content"], Actor) for row in self._tables.rows(learned.c.actor, sorted(ids))]

    def of_families(self, names: Collection[str]) -> list[Actor]:
        """Return those who were learned with these family names."""
        rows = self._tables.rows(learned.c.family_name, sorted(names))
        return [decode(row["content"], Actor) for row in rows]

    def below(self, ids: Collection[str]) -> set[str]:
        """Return the ids of those who were learned and belong to one of these."""
        rows = self._tables.rows(learned_above.c.above, sorted(ids))
        return {row["actor"] for row in self._tables.rows(learned.c.id, {row["learned"] for row in rows})}

    def introduced(self, documents: Collection[str]) -> list[tuple[str, Actor]]:
        """Return whom each of these documents introduces."""
        rows = self._tables.rows(learned_in.c.document, sorted(documents))
        told = self._tables.rows(learned.c.id, sorted({row["learned"] for row in rows}))
        actors = {row["id"]: decode(row["content"], Actor) for row in told}
        return [(row["document"], actors[row["learned"]]) for row in rows]

    def documents(self, ids: Collection[str]) -> set[str]:
        """Return the documents that introduce one of these."""
        several = [row["id"] for row in self._tables.rows(learned.c.actor, sorted(ids))]
        return {row["document"] for row in self._tables.rows(learned_in.c.learned, several)}

    def learn(self, told: Mapping[str, Iterable[Actor]], family_name: Mapping[Actor, str]) -> list[Actor]:
        """Keep whom documents introduce, and return those who were not introduced so before.

        Args:
            told: whom each document introduces.
            family_name: the family name of each.
        """
        ids = {actor: content_id(encode(actor).decode()) for actor in family_name}
        kept = {row["id"] for row in self._tables.rows(learned.c.id, sorted(ids.values()))}
        fresh = sorted((actor for actor in ids if ids[actor] not in kept), key=lambda actor: ids[actor])
        self._tables.put(
            learned,
            (
                {
                    "id": ids[one],
                    "actor": one.id,
                    "family_name": family_name[one],
                    "content": encode(one).decode(),
                }
                for one in fresh
            ),
        )
        self._tables.put(
            learned_above, ({"above": above, "learned": ids[one]} for one in fresh for above in _above(one))
        )
        rows = (
            {"learned": ids[one], "document": doc} for doc, several in told.items() for one in set(several)
        )
        self._tables.put(learned_in, rows)
        return fresh

    def name(self, ids: Collection[str]) -> set[str]:
        """Note that documents name these, and return those whom none named before."""
        fresh = set(ids) - {row["id"] for row in self._tables.rows(named.c.id, sorted(ids))}
        self._tables.put(named, ({"id": one} for one in sorted(fresh)))
        return fresh

    def name_by_persons(self, ids: Collection[str]) -> tuple[set[str], set[str]]:
        """Note that persons' words name these and nobody else; return those whom none named before, and those gone."""
        before = {
            row["id"] for row in self._tables.renew(named_by_person, [{"id": one} for one in sorted(ids)])
        }
        return set(ids) - before, before - set(ids)

    def is_named(self, ids: Collection[str]) -> set[str]:
        """Return those of these whom a document or a person's word names."""
        asked = sorted(ids)
        columns = (named.c.id, named_by_person.c.id)
        return {row["id"] for column in columns for row in self._tables.rows(column, asked)}

    def show(self, gone: Collection[str], actors: Iterable[Actor]) -> None:
        """Note above whom actors stand that are shown; those gone stand above nobody."""
        self._tables.take(actor_above.c.actor, sorted(gone))
        self._tables.put(
            actor_above, ({"above": above, "actor": one.id} for one in actors for above in _above(one))
        )

    def standing_on(self, ids: Collection[str]) -> dict[str, set[str]]:
        """Return the actors that are shown and belong to each of these, where there are any."""
        found: dict[str, set[str]] = {}
        for row in self._tables.rows(actor_above.c.above, sorted(ids)):
            found.setdefault(row["above"], set()).add(row["actor"])
        return found


def _above(actor: Actor) -> list[str]:
    return sorted({above for above in (*actor.part_of, actor.speaks_for, actor.led_by) if above})
