"""Link: which events are one happening. Candidates by block, judged by weights, joined while they agree on average."""

from collections.abc import Iterable, Sequence
from itertools import product

from truceline.model.judgement import Judgement
from truceline.reconcile.blocks import pairs
from truceline.reconcile.keys import EventKey
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Two groups are two where two events of one document are that clearly two: what it told as two attacks stays two.
SAME_DOCUMENT = -4.0
Scores = dict[tuple[str, str], float]


def judge(keys: Sequence[EventKey]) -> list[Judgement]:
    """Judge every pair of events that share a block; those below the threshold and near it are unsure."""
    judged = []
    for a, b in pairs(keys):
        weights = weigh(a, b)
        score = total(weights)
        if score > LINK:
            judged.append(Judgement("events", a.id, b.id, "same", METHOD, weights))
        elif score > LINK - 1:
            judged.append(Judgement("events", a.id, b.id, "unsure", METHOD, weights))
    return judged


def link(
    keys: Sequence[EventKey], judgements: Iterable[Judgement], said: Iterable[Judgement] = ()
) -> list[list[str]]:
    """Group the events: best pairs first, two groups joined while the better half of their pairs agrees; then a person's word.

    A person joins whole groups: said of one event of each, it tears neither apart. Aggregates join single events by a
    person's word alone. The result depends on no order: ties are broken by id.

    Args:
        keys: the events.
        judgements: the method's.
        said: persons', in the order in which they were given; of two on one pair the later holds.
    """
    by_id = {key.id: key for key in keys}
    groups: dict[str, list[str]] = {key.id: [key.id] for key in keys}
    persons = {(j.left, j.right): j.verdict for j in said if j.left in by_id and j.right in by_id}
    apart = {frozenset(pair) for pair, verdict in persons.items() if verdict == "different"}
    scores: Scores = {}
    same = [(total(j.reasons), j.left, j.right) for j in judgements if j.verdict == "same"]
    for _, left, right in sorted(same, key=lambda row: (-row[0], row[1], row[2])):
        a, b = groups[left], groups[right]
        if a is not b and _agree(by_id, scores, a, b) and not any(frozenset((x, y)) in apart for x in a for y in b):
            _join(groups, left, right)
    for (left, right), verdict in sorted(persons.items()):
        if verdict == "same":
            _join(groups, left, right)
    return sorted({tuple(group): group for group in groups.values()}.values())


def _join(groups: dict[str, list[str]], left: str, right: str) -> None:
    joined = sorted({*groups[left], *groups[right]})
    for event in joined:
        groups[event] = joined


def _agree(by_id: dict[str, EventKey], scores: Scores, a: list[str], b: list[str]) -> bool:
    """Return whether two groups are one happening: the half of their pairs that speaks most for it does so on average.

    A late report in passing gives no day and no village, so that its pairs with most others say nothing: the mean over
    all pairs kept it out of every group that had grown.
    """
    if by_id[a[0]].scope != by_id[b[0]].scope:
        return False
    found = []
    for x, y in product(a, b):
        pair = (x, y) if x < y else (y, x)
        if pair not in scores:
            scores[pair] = total(weigh(by_id[x], by_id[y]))
        if scores[pair] < SAME_DOCUMENT and by_id[x].doc == by_id[y].doc:
            return False
        found.append(scores[pair])
    most = sorted(found, reverse=True)[: (len(found) + 1) // 2]
    return sum(most) / len(most) > LINK
