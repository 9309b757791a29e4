"""Run: `python -m benchmarks.copies --data ../shared/data/syria_reports [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence

from benchmarks.copies.measure import measure
from benchmarks.copies.predict import rows
from benchmarks.copies.reports import REPORTS
from benchmarks.harness import arguments, missing, show, write_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Make the copies, find them among the real reports, and print the scores."""
    parser = arguments("copies", "Which report was made from which, and how.", "data/syria_reports")
    options = parser.parse_args(argv)
    if (absent := missing(options.data / REPORTS)) is not None:
        print(absent, file=sys.stderr)
        return 0
    scores, predicted = measure(options.data)
    if options.predictions:
        write_lines(options.predictions, rows(predicted))
    show(scores, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
