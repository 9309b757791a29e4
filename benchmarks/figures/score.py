"""Score figures against the true ones, and clusters of articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from benchmarks.figures.gold import Truth
from benchmarks.harness import from_parts

EFFECTS = ("killed", "injured")
K = TypeVar("K")


def score_figures(
    truths: Iterable[Truth], predictions: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, float]]:
    """Return the scores of killed and of injured over all these incidents; one without a prediction fails everywhere.

    `exact`: the best figure is the true one; `exact_above_none`: the same where somebody was harmed; `within`: the true one
    lies between both ends, where a missing end fails; `width`: the mean of high - low where both ends are there; `open`:
    the share with a missing end; `none`: the share told to be nobody.
    """
    by_incident = {str(row["incident"]): row for row in predictions}
    told = [(truth, by_incident.get(truth.incident, {})) for truth in truths]
    return {
        effect: _effect([(getattr(truth, effect), row.get(effect) or {}) for truth, row in told])
        for effect in EFFECTS
    }


def score_clusters(gold: Mapping[str, str], predictions: Iterable[Mapping[str, str]]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 over the articles of the gold; one not predicted is alone."""
    told = {row["doc"]: row["cluster"] for row in predictions}
    # The tuple keeps an article that is alone apart from a cluster that bears its id.
    cluster = {doc: (doc in told, told.get(doc, doc)) for doc in gold}
    together, true = _members(cluster), _members(gold)
    precision = recall = 0.0
    for doc in gold:
        ours, theirs = together[cluster[doc]], true[gold[doc]]
        both = len(ours & theirs)
        precision += both / len(ours)
        recall += both / len(theirs)
    return from_parts(precision / len(gold), recall / len(gold)) if gold else from_parts(0, 0)


def _effect(rows: list[tuple[int, Mapping[str, int | None]]]) -> dict[str, float]:
    ends = ((true, row.get("low"), row.get("high")) for true, row in rows)
    closed = [(true, low, high) for true, low, high in ends if low is not None and high is not None]
    harmed = [(true, row) for true, row in rows if true > 0]
    return {
        "exact": _share(row.get("best") == true for true, row in rows),
        "exact_above_none": _share(row.get("best") == true for true, row in harmed),
        "within": sum(low <= true <= high for true, low, high in closed) / len(rows) if rows else 0.0,
        "width": sum(high - low for _, low, high in closed) / len(closed) if closed else 0.0,
        "open": 1 - len(closed) / len(rows) if rows else 0.0,
        "none": _share(row.get("best") == 0 for _, row in rows),
    }


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0


def _members(clusters: Mapping[str, K]) -> Mapping[K, set[str]]:
    members: defaultdict[K, set[str]] = defaultdict(set)
    for doc, cluster in clusters.items():
        members[cluster].add(doc)
    return members
