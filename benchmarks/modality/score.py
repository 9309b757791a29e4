"""Score modality: how far the predicted value lies from the gold's, beside constants."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean, median

from benchmarks.modality.gold import Predicate

# The dullest reader takes all that is told for what happened.
HAPPENED = 3.0


def score(gold: Sequence[float], predicted: Sequence[float]) -> dict[str, float]:
    """Return the mean absolute error of the predictions (`mae`), and of two constants.

    `mae_happened` is that of HAPPENED for all; `mae_median` that of the gold's own median, which no reader knows.
    """
    return {
        "mae": error(gold, predicted),
        "mae_happened": error(gold, [HAPPENED] * len(gold)),
        "mae_median": error(gold, [median(gold)] * len(gold)) if gold else 0.0,
        "predicates": len(gold),
    }


def error(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """Return the mean absolute error; 0 of nothing.

    Raises:
        ValueError: there are more of one than of the other.
    """
    distances = [abs(one - other) for one, other in zip(gold, predicted, strict=True)]
    return fmean(distances) if distances else 0.0


def by_modality(gold: Sequence[float], modalities: Sequence[str]) -> dict[str, tuple[int, float]]:
    """Return how often each modality was read, and the median of the gold's values there."""
    values: defaultdict[str, list[float]] = defaultdict(list)
    for value, modality in zip(gold, modalities, strict=True):
        values[modality].append(value)
    return {modality: (len(found), median(found)) for modality, found in sorted(values.items())}


def half(text: str) -> str:
    """Return in which half a sentence stands, by its hash: on the first the rules were made, the second shows what they are worth."""
    return "first" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "second"


def by_half(
    gold: Sequence[Predicate], texts: Mapping[str, str], predicted: Sequence[float]
) -> dict[str, float]:
    """Return the mean absolute error on each half of the sentences, as far as it holds any."""
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for one, value in zip(gold, predicted, strict=True):
        found[half(texts[one.doc])].append((one.value, value))
    return {f"mae_{name}_half": error(*zip(*pairs, strict=True)) for name, pairs in sorted(found.items())}
