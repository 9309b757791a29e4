"""Regroup: put what is new or changed into groups, among all that stands in groups already.

What stands in a record is not grouped again: only what is new, and whatever groups that reaches.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """What is grouped: events, or terms, as they are compared."""

    @property
    def id(self) -> str: ...  # noqa: D102 - the docstring of the class says it


K = TypeVar("K", bound=Keyed)
K_co = TypeVar("K_co", bound=Keyed, covariant=True)
Pair = tuple[str, str]


class Rule(Protocol[K]):
    """How two keys are compared, and when two groups are one."""

    # Two keys that speak less than this for each other are not one by themselves.
    least: float
    # Two that speak less than this for each other are forgotten; it is at most `least`.
    near: float

    def stands(self, key: K) -> Collection[str]:
        """Return where a key stands."""

    def looks(self, key: K) -> Collection[str]:
        """Return where those stand that it is compared with; they look where it stands."""

    def sought(self, key: K) -> Collection[str]:
        """Return where the standing ones are kept that a key is compared with: all of these, and perhaps others."""

    def compared(self, a: K, b: K) -> bool:
        """Return whether two that meet are compared."""

    def weighed(self, a: K, b: K) -> float:
        """Return what speaks for two being one; the same for both orders."""

    def agree(self, a: Sequence[K], b: Sequence[K], scores: "Scores[K]") -> bool:
        """Return whether two groups of which a pair is one are one."""

    def may_join(self, a: Sequence[K], b: Sequence[K], groups: "Mapping[str, Sequence[K]]") -> bool:
        """Return whether nothing outside keeps two groups apart, while all groups are these."""

    def bound(self, ids: Iterable[str]) -> Collection[str]:
        """Return those that are grouped along with any of these, wherever they stand; these too, if there are any."""


class Standing(Protocol[K_co]):
    """What stands in a record, each in a group."""

    def near(self, places: Collection[str]) -> Iterable[tuple[K_co, Collection[str]]]:
        """Return those that are kept in any of these places, with those in which they are."""

    def groups(self, ids: Collection[str]) -> Iterable[Sequence[K_co]]:
        """Return the whole groups that these are in."""


class Nothing(Generic[K]):
    """A record in which nothing stands yet."""

    def near(self, places: Collection[str]) -> Iterable[tuple[K, Collection[str]]]:
        """Return nothing."""
        return ()

    def groups(self, ids: Collection[str]) -> Iterable[Sequence[K]]:
        """Return nothing."""
        return ()


class Scores(Generic[K]):
    """What speaks for pairs being one, summed once for each pair that speaks for it or stands between groups."""

    def __init__(self, rule: Rule[K]) -> None:
        """Start with none."""
        self._rule = rule
        self._known: dict[Pair, float] = {}
        # Those that were compared and are near each other, one or not.
        self.near: set[Pair] = set()

    def of(self, a: K, b: K) -> float:
        """Return the sum of the weights of two."""
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        score = self._known.get(pair)
        if score is None:
            score = self._known[pair] = self._summed(a, b)
        return score

    def is_same(self, a: K, b: K) -> bool:
        """Return whether two are one, as far as these two are asked; millions of pairs are, and few are kept."""
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        score = self._known[pair] if pair in self._known else self._summed(a, b)
        if score >= self._rule.near:
            self._known[pair] = score
            self.near.add(pair)
        return score >= self._rule.least

    def _summed(self, a: K, b: K) -> float:
        return self._rule.weighed(a, b) if a.id < b.id else self._rule.weighed(b, a)


def regroup(
    waiting: Mapping[str, K], standing: Standing[K], rule: Rule[K], scores: Scores[K] | None = None
) -> list[list[K]]:
    """Group what waits, and whatever stands already and is changed by it; return all groups that are new or changed.

    The groups are those that grouping all at once would give. A group that stands and is joined by none of those that wait
    forms as it did before: it is held beside them whole, and only where it comes out otherwise is it let loose too, with all
    that it reaches.

    Args:
        waiting: those that are new, or are no longer what they were, with all of the groups that these were in.
        standing: all others, in their groups.
        rule: how they are compared.
        scores: where what speaks for each pair is kept.
    """
    scores = Scores(rule) if scores is None else scores
    same, loose, fresh = _Same(standing, scores, rule), dict(waiting), dict(waiting)
    while True:
        bound = _with_bound(loose, standing, rule)
        fresh |= {id_: key for id_, key in bound.items() if id_ not in loose}
        loose = bound
        same.find(fresh, loose)
        beside = [group for group in standing.groups(same.reached(loose)) if group[0].id not in loose]
        groups = _join(loose, beside, same, rule)
        changed = [
            group for group in beside if rule.bound(_ids(group)) or _ids(groups[group[0].id]) != _ids(group)
        ]
        if not changed:
            found = {groups[id_][0].id: groups[id_] for id_ in loose}
            return [found[id_] for id_ in sorted(found)]
        fresh = {key.id: key for group in changed for key in group}
        loose |= fresh


def _with_bound(loose: Mapping[str, K], standing: Standing[K], rule: Rule[K]) -> dict[str, K]:
    """Return the loose ones with the whole groups of all that are grouped along with them."""
    found, waiting = dict(loose), rule.bound(loose)
    while fresh := {*waiting} - {*found}:
        several = {key.id: key for group in standing.groups(fresh) for key in group}
        waiting = rule.bound(several.keys() - found.keys())
        found = several | found
    return found


def _ids(group: Sequence[K]) -> list[str]:
    return sorted(key.id for key in group)


class _Same(Generic[K]):
    """The pairs that are one as far as these two are asked, of loose ones with all that is near them; found once each."""

    def __init__(self, standing: Standing[K], scores: Scores[K], rule: Rule[K]) -> None:
        self._standing = standing
        self._rule = rule
        self.scores = scores
        self._pairs: list[tuple[K, K]] = []
        self._within: dict[str, list[tuple[K, K]]] = {}

    def find(self, fresh: Mapping[str, K], loose: Mapping[str, K]) -> None:
        """Hold those that are loose since the last time against all near them; with other loose ones they were held then."""
        pairs = chain(compared([*fresh.values()], (), self._rule), self._with_near(fresh, loose))
        self._pairs += (pair for pair in pairs if self.scores.is_same(*pair))

    def _with_near(self, fresh: Mapping[str, K], loose: Mapping[str, K]) -> Iterator[tuple[K, K]]:
        """Yield the pairs of these and those that stand near them and are not loose."""
        sought = {id_: self._rule.sought(key) for id_, key in fresh.items()}
        at: defaultdict[str, list[K]] = defaultdict(list)
        for key, places in self._standing.near({place for one in sought.values() for place in one}):
            if key.id not in loose:
                for place in places:
                    at[place].append(key)
        for id_, a in fresh.items():
            looks = frozenset(self._rule.looks(a))
            near = {b.id: b for place in sought[id_] for b in at.get(place, ())}
            # Where what is sought is what it looks for, both stand there; else it is to be seen whether they meet.
            met = {b.id for place in looks.intersection(sought[id_]) for b in at.get(place, ())}
            yield from (
                _in_order(a, b)
                for b in near.values()
                if self._rule.compared(a, b) and (b.id in met or not looks.isdisjoint(self._rule.stands(b)))
            )

    def reached(self, loose: Collection[str]) -> set[str]:
        """Return those that are not loose and are one with a loose one."""
        return {key.id for pair in self._pairs for key in pair if key.id not in loose}

    def among(self, held: Collection[str], beside: Sequence[Sequence[K]]) -> Iterator[tuple[K, K]]:
        """Yield the pairs of those that are held: of loose ones with all, of each group beside them within itself."""
        yield from (pair for pair in self._pairs if pair[0].id in held and pair[1].id in held)
        for group in beside:
            if group[0].id not in self._within:
                pairs = within(group, self._rule)
                self._within[group[0].id] = [pair for pair in pairs if self.scores.is_same(*pair)]
            yield from self._within[group[0].id]


def _join(
    loose: Mapping[str, K], beside: Sequence[Sequence[K]], same: _Same[K], rule: Rule[K]
) -> dict[str, list[K]]:
    """Return the group of each: best pairs first, two groups joined where they agree.

    The result depends on no order: ties are broken by id.
    """
    groups = {key.id: [key] for key in (*loose.values(), *(key for group in beside for key in group))}
    # A group only grows: its least member and its size tell which it is. In a city that is shelled every day two that do not
    # agree meet in hundreds of pairs.
    apart: set[tuple[str, int, str, int]] = set()
    scores = same.scores
    for _, left, right in sorted((-scores.of(a, b), a.id, b.id) for a, b in same.among(groups, beside)):
        a, b = groups[left], groups[right]
        met = (a[0].id, len(a), b[0].id, len(b))
        if a is b or met in apart or not rule.may_join(a, b, groups):
            continue
        if not rule.agree(a, b, scores):
            apart.add(met)
            continue
        joined = sorted((*a, *b), key=lambda key: key.id)
        groups.update((key.id, joined) for key in joined)
    return groups


def compared(loose: Sequence[K], beside: Sequence[Sequence[K]], rule: Rule[K]) -> Iterator[tuple[K, K]]:
    """Yield the pairs that are compared, the lesser id first: of the loose ones with all, of each group within itself."""
    at: defaultdict[str, list[K]] = defaultdict(list)
    for key in (*loose, *(key for group in beside for key in group)):
        for place in rule.stands(key):
            at[place].append(key)
    free = {key.id for key in loose}
    for a in loose:
        near = {b.id: b for place in rule.looks(a) for b in at.get(place, ())}
        yield from (_in_order(a, b) for b in near.values() if _is_due(a, b, free) and rule.compared(a, b))
    for group in beside:
        yield from within(group, rule)


def within(group: Sequence[K], rule: Rule[K]) -> Iterator[tuple[K, K]]:
    """Yield the pairs of one group that are compared, the lesser id first."""
    stands = {key.id: {*rule.stands(key)} for key in group}
    for a, b in combinations(group, 2):
        if rule.compared(a, b) and not stands[b.id].isdisjoint(rule.looks(a)):
            yield _in_order(a, b)


def _in_order(a: K, b: K) -> tuple[K, K]:
    return (a, b) if a.id < b.id else (b, a)


def _is_due(a: K, b: K, free: Collection[str]) -> bool:
    """Two loose ones meet twice, and are compared once."""
    return a.id < b.id or (b.id not in free and a.id != b.id)
