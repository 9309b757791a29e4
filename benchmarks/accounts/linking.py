"""Score which accounts are told to be of one incident."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from benchmarks.accounts.figures import Figure, Match
from benchmarks.accounts.gold import Gold
from benchmarks.harness import f1, from_parts

Pairs = list[tuple[Figure, Figure]]


def score_linking(
    figures: Sequence[Figure], matches: Sequence[Match], gold: Gold
) -> dict[str, dict[str, float]]:
    """Return the scores of incidents: B-cubed, pairs across documents, the same evenly, wrong merges and splits."""
    return {
        "incidents": _b_cubed(matches, gold),
        "cross_document": _cross(figures, matches, gold),
        "even": _even(figures, matches, gold),
        **_mistakes(matches, gold),
    }


def held_out(
    figures: Sequence[Figure], folds: Iterable[tuple[frozenset[str], Sequence[Match]]], gold: Gold
) -> dict[str, dict[str, float]]:
    """Return B-cubed and pairs across documents where each fold has reports of its own and its own linking.

    A figure counts in the fold of its report; a pair in each fold that holds one of its reports.
    """
    right = linked = true = 0
    parts: list[tuple[float, float]] = []
    for out, matches in folds:
        together = _linked(matches)
        for a, b in _across(figures, gold):
            if a.row.doc in out or b.row.doc in out:
                same, said = a.row.incident == b.row.incident, together(a, b)
                right, linked, true = right + (same and said), linked + said, true + same
        parts += _shares(matches, gold, out)
    b_cubed = from_parts(_mean([p for p, _ in parts]), _mean([r for _, r in parts]))
    return {"incidents": b_cubed, "cross_document": f1(right, linked, true)}


def _b_cubed(matches: Sequence[Match], gold: Gold) -> dict[str, float]:
    parts = _shares(matches, gold, gold.documents)
    return from_parts(_mean([p for p, _ in parts]), _mean([r for _, r in parts]))


def _shares(matches: Sequence[Match], gold: Gold, wanted: frozenset[str]) -> list[tuple[float, float]]:
    """Return B-cubed precision and recall of each figure in the wanted reports; pairs marked unsure are left out of precision."""
    by_predicted, by_gold = _grouped(matches)
    found = []
    for one in matches:
        if one.gold.row.doc not in wanted:
            continue
        together = [
            x for x in by_predicted[one.predicted.row.incident] if not _unsure(x.gold, one.gold, gold)
        ]
        both = sum(x.gold.row.incident == one.gold.row.incident for x in together)
        found.append((both / len(together), both / len(by_gold[one.gold.row.incident])))
    return found


def _cross(figures: Sequence[Figure], matches: Sequence[Match], gold: Gold) -> dict[str, float]:
    """Pairs of gold figures in two documents that are one incident; a figure not found misses its pairs."""
    together = _linked(matches)
    right = linked = true = 0
    for a, b in _across(figures, gold):
        same, said = a.row.incident == b.row.incident, together(a, b)
        right += same and said
        linked += said
        true += same
    return f1(right, linked, true)


def _even(figures: Sequence[Figure], matches: Sequence[Match], gold: Gold) -> dict[str, float]:
    """The same with every incident weighing the same: mean recall over gold ones, mean precision over predicted ones."""
    together = _linked(matches)
    by_gold: defaultdict[str | None, list[Figure]] = defaultdict(list)
    by_predicted: defaultdict[str | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_gold[figure.row.incident].append(figure)
    for one in matches:
        by_predicted[one.predicted.row.incident].append(one.gold)
    told = [pairs for group in by_gold.values() if (pairs := _across(group, gold))]
    made = [pairs for group in by_predicted.values() if (pairs := _across(group, gold))]
    recall = [sum(together(a, b) for a, b in pairs) / len(pairs) for pairs in told]
    precision = [sum(a.row.incident == b.row.incident for a, b in pairs) / len(pairs) for pairs in made]
    return from_parts(_mean(precision), _mean(recall))


def _mistakes(matches: Sequence[Match], gold: Gold) -> dict[str, dict[str, float]]:
    by_predicted, by_gold = _grouped(matches)
    merges = _different((x.gold.row.incident for x in group) for group in by_predicted.values()) - gold.unsure
    splits = _different((x.predicted.row.incident for x in group) for group in by_gold.values())
    mixed = sum(len({gold.scopes[str(name)] for name in pair}) == 2 for pair in merges)
    return {
        "merges": {"wrong": len(merges), "single_with_aggregate": mixed},
        "splits": {"wrong": len(splits)},
    }


def _different(groups: Iterable[Iterable[str | None]]) -> set[frozenset[str | None]]:
    return {frozenset(pair) for group in groups for pair in combinations(set(group), 2)}


def _grouped(
    matches: Sequence[Match],
) -> tuple[Mapping[str | None, list[Match]], Mapping[str | None, list[Match]]]:
    by_predicted: defaultdict[str | None, list[Match]] = defaultdict(list)
    by_gold: defaultdict[str | None, list[Match]] = defaultdict(list)
    for one in matches:
        by_predicted[one.predicted.row.incident].append(one)
        by_gold[one.gold.row.incident].append(one)
    return by_predicted, by_gold


def _linked(matches: Sequence[Match]) -> Callable[[Figure, Figure], bool]:
    """Return what says whether two gold figures were found and predicted to be one incident."""
    found = {id(one.gold): one.predicted.row.incident for one in matches}
    return lambda a, b: id(a) in found and id(b) in found and found[id(a)] == found[id(b)]


def _across(figures: Sequence[Figure], gold: Gold) -> Pairs:
    return [(a, b) for a, b in combinations(figures, 2) if a.row.doc != b.row.doc and not _unsure(a, b, gold)]


def _unsure(a: Figure, b: Figure, gold: Gold) -> bool:
    return frozenset((a.row.incident, b.row.incident)) in gold.unsure


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
