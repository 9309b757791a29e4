"""Link: which events are one happening. Candidates by what they share in a week, judged by weights, joined while they agree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from math import fsum, nextafter

from truceline.model.judgement import Judgement, Verdict
from truceline.reconcile import stands
from truceline.reconcile.compare import FAR, one_nature, place
from truceline.reconcile.gather import gather, kind_of
from truceline.reconcile.keys import EventKey
from truceline.reconcile.persons import Persons
from truceline.reconcile.same import Scores, compared
from truceline.reconcile.weigh import LINK, score, weigh

METHOD = "scorecard/2"
# Two groups are two where two events of one document are that clearly two: what it told as two attacks stays two. Swept
# -4 to -20 on benchmarks/accounts: flat; at -4 one kind read wrongly kept two halves of a gas attack apart.
SAME_DOCUMENT = -8.0
# Two groups as wholes tell more than two events do, so more must speak for it. Swept 0 to 2 on the October gold: at 1 a
# car bomb and a raid on one town join, from 1.5 nothing wrong does.
AS_WHOLES = 1.5


class Linking:
    """The rule by which events are one happening."""

    # What is above LINK, not what is on it; and what is near it, where a person may know more.
    least = nextafter(LINK, 1.0)
    near = nextafter(LINK - 1, 1.0)

    def __init__(self, persons: Persons | None = None) -> None:
        """Keep what persons said of pairs of events."""
        self._persons = persons or Persons(())
        # Groups as wholes: one meets many others.
        self._gathered: dict[tuple[str, ...], EventKey] = {}

    def stands(self, key: EventKey) -> Collection[str]:
        """Return where an event stands."""
        return stands.stands(key)

    def looks(self, key: EventKey) -> Collection[str]:
        """Return where those stand that it is compared with."""
        return stands.looks(key)

    def sought(self, key: EventKey) -> Collection[str]:
        """Return where those are kept that an event is compared with."""
        return stands.sought(key)

    def compared(self, a: EventKey, b: EventKey) -> bool:
        """An aggregate is never compared with a single event."""
        return a.scope == b.scope

    def weighed(self, a: EventKey, b: EventKey) -> float:
        """Return the sum of all that speaks for and against."""
        return score(a, b)

    def agree(self, a: Sequence[EventKey], b: Sequence[EventKey], scores: Scores[EventKey]) -> bool:
        """Two groups are one where the half of their pairs that speaks most for it does so on average, or as wholes they are alike.

        A late report in passing gives no day and no village, so that its pairs with most others say nothing: the mean
        over all pairs kept it out of every group that had grown.
        """
        if a[0].scope != b[0].scope or _are_two(a, b, scores) or not one_nature(kind_of(a), kind_of(b)):
            return False
        wholes = self._gather(a), self._gather(b)
        if (where := place(*wholes)) is not None and where.name == FAR:
            return False
        if score(*wholes) > AS_WHOLES:
            return True
        found = sorted(scores.across(a, b), reverse=True)
        most = found[: (len(found) + 1) // 2]
        return fsum(most) / len(most) > LINK

    def _gather(self, group: Sequence[EventKey]) -> EventKey:
        if len(group) == 1:
            return group[0]
        ids = tuple(_ids(group))
        if ids not in self._gathered:
            self._gathered[ids] = gather(group)
        return self._gathered[ids]

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


def _are_two(a: Sequence[EventKey], b: Sequence[EventKey], scores: Scores[EventKey]) -> bool:
    if {x.doc for x in a}.isdisjoint(y.doc for y in b):
        return False
    return any(x.doc == y.doc and scores.of(x, y) < SAME_DOCUMENT for x, y in product(a, b))


def judge(keys: Iterable[EventKey]) -> list[Judgement]:
    """Judge every pair of events that are compared; those below the threshold and near it are unsure."""
    pairs = sorted(compared([*keys], (), Linking()), key=lambda pair: (pair[0].id, pair[1].id))
    return [said for a, b in pairs if (said := judge_pair(a, b)) is not None]


def judge_pair(a: EventKey, b: EventKey) -> Judgement | None:
    """Judge two events, the lesser id first; None where next to nothing speaks for one happening."""
    found = score(a, b)
    if found < Linking.near:
        return None
    verdict: Verdict = "same" if found > LINK else "unsure"
    return Judgement("events", a.id, b.id, verdict, METHOD, weigh(a, b))
