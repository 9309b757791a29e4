"""Run: `python -m benchmarks.grades --data ../shared/data/syria_reports [--sheet FILE] [--json]`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accounts.gold import read_gold, read_reports
from benchmarks.accounts.reports import build_reports
from benchmarks.grades.sheet import draw, sheet
from benchmarks.grades.verdicts import FILE, read_verdicts, scores
from benchmarks.harness import arguments, missing, show, write_lines

COUNT, SEED = 40, 20161001


def main(argv: Sequence[str] | None = None) -> int:
    """Build the record of the reports of October 2016, and score its grades; or write a sheet for a reader."""
    parser = arguments(
        "grades", "The two grades and the count of sources, against two readers.", "data/syria_reports"
    )
    parser.add_argument(
        "--sheet", type=Path, metavar="FILE", help=f"write {COUNT} drawn incidents for a reader"
    )
    parser.add_argument("--verdicts", type=Path, default=FILE, help="what the readers say, as JSON lines")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    built, _ = build_reports(options.data, read_gold(options.data, read_reports(options.data)).documents)
    if options.sheet:
        options.sheet.write_text(sheet(built, draw(built.incidents, COUNT, SEED)), "utf-8")
        return 0
    if options.predictions:
        write_lines(
            options.predictions,
            (
                {"doc": one.id, "happened": one.grades.happened.grade, "who": one.grades.who.grade}
                for one in built.incidents
            ),
        )
    show(scores(read_verdicts(options.verdicts), built.incidents, built.readings), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
