"""Link: which events are one happening. Candidates by place and week, judged by weights, joined while they agree on average."""

from collections.abc import Collection, Iterable, Sequence
from math import fsum, nextafter

from truceline.model.judgement import Judgement, Verdict
from truceline.reconcile import stands
from truceline.reconcile.keys import EventKey
from truceline.reconcile.regroup import Scores, compared
from truceline.reconcile.weigh import LINK, total, weigh

METHOD = "scorecard/1"
# Within one document the extractor already tied what belongs together; it takes more to overrule it. Swept 0.5 to 2 with
# LINK: flat but for the incidents told by few, which are best at 0.5.
SAME_DOCUMENT = 0.5


class Linking:
    """The rule by which events are one happening.

    Args:
        different: pairs that a person said are two.
    """

    # What is above LINK, not what is on it.
    least = nextafter(LINK, 1.0)

    def __init__(self, different: Collection[frozenset[str]] = ()) -> None:
        """Keep what a person said."""
        self._different = different

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
        """Two groups are one while their pairs agree on average, and no pair of one document is apart, or told apart."""
        if a[0].scope != b[0].scope or self._told_apart(a, b):
            return False
        told = [(scores.of(x, y), x.doc == y.doc) for x in a for y in b]
        if any(same_doc and score < SAME_DOCUMENT for score, same_doc in told):
            return False
        return fsum(score for score, _ in told) / len(told) > LINK

    def _told_apart(self, a: Sequence[EventKey], b: Sequence[EventKey]) -> bool:
        told = self._different
        return bool(told) and any(frozenset((x.id, y.id)) in told for x in a for y in b)


def judge(keys: Iterable[EventKey]) -> list[Judgement]:
    """Judge every pair of events that are compared; those below the threshold and near it are unsure."""
    judged = []
    for a, b in sorted(compared([*keys], (), Linking()), key=lambda pair: (pair[0].id, pair[1].id)):
        weights = weigh(a, b)
        score = total(weights)
        if score > LINK - 1:
            verdict: Verdict = "same" if score > LINK else "unsure"
            judged.append(Judgement("events", a.id, b.id, verdict, METHOD, weights))
    return judged
