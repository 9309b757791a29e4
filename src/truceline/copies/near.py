"""Near: documents that might be copies of one another, found without comparing all pairs."""

import hashlib
from collections import Counter, defaultdict

from truceline.copies.key import CopyKey, unpack

# Bands of 128 permutations. Words: 3 rows find a pair that shares half its 3-grams 99 times in 100, one that shares
# three tenths 68 times. Names: 4 rows, because unrelated reports of one war share a twentieth of their pairs of names,
# and 3 rows would call one in 200 of those near.
WORD_ROWS = 3
NAME_ROWS = 4
# A bucket keeps the first few that came: the likeliest originals come first, and a wire story printed ten thousand
# times must not be compared with each of its prints.
ROOM = 8
# Excerpts and reports that were built around one share too small a part for bands. One 3-gram in eight is looked up; two
# in common (16 of the text) make a pair worth a look. With three, an excerpt of 60 words in twelve was missed; with two
# there are 6 candidates a document instead of 2, most of them gone at the first look (`shared.py`).
ANCHOR = 8
ANCHORS_SHARED = 2


class Near:
    """The documents seen so far, by what they share.

    `add` costs the same however many there are: places, and the room in each, are bounded.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._places: defaultdict[int, list[int]] = defaultdict(list)

    def find(self, key: CopyKey) -> list[int]:
        """Return the numbers of those that might be near `key`, lowest first."""
        found = {n for band in bands(key) for n in self._places.get(band, ())}
        shared = Counter(n for anchor in anchors(key) for n in self._places.get(anchor, ()))
        found.update(n for n, count in shared.items() if count >= ANCHORS_SHARED)
        return sorted(found)

    def add(self, number: int, key: CopyKey) -> None:
        """Keep `key` under `number`, wherever there is room."""
        for place in {*bands(key), *anchors(key)}:
            if len(self._places[place]) < ROOM:
                self._places[place].append(number)


def bands(key: CopyKey) -> list[int]:
    """Return the places in which documents stand that are near by one band of their signatures."""
    return [
        _place(kind, start, signature[start : start + 4 * rows])
        for kind, signature, rows in ((b"w", key.words, WORD_ROWS), (b"n", key.names, NAME_ROWS))
        for start in range(0, len(signature) - 4 * rows + 1, 4 * rows)
    ]


def anchors(key: CopyKey) -> list[int]:
    """Return the places in which documents stand that are near if they share several of them."""
    sampled = (one for one in unpack(key.word_sketch) if one % ANCHOR == 0)
    return [_place(b"a", 0, one.to_bytes(4)) for one in sampled]


def _place(kind: bytes, start: int, content: bytes) -> int:
    """Return a place as a number of 64 bits with a sign, which is what databases hold."""
    told = hashlib.blake2b(content, digest_size=8, salt=kind, person=start.to_bytes(2)).digest()
    return int.from_bytes(told, signed=True)
