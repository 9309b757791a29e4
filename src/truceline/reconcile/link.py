"""Link: which events are one happening. Candidates by block, judged by weights, joined while they agree on average."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from truceline.model.judgement import Judgement, Verdict
from truceline.reconcile.blocks import pairs
from truceline.reconcile.gather import gather
from truceline.reconcile.keys import EventKey
from truceline.reconcile.weigh import LINK, score, total, weigh

METHOD = "scorecard/2"
# Two groups are two where two events of one document are that clearly two: what it told as two attacks stays two.
SAME_DOCUMENT = -8.0
# Two groups as wholes tell more than two events do, so more must speak for it. Swept 0 to 2 on the October gold: at 1 a
# car bomb and a raid on one town join, from 1.5 nothing wrong does.
AS_WHOLES = 1.5
# A person who says that one is part of the other says that they are not one.
TWO = ("different", "part-of")
Near = tuple[float, str, str]


def judge(keys: Sequence[EventKey]) -> list[Judgement]:
    """Judge every pair of events that share a block; those below the threshold and near it are unsure."""
    judged = []
    for a, b in pairs(keys):
        found = score(a, b)
        if found > LINK - 1:
            verdict: Verdict = "same" if found > LINK else "unsure"
            judged.append(Judgement("events", a.id, b.id, verdict, METHOD, weigh(a, b)))
    return judged


def link(
    keys: Sequence[EventKey], judgements: Iterable[Judgement], said: Iterable[Judgement] = ()
) -> list[list[str]]:
    """Group the events: best pairs first, then groups as wholes; then a person's word.

    A person joins whole groups: said of one event of each, it tears neither apart. Aggregates join single events by a
    person's word alone. The result depends on no order: ties are broken by id.

    Args:
        keys: the events.
        judgements: the method's.
        said: persons', in the order in which they were given; of two on one pair the later holds.
    """
    by_id = {key.id: key for key in keys}
    known = (j for j in said if j.left in by_id and j.right in by_id)
    persons = {(min(j.left, j.right), max(j.left, j.right)): j.verdict for j in known}
    groups = Groups(by_id, {frozenset(pair) for pair, verdict in persons.items() if verdict in TWO})
    near = sorted(((total(j.reasons), j.left, j.right) for j in judgements), key=_best_first)
    for found, left, right in near:
        if found > LINK and groups.agree(left, right):
            groups.join(left, right)
    for left, right in _wholes(groups, near):
        if groups.score(left, right) > AS_WHOLES and groups.may_join(left, right):
            groups.join(left, right)
    for (left, right), verdict in sorted(persons.items()):
        if verdict == "same":
            groups.join(left, right)
    return groups.all()


def _wholes(groups: "Groups", near: Sequence[Near]) -> list[tuple[str, str]]:
    """Return an event of each two groups that some pair brings near, those first that are most alike as wholes."""
    found = {tuple(sorted((groups.least(left), groups.least(right)))) for _, left, right in near}
    scored = ((groups.score(left, right), left, right) for left, right in found if left != right)
    return [(left, right) for _, left, right in sorted(scored, key=_best_first)]


def _best_first(row: Near) -> tuple[float, str, str]:
    return (-row[0], row[1], row[2])


class Groups:
    """The groups as they grow. Two with events that a person holds for two are never joined by the method."""

    def __init__(self, by_id: Mapping[str, EventKey], apart: Collection[frozenset[str]]) -> None:
        self._by_id = by_id
        self._apart = apart
        self._groups: dict[str, list[str]] = {event: [event] for event in by_id}
        self._scores: dict[tuple[str, str], float] = {}

    def all(self) -> list[list[str]]:
        """Return the groups, sorted, the events of each sorted."""
        return sorted({group[0]: group for group in self._groups.values()}.values())

    def least(self, event: str) -> str:
        """Return the event that stands for the group of this one."""
        return self._groups[event][0]

    def join(self, left: str, right: str) -> None:
        """Make the groups of two events one."""
        joined = sorted({*self._groups[left], *self._groups[right]})
        for event in joined:
            self._groups[event] = joined

    def may_join(self, left: str, right: str) -> bool:
        """Return whether nothing forbids it: another scope, a person's word, two events that one document tells apart."""
        a, b = self._groups[left], self._groups[right]
        if a is b or self._by_id[left].scope != self._by_id[right].scope:
            return False
        return not any(self._are_two(x, y) for x, y in product(a, b))

    def agree(self, left: str, right: str) -> bool:
        """Return whether two groups are one happening: the half of their pairs that speaks most for it does so on average.

        A late report in passing gives no day and no village, so that its pairs with most others say nothing: the mean
        over all pairs kept it out of every group that had grown.
        """
        if not self.may_join(left, right):
            return False
        found = sorted(
            (self._score(x, y) for x, y in product(self._groups[left], self._groups[right])), reverse=True
        )
        most = found[: (len(found) + 1) // 2]
        return sum(most) / len(most) > LINK

    def score(self, left: str, right: str) -> float:
        """Return how much speaks for two groups being one, each taken as a whole."""
        return score(self._whole(left), self._whole(right))

    def _whole(self, event: str) -> EventKey:
        return gather([self._by_id[one] for one in self._groups[event]])

    def _are_two(self, x: str, y: str) -> bool:
        one_document = self._by_id[x].doc == self._by_id[y].doc
        return frozenset((x, y)) in self._apart or (one_document and self._score(x, y) < SAME_DOCUMENT)

    def _score(self, x: str, y: str) -> float:
        pair = (x, y) if x < y else (y, x)
        if pair not in self._scores:
            self._scores[pair] = score(self._by_id[x], self._by_id[y])
        return self._scores[pair]
