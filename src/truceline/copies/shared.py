"""Shared: how much of two documents is the same, by the hashes in their keys; what is asked before they are aligned."""

import msgspec

from truceline.copies.key import CopyKey, unpack

# Below both no kind of copy is found, and aligning would be in vain.
FEWEST_WORDS = 0.12
FEWEST_NAMES = 0.3
# Two reports of one wire story that has 14 pairs of names may share them all, each in its own words.
FEWEST_PAIRS = 20
# The opening is the first 40 of the kept 3-grams (about 80 words), or the first 12 pairs of names.
OPENING_WORDS = 40
OPENING_NAMES = 12


class Shared(msgspec.Struct, frozen=True):
    """What two documents share, as fractions.

    `all` of both together (Jaccard), `inside` of the shorter, `opening` of either's opening in the other, the larger; `names`
    of the fewer pairs of names, `name_opening` likewise.
    """

    all: float
    inside: float
    opening: float
    names: float
    name_opening: float

    @property
    def enough(self) -> bool:
        """Return whether it is worth the while to lay the two side by side."""
        return self.inside >= FEWEST_WORDS or self.names >= FEWEST_NAMES


def share(one: CopyKey, other: CopyKey) -> Shared:
    """Return what two documents share."""
    a, b = unpack(one.word_sketch), unpack(other.word_sketch)
    common = len(set(a) & set(b))
    names, name_opening = _names(unpack(one.name_sketch), unpack(other.name_sketch))
    return Shared(
        all=_part(common, len(a) + len(b) - common),
        inside=_part(common, min(len(a), len(b))),
        opening=_opening(a, b, OPENING_WORDS),
        names=names,
        name_opening=name_opening,
    )


def _names(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[float, float]:
    if min(len(a), len(b)) < FEWEST_PAIRS:
        return 0.0, 0.0
    return _part(len(set(a) & set(b)), min(len(a), len(b))), _opening(a, b, OPENING_NAMES)


def _opening(a: tuple[int, ...], b: tuple[int, ...], length: int) -> float:
    """Return how much of the opening of either stands in the other, the larger part."""
    first_a, first_b = set(a[:length]), set(b[:length])
    return max(_part(len(first_a & set(b)), len(first_a)), _part(len(first_b & set(a)), len(first_b)))


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0
