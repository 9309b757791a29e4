"""Link: which events are one happening. Candidates by place and week, judged by weights, joined while they agree on average."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum, nextafter

from truceline.model.judgement import Judgement, Verdict
from truceline.reconcile import stands
from truceline.reconcile.keys import EventKey
from truceline.reconcile.persons import Persons
from truceline.reconcile.regroup import Scores, compared
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Within one document the extractor already tied what belongs together; it takes more to overrule it. Swept 0.5 to 2 with
# LINK: flat but for the incidents told by few, which are best at 0.5.
SAME_DOCUMENT = 0.5


class Linking:
    """The rule by which events are one happening."""

    # What is above LINK, not what is on it; and what is near it, where a person may know more.
    least = nextafter(LINK, 1.0)
    near = nextafter(LINK - 1, 1.0)

    def __init__(self, persons: Persons | None = None) -> None:
        """Keep what persons said of pairs of events."""
        self._persons = persons or Persons(())

    def stands(self, key: EventKey) -> Collection[str]:
        """Return where an event stands."""
        return stands.stands(key)

    def looks(self, key: EventKey) -> Collection[str]:
        """Return where those stand that it is compared with."""
        return stands.looks(key)

    def compared(self, a: EventKey, b: EventKey) -> bool:
        """An aggregate is never compared with a single event."""
        return a.scope == b.scope

    def weighed(self, a: EventKey, b: EventKey) -> float:
        """Return the sum of all that speaks for and against."""
        return total(weigh(a, b))

    def agree(self, a: Sequence[EventKey], b: Sequence[EventKey], scores: Scores[EventKey]) -> bool:
        """Two groups are one while their pairs agree on average, and no pair of one document is apart."""
        if a[0].scope != b[0].scope:
            return False
        told = [(scores.of(x, y), x.doc == y.doc) for x in a for y in b]
        if any(same_doc and score < SAME_DOCUMENT for score, same_doc in told):
            return False
        return fsum(score for score, _ in told) / len(told) > LINK

    def may_join(
        self, a: Sequence[EventKey], b: Sequence[EventKey], groups: Mapping[str, Sequence[EventKey]]
    ) -> bool:
        """What persons hold apart is not joined; not through others that they say are one with either, either."""
        persons = self._persons
        return not persons.apart or not persons.are_apart(self._whole(a, groups), self._whole(b, groups))

    def _whole(self, group: Sequence[EventKey], groups: Mapping[str, Sequence[EventKey]]) -> set[str]:
        """Return the events of a group, and of all groups that are one happening with it by persons' words."""
        whole: set[str] = set()
        waiting = [key.id for key in group]
        while waiting:
            event = waiting.pop()
            if event not in whole:
                whole.add(event)
                several = self._persons.partners.get(event, ())
                waiting += (one for other in several for one in (other, *_ids(groups.get(other, ()))))
        return whole

    def bound(self, ids: Iterable[str]) -> Collection[str]:
        """What persons say of one pair bears on others: events that words bind together are grouped together."""
        return self._persons.bound(ids)


def _ids(group: Iterable[EventKey]) -> Iterable[str]:
    return (key.id for key in group)


def judge(keys: Iterable[EventKey]) -> list[Judgement]:
    """Judge every pair of events that are compared; those below the threshold and near it are unsure."""
    pairs = sorted(compared([*keys], (), Linking()), key=lambda pair: (pair[0].id, pair[1].id))
    return [said for a, b in pairs if (said := judge_pair(a, b)) is not None]


def judge_pair(a: EventKey, b: EventKey) -> Judgement | None:
    """Judge two events, the lesser id first; None where next to nothing speaks for one happening."""
    weights = weigh(a, b)
    score = total(weights)
    if score < Linking.near:
        return None
    verdict: Verdict = "same" if score > LINK else "unsure"
    return Judgement("events", a.id, b.id, verdict, METHOD, weights)
