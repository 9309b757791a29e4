"""Near: documents that might be copies of one another, found without comparing all pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterator

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

    `add` costs the same however many there are: bands, anchors and buckets are all bounded.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._buckets: defaultdict[tuple[str, int, bytes], list[int]] = defaultdict(list)
        self._anchors: defaultdict[int, list[int]] = defaultdict(list)

    def find(self, key: CopyKey) -> list[int]:
        """Return the numbers of those that might be near `key`, lowest first."""
        found = {n for band in _bands(key) for n in self._buckets.get(band, ())}
        shared = Counter(n for anchor in _anchors(key) for n in self._anchors.get(anchor, ()))
        found.update(n for n, count in shared.items() if count >= ANCHORS_SHARED)
        return sorted(found)

    def add(self, number: int, key: CopyKey) -> None:
        """Keep `key` under `number`, wherever there is room."""
        for band in _bands(key):
            if len(self._buckets[band]) < ROOM:
                self._buckets[band].append(number)
        for anchor in _anchors(key):
            if len(self._anchors[anchor]) < ROOM:
                self._anchors[anchor].append(number)


def _bands(key: CopyKey) -> Iterator[tuple[str, int, bytes]]:
    for kind, signature, rows in (("words", key.words, WORD_ROWS), ("names", key.names, NAME_ROWS)):
        width = 4 * rows
        for start in range(0, len(signature) - width + 1, width):
            yield kind, start, signature[start : start + width]


def _anchors(key: CopyKey) -> list[int]:
    return [one for one in unpack(key.word_sketch) if one % ANCHOR == 0]
