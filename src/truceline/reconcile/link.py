"""Link: which events are one happening. Candidates by block, judged by weights, joined while they agree on average."""

from collections.abc import Iterable, Sequence

from truceline.model.judgement import Judgement
from truceline.reconcile.blocks import pairs
from truceline.reconcile.keys import EventKey
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Within one document the extractor already tied what belongs together; it takes more to overrule it. Swept 0.5 to 2 with
# LINK: flat but for the incidents told by few, which are best at 0.5.
SAME_DOCUMENT = 0.5


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
    """Group the events: best pairs first, two groups joined while their pairs agree on average; then a person's word.

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
    same = [(total(j.reasons), j.left, j.right) for j in judgements if j.verdict == "same"]
    for _, left, right in sorted(same, key=lambda row: (-row[0], row[1], row[2])):
        a, b = groups[left], groups[right]
        if a is not b and _agree(by_id, a, b) and not any(frozenset((x, y)) in apart for x in a for y in b):
            _join(groups, left, right)
    for (left, right), verdict in sorted(persons.items()):
        if verdict == "same":
            _join(groups, left, right)
    return sorted({tuple(group): group for group in groups.values()}.values())


def _join(groups: dict[str, list[str]], left: str, right: str) -> None:
    joined = sorted({*groups[left], *groups[right]})
    for event in joined:
        groups[event] = joined


def _agree(by_id: dict[str, EventKey], a: list[str], b: list[str]) -> bool:
    scores = [(total(weigh(by_id[x], by_id[y])), by_id[x].doc == by_id[y].doc) for x in a for y in b]
    if by_id[a[0]].scope != by_id[b[0]].scope:
        return False
    if any(same_doc and score < SAME_DOCUMENT for score, same_doc in scores):
        return False
    return sum(score for score, _ in scores) / len(scores) > LINK
