"""Find the copies that new documents make, looking only where the new documents stand.

`find_copies` looks at all documents; this adds some to those that were looked at before, and comes to the same.
"""

import struct
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

import msgspec

from truceline.copies.direction import rank
from truceline.copies.find import Placed, candidates, choose, compare
from truceline.copies.key import CopyKey, copy_key
from truceline.copies.near import ANCHORS_SHARED, ROOM, anchors, bands
from truceline.knowledge.common_words import CommonWords
from truceline.model.copies import Copy
from truceline.model.document import Document

KeyAt = Callable[[bytes], CopyKey]
# Those that one new document is compared with, the next often is too; 10 MB.
KEYS_AT_HAND = 4096
# A length beyond this ranks like it.
_LONGEST = 0xFFFFFFFF
# How a rank is written: whether altered first, the document's id last.
_RANK = ">???II"
_DOCUMENT = struct.calcsize(_RANK)


class Standing(NamedTuple):
    """A document on the shelf: its rank as bytes, its id, its key as bytes, and the places in which it stands."""

    order: bytes
    document: str
    content: bytes
    places: frozenset[int]


class Shelf(Protocol):
    """Where documents stand between runs: in places, each in the order of their ranks, as bytes."""

    def put(self, standing: Iterable[Standing]) -> None:
        """Put documents in their places."""

    def first(self, places: Collection[int], count: int) -> Mapping[int, Sequence[bytes]]:
        """Return the ranks of the first so many in each place, in order."""

    def behind(self, places: Collection[int], order: bytes) -> Mapping[int, Sequence[bytes]]:
        """Return the ranks of all that come after this one, in each place that has any."""

    def content(self, order: bytes) -> bytes:
        """Return what was put under this rank."""

    def tell(self, order: bytes, found: Iterable[tuple[bytes, Copy]]) -> None:
        """Keep the pairs that a document makes with those before it, by their ranks; they replace what was kept."""

    def paired(self, order: bytes) -> Collection[bytes]:
        """Return the ranks of the documents that make a pair with this one before them."""

    def pairs(self, order: bytes) -> Mapping[bytes, Copy]:
        """Return the pairs that a document makes with those before it, by their ranks."""

    def is_empty(self) -> bool:
        """Return whether no document stands here."""

    def standing(self) -> Iterator[tuple[bytes, str]]:
        """Yield the rank and the id of every document, in the order of the ranks."""


class Found(NamedTuple):
    """What new documents change: the documents that are looked at again, and which of them are copies."""

    among: frozenset[str]
    copies: tuple[Copy, ...]


def find_on_shelf(
    shelf: Shelf, docs: Iterable[Document], words: CommonWords, agencies: Container[str]
) -> Found:
    """Put new documents on the shelf, and return who copied whom among them and all whom they touch.

    Whoever makes a pair with somebody is chosen among with them: what is returned is what `find_copies` returns of these
    documents for all documents.

    Args:
        shelf: where the others stand.
        docs: documents that do not stand on it yet.
        words: how common English words are.
        agencies: the names of news agencies.
    """
    return changed(shelf, (copy_key(doc, words, agencies) for doc in docs))


def changed(shelf: Shelf, keys: Iterable[CopyKey]) -> Found:
    """Put documents on the shelf by their keys, and return who copied whom among them and all whom they touch."""
    return _chosen(shelf, _bound(shelf, shelve(shelf, keys)))


def shelved_copies(shelf: Shelf) -> tuple[Copy, ...]:
    """Return the copies among all documents on the shelf: what `find_copies` returns for them."""
    return _chosen(shelf, (here for here, _ in shelf.standing())).copies


def _bound(shelf: Shelf, touched: Iterable[bytes]) -> set[bytes]:
    """Return the ranks of those that are bound to these by pairs, however many lie between."""
    bound, waiting = set(touched), list(touched)
    while waiting:
        here = waiting.pop()
        fresh = {*shelf.paired(here), *shelf.pairs(here)} - bound
        bound |= fresh
        waiting += fresh
    return bound


