"""Link: which events are one happening. Candidates by place and week, judged by weights, joined while they agree on average.

What stands in a record is not linked again: `regroup` takes the events that are new or changed, and whatever groups they reach.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import Protocol

from truceline.model.judgement import Judgement, Verdict
from truceline.reconcile.keys import EventKey
from truceline.reconcile.stands import looks, stands
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Within one document the extractor already tied what belongs together; it takes more to overrule it. Swept 0.5 to 2 with
# LINK: flat but for the incidents told by few, which are best at 0.5.
SAME_DOCUMENT = 0.5

Group = Sequence[EventKey]
Pair = tuple[str, str]


class Standing(Protocol):
    """The events that stand in a record, each in a group."""

    def near(self, places: Collection[str]) -> Iterable[EventKey]:
        """Return the events that stand in any of these places."""

    def groups(self, events: Collection[str]) -> Iterable[Group]:
        """Return the whole groups that these events are in."""


class Nothing:
    """A record in which nothing stands yet."""

    def near(self, places: Collection[str]) -> Iterable[EventKey]:
        """Return nothing."""
        return ()

    def groups(self, events: Collection[str]) -> Iterable[Group]:
        """Return nothing."""
        return ()


class Scores:
    """What speaks for each pair of events being one, summed once for each pair."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[Pair, float] = {}

    def of(self, a: EventKey, b: EventKey) -> float:
        """Return the sum of the weights of two events."""
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if pair not in self._known:
            self._known[pair] = total(weigh(a, b) if a.id < b.id else weigh(b, a))
        return self._known[pair]


def judge(keys: Iterable[EventKey]) -> list[Judgement]:
    """Judge every pair of events that are compared; those below the threshold and near it are unsure."""
    judged = []
    for a, b in sorted(_pairs(list(keys), ()), key=lambda pair: (pair[0].id, pair[1].id)):
        weights = weigh(a, b)
        score = total(weights)
        if score > LINK - 1:
            verdict: Verdict = "same" if score > LINK else "unsure"
            judged.append(Judgement("events", a.id, b.id, verdict, METHOD, weights))
    return judged


def regroup(
    waiting: Mapping[str, EventKey], standing: Standing, different: Collection[frozenset[str]] = ()
) -> list[Group]:
    """Group events, and whatever stands already and is changed by them; return all groups that are new or changed.

    The groups are those that linking all events at once would give. A group that stands and is joined by none of those that
    wait forms as it did before: it is held beside them whole, and only where it comes out otherwise are its events let loose
    too, with all that these reach.

    Args:
        waiting: the events that are new, or are no longer what they were, with all of the groups that these were in.
        standing: all others, in their groups.
        different: pairs that a person said are two.
    """
    loose, scores = dict(waiting), Scores()
    while True:
        beside = _beside(loose, standing, scores)
        groups = _join([*loose.values()], beside, scores, different)
        changed = [group for group in beside if _ids(groups[group[0].id]) != _ids(group)]
        if not changed:
            found = {key.id: groups[key.id] for key in loose.values()}
            return sorted({group[0].id: group for group in found.values()}.values(), key=lambda g: g[0].id)
        loose.update((key.id, key) for group in changed for key in group)


def _ids(group: Group) -> list[str]:
    return sorted(key.id for key in group)


def _beside(loose: Mapping[str, EventKey], standing: Standing, scores: Scores) -> list[Group]:
    """Return the standing groups with an event that is one with a loose one."""
    places = {place for key in loose.values() for place in looks(key)}
    near = [[key] for key in standing.near(places) if key.id not in loose]
    pairs = _pairs([*loose.values()], near) if near else ()
    reached = {
        key.id for pair in pairs for key in pair if key.id not in loose and scores.of(*pair) > LINK
    }
    return [group for group in standing.groups(reached) if group[0].id not in loose]


def _join(
    loose: Group, beside: Sequence[Group], scores: Scores, different: Collection[frozenset[str]]
) -> dict[str, list[EventKey]]:
    """Return the group of each event: best pairs first, two groups joined while their pairs agree on average.

    The result depends on no order: ties are broken by id.
    """
    groups = {key.id: [key] for key in (*loose, *(key for group in beside for key in group))}
    same = ((scores.of(a, b), a.id, b.id) for a, b in _pairs(loose, beside))
    for score, left, right in sorted(same, key=lambda row: (-row[0], row[1], row[2])):
        if score <= LINK:
            break
        a, b = groups[left], groups[right]
        if a is not b and _agree(a, b, scores) and not _told_apart(a, b, different):
            joined = sorted((*a, *b), key=lambda key: key.id)
            groups.update((key.id, joined) for key in joined)
    return groups


def _told_apart(a: Group, b: Group, different: Collection[frozenset[str]]) -> bool:
    return bool(different) and any(frozenset((x.id, y.id)) in different for x in a for y in b)


def _agree(a: Group, b: Group, scores: Scores) -> bool:
    if a[0].scope != b[0].scope:
        return False
    told = [(scores.of(x, y), x.doc == y.doc) for x in a for y in b]
    if any(same_doc and score < SAME_DOCUMENT for score, same_doc in told):
        return False
    return fsum(score for score, _ in told) / len(told) > LINK


def _pairs(loose: Group, beside: Sequence[Group]) -> Iterator[tuple[EventKey, EventKey]]:
    """Yield the pairs that are compared: of the loose ones with all, and of each group beside them within itself."""
    at: defaultdict[str, list[EventKey]] = defaultdict(list)
    for key in (*loose, *(key for group in beside for key in group)):
        for place in stands(key):
            at[place].append(key)
    free = {key.id for key in loose}
    for a in loose:
        near = {b.id: b for place in looks(a) for b in at.get(place, ()) if b.scope == a.scope}
        for b in near.values():
            if a.id < b.id or (b.id not in free and a.id != b.id):
                yield (a, b) if a.id < b.id else (b, a)
    for group in beside:
        for a, b in combinations(group, 2):
            if a.scope == b.scope and not stands(b).isdisjoint(looks(a)):
                yield (a, b) if a.id < b.id else (b, a)
