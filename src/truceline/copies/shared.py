"""Shared: how much of two documents is the same, by the hashes in their keys; what is asked before they are aligned."""

from functools import lru_cache

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
    """Return what two documents share; of two that share too little the openings are not looked at."""
    a, b = _hashes(one.word_sketch), _hashes(other.word_sketch)
    common = len(a & b)
    found = Shared(
        all=_part(common, len(a) + len(b) - common),
        inside=_part(common, min(len(a), len(b))),
        opening=0.0,
        names=_names(_hashes(one.name_sketch), _hashes(other.name_sketch)),
    )
    if not found.enough:
        return found
    opening = max(_opening(one.word_sketch, b), _opening(other.word_sketch, a))
    return msgspec.structs.replace(found, opening=opening)


@lru_cache(maxsize=4096)
def _hashes(sketch: bytes) -> frozenset[int]:
    return frozenset(unpack(sketch))


def _names(a: frozenset[int], b: frozenset[int]) -> float:
    fewer = min(len(a), len(b))
    return _part(len(a & b), fewer) if fewer >= FEWEST_PAIRS else 0.0


def _opening(sketch: bytes, other: frozenset[int]) -> float:
    """Return how much of the opening stands in the other."""
    opening = set(unpack(sketch)[:OPENING])
    return _part(len(opening & other), len(opening))


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0
