"""Regroup: put what is new or changed into groups, among all that stands in groups already.

What stands in a record is not grouped again: only what is new, and whatever groups that reaches.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple

from truceline.model.weighed import Weighed
from truceline.reconcile.same import K, Rule, Same, Scores, Standing, within


class Regrouped(NamedTuple, Generic[K]):
    """The groups that are new or changed, and the pairs by which the parts of each (by its least id) were joined, in order."""

    groups: list[list[K]]
    joins: dict[str, list[Weighed]]


class _Joined(NamedTuple, Generic[K]):
    """The group of each, the pairs that joined them, and the held groups of which a part met others before they were whole."""

    groups: Mapping[str, list[K]]
    joins: list[Weighed]
    broken: set[str]


def regroup(
    waiting: Mapping[str, K], standing: Standing[K], rule: Rule[K], scores: Scores[K] | None = None
) -> Regrouped[K]:
    """Group what waits, and whatever stands already and is changed by it; return all groups that are new or changed.

    The groups are those that grouping all at once would give. A group that stands and is joined by none of those that wait
    forms as it did before: it is held beside them, and its parts are joined by the pairs that joined them then. Where it is
    joined once it is whole, it still forms so, and is let loose: all that is near it is held beside. Where one of its parts is
    joined before, all pairs within it are wanted too.

    Args:
        waiting: those that are new, or are no longer what they were, with all of the groups that these were in.
        standing: all others, in their groups.
        rule: how they are compared.
        scores: where what speaks for each pair is kept.
    """
    same = Same(standing, Scores(rule) if scores is None else scores, rule)
    loose, fresh = dict(waiting), dict(waiting)
    torn = _groups(standing, [id_ for id_ in waiting if standing.is_weighed(id_)])
    # Groups that are let loose and form as they did until they are whole, by their least ids.
    whole: dict[str, Sequence[K]] = {}
    agreed: dict[tuple[frozenset[str], frozenset[str]], bool] = {}
    while True:
        bound = _with_bound(loose, standing, rule)
        torn += _groups(standing, bound.keys() - loose.keys())
        fresh |= {id_: key for id_, key in bound.items() if id_ not in loose}
        loose = bound
        same.find(fresh, loose, torn)
        beside = [group for group in standing.groups(same.reached(loose)) if group[0].id not in loose]
        joined = _Joining([*beside, *whole.values()], standing, same, rule, agreed).of(loose)
        changed = [group for group in beside if _is_changed(group, joined, rule)]
        formed = {group[0].id: group for group in (*whole.values(), *changed)}
        tears = {id_ for id_, group in formed.items() if id_ in joined.broken or rule.bound(_ids(group))}
        if not changed and not tears:
            return _regrouped(loose, joined)
        torn = [formed[id_] for id_ in sorted(tears)]
        whole = {id_: group for id_, group in formed.items() if id_ not in tears}
        fresh = {key.id: key for group in changed for key in group}
        loose |= fresh


def _groups(standing: Standing[K], ids: Collection[str]) -> list[Sequence[K]]:
    return [*standing.groups(sorted(ids))] if ids else []


def _with_bound(loose: Mapping[str, K], standing: Standing[K], rule: Rule[K]) -> dict[str, K]:
    """Return the loose ones with the whole groups of all that are grouped along with them."""
    found, waiting = dict(loose), rule.bound(loose)
    while fresh := {*waiting} - {*found}:
        several = {key.id: key for group in standing.groups(fresh) for key in group}
        waiting = rule.bound(several.keys() - found.keys())
        found = several | found
    return found


def _is_changed(group: Sequence[K], joined: _Joined[K], rule: Rule[K]) -> bool:
    return bool(rule.bound(_ids(group))) or _ids(joined.groups[group[0].id]) != _ids(group)


def _regrouped(loose: Collection[str], joined: _Joined[K]) -> Regrouped[K]:
    found = {joined.groups[id_][0].id: joined.groups[id_] for id_ in loose}
    joins: dict[str, list[Weighed]] = {}
    for one in joined.joins:
        joins.setdefault(joined.groups[one.left][0].id, []).append(one)
    return Regrouped(
        [found[id_] for id_ in sorted(found)], {id_: joins[id_] for id_ in found if id_ in joins}
    )


def _ids(group: Iterable[K]) -> list[str]:
    return [key.id for key in group]


class _Joining(Generic[K]):
    """Joins loose ones and groups that are held: best pairs first, two groups joined where they agree.

    The result depends on no order: ties are broken by id.
    """

    def __init__(
        self,
        held: Sequence[Sequence[K]],
        standing: Standing[K],
        same: Same[K],
        rule: Rule[K],
        agreed: dict[tuple[frozenset[str], frozenset[str]], bool],
    ) -> None:
        self._held = held
        # What was asked before, of whichever groups: each time more groups are held, and most of what is asked is the same.
        self._agreed = agreed
        self._same = same
        self._rule = rule
        self._joins = standing.joins([group[0].id for group in held])
        # Of each that is held: the group that it is in when that is whole.
        self._whole = {key.id: group for group in held for key in group}
        # A group only grows: its least member and its size tell which it is. In a city that is shelled every day two that do
        # not agree meet in hundreds of pairs.
        self._apart: set[tuple[str, int, str, int]] = set()
        self._broken: set[str] = set()

    def of(self, loose: Mapping[str, K]) -> _Joined[K]:
        """Return the groups that come of these."""
        groups = {key.id: [key] for key in (*loose.values(), *(key for group in self._held for key in group))}
        joins: list[Weighed] = []
        for score, left, right, is_told in self._ranked(groups):
            a, b = groups[left], groups[right]
            if a is b or not (is_told or self._is_one(a, b, groups)):
                continue
            joined = sorted((*a, *b), key=lambda key: key.id)
            groups.update((key.id, joined) for key in joined)
            joins.append(Weighed(left, right, -score))
        return _Joined(groups, joins, self._broken)

    def _ranked(self, groups: Mapping[str, Sequence[K]]) -> list[tuple[float, str, str, bool]]:
        """Return the pairs, the best first; each with whether it joined the parts of a held group before."""
        scores = self._same.scores
        told = [
            (-one.score, one.left, one.right, True) for several in self._joins.values() for one in several
        ]
        # A group of one needs no pair; of others that tell none, all are asked again.
        inner = (group for group in self._held if len(group) > 1 and group[0].id not in self._joins)
        pairs = [pair for group in inner for pair in within(group, self._rule) if scores.is_same(*pair)]
        asked = [(-scores.of(a, b), a.id, b.id, False) for a, b in (*self._same.among(groups), *pairs)]
        return sorted((*told, *asked))

    def _is_one(self, a: Sequence[K], b: Sequence[K], groups: Mapping[str, Sequence[K]]) -> bool:
        met = (a[0].id, len(a), b[0].id, len(b))
        if met in self._apart or not self._rule.may_join(a, b, groups):
            return False
        if not self._do_agree(a, b):
            self._apart.add(met)
            return False
        self._broken |= {whole[0].id for part in (a, b) for whole in self._parted(part)}
        return True

    def _do_agree(self, a: Sequence[K], b: Sequence[K]) -> bool:
        asked = frozenset(_ids(a)), frozenset(_ids(b))
        if asked not in self._agreed:
            self._agreed[asked] = self._rule.agree(a, b, self._same.scores)
        return self._agreed[asked]

    def _parted(self, part: Sequence[K]) -> list[Sequence[K]]:
        """Return the held groups of which this is only a part."""
        wholes = (self._whole[key.id] for key in part if key.id in self._whole)
        return [whole for whole in wholes if len(whole) > len(part)]
