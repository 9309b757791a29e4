"""At hand: the readings that a derivation looks at, unpacked as they are wanted.

They are marked with what copies tell of them, and follow what persons said of their claims.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import msgspec

from truceline.model.copies import Copy, altered_copies, marked
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.terms import Term
from truceline.store import read as kept
from truceline.store.open import Record

# Unpacked readings kept at hand: a run of some hundred reports unpacks each once, one of a hundred thousand fits in memory.
READINGS = 1024


class AtHand:
    """Readings and families of documents, by id; `know` says of which documents the families are wanted."""

    def __init__(self, record: Record, *, method: str, knowledge: str) -> None:
        """Take the readings by this method with this knowledge."""
        self._record = record
        self._basis = {"method": method, "knowledge": knowledge}
        self._known: set[str] = set()
        self._copies: dict[str, Copy] = {}
        self._altered: Mapping[str, Copy] = {}
        self._judged: dict[str, Reading] = {}
        self.unmarked = lru_cache(READINGS)(self._unmarked)
        self._things = lru_cache(READINGS)(self._by_id)

    def know(self, documents: Iterable[str]) -> None:
        """Learn of which documents these are copies, and those of which others."""
        waiting = set(documents) - self._known
        while waiting:
            found = list(kept.copies(self._record, documents=waiting))
            self._known |= waiting
            self._copies.update((copy.doc, copy) for copy in found)
            waiting = {copy.of for copy in found if copy.of is not None} - self._known
        self._altered = altered_copies(self._copies.values())

    def families(self, documents: Collection[str]) -> dict[str, str]:
        """Return for each document the one that stands for it and all its copies."""
        self.know(documents)
        return {doc: self._root(doc) for doc in documents}

    def _root(self, doc: str) -> str:
        while (copy := self._copies.get(doc)) is not None and copy.of is not None:
            doc = copy.of
        return doc

    def judge(self, readings: Iterable[Reading]) -> None:
        """Take these readings, which follow what persons said of claims, for the documents that they are of."""
        self._judged.update((reading.document.id, reading) for reading in readings)

    def reading(self, doc: str) -> Reading:
        """Return the reading of a document, as persons have it."""
        return self._marked(doc, self._now(doc))

    def as_read(self, doc: str) -> Reading:
        """Return the reading of a document, whatever persons say of it."""
        return self._marked(doc, self.unmarked(doc))

    def _now(self, doc: str) -> Reading:
        return self._judged.get(doc) or self.unmarked(doc)

    def _marked(self, doc: str, found: Reading) -> Reading:
        self.know([doc])
        document = marked(found.document, self._altered)
        return found if document is found.document else msgspec.structs.replace(found, document=document)

    def _unmarked(self, doc: str) -> Reading:
        return kept.reading(self._record, doc, **self._basis)

    def with_reading(self, documents: Collection[str]) -> list[str]:
        """Return those of these documents that were read, sorted."""
        return kept.with_reading(self._record, documents, **self._basis)

    def events(self, doc: str) -> Iterable[str]:
        """Return the ids of the events of a document."""
        return self._things(doc)[0]

    def event(self, doc: str, event: str) -> Event:
        """Return an event of a document."""
        return self._things(doc)[0][event]

    def term(self, doc: str, term: str) -> Term:
        """Return a term of a document."""
        return self._things(doc)[1][term]

    def _by_id(self, doc: str) -> tuple[dict[str, Event], dict[str, Term]]:
        found = self._now(doc)
        return {event.id: event for event in found.events}, {term.id: term for term in found.terms}
