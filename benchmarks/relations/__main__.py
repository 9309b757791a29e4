"""Run: `python -m benchmarks.relations --data ../shared/data/re3d [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence

from benchmarks.harness import arguments, missing, show, write_lines
from benchmarks.relations.gold import read_gold, read_predictions, read_texts
from benchmarks.relations.predict import predict
from benchmarks.relations.score import match, score
from truceline.knowledge import load


def main(argv: Sequence[str] | None = None) -> int:
    """Read the documents, predict, and print the scores."""
    options = arguments("relations", "How two who are named stand to each other.", "data/re3d").parse_args(
        argv
    )
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    gold, rows = read_gold(options.data), list(predict(read_texts(options.data), load()))
    predicted = read_predictions(rows)
    if options.predictions:
        right = set(match(gold, predicted).values())
        write_lines(options.predictions, ({**row, "right": j in right} for j, row in enumerate(rows)))
    show(score(gold, predicted), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
