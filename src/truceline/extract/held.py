"""Held: the words by which a place is told to be in somebody's hands: "an army-held hill", "a post manned by the army"."""

from typing import Final

HELD: Final = frozenset(
    (
        "administered",
        "controlled",
        "guarded",
        "held",
        "manned",
        "occupied",
        "operated",
        "owned",
        "ruled",
        "run",
        "staffed",
    )
)
