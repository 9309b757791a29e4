"""Page: the record beside the gold: where a quote stands, and who is meant by a name of the gold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import Any

from benchmarks.built import Built
from truceline.model.actor import Actor
from truceline.model.document import Document, Span
from truceline.model.reading import Reading

Entry = Mapping[str, Any]


class Page:
    """The record, the gold, and what leads from one to the other. Nothing here knows a name: all come from the gold."""

    def __init__(self, built: Built, gold: Entry) -> None:
        """Keep both."""
        self.built = built
        self.gold = gold

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Return the readings by the number with which their file's name begins: "000"."""
        by_id = {reading.document.id: reading for reading in self.built.readings}
        return {
            PurePath(name).name[:3]: by_id[doc]
            for doc, names in self.built.came_as.items()
            for name in names
            if doc in by_id
        }

    def document(self, number: str) -> Document | None:
        """Return a document by its number."""
        reading = self.readings.get(number)
        return reading.document if reading else None

    def find(self, number: str, quote: str) -> Span | None:
        """Return where the quote stands in the document of that number; None where either is not there."""
        doc = self.document(number)
        start = doc.text.find(quote) if doc else -1
        return doc.span(start, start + len(quote)) if doc and start >= 0 else None

    @cached_property
    def _listed(self) -> dict[str, Entry]:
        return {one["id"]: one for one in self.gold.get("actors", ())}

    def meant(self, name: str) -> frozenset[str]:
        """Return our ids for an actor of the gold (its id), or for a name that the gold writes out."""
        entry = self._listed.get(name)
        called = [entry["name"], *entry.get("aliases", ())] if entry else [name]
        if self.is_person(name):
            # A government may be called by its leader's name; the person is another.
            persons = (one for one in self.built.actors.values() if one.kind == "person")
            return frozenset(self._called(persons, set(map(folded, called))))
        return frozenset(one for call in called for one in self.ids(call))

    def is_person(self, name: str) -> bool:
        """Return whether the gold lists this id as a person."""
        return self._listed.get(name, {}).get("kind") == "person"

    def ids(self, call: str) -> frozenset[str]:
        """Return the ids that a name may mean: by the knowledge, else by the record's actors, else by its mentions."""
        if call in self.built.actors:
            return frozenset((call,))
        outlet = self.built.names.outlet(call)
        found = {*self._known(call), *((outlet.id,) if outlet else ())}
        key = folded(call)
        found = found or self._called(self.built.actors.values(), {key})
        return frozenset(found or self._mentioned(key))

    @staticmethod
    def _called(actors: Iterable[Actor], keys: set[str]) -> set[str]:
        return {
            one.id
            for one in actors
            if keys & set(map(folded, (one.name, *(name.text for name in one.names))))
        }

    def _known(self, call: str) -> Iterator[str]:
        words = re.sub(r"^(the|an?) ", "", call, flags=re.IGNORECASE).split()
        for match in self.built.names.match(words, 0):
            if match.length == len(words):
                yield from match.actors

    def _mentioned(self, key: str) -> set[str]:
        mentions = (mention for reading in self.built.readings for mention in reading.mentions)
        return {mention.actor for mention in mentions if mention.actor and folded(mention.span.quote) == key}

    def side(self, actor: str) -> str:
        """Return who is at the top of what an actor of the record speaks for or belongs to."""
        seen = {actor}
        while (known := self.built.actors.get(actor)) is not None:
            above = known.speaks_for or (known.part_of[0] if known.part_of else None)
            if above is None or above in seen:
                break
            seen.add(above)
            actor = above
        return actor

    def same(self, gold: str, ours: str | None) -> bool:
        """Return whether our actor (id or name) is the gold's, or speaks for it; a person must be that person."""
        if not ours:
            return False
        meant, found = self.meant(gold), self.ids(ours) or frozenset((ours,))
        if found & meant or folded(ours) == folded(self._listed.get(gold, {}).get("name", gold)):
            return True
        return not self.is_person(gold) and bool(
            {self.side(one) for one in found} & {self.side(one) for one in meant}
        )

    def among(self, gold: str, ours: Iterable[str | None]) -> bool:
        """Return whether the gold's actor is one of ours; "rebels" may also be in the words of one."""
        several = [one for one in ours if one]
        loose = gold not in self._listed and any(
            folded(gold).removesuffix("s") in folded(one) for one in several
        )
        return loose or any(self.same(gold, one) for one in several)


def overlap(one: Span, others: Iterable[Span]) -> bool:
    """Return whether a span shares a character with any of the others."""
    return any(one.doc == other.doc and one.start < other.end and other.start < one.end for other in others)


def listed(value: Any) -> list[Any]:  # noqa: ANN401 - YAML: one value or several
    """Return a value of the gold as a list: none, one or several."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def folded(words: str) -> str:
    """Return the words without case, accents, marks, articles."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"^(the|an?) ", "", plain.replace("'", ""))).strip()