def _chosen(shelf: Shelf, among: Iterable[bytes]) -> Found:
    ranks = sorted(among)
    placed = [Placed(here[_DOCUMENT:].decode(), here[0] == 1) for here in ranks]
    found = (copy for here in ranks for copy in shelf.pairs(here).values())
    return Found(frozenset(one.doc for one in placed), choose(found, placed))


def shelve(shelf: Shelf, keys: Iterable[CopyKey]) -> set[bytes]:
    """Add documents to the shelf, none of which may stand on it; return the ranks of all whose pairs are others now.

    A new document is compared with the few before it in its places. One that has come before others changes what they are
    compared with: those that stand behind it where it is among the first are looked at again.
    """
    waiting = sorted(set(keys), key=rank)
    if shelf.is_empty():
        _fill(shelf, waiting)
        return {order(key) for key in waiting}
    key_at = lru_cache(KEYS_AT_HAND)(partial(_key, shelf))
    touched: set[bytes] = set()
    for key in waiting:
        here = order(key)
        shelf.put([_standing(key)])
        first = shelf.first(_places(key), ROOM + 1)
        touched |= _look(shelf, key, here, first, key_at)
        for one in sorted(_touched(shelf, key, here, first)):
            later = key_at(one)
            touched |= _look(shelf, later, one, shelf.first(_places(later), ROOM), key_at)
    return touched


def _fill(shelf: Shelf, keys: Sequence[CopyKey]) -> None:
    """Put the first documents on an empty shelf: what they make of each other is found at once."""
    pairs: dict[str, list[tuple[bytes, Copy]]] = {}
    for earlier, later in candidates(keys):
        if (copy := compare(earlier, later)) is not None:
            pairs.setdefault(later.doc, []).append((order(earlier), copy))
    shelf.put([_standing(key) for key in keys])
    for key in keys:
        if key.doc in pairs:
            shelf.tell(order(key), pairs[key.doc])


def _standing(key: CopyKey) -> Standing:
    return Standing(order(key), key.doc, msgspec.msgpack.encode(key), _places(key))


def _places(key: CopyKey) -> frozenset[int]:
    return frozenset((*bands(key), *anchors(key)))


def _look(
    shelf: Shelf, key: CopyKey, here: bytes, first: Mapping[int, Sequence[bytes]], key_at: KeyAt
) -> set[bytes]:
    """Compare a document with those before it that might be near it: one band in common, or some anchors.

    Return the ranks of the document and of all with which it makes a pair, or made one.
    """
    shared = Counter(one for anchor in anchors(key) for one in first[anchor][:ROOM])
    found = {one for band in bands(key) for one in first[band][:ROOM]}
    found.update(one for one, count in shared.items() if count >= ANCHORS_SHARED)
    pairs = ((one, compare(key_at(one), key)) for one in sorted(found) if one < here)
    told = [(one, copy) for one, copy in pairs if copy is not None]
    before = shelf.pairs(here)
    shelf.tell(here, told)
    return {here, *before, *(one for one, _ in told)}


def _touched(shelf: Shelf, key: CopyKey, here: bytes, first: Mapping[int, Sequence[bytes]]) -> set[bytes]:
    """Return the ranks of those for which a new document changes what they are compared with.

    They stand behind it, where it is among the first, in one band or in some anchors; or they make a pair with one that it
    has pushed from the first.
    """
    among = [place for place, ranks in first.items() if here in ranks[:ROOM]]
    behind = shelf.behind(among, here)
    shared = Counter(one for anchor in anchors(key) for one in behind.get(anchor, ()))
    found = {one for band in bands(key) for one in behind.get(band, ())}
    found.update(one for one, count in shared.items() if count >= ANCHORS_SHARED)
    pushed = {first[place][ROOM] for place in among if len(first[place]) > ROOM}
    return found.union(*(shelf.paired(one) for one in pushed))


def order(key: CopyKey) -> bytes:
    """Return the rank of a document as bytes that sort as the rank does; the first is 1 for an altered one."""
    altered, printed, credits, published, _, doc = rank(key)
    numbers = (altered, printed, credits, published.toordinal(), _LONGEST - min(key.length, _LONGEST))
    return struct.pack(_RANK, *numbers) + doc.encode()


def _key(shelf: Shelf, here: bytes) -> CopyKey:
    return msgspec.msgpack.decode(shelf.content(here), type=CopyKey)
