"""Run: `python -m benchmarks.figures --data ../shared/data/gun_violence [--sample N --seed S] [--predictions FILE] [--json]`."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.figures.baselines import CHOOSE, guess
from benchmarks.figures.gold import (
    Article,
    gold_clusters,
    grouped,
    read_articles,
    read_incidents,
    sample,
)
from benchmarks.figures.predict import predict_clusters, predict_figures
from benchmarks.figures.rows import build_rows, read_rows
from benchmarks.figures.score import score_clusters, score_figures
from benchmarks.harness import arguments, missing, show, write_lines
from truceline.knowledge import load

ABOUT = "Many articles on one incident: its figures; and which articles are on one incident."


def main(argv: Sequence[str] | None = None) -> int:
    """Read the articles, predict, and print the scores beside those of simple baselines."""
    parser = arguments("figures", ABOUT, "data/gun_violence")
    parser.add_argument(
        "--sample", type=int, metavar="N", help="figures of N incidents, drawn by the seed; all without it"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    articles, incidents = read_articles(options.data), read_incidents(options.data)
    groups = sample(grouped(articles, incidents), options.sample, options.seed)
    figures, clusters = _figures(groups), _clusters(articles)
    if options.predictions:
        write_lines(options.predictions, [*figures, *clusters])
    truths = [incidents[name] for name in groups]
    scores = {**score_figures(truths, figures), "clusters": score_clusters(gold_clusters(articles), clusters)}
    baselines: dict[str, Any] = {how: score_figures(truths, guess(groups, how)) for how in CHOOSE}
    baselines["alone"] = {"clusters": score_clusters(gold_clusters(articles), ())}
    show({**scores, "incidents": len(groups), "baselines": baselines}, as_json=options.json)
    return 0


def _figures(groups: Mapping[str, Sequence[Article]]) -> list[dict[str, Any]]:
    knowledge = load()
    return [predict_figures(name, read_rows(group), knowledge) for name, group in groups.items()]


def _clusters(articles: Sequence[Article]) -> list[dict[str, str]]:
    marked = [article for article in articles if article.gvc_cluster is not None]
    return list(predict_clusters(*build_rows(marked))) if marked else []


if __name__ == "__main__":
    sys.exit(main())
