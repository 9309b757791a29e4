"""Gather: what a group of events tells as a whole, so that two groups can be compared like two events."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TypeVar

import msgspec

from truceline.reconcile.keys import EventKey

# What this share of those that tell a thing at all say, the group says. Swept .25 and .4 on the October gold: at .25 a
# town that one report in four names beside the place joins neighbours.
SHARE = 0.4
VAGUE = "attack"
V = TypeVar("V")
_SETS = (
    "places", "narrow", "wide", "inside", "named", "holds", "at", "parts", "sides", "targets", "points", "target_actors",
    "nearby", "people", "names", "rare", "spots", "camps",
)  # fmt: skip


def gather(keys: Sequence[EventKey]) -> EventKey:
    """Return one key for a group: what most of its events tell of each thing, and all their tolls.

    A group of one is its event. The result depends on no order.
    """
    first = min(keys, key=lambda key: key.id)
    if len(keys) == 1:
        return first
    told = {name: _told([getattr(key, name) for key in keys]) for name in _SETS}
    days = _commonest([(key.first, key.last) for key in keys if key.first is not None])
    return msgspec.structs.replace(
        first,
        doc=f"group of {first.id}",
        family=f"group of {first.id}",
        kind=kind_of(keys),
        first=days[0] if days else None,
        last=days[1] if days else None,
        published=min((key.published for key in keys if key.published is not None), default=None),
        killed=tuple(sorted({count for key in keys for count in key.killed})),
        wounded=tuple(sorted({count for key in keys for count in key.wounded})),
        words=frozenset(),
        close=frozenset(),
        **told,
    )


def kind_of(keys: Sequence[EventKey]) -> str:
    """Return the kind that most of them tell; a vague one only where no other is told."""
    return _commonest([key.kind for key in keys if key.kind != VAGUE]) or VAGUE


def _told(sets: Sequence[frozenset[object]]) -> frozenset[object]:
    """Return what SHARE of the events that tell anything of it tell; the one thing told most where they agree on none."""
    counts = Counter(value for values in sets for value in values)
    least = SHARE * sum(bool(values) for values in sets)
    found = frozenset(value for value, count in counts.items() if count >= least)
    return found or frozenset(filter(None, [_commonest(list(counts.elements()))]))


def _commonest(values: Collection[V]) -> V | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], repr(value)), default=None)
