"""Score predictions of accounts; the figures are those of the reference scorer."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.accounts.figures import figures, match, score_blame, score_figures
from benchmarks.accounts.gold import read_gold, read_predictions, read_reports
from benchmarks.accounts.linking import score_linking


def score(data: Path, predictions: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the scores of these predictions (the form is in README.md) against the gold in the folder `data`."""
    gold = read_gold(data, read_reports(data))
    predicted = read_predictions(predictions, gold)
    told, read = figures(gold.rows), figures(predicted)
    pairs = match(told, read, gold.outlets)
    return {
        **score_figures(pairs, len(read), len(told)),
        **score_blame(gold.rows, predicted),
        **score_linking(told, pairs, gold),
    }
