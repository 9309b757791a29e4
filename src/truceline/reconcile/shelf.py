"""Shelf: the events that stand in a record, decoded as they are wanted, and what of them a change touches."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec

from truceline.model.judgement import Judgement
from truceline.reconcile.homes import Group, apart, find_homes, spoken
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking
from truceline.reconcile.regroup import regroup
from truceline.reconcile.stands import stands

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Stood(Protocol):
    """One event as it stands: its document, its key as bytes; group and home are the least ids of the events in them."""

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
    """Where one event is to stand."""

    id: str
    document: str
    group: str
    home: str
    content: bytes


class Shelf(Protocol):
    """Where events stand between runs."""

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


class Relinked(NamedTuple):
    """The events of each incident that is new or may be another now, and the ids of incidents that these replace."""

    homes: list[list[EventKey]]
    gone: set[str]


class _Standing:
    """A shelf as the linking of events sees it, without the keys that are held in another version."""

    def __init__(self, shelf: Shelf, changed: Mapping[str, EventKey]) -> None:
        self._shelf = shelf
        self._changed = changed

    def near(self, places: Collection[str]) -> Iterator[EventKey]:
        return (_key(one) for one in self._shelf.near(places) if one.id not in self._changed)

    def groups(self, events: Collection[str]) -> list[Group]:
        wanted = {one.group for one in self._shelf.with_ids(events)}
        return [[self._now(one) for one in group] for group in self._shelf.in_groups(wanted)]

    def _now(self, one: Stood) -> EventKey:
        return self._changed.get(one.id) or _key(one)


def relink(
    keys: Collection[EventKey], shelf: Shelf, said: Iterable[Judgement] = (), fresh: Iterable[Judgement] = ()
) -> Relinked:
    """Link events that are new, or of documents of which something else is new, to those that stand on the shelf.

    Args:
        keys: the events.
        shelf: where they and all others stand, or will stand.
        said: persons' judgements, in the order in which they were given.
        fresh: those of them that were given since the shelf was last used.
    """
    stood = {one.id: one for one in shelf.with_ids([key.id for key in keys])}
    changed = {key.id: key for key in keys if key.id not in stood or stood[key.id].content != _packed(key)}
    judged = {event for one in fresh if one.kind == "events" for event in (one.left, one.right)} - {*changed}
    standing = _Standing(shelf, changed)
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
) -> Relinked:
    """Find the homes of the groups, and of all that shared a home with them or is to be shown anew; put them there."""
    new = {key.id: group for group in groups for key in group}
    before = {one.home for one in shelf.with_ids({*new, *dirty})}
    standing = _Standing(shelf, changed)
    others = {one.id for home in shelf.in_homes(before) for one in home} - {*new}
    homes = find_homes([*groups, *standing.groups(others)], _Standing(shelf, changed), verdicts)
    now = {key.id: home[0].id for home in homes for key in home}
    stood = {one.id: one for one in shelf.with_ids(now)}
    gone = {one.home for one in stood.values()}
    places = []
    for key in (key for home in homes for key in home):
        group = new[key.id][0].id if key.id in new else stood[key.id].group
        place = Place(key.id, key.doc, group, now[key.id], _packed(key))
        old = stood.get(key.id)
        if old is None or (old.group, old.home, old.content) != (group, place.home, place.content):
            places.append((place, stands(key) if key.id in changed else None))
    shelf.put(places)
    return Relinked(homes, gone)


def _packed(key: EventKey) -> bytes:
    return _ENCODER.encode(key)


def _key(one: Stood) -> EventKey:
    return msgspec.msgpack.decode(one.content, type=EventKey)
