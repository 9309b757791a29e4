"""Whole homes: which incidents are to be shown anew because another, of which they are a part or which is a part of them, is."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from truceline.model.judgement import Judgement
from truceline.reconcile.keys import EventKey
from truceline.reconcile.shelf import Shelf, Stood
from truceline.reconcile.wholes import find_parts, part_pairs

Homes = Sequence[Sequence[EventKey]]


def find_wholes(
    homes: Homes, shelf: Shelf, events_in: Callable[[str], Iterable[str]], said: Sequence[Judgement]
) -> tuple[Homes, list[Judgement]]:
    """Return these homes with those that are a part of them or have one as a part, and what the method says is part of what.

    Whether an event is part of another depends on the two, which one document tells, or on a person's word: a home that
    changed its name is to be told to all that are part of it, and to all that it is part of.

    Args:
        homes: the events of each incident that is new or may be another now; they stand on the shelf.
        shelf: where all events stand.
        events_in: the ids of the events of a document.
        said: persons' words that hold.
    """
    own = {key.id for home in homes for key in home}
    pairs = part_pairs(find_parts(_told_in(homes, shelf, events_in)), said)
    ends = {end for pair in pairs if not own.isdisjoint(pair) for end in pair}
    wanted = sorted({one.home for one in shelf.with_ids(sorted(ends - own))})
    shown = [*homes, *([_key(one) for one in home] for home in shelf.in_homes(wanted))]
    return shown, [*find_parts(_told_in(shown, shelf, events_in))]


def _told_in(homes: Homes, shelf: Shelf, events_in: Callable[[str], Iterable[str]]) -> list[EventKey]:
    """Return all events of the documents that tell of these."""
    ids = {id_ for doc in {key.doc for home in homes for key in home} for id_ in events_in(doc)}
    return [_key(one) for one in shelf.with_ids(sorted(ids))]


def _key(one: Stood) -> EventKey:
    return msgspec.msgpack.decode(one.content, type=EventKey)
