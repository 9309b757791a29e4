"""Same: how two keys are compared, and the pairs that are one as far as these two are asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Generic, Protocol, TypeVar

from truceline.model.weighed import Weighed


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
        """Return the whole groups that these are in, each sorted by id."""

    def with_ids(self, ids: Collection[str]) -> Iterable[K_co]:
        """Return those with these ids."""

    def is_weighed(self, id_: str) -> bool:
        """Return whether one stands as it is, and its pairs with others that stand so were kept when it came."""

    def weighed(self, ids: Collection[str]) -> Iterable[Weighed]:
        """Return the pairs of any of these with one of another group that are near each other, where they were kept."""

    def joins(self, groups: Collection[str]) -> Mapping[str, Sequence[Weighed]]:
        """Return the pairs by which the parts of these groups (least ids) were joined, in order; where they were kept."""


class Nothing(Generic[K]):
    """A record in which nothing stands yet."""

    def near(self, places: Collection[str]) -> Iterable[tuple[K, Collection[str]]]:
        """Return nothing."""
        return ()

    def groups(self, ids: Collection[str]) -> Iterable[Sequence[K]]:
        """Return nothing."""
        return ()

    def with_ids(self, ids: Collection[str]) -> Iterable[K]:
        """Return nothing."""
        return ()

    def is_weighed(self, id_: str) -> bool:
        """Nothing was weighed yet."""
        return False

    def weighed(self, ids: Collection[str]) -> Iterable[Weighed]:
        """Return nothing."""
        return ()

    def joins(self, groups: Collection[str]) -> Mapping[str, Sequence[Weighed]]:
        """Return nothing."""
        return {}


class Scores(Generic[K]):
    """What speaks for pairs being one, summed once for each pair that speaks for it or stands between groups."""

    def __init__(self, rule: Rule[K]) -> None:
        """Start with none."""
        self._rule = rule
        # By the lesser id, then the other: pairs are asked for by the million, and a pair of ids is slow to make and to look up.
        self._known: defaultdict[str, dict[str, float]] = defaultdict(dict)
        # Those that were compared and are near each other, one or not.
        self.near: set[Pair] = set()

    def of(self, a: K, b: K) -> float:
        """Return the sum of the weights of two."""
        if b.id < a.id:
            a, b = b, a
        known = self._known[a.id]
        score = known.get(b.id)
        if score is None:
            score = known[b.id] = self._rule.weighed(a, b)
        return score

    def across(self, several: Sequence[K], others: Sequence[K]) -> list[float]:
        """Return the sums of all pairs of two groups."""
        known, of = self._known, self.of
        found = []
        for a in several:
            id_ = a.id
            after = known[id_]
            for b in others:
                score = after.get(b.id) if id_ < b.id else known[b.id].get(id_)
                found.append(of(a, b) if score is None else score)
        return found

    def is_same(self, a: K, b: K) -> bool:
        """Return whether two are one, as far as these two are asked; millions of pairs are, and few are kept."""
        if b.id < a.id:
            a, b = b, a
        score = self._known[a.id].get(b.id) if a.id in self._known else None
        if score is None:
            score = self._rule.weighed(a, b)
        if score >= self._rule.near:
            self._known[a.id][b.id] = score
            self.near.add((a.id, b.id))
        return score >= self._rule.least

    def recall(self, one: Weighed) -> bool:
        """Take the score of a pair that is near each other as it was kept; return whether the two are one."""
        self._known[one.left][one.right] = one.score
        self.near.add((one.left, one.right))
        return one.score >= self._rule.least

    def weighed(self) -> list[Weighed]:
        """Return the pairs that are near each other, sorted."""
        return [Weighed(left, right, self._known[left][right]) for left, right in sorted(self.near)]


class Same(Generic[K]):
    """The pairs that are one as far as these two are asked, of loose ones with all that is near them; found once each."""

    def __init__(self, standing: Standing[K], scores: Scores[K], rule: Rule[K]) -> None:
        """Start with none."""
        self._standing = standing
        self._rule = rule
        self.scores = scores
        self._pairs: dict[Pair, tuple[K, K]] = {}

    def find(self, fresh: Mapping[str, K], loose: Mapping[str, K], torn: Iterable[Sequence[K]]) -> None:
        """Hold those that are loose since the last time against all near them.

        Of what stands as it did the pairs across groups are kept; of what is new all are found by where it stands.

        Args:
            fresh: those that are loose since the last time.
            loose: all that are.
            torn: the groups that stood of which the pairs within are wanted.
        """
        new = {id_: key for id_, key in fresh.items() if not self._standing.is_weighed(id_)}
        inner = ([key for key in group if self._standing.is_weighed(key.id)] for group in torn)
        self._keep(compared([*new.values()], (), self._rule))
        self._keep(self._with_near(new, loose))
        self._keep(pair for group in inner for pair in within(group, self._rule))
        self._recall(fresh.keys() - new.keys(), loose)

    def _keep(self, pairs: Iterable[tuple[K, K]]) -> None:
        self._pairs.update(((a.id, b.id), (a, b)) for a, b in pairs if self.scores.is_same(a, b))

    def _recall(self, ids: Collection[str], loose: Mapping[str, K]) -> None:
        """Take the pairs that these make with others as they were kept."""
        found = [one for one in self._standing.weighed(sorted(ids)) if self.scores.recall(one)]
        others = {id_ for one in found for id_ in one[:2]} - loose.keys()
        keys = {**loose, **{key.id: key for key in self._standing.with_ids(sorted(others))}}
        self._pairs.update(((left, right), (keys[left], keys[right])) for left, right, _ in found)

    def _with_near(self, new: Mapping[str, K], loose: Mapping[str, K]) -> Iterator[tuple[K, K]]:
        """Yield the pairs of these and those that stand near them; with loose ones that are new they were held before."""
        sought = {id_: self._rule.sought(key) for id_, key in new.items()}
        at: defaultdict[str, list[K]] = defaultdict(list)
        for key, places in self._standing.near({place for one in sought.values() for place in one}):
            if key.id not in loose or self._standing.is_weighed(key.id):
                for place in places:
                    at[place].append(key)
        for id_, a in new.items():
            looks = frozenset(self._rule.looks(a))
            near = {b.id: b for place in sought[id_] for b in at.get(place, ())}
            # Where what is sought is what it looks for, both stand there; else it is to be seen whether they meet.
            met = {b.id for place in looks.intersection(sought[id_]) for b in at.get(place, ())}
            yield from (
                in_order(a, b)
                for b in near.values()
                if self._rule.compared(a, b) and (b.id in met or not looks.isdisjoint(self._rule.stands(b)))
            )

    def reached(self, loose: Collection[str]) -> set[str]:
        """Return those that are not loose and are one with a loose one."""
        return {id_ for pair in self._pairs for id_ in pair if id_ not in loose}

    def among(self, held: Collection[str]) -> Iterator[tuple[K, K]]:
        """Yield the pairs of which both are held."""
        yield from (pair for ids, pair in self._pairs.items() if ids[0] in held and ids[1] in held)


def compared(loose: Sequence[K], beside: Sequence[Sequence[K]], rule: Rule[K]) -> Iterator[tuple[K, K]]:
    """Yield the pairs that are compared, the lesser id first: of the loose ones with all, of each group within itself."""
    at: defaultdict[str, list[K]] = defaultdict(list)
    for key in chain(loose, *beside):
        for place in rule.stands(key):
            at[place].append(key)
    free = {key.id for key in loose}
    for a in loose:
        near = {b.id: b for place in rule.looks(a) for b in at.get(place, ())}
        yield from (in_order(a, b) for b in near.values() if _is_due(a, b, free) and rule.compared(a, b))
    for group in beside:
        yield from within(group, rule)


def within(group: Sequence[K], rule: Rule[K]) -> Iterator[tuple[K, K]]:
    """Yield the pairs of one group that are compared, the lesser id first."""
    stands = {key.id: {*rule.stands(key)} for key in group}
    looks = {key.id: rule.looks(key) for key in group}
    for a, b in combinations(group, 2):
        if rule.compared(a, b) and not stands[b.id].isdisjoint(looks[a.id]):
            yield in_order(a, b)


def in_order(a: K, b: K) -> tuple[K, K]:
    """Return two, the lesser id first."""
    return (a, b) if a.id < b.id else (b, a)


def _is_due(a: K, b: K, free: Collection[str]) -> bool:
    """Two loose ones meet twice, and are compared once."""
    return a.id < b.id or (b.id not in free and a.id != b.id)
