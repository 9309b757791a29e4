"""Run: `python -m benchmarks.accounts --data ../shared/data/syria_reports [--predictions FILE] [--table] [--json]`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accounts.gold import read_gold, read_reports
from benchmarks.accounts.predict import predict
from benchmarks.accounts.reports import build_reports
from benchmarks.accounts.score import marked, score
from benchmarks.accounts.table import markdown, table
from benchmarks.harness import arguments, missing, read_lines, show, write_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Read the reports that have gold, predict, and print the scores."""
    about = "Who says what happened, how many, by whom; which accounts are of one incident."
    parser = arguments("accounts", about, "data/syria_reports")
    parser.add_argument(
        "--score", type=Path, metavar="FILE", help="score the predictions in FILE instead of making them"
    )
    parser.add_argument(
        "--table", action="store_true", help="print the incidents told by two reports or more, not the scores"
    )
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    if options.score:
        predictions: list[dict[str, Any]] = read_lines(options.score)
    else:
        reports = read_reports(options.data)
        built, ids = build_reports(options.data, read_gold(options.data, reports).documents)
        predictions = list(predict(built, ids, reports))
    if options.predictions:
        write_lines(options.predictions, marked(options.data, predictions))
    if options.table:
        print("\n".join(markdown(table(options.data, predictions))))
        return 0
    show(score(options.data, predictions), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
