"""Blocks: which events are compared at all. Those that share a place, a name, a toll or a text; never all pairs."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from truceline.reconcile.keys import EventKey

# A larger block is split by a further key: pairs grow with its square.
LARGEST_BLOCK = 200
EPOCH = datetime.date(1970, 1, 5)
# Tolls of few are too common to bring two events together.
TELLING_TOLL = 4
VAGUE = "attack"

Block = list[EventKey]
Split = Callable[[EventKey], Iterable[Hashable]]


def pairs(keys: Sequence[EventKey]) -> Iterator[tuple[EventKey, EventKey]]:
    """Yield each pair of events of one scope that share a block, once; the lesser id is left."""
    seen: set[tuple[str, str]] = set()
    for block in blocks(keys):
        ordered = sorted(block, key=lambda key: key.id)
        for n, a in enumerate(ordered):
            for b in ordered[n + 1 :]:
                if a.scope == b.scope and (a.id, b.id) not in seen:
                    seen.add((a.id, b.id))
                    yield a, b


def blocks(keys: Iterable[EventKey]) -> Iterator[Block]:
    """Yield groups that can hold a pair, the large ones split."""
    found: defaultdict[Hashable, Block] = defaultdict(list)
    for key in keys:
        for name in _names(key):
            found[name].append(key)
    for block in found.values():
        yield from _split(block, SPLITS)


def _names(key: EventKey) -> Iterator[Hashable]:
    """Yield the blocks that an event stands in."""
    yield from (("place", name) for name in key.places)
    # "A village in Xland province" and "Xland province": a name stands for itself and for what it holds.
    yield from (("held", name) for name in key.named | key.inside)
    yield "text", key.family
    yield from (("word", word, week) for word in key.rare | key.names for week in _weeks(key))
    yield from (("killed", count, day) for count in key.killed if count >= TELLING_TOLL for day in _days(key))
    if key.first is not None:
        yield from (("day", day, kind) for day in _days(key) for kind in _kinds(key))


def _split(block: Block, splits: Sequence[Split]) -> Iterator[Block]:
    """Yield the block, or its parts by the next key where it is too large; what no key splits stays whole."""
    if len(block) < 2:
        return
    if len(block) <= LARGEST_BLOCK or not splits:
        yield block
        return
    parts: defaultdict[Hashable, Block] = defaultdict(list)
    for key in block:
        for name in dict.fromkeys(splits[0](key)):
            parts[name].append(key)
    for part in parts.values():
        yield from _split(part, splits[1:])


def _told(key: EventKey) -> datetime.date | None:
    return key.first or key.last or key.published


def _weeks(key: EventKey) -> tuple[int, ...]:
    """Return the week of the event and the one after, so that two days on either side of a Sunday meet."""
    day = _told(key)
    return ((day - EPOCH).days // 7, (day - EPOCH).days // 7 + 1) if day else (-1,)


def _days(key: EventKey) -> tuple[int, ...]:
    day = _told(key)
    return ((day - EPOCH).days, (day - EPOCH).days + 1) if day else (-1,)


def _kinds(key: EventKey) -> tuple[str, ...]:
    return (key.kind,)


def _hit(key: EventKey) -> tuple[Hashable, ...]:
    return (*sorted(key.points | key.targets), *key.killed, *key.wounded) or ("",)


SPLITS: tuple[Split, ...] = (_weeks, _kinds, _days, _hit)
