"""Run: `python -m benchmarks.agreements --data ../shared/data/syria_reports [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accounts.gold import read_reports
from benchmarks.accounts.reports import build_reports
from benchmarks.agreements.gold import read_gold
from benchmarks.agreements.predict import predict
from benchmarks.agreements.score import marked, score
from benchmarks.harness import arguments, missing, read_lines, show, write_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Read the reports that have gold, predict, and print the scores."""
    about = "Which deals are spoken of, what is told of their state, who owes what."
    parser = arguments("agreements", about, "data/syria_reports")
    parser.add_argument(
        "--score", type=Path, metavar="FILE", help="score the predictions in FILE instead of making them"
    )
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    if options.score:
        predictions: list[dict[str, Any]] = read_lines(options.score)
    else:
        built, ids = build_reports(options.data, read_gold(options.data).documents)
        predictions = list(predict(built, ids, read_reports(options.data)))
    if options.predictions:
        write_lines(options.predictions, marked(options.data, predictions))
    show(score(options.data, predictions), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
