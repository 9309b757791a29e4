"""Shared: how much of two documents is the same, by the hashes in their keys; what is asked before they are aligned."""

import msgspec

from truceline.copies.key import CopyKey, unpack

# Below both no kind of copy is found, and aligning would be in vain: four real candidates in five stop here. A tenth lower on
# either finds no copy more.
FEWEST_WORDS = 0.25
FEWEST_NAMES = 0.6
# Of fewer pairs of names two reports on one matter share half by chance.
FEWEST_PAIRS = 6
# The opening is the first 40 of the kept 3-grams (about 80 words).
OPENING = 40


class Shared(msgspec.Struct, frozen=True):
    """What two documents share, as fractions.

    `all` of both together (Jaccard), `inside` of the shorter, `opening` of either's opening in the other, the larger; `names`
    of the fewer pairs of names.
    """

    all: float
    inside: float
    opening: float
    names: float

    @property
    def enough(self) -> bool:
        """Return whether it is worth the while to lay the two side by side."""
        return self.inside >= FEWEST_WORDS or self.names >= FEWEST_NAMES


def share(one: CopyKey, other: CopyKey) -> Shared:
    """Return what two documents share."""
    a, b = unpack(one.word_sketch), unpack(other.word_sketch)
    common = len(set(a) & set(b))
    return Shared(
        all=_part(common, len(a) + len(b) - common),
        inside=_part(common, min(len(a), len(b))),
        opening=_opening(a, b),
        names=_names(unpack(one.name_sketch), unpack(other.name_sketch)),
    )


def _names(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    fewer = min(len(a), len(b))
    return _part(len(set(a) & set(b)), fewer) if fewer >= FEWEST_PAIRS else 0.0


def _opening(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Return how much of the opening of either stands in the other, the larger part."""
    first_a, first_b = set(a[:OPENING]), set(b[:OPENING])
    return max(_part(len(first_a & set(b)), len(first_a)), _part(len(first_b & set(a)), len(first_b)))


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0
