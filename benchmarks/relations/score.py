"""Score relations: the kind, and both arguments by overlap, in either order."""

from collections import defaultdict
from collections.abc import Sequence

from benchmarks.harness import f1
from benchmarks.relations.gold import KINDS, Range, Relation


def score(gold: Sequence[Relation], predicted: Sequence[Relation]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 over all kinds together (`micro`), and of each kind by its name."""
    kept = [one for one in predicted if one.kind in KINDS]
    pairs = match(gold, kept)
    scores = {"micro": f1(len(pairs), len(kept), len(gold))}
    for kind in KINDS:
        scores[kind] = f1(
            sum(gold[i].kind == kind for i in pairs),
            sum(one.kind == kind for one in kept),
            sum(one.kind == kind for one in gold),
        )
    return scores


def match(gold: Sequence[Relation], predicted: Sequence[Relation]) -> dict[int, int]:
    """Return which prediction each gold relation is matched to, one to one, by place in their lists.

    The longest overlap of the lesser argument goes first, then of both; of equal ones the earlier gold, then the earlier
    prediction.
    """
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for j, guess in enumerate(predicted):
        places[guess.doc, guess.kind].append(j)
    fitting = []
    for i, one in enumerate(gold):
        for j in places[one.doc, one.kind]:
            shares = max(
                _shares(one, predicted[j].a, predicted[j].b), _shares(one, predicted[j].b, predicted[j].a)
            )
            if shares[0] > 0:
                fitting.append((-shares[0], -shares[1], i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(fitting):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _shares(gold: Relation, a: Range, b: Range) -> tuple[int, int]:
    """Return how many characters the lesser and both arguments share; the lesser first."""
    shared = _shared(gold.a, a), _shared(gold.b, b)
    return min(shared), sum(shared)


def _shared(one: Range, other: Range) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
