"""Run: `python -m benchmarks.modality --data ../shared/data/uds_factuality [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence

from benchmarks.harness import arguments, missing, show, table, write_lines
from benchmarks.modality.gold import read_gold, read_texts
from benchmarks.modality.predict import predict
from benchmarks.modality.score import by_half, by_modality, score
from truceline.knowledge import load

# A prediction this near is on the right side of the scale, or at its middle where the gold is.
NEAR = 1.5


def main(argv: Sequence[str] | None = None) -> int:
    """Read the sentences, predict, and print the scores."""
    about = "Whether what a predicate tells of happened."
    options = arguments("modality", about, "data/uds_factuality").parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    gold = read_gold(options.data)
    rows = list(predict(read_texts(options.data), gold, load()))
    values = [one.value for one in gold]
    if options.predictions:
        write_lines(
            options.predictions,
            (
                {**row, "right": abs(row["value"] - value) <= NEAR}
                for row, value in zip(rows, values, strict=True)
            ),
        )
    predicted = [row["value"] for row in rows]
    halves = by_half(gold, dict(read_texts(options.data)), predicted)
    show({**score(values, predicted), **halves}, as_json=options.json)
    if not options.json:
        read = by_modality(values, [row["ground"] for row in rows])
        print(table([("ground", "read", "gold median"), *((name, *found) for name, found in read.items())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
