"""Shelf: the events and terms that stand in a record, decoded as they are wanted, and what of them a change touches."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from truceline.model.judgement import Judgement
from truceline.reconcile.homes import Group, apart, find_homes, spoken
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking
from truceline.reconcile.regroup import Keyed, regroup
from truceline.reconcile.stands import stands
from truceline.reconcile.wholes import find_parts, place_parts

K = TypeVar("K", bound=Keyed)

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Stood(Protocol):
    """One as it stands: its document, its key as bytes; group and home are the least ids of those in them."""

    @property
    def id(self) -> str: ...  # noqa: D102 - the docstring of the class says it

    @property
    def document(self) -> str: ...  # noqa: D102

    @property
    def group(self) -> str: ...  # noqa: D102

    @property
    def home(self) -> str: ...  # noqa: D102

    @property
    def content(self) -> bytes: ...  # noqa: D102


class Place(NamedTuple):
    """Where one is to stand."""

    id: str
    document: str
    group: str
    home: str
    content: bytes


class Shelf(Protocol):
    """Where events, or terms, stand between runs."""

    def near(self, places: Collection[str]) -> Iterable[Stood]:
        """Yield each that stands in any of these places, once."""

    def with_ids(self, ids: Collection[str]) -> Sequence[Stood]:
        """Return those with these ids."""

    def in_groups(self, groups: Collection[str]) -> Sequence[Sequence[Stood]]:
        """Return all of these groups, group by group, each sorted by id."""

    def in_homes(self, homes: Collection[str]) -> Sequence[Sequence[Stood]]:
        """Return all of these homes, home by home, each sorted by id."""

    def put(self, told: Iterable[tuple[Place, Collection[str] | None]]) -> None:
        """Put each where it now stands; where no places are given it stays in those that it has."""


class Empty:
    """A shelf on which nothing stands yet, and nothing is put."""

    def near(self, places: Collection[str]) -> Iterable[Stood]:
        """Yield nothing."""
        return ()

    def with_ids(self, ids: Collection[str]) -> Sequence[Stood]:
        """Return nothing."""
        return ()

    def in_groups(self, groups: Collection[str]) -> Sequence[Sequence[Stood]]:
        """Return nothing."""
        return ()

    def in_homes(self, homes: Collection[str]) -> Sequence[Sequence[Stood]]:
        """Return nothing."""
        return ()

    def put(self, told: Iterable[tuple[Place, Collection[str] | None]]) -> None:
        """Put nothing."""


class Relinked(NamedTuple, Generic[K]):
    """The events of each incident, or the terms of each deal, that is new or may be another now; and the ids they replace."""

    homes: list[list[K]]
    gone: set[str]


class Shelved(Generic[K]):
    """A shelf as grouping sees it: keys decoded, those that have changed in the version that they have now."""

    def __init__(self, shelf: Shelf, kind: type[K], changed: Mapping[str, K]) -> None:
        """Take a shelf, and what is on it in another version; these are no longer found by where they stand."""
        self._shelf = shelf
        self._kind = kind
        self._changed = changed

    def near(self, places: Collection[str]) -> Iterator[K]:
        """Yield those that stand in any of these places."""
        return (self.now(one) for one in self._shelf.near(places) if one.id not in self._changed)

    def groups(self, ids: Collection[str]) -> list[list[K]]:
        """Return the whole groups that these are in."""
        wanted = sorted({one.group for one in self._shelf.with_ids(sorted(ids))})
        return [[self.now(one) for one in group] for group in self._shelf.in_groups(wanted)]

    def now(self, one: Stood) -> K:
        """Return a key as it is now."""
        return self._changed.get(one.id) or msgspec.msgpack.decode(one.content, type=self._kind)


def relink(
    keys: Collection[EventKey], shelf: Shelf, said: Iterable[Judgement] = (), fresh: Iterable[Judgement] = ()
) -> Relinked[EventKey]:
    """Link events that are new, or of documents of which something else is new, to those that stand on the shelf.

    Args:
        keys: the events.
        shelf: where they and all others stand, or will stand.
        said: persons' judgements, in the order in which they were given.
        fresh: those of them that were given since the shelf was last used.
    """
    stood = {one.id: one for one in shelf.with_ids([key.id for key in keys])}
    changed = {key.id: key for key in keys if key.id not in stood or stood[key.id].content != packed(key)}
    judged = {event for one in fresh if one.kind == "events" for event in (one.left, one.right)} - {*changed}
    standing = Shelved(shelf, EventKey, changed)
    verdicts = spoken(said)
    torn = standing.groups({*(id_ for id_ in changed if id_ in stood), *judged})
    loose = {key.id: key for group in torn for key in group} | changed
    groups = regroup(loose, standing, Linking(apart(verdicts)))
    return _settle(groups, {key.id for key in keys}, changed, shelf, verdicts)


def _settle(
    groups: Sequence[Group],
    dirty: Collection[str],
    changed: Mapping[str, EventKey],
    shelf: Shelf,
    verdicts: Mapping[tuple[str, str], str],
) -> Relinked[EventKey]:
    """Find the homes of the groups, and of all that shared a home with them or is to be shown anew; put them there."""
    new = {key.id: group for group in groups for key in group}
    before = {one.home for one in shelf.with_ids({*new, *dirty})}
    standing = Shelved(shelf, EventKey, changed)
    others = {one.id for home in shelf.in_homes(before) for one in home} - {*new}
    homes = find_homes([*groups, *standing.groups(others)], Shelved(shelf, EventKey, changed), verdicts)
    now = {key.id: home[0].id for home in homes for key in home}
    stood = {one.id: one for one in shelf.with_ids(now)}
    gone = {one.home for one in stood.values()}
    places = []
    for key in (key for home in homes for key in home):
        group = new[key.id][0].id if key.id in new else stood[key.id].group
        place = Place(key.id, key.doc, group, now[key.id], packed(key))
        old = stood.get(key.id)
        if old is None or (old.group, old.home, old.content) != (group, place.home, place.content):
            places.append((place, stands(key) if key.id in changed else None))
    shelf.put(places)
    return Relinked(homes, gone)


def packed(key: object) -> bytes:
    """Return a key as bytes: the same key gives the same bytes."""
    return _ENCODER.encode(key)


def _key(one: Stood) -> EventKey:
    return msgspec.msgpack.decode(one.content, type=EventKey)


def find_wholes(
    homes: list[list[EventKey]],
    shelf: Shelf,
    events_in: Callable[[str], Iterable[str]],
    said: Sequence[Judgement],
) -> tuple[list[list[EventKey]], dict[str, tuple[str, ...]]]:
    """Return these homes and those with a part of what they tell in sum, and what each is part of, by the least event of its home.

    Whether an event is part of another depends on the two, which one document tells, or on a person's word: a home that
    changed its name is to be told to all that are part of it.

    Args:
        homes: the events of each incident that is new or may be another now; they stand on the shelf.
        shelf: where all events stand.
        events_in: the ids of the events of a document.
        said: persons' judgements, in the order in which they were given.
    """
    own = {key.id for home in homes for key in home}
    beside = _homes_of(_parts(own, homes, shelf, events_in, said) - own, shelf)
    shown = [*homes, *beside]
    keys = _told_in(shown, shelf, events_in)
    judged = {id_ for one in said if one.verdict == "part-of" for id_ in (one.left, one.right)}
    home_of = {one.id: one.home for one in shelf.with_ids({*keys, *judged})}
    return shown, {
        part: wholes
        for part, wholes in place_parts(home_of, find_parts([*keys.values()]), said).items()
        if part in {home[0].id for home in shown}
    }


def _parts(
    own: Collection[str],
    homes: Sequence[Sequence[EventKey]],
    shelf: Shelf,
    events_in: Callable[[str], Iterable[str]],
    said: Iterable[Judgement],
) -> set[str]:
    """Return the events that are part of one of these, by the method or a person's word."""
    found = find_parts([*_told_in(homes, shelf, events_in).values()])
    judged = (one for one in said if one.kind == "events" and one.verdict == "part-of")
    return {one.left for one in (*found, *judged) if one.right in own}


def _told_in(
    homes: Sequence[Sequence[EventKey]], shelf: Shelf, events_in: Callable[[str], Iterable[str]]
) -> dict[str, EventKey]:
    """Return all events of the documents that tell of these."""
    ids = {id_ for doc in {key.doc for home in homes for key in home} for id_ in events_in(doc)}
    return {one.id: _key(one) for one in shelf.with_ids(ids)}


def _homes_of(events: Collection[str], shelf: Shelf) -> list[list[EventKey]]:
    wanted = {one.home for one in shelf.with_ids(events)}
    return [[_key(one) for one in home] for home in shelf.in_homes(wanted)]
