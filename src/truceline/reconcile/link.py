"""Link: which events are one happening. Candidates by block, judged by weights, joined while they agree on average."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from truceline.model.judgement import Judgement
from truceline.reconcile.keys import EventKey
from truceline.reconcile.persons import Persons
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Within one document the extractor already tied what belongs together; it takes more to overrule it. Swept 0.5 to 2 with
# LINK: flat but for the incidents told by few, which are best at 0.5.
SAME_DOCUMENT = 0.5
# A larger block is split by week and then by kind: pairs grow with its square.
LARGEST_BLOCK = 200
EPOCH = datetime.date(1970, 1, 5)


def judge(keys: Sequence[EventKey]) -> list[Judgement]:
    """Judge every pair of events that share a block; those below the threshold and near it are unsure."""
    judged = []
    for a, b in _pairs(keys):
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
        said: persons', in the order in which they were given; what they hold apart is not joined through others either.
    """
    by_id = {key.id: key for key in keys}
    groups: dict[str, list[str]] = {key.id: [key.id] for key in keys}
    persons = Persons(one for one in said if one.left in by_id and one.right in by_id)
    same = [(total(j.reasons), j.left, j.right) for j in judgements if j.verdict == "same"]
    for _, left, right in sorted(same, key=lambda row: (-row[0], row[1], row[2])):
        a, b = groups[left], groups[right]
        if a is not b and _agree(by_id, a, b) and persons.may_join(left, right):
            _join(groups, left, right)
            persons.join(left, right)
    for left, right in persons.same:
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


def _pairs(keys: Sequence[EventKey]) -> Iterator[tuple[EventKey, EventKey]]:
    seen: set[tuple[str, str]] = set()
    for block in _blocks(keys):
        ordered = sorted(block, key=lambda key: key.id)
        for n, a in enumerate(ordered):
            for b in ordered[n + 1 :]:
                if (a.id, b.id) not in seen and a.scope == b.scope:
                    seen.add((a.id, b.id))
                    yield a, b


def _blocks(keys: Sequence[EventKey]) -> Iterator[list[EventKey]]:
    """Yield groups that can hold a pair: one place, or one day and kind for those without a place.

    A block that is too large is split by week, then by kind.
    """
    by_place: defaultdict[str, list[EventKey]] = defaultdict(list)
    for key in keys:
        for place in key.places:
            by_place[place].append(key)
    by_day: defaultdict[tuple[str, datetime.date], list[EventKey]] = defaultdict(list)
    for key in keys:
        if key.first is not None and key.first == key.last:
            by_day[key.kind, key.first].append(key)
    for rows in by_day.values():
        placeless = [key for key in rows if not key.places]
        yield from ([one, *(key for key in rows if key is not one)] for one in placeless[:LARGEST_BLOCK])
    for block in by_place.values():
        if len(block) <= LARGEST_BLOCK:
            yield block
        else:
            yield from _by_week(block)


def _by_week(block: list[EventKey]) -> Iterator[list[EventKey]]:
    weeks: defaultdict[int, list[EventKey]] = defaultdict(list)
    for key in block:
        day = key.first or key.last or key.published
        week = (day - EPOCH).days // 7 if day else -1
        for near in (week, week + 1):
            weeks[near].append(key)
    for rows in weeks.values():
        if len(rows) <= LARGEST_BLOCK:
            yield rows
            continue
        kinds: defaultdict[str, list[EventKey]] = defaultdict(list)
        for key in rows:
            kinds[key.kind].append(key)
        yield from kinds.values()
