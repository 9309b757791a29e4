"""Spilled: a store that was struck, told to explain where gas came from: whoever struck it is not told to have used gas."""

from collections.abc import Sequence

from truceline.extract.drafts import Draft
from truceline.extract.triggers import GAS
from truceline.model.parsed import Parsed

STORES = frozenset(
    (
        "arsenal", "cache", "depot", "dump", "facility", "factory", "lab", "laboratory", "plant", "stockpile", "store",
        "storehouse", "warehouse", "workshop",
    )
)  # fmt: skip


def of_store(parsed: Parsed, draft: Draft, group: Sequence[Draft]) -> bool:
    """See "the gas leaked when Xlandish jets bombed a depot" of a gas attack that others tell of."""
    if draft.target is None or draft.cluster.kind == GAS:
        return False
    gas = any(one.cluster.kind == GAS for one in group)
    return gas and parsed.tokens[draft.target.head].lemma.lower() in STORES
