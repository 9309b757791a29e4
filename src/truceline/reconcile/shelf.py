"""Shelf: the events and terms that stand in a record, decoded as they are wanted, and what of them a change touches."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from truceline.model.judgement import Judgement
from truceline.model.weighed import Weighed
from truceline.reconcile.homes import Group, find_homes
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking, judge_pair
from truceline.reconcile.persons import Persons
from truceline.reconcile.regroup import regroup
from truceline.reconcile.same import Keyed, Pair, Scores
from truceline.reconcile.stands import kept

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

    def near(self, places: Collection[str]) -> Iterable[tuple[Stood, Collection[str]]]:
        """Yield each that stands in any of these places, once, with those in which it does."""

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

    def near(self, places: Collection[str]) -> Iterable[tuple[Stood, Collection[str]]]:
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


class Weights(Protocol):
    """What was found between events when they came, so that those that stand need not be compared with each other again.

    Each pair has the lesser id first and what speaks for the two being one last.
    """

    def weighed(self, ids: Collection[str]) -> Iterable[tuple[str, str, float]]:
        """Return the pairs of any of these with one of another group that are near each other."""

    def joins(self, groups: Collection[str]) -> Mapping[str, Iterable[tuple[str, str, float]]]:
        """Return the pairs by which the parts of these groups (least ids) were joined, in order."""


class Unweighed:
    """Nothing is kept of what was found between terms: few of them are near each other."""

    def weighed(self, ids: Collection[str]) -> Iterable[tuple[str, str, float]]:
        """Return nothing."""
        return ()

    def joins(self, groups: Collection[str]) -> Mapping[str, Iterable[tuple[str, str, float]]]:
        """Return nothing."""
        return {}


class Relinked(NamedTuple, Generic[K]):
    """The events of each incident, or the terms of each deal, that is new or may be another now; and the ids they replace."""

    homes: list[list[K]]
    gone: set[str]


class Linked(NamedTuple):
    """What linking comes to.

    `homes` and `gone` are as in `Relinked`. `loose` are the events that were grouped anew, `near` the pairs of them with any
    other that are near each other, or one as far as these two are asked, and stand in two groups. `joins` are the pairs by
    which the parts of each group were joined, by its least id; they replace those of the groups `ungrouped`.
    """

    homes: list[list[EventKey]]
    gone: set[str]
    loose: set[str]
    near: list[Weighed]
    joins: dict[str, list[Weighed]]
    ungrouped: set[str]


class Shelved(Generic[K]):
    """A shelf as grouping sees it: keys decoded, those that have changed in the version that they have now."""

    def __init__(
        self, shelf: Shelf, kind: type[K], changed: Mapping[str, K], weights: Weights | None = None
    ) -> None:
        """Take a shelf, and what is on it in another version; these are no longer found by where they stand."""
        self._shelf = shelf
        self._kind = kind
        self._changed = changed
        self._decoded: dict[str, K] = {}
        self._is_weighed = weights is not None
        self._weights: Weights = weights or Unweighed()

    def near(self, places: Collection[str]) -> Iterator[tuple[K, Collection[str]]]:
        """Yield those that stand in any of these places, with those in which they do."""
        return ((self.now(one), at) for one, at in self._shelf.near(places) if one.id not in self._changed)

    def groups(self, ids: Collection[str]) -> list[list[K]]:
        """Return the whole groups that these are in."""
        wanted = sorted({one.group for one in self._shelf.with_ids(sorted(ids))})
        return [[self.now(one) for one in group] for group in self._shelf.in_groups(wanted)]

    def with_ids(self, ids: Collection[str]) -> list[K]:
        """Return those with these ids."""
        return [self.now(one) for one in self._shelf.with_ids(ids)]

    def is_weighed(self, id_: str) -> bool:
        """Return whether one stands as it did, and what was found between it and others is kept."""
        return self._is_weighed and id_ not in self._changed

    def weighed(self, ids: Collection[str]) -> list[Weighed]:
        """Return the pairs of these with others that stand as they did, in other groups, which are near each other."""
        found = (Weighed(*one) for one in self._weights.weighed(ids))
        return [one for one in found if self.is_weighed(one.left) and self.is_weighed(one.right)]

    def joins(self, groups: Collection[str]) -> Mapping[str, Sequence[Weighed]]:
        """Return the pairs by which the parts of these groups were joined, in order."""
        told = self._weights.joins(groups)
        return {group: [Weighed(*one) for one in pairs] for group, pairs in told.items()}

    def now(self, one: Stood) -> K:
        """Return a key as it is now; a group is asked for again and again."""
        found = self._changed.get(one.id) or self._decoded.get(one.id)
        if found is None:
            found = self._decoded[one.id] = msgspec.msgpack.decode(one.content, type=self._kind)
        return found


def relink(
    keys: Collection[EventKey],
    shelf: Shelf,
    weights: Weights,
    persons: Persons | None = None,
    judged: Collection[str] = (),
) -> Linked:
    """Link events that are new, or of documents of which something else is new, to those that stand on the shelf.

    Args:
        keys: the events.
        shelf: where they and all others stand, or will stand.
        weights: what was found between those that stand.
        persons: what persons say of pairs of events.
        judged: the events of pairs of which they say something else than when the shelf was last used.
    """
    persons = persons or Persons(())
    stood = {one.id: one for one in shelf.with_ids([key.id for key in keys])}
    changed = {key.id: key for key in keys if key.id not in stood or stood[key.id].content != packed(key)}
    standing = Shelved(shelf, EventKey, changed, weights)
    torn = standing.groups({*(id_ for id_ in changed if id_ in stood), *judged})
    loose = {key.id: key for group in torn for key in group} | changed
    rule = Linking(persons)
    scores = Scores(rule)
    groups, joins = regroup(loose, standing, rule, scores)
    group_of = {key.id: group[0].id for group in groups for key in group}
    ungrouped = {one.group for one in shelf.with_ids(sorted(group_of))}
    homes, gone = _settle(groups, {key.id for key in keys}, changed, shelf, persons)
    near = [pair for pair in scores.weighed() if _is_across(pair, group_of)]
    return Linked(homes, gone, {*group_of}, near, joins, ungrouped)


def _is_across(pair: Weighed, group_of: Mapping[str, str]) -> bool:
    """Return whether a pair stands in two groups; two that were only held beside others stand where they stood."""
    return group_of.get(pair.left) != group_of.get(pair.right)


def _settle(
    groups: Sequence[Group],
    dirty: Collection[str],
    changed: Mapping[str, EventKey],
    shelf: Shelf,
    persons: Persons,
) -> tuple[list[list[EventKey]], set[str]]:
    """Find the homes of the groups, and of all that shared a home with them or is to be shown anew; put them there."""
    new = {key.id: group for group in groups for key in group}
    standing = Shelved(shelf, EventKey, changed)
    before = sorted({one.home for one in shelf.with_ids(sorted({*new, *dirty}))})
    others = {one.id for home in shelf.in_homes(before) for one in home} - {*new}
    homes = find_homes([*groups, *standing.groups(others)], standing, persons)
    now = {key.id: home[0].id for home in homes for key in home}
    stood = {one.id: one for one in shelf.with_ids(now)}
    gone = {one.home for one in stood.values()}
    places = []
    for key in (key for home in homes for key in home):
        group = new[key.id][0].id if key.id in new else stood[key.id].group
        place = Place(key.id, key.doc, group, now[key.id], packed(key))
        old = stood.get(key.id)
        if old is None or (old.group, old.home, old.content) != (group, place.home, place.content):
            places.append((place, kept(key) if key.id in changed else None))
    shelf.put(places)
    return homes, gone


def judge_near(pairs: Iterable[Pair], keys: Mapping[str, EventKey], shelf: Shelf) -> list[Judgement]:
    """Judge pairs of events; those that are not at hand are on the shelf."""
    told = [*pairs]
    others = {event for pair in told for event in pair} - {*keys}
    standing = Shelved(shelf, EventKey, {})
    known = {**keys, **{one.id: standing.now(one) for one in shelf.with_ids(sorted(others))}}
    judged = (judge_pair(known[left], known[right]) for left, right in told)
    return [one for one in judged if one is not None]


def packed(key: object) -> bytes:
    """Return a key as bytes: the same key gives the same bytes."""
    return _ENCODER.encode(key)
