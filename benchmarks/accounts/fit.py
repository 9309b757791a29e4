"""Fit the weights of linking on the gold, and say how they do on reports that they were not fitted on.

Run: `python -m benchmarks.accounts.fit --data ../shared/data/syria_reports --second ../shared/data/gun_violence`. It prints each
case with the weight set by hand, the fitted one and the product's, then the scores. Nothing is written.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from benchmarks.accounts.figures import Figure, Match, figures
from benchmarks.accounts.gold import Gold, read_gold, read_reports
from benchmarks.accounts.linking import held_out, score_linking
from benchmarks.accounts.pairs import CASES, Array, Pairs, keys_of, labels_of, make_pairs, match_events
from benchmarks.accounts.reports import build_reports
from benchmarks.figures.gold import gold_clusters, read_articles
from benchmarks.figures.rows import build_rows
from benchmarks.harness import arguments, missing
from truceline.reconcile import weigh as weighing
from truceline.reconcile.homes import link
from truceline.reconcile.keys import EventKey

HAND = Path(__file__).with_name("hand.toml")
FOLDS = 6
# How strongly a weight is drawn to the one set by hand. Swept .3 to 3 in cross-validation: flat from .5 to 1.5.
PULL = 1.5
# The second domain's pairs weigh so much of the first's, and its intercept is drawn to the first's by OWN_INTERCEPT.
SECOND, OWN_INTERCEPT = 0.1, 5.0
STEPS = 80


class War(NamedTuple):
    """What the first domain gives: its events, the matched figures under their events, and the fold of each report."""

    keys: Sequence[EventKey]
    told: Sequence[Figure]
    matches: Sequence[Match]
    gold: Gold
    folds: Mapping[str, int]


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, and print the weights and the scores."""
    parser = arguments("accounts.fit", "The weights of linking, fitted on the gold.", "data/syria_reports")
    parser.add_argument("--second", type=Path, help="the folder of the second domain, data/gun_violence")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    war, first = _first(options.data)
    second = _second(options.second) if options.second else None
    prior = _by_hand()
    fitted = fit(first, second, prior)
    for name, *row in zip((*CASES, "prior"), prior, fitted, _product(), strict=True):
        print(f"{name:45s} {row[0]:5.1f} {row[1]:6.2f} {row[2]:5.1f}")
    print("as it is", _words(score_linking(war.told, _linked(war, _product()), war.gold)))
    print("fitted", _words(score_linking(war.told, _linked(war, fitted), war.gold)))
    print("cross-validated", _words(_cross_validated(war, first, second, prior)))
    return 0


def fit(first: Pairs, second: Pairs | None, prior: Array) -> Array:
    """Return the weights that explain the pairs best, the intercept last; drawn to `prior` by PULL (Newton's method)."""
    cases, one, weights = _stacked(first, second)
    centre = np.append(prior, 0.0)
    pull = np.full(len(centre), PULL)
    pull[-2:] = 0.05, OWN_INTERCEPT
    found = centre.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-cases @ found))
        slope = cases.T @ (weights * (chance - one)) + pull * (found - centre)
        curve = (cases * (weights * chance * (1 - chance))[:, None]).T @ cases + np.diag(pull)
        step = np.clip(np.linalg.solve(curve, slope), -1, 1)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found[:-1]


def _stacked(first: Pairs, second: Pairs | None) -> tuple[Array, Array, Array]:
    """Return the pairs of both domains, with a last column for the second's own intercept."""
    own = np.zeros((len(first.one), 1))
    if second is None:
        return np.hstack([first.cases, own]), first.one, first.weights
    share = SECOND * first.weights.sum() / second.weights.sum()
    cases = np.vstack(
        [
            np.hstack([first.cases, own]),
            np.hstack([second.cases, np.ones((len(second.one), 1))]),
        ]
    )
    weights = np.concatenate([first.weights, second.weights * share])
    return cases, np.concatenate([first.one, second.one]), weights


def _first(data: Path) -> tuple[War, Pairs]:
    reports = read_reports(data)
    gold = read_gold(data, reports)
    built, ids = build_reports(data, gold.documents)
    keys, family = keys_of(built)
    told = figures(gold.rows)
    matches = match_events(built, ids, reports, gold, told)
    label = labels_of(matches)
    pairs = make_pairs(keys, label, lambda a, b: frozenset((label[a.id], label[b.id])) in gold.unsure)
    # Copies stand in one fold, or a report would be scored by its own text.
    folds = {ids[doc]: int(family.get(doc, doc)[:8], 16) % FOLDS for doc in ids}
    by_report = pairs._replace(docs=[(ids[a], ids[b]) for a, b in pairs.docs])
    return War(keys, told, matches, gold, folds), by_report


def _second(data: Path) -> Pairs:
    articles = read_articles(data)
    clusters = gold_clusters(articles)
    built, ids = build_rows([article for article in articles if article.gvc_cluster is not None])
    keys, _ = keys_of(built)
    label = {key.id: clusters[ids[key.doc]] for key in keys}
    return make_pairs(keys, label, lambda a, b: a.doc == b.doc)


def _by_hand() -> Array:
    hand = tomllib.loads(HAND.read_text("utf-8"))
    return np.array([*(hand["weights"][name] for name in CASES), hand["prior"]])


def _product() -> Array:
    return np.array([*(weighing.WEIGHTS[name] for name in CASES), weighing.PRIOR.value])


def _linked(war: War, weights: Array) -> list[Match]:
    """Link the events with these weights, and return the figures under their incidents."""
    kept = weighing.WEIGHTS, weighing.PRIOR
    weighing.WEIGHTS = dict(zip(CASES, map(float, weights[:-1]), strict=True))
    weighing.PRIOR = msgspec.structs.replace(kept[1], value=float(weights[-1]))
    try:
        groups = link(war.keys)
    finally:
        weighing.WEIGHTS, weighing.PRIOR = kept
    incident = {event: group[0] for group in groups for event in group}
    return [_under(one, incident[str(one.predicted.row.incident)]) for one in war.matches]


def _under(one: Match, incident: str) -> Match:
    row = msgspec.structs.replace(one.predicted.row, incident=incident)
    return msgspec.structs.replace(one, predicted=msgspec.structs.replace(one.predicted, row=row))


def _cross_validated(
    war: War, first: Pairs, second: Pairs | None, prior: Array
) -> dict[str, dict[str, float]]:
    """Score each fold's reports with the weights fitted on the others; the pairs and figures of all folds together."""

    def folds() -> Iterator[tuple[frozenset[str], list[Match]]]:
        for fold in range(FOLDS):
            out = frozenset(report for report, number in war.folds.items() if number == fold)
            kept = np.array([a not in out and b not in out for a, b in first.docs])
            known = Pairs(first.cases[kept], first.one[kept], first.weights[kept], ())
            yield out, _linked(war, fit(known, second, prior))

    return held_out(war.told, folds(), war.gold)


def _words(scores: Mapping[str, Mapping[str, float]]) -> str:
    return ", ".join(
        f"{name} {score['f1']:.3f} (P {score['p']:.3f} R {score['r']:.3f})"
        if "f1" in score
        else f"{name} {score}"
        for name, score in scores.items()
    )


if __name__ == "__main__":
    sys.exit(main())
