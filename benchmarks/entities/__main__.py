"""Run: `python -m benchmarks.entities --data ../shared/data/re3d [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence

from benchmarks.entities.gold import read_gold
from benchmarks.entities.predict import predict, rows
from benchmarks.entities.score import match, score
from benchmarks.harness import arguments, missing, show, write_lines
from benchmarks.relations.gold import read_texts
from truceline.knowledge import load


def main(argv: Sequence[str] | None = None) -> int:
    """Read the documents, predict, and print the scores: ours, and the language library's beside them."""
    options = arguments("entities", "Who and what is named.", "data/re3d").parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    gold = read_gold(options.data)
    named = list(predict(read_texts(options.data), load()))
    ours = [one for doc in named for one in doc.ours]
    if options.predictions:
        right = set(match(gold, ours).values())
        write_lines(options.predictions, ({**row, "right": j in right} for j, row in enumerate(rows(ours))))
    bare = score(gold, [one for doc in named for one in doc.bare])
    show({**score(gold, ours), "bare": bare}, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
