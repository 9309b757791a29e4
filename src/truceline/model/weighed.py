"""Weighed: two that were compared, and what speaks for their being one."""

from typing import NamedTuple


class Weighed(NamedTuple):
    """A pair of ids, the lesser one first, and the sum of the weights that speak for the two being one."""

    left: str
    right: str
    score: float
