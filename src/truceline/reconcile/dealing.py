"""Dealing: which terms are one deal. Strong pairs first; then what has no date of its own goes to the only deal that it can be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum

from truceline.reconcile import deal_stands
from truceline.reconcile.deal_bare import can_mean, deal_of, is_bare, months, sole_deal
from truceline.reconcile.deal_keys import TermKey
from truceline.reconcile.deal_weights import NEVER, SAME, score
from truceline.reconcile.regroup import regroup
from truceline.reconcile.same import Scores
from truceline.reconcile.shelf import Place, Relinked, Shelf, Shelved, packed

Group = Sequence[TermKey]
# So many sides has a deal between two.
BILATERAL = 2


class Dealing:
    """The rule by which terms are one deal."""

    least = near = SAME

    def stands(self, key: TermKey) -> Collection[str]:
        """Return where a term stands."""
        return deal_stands.stands(key)

    def looks(self, key: TermKey) -> Collection[str]:
        """Return where those stand that it is compared with."""
        return deal_stands.looks(key)

    def sought(self, key: TermKey) -> Collection[str]:
        """Return where those are kept that a term is compared with."""
        return deal_stands.looks(key)

    def compared(self, a: TermKey, b: TermKey) -> bool:
        """Terms of one document were told apart when it was read."""
        return a.doc != b.doc

    def weighed(self, a: TermKey, b: TermKey) -> float:
        """Return the sum of all that speaks for and against; for terms of one document nothing does."""
        return score(a, b) if a.doc != b.doc else 0.0

    def agree(self, a: Group, b: Group, scores: Scores[TermKey]) -> bool:
        """Two groups are one, unless some pair across them can never be, or they disagree on the whole, or on who is in it."""
        across = scores.across(a, b)
        return min(across) > NEVER and fsum(across) >= 0 and not (_is_of_others(a, b) or _is_of_others(b, a))

    def may_join(self, a: Group, b: Group, groups: Mapping[str, Group]) -> bool:
        """Nobody keeps deals apart yet."""
        return True

    def bound(self, ids: Iterable[str]) -> Collection[str]:
        """Nobody binds deals together yet."""
        return ()


RULE = Dealing()


def _is_of_others(one: Group, other: Group) -> bool:
    """Return whether one deal is of two, of whom only one is in the other by all that is told of that.

    "The A-B deal" of years ago, recalled beside a truce that A and C have brokered and D has signed, made B a party of it.
    """
    sides = {side for key in one for side in key.sides}
    told: defaultdict[str, set[str]] = defaultdict(set)
    for key in other:
        for side in key.sides:
            told[side].add(key.doc)
    sure = {side for side, docs in told.items() if len(docs) > 1}
    return (
        len(sides) == BILATERAL and len(sure) >= BILATERAL and len(sides & sure) == 1 == len(sides & {*told})
    )


def redeal(keys: Collection[TermKey], shelf: Shelf) -> Relinked[TermKey]:
    """Put terms that are new, or of documents of which something else is new, into deals with those on the shelf.

    Args:
        keys: the terms.
        shelf: where they and all others stand, or will stand.
    """
    stood = {one.id: one for one in shelf.with_ids([key.id for key in keys])}
    changed = {key.id: key for key in keys if key.id not in stood or stood[key.id].content != packed(key)}
    standing = Shelved(shelf, TermKey, changed)
    torn = standing.groups([id_ for id_ in changed if id_ in stood])
    loose = {key.id: key for group in torn for key in group} | changed
    # As they were: what a deal was is what a bare naming may have meant.
    before = Shelved(shelf, TermKey, {}).groups([id_ for id_ in loose if id_ in stood])
    groups = regroup(loose, standing, RULE).groups
    more = Shelved(shelf, TermKey, {}).groups(
        [key.id for group in groups for key in group if key.id not in loose]
    )
    deals = _Deals(groups, standing)
    homes = deals.homes([key.id for key in keys], [*before, *more], shelf)
    return _settled(homes, deals, shelf)


class _Deals:
    """Groups of terms that are new or changed, among all that stand."""

    def __init__(self, groups: Sequence[Group], standing: Shelved[TermKey]) -> None:
        self.new = {key.id: group for group in groups for key in group}
        self._standing = standing
        # What stands in each place that was asked for: hundreds of terms of one month ask for the same few.
        self._stood: dict[str, list[TermKey]] = {}
        self._group_of: dict[str, Group] = {}
        self._in_month: dict[str, Sequence[Group]] = {}
        self._at: defaultdict[str, list[TermKey]] = defaultdict(list)
        for group in groups:
            for key in group:
                for place in self.places(key):
                    self._at[place].append(key)

    def places(self, key: TermKey) -> Collection[str]:
        """Return where a term of a new group stands; the least of a deal also in the months in which that can be meant."""
        group = self.new[key.id]
        deal = deal_of(group) if key.id == group[0].id else None
        return frozenset((*RULE.stands(key), *(f"deal {month}" for month in (months(deal) if deal else ()))))

    def near(self, places: Collection[str]) -> list[TermKey]:
        """Return the terms that stand in any of these places."""
        new = {key.id: key for place in places for key in self._at.get(place, ())}
        unasked = {*places} - self._stood.keys()
        self._stood.update((place, []) for place in unasked)
        for key, found in self._standing.near(unasked) if unasked else ():
            for place in found:
                self._stood[place].append(key)
        old = {key.id: key for place in places for key in self._stood[place] if key.id not in self.new}
        return [*new.values(), *old.values()]

    def groups(self, keys: Iterable[TermKey]) -> list[Group]:
        """Return the groups that these terms are in, each once."""
        several = {key.id for key in keys}
        new = {self.new[id_][0].id: self.new[id_] for id_ in several if id_ in self.new}
        stood = several - self.new.keys()
        unasked = stood - self._group_of.keys()
        for group in self._standing.groups(sorted(unasked)) if unasked else ():
            self._group_of.update((key.id, group) for key in group)
        old = {self._group_of[id_][0].id: self._group_of[id_] for id_ in stood}
        return [*new.values(), *(old[id_] for id_ in sorted(old))]

    def in_month(self, month: str) -> Sequence[Group]:
        """Return the deals that can be meant in a month."""
        if month not in self._in_month:
            self._in_month[month] = self.groups(self.near({f"deal {month}"}))
        return self._in_month[month]

    def homes(
        self, dirty: Iterable[str], before: Iterable[Group], shelf: Shelf
    ) -> list[tuple[list[TermKey], Mapping[str, Group]]]:
        """Return the terms of each deal that is new or may be another now, with their groups."""
        alone = self._touched(before, shelf)
        target = {key.id: found for key in alone if (found := self._only(key)) is not None}
        ids = {*self.new, *dirty, *(key.id for key in alone), *(g[0].id for g in target.values())}
        old = {one.home for one in shelf.with_ids(sorted(ids))}
        ids |= {one.id for home in shelf.in_homes(sorted(old)) for one in home}
        gathered = self._gathered(ids, {key.id for key in alone}, target, shelf)
        return sorted(gathered, key=lambda one: one[0][0].id)

    def _gathered(
        self, ids: Collection[str], alone: Collection[str], target: Mapping[str, Group], shelf: Shelf
    ) -> Iterator[tuple[list[TermKey], Mapping[str, Group]]]:
        stood = [self._standing.now(one) for one in shelf.with_ids(sorted({*ids} - {*self.new}))]
        groups = self.groups([*(key for group in self.new.values() for key in group), *stood])
        bound = {group[0].id: target[group[0].id][0].id for group in groups if group[0].id in target}
        bound |= self._bound_still(groups, alone, shelf)
        homes: defaultdict[str, list[Group]] = defaultdict(list)
        for group in groups:
            homes[bound.get(group[0].id, group[0].id)].append(group)
        for several in homes.values():
            members = sorted((key for group in several for key in group), key=lambda key: key.id)
            yield members, {key.id: group for group in several for key in group}

    def _bound_still(self, groups: Iterable[Group], alone: Collection[str], shelf: Shelf) -> dict[str, str]:
        """Return the least term of the deal that each of those is bound to that nothing has touched."""
        dated = {group[0].id for group in groups if any(map(_is_dated, group))}
        single = [g[0] for g in groups if g[0].id not in self.new and g[0].id not in alone and _is_alone(g)]
        homes = {one.id: one.home for one in shelf.with_ids([key.id for key in single])}
        leads = {one.home: one.id for one in shelf.with_ids(sorted(dated - {*self.new}))}
        return {id_: leads[home] for id_, home in homes.items() if home in leads}

    def _touched(self, before: Iterable[Group], shelf: Shelf) -> list[TermKey]:
        """Return those that stand alone, without a date, and may now mean another deal than they did, or none."""
        new = [*{group[0].id: group for group in self.new.values()}.values()]
        others = _Others([*new, *before])
        near = (key for key in self.near(others.looked | others.bare) if not _is_dated(key))
        meant = [key for key in near if key.id not in self.new and others.bear_on(key)]
        return [group[0] for group in (*new, *self.groups(meant)) if _is_alone(group)]

    def _only(self, key: TermKey) -> Group | None:
        """Return the only deal that a term without a date can be of: zero or several candidates are no candidate."""
        return self._only_near(key) or self._only_meant(key)

    def _only_near(self, key: TermKey) -> Group | None:
        near = [one for one in self.near(RULE.looks(key)) if one.id != key.id and RULE.weighed(key, one) > 0]
        dated = [group for group in self.groups(near) if any(map(_is_dated, group))]
        agreed = len(dated) == 1 and RULE.agree([key], dated[0], Scores(RULE))
        return dated[0] if agreed else None

    def _only_meant(self, key: TermKey) -> Group | None:
        if not is_bare(key):
            return None
        return sole_deal(key, self.in_month(f"{key.published:%Y-%m}"))


class _Others:
    """Groups that are others than they were, as they are and as they were, and which terms without a date they bear on."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._at: defaultdict[str, list[TermKey]] = defaultdict(list)
        self._in: defaultdict[str, list[Group]] = defaultdict(list)
        self.looked: set[str] = set()
        for group in groups:
            for key in group:
                self.looked.update(RULE.looks(key))
                for place in RULE.stands(key):
                    self._at[place].append(key)
            deal = deal_of(group)
            for month in months(deal) if deal else ():
                self._in[month].append(group)

    @property
    def bare(self) -> set[str]:
        """Return where the bare namings stand that may mean one of these."""
        return {f"bare {month}" for month in self._in}

    def bear_on(self, key: TermKey) -> bool:
        """Return whether a term may mean one of these; with years of war behind them, few of those near them do."""
        # One that is as it was before and as it is now, twice.
        near = {id(one): one for place in RULE.looks(key) for one in self._at.get(place, ())}
        if any(one.id != key.id and RULE.weighed(key, one) > 0 for one in near.values()):
            return True
        return is_bare(key) and any(
            can_mean(key, group) for group in self._in.get(f"{key.published:%Y-%m}", ())
        )


def _is_dated(key: TermKey) -> bool:
    return key.announced is not None or key.effective is not None


def _is_alone(group: Group) -> bool:
    return len(group) == 1 and not _is_dated(group[0])


def _settled(
    homes: Sequence[tuple[list[TermKey], Mapping[str, Group]]], deals: _Deals, shelf: Shelf
) -> Relinked[TermKey]:
    """Put the terms where they stand now, and return the deals that are new or may be others, with those they replace."""
    stood = {one.id: one for one in shelf.with_ids([key.id for home, _ in homes for key in home])}
    places = []
    for home, groups in homes:
        for key in home:
            place = Place(key.id, key.doc, groups[key.id][0].id, home[0].id, packed(key))
            if key.id in deals.new or stood.get(key.id) != place:
                places.append((place, deals.places(key) if key.id in deals.new else None))
    shelf.put(places)
    return Relinked([home for home, _ in homes], {one.home for one in stood.values()})
