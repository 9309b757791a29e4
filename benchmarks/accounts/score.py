"""Score predictions of accounts; the figures are those of the reference scorer."""

from collections import defaultdict
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


def marked(data: Path, predictions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the predictions with `right`: whether all their figures are the gold's, by the right speaker.

    One without a figure, or of a document without gold, has none.
    """
    rows = list(predictions)
    gold = read_gold(data, read_reports(data))
    asked = [row for row in rows if row["doc"] in gold.documents]
    read = read_predictions(asked, gold)
    found = figures(read)
    right = {id(pair.predicted) for pair in match(figures(gold.rows), found, gold.outlets) if pair.speaker}
    told: defaultdict[int, list[bool]] = defaultdict(list)
    for figure in found:
        told[id(figure.row)].append(id(figure) in right)
    marks = {id(row): all(told[id(one)]) for row, one in zip(asked, read, strict=True) if told[id(one)]}
    return [{**row, "right": marks[id(row)]} if id(row) in marks else dict(row) for row in rows]
