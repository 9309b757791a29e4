"""Run: `python -m benchmarks.judged --data ../shared/data/syria_reports [--sheet FILE | --take ANSWERS --reader NAME] [--json]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.harness import arguments, missing, read_lines, show, write_lines
from benchmarks.judged.outputs import KINDS, Output, pages
from benchmarks.judged.sheet import draw, sheet
from benchmarks.judged.table import table
from benchmarks.judged.verdicts import FILE, Answer, read_verdicts, scores, verdicts, with_new
from truceline.knowledge.own import known, own_knowledge

COUNT, SEED = 100, 20161123


def main(argv: Sequence[str] | None = None) -> int:
    """Read the reports that were drawn from, and score what is read; or write a sheet, or take a reader's answers."""
    options = _options(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    if options.sheet:
        _write_sheet(options)
    elif options.table:
        print(table(read_verdicts(options.verdicts)))
    elif options.take:
        _take(options.take, options.drawn, options.reader, options.verdicts)
    else:
        _score(options)
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = arguments("judged", "What is read in the reports, against readers.", "data/syria_reports")
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="FILE",
        help=f"draw {COUNT} of each kind (--count), and write them for a reader",
    )
    parser.add_argument("--seed", type=int, default=SEED, help="what the outputs are drawn by")
    parser.add_argument("--count", type=int, default=COUNT, help="how many of each kind are drawn")
    parser.add_argument("--kind", choices=KINDS, action="append", help="draw this kind only; may be repeated")
    parser.add_argument("--take", type=Path, metavar="ANSWERS", help="add a reader's answers to the verdicts")
    parser.add_argument(
        "--drawn", type=Path, metavar="FILE", help="the outputs answered: FILE.drawn.jsonl of --sheet"
    )
    parser.add_argument("--reader", default="A", help="whose answers they are")
    parser.add_argument("--verdicts", type=Path, default=FILE, help="what the readers say, as JSON lines")
    parser.add_argument("--table", action="store_true", help="print what the readers found, by kind of error")
    return parser.parse_args(argv)


def _write_sheet(options: argparse.Namespace) -> None:
    by_report = {page.report: page for page in pages(options.data, known(own_knowledge([])))}
    path: Path = options.sheet
    drawn = draw(by_report.values(), options.count, options.seed, options.kind or KINDS)
    path.write_text(sheet(by_report, drawn), "utf-8")
    write_lines(path.with_name(f"{path.name}.drawn.jsonl"), (msgspec.to_builtins(one) for one in drawn))


def _take(answers: Path, drawn: Path, reader: str, path: Path) -> None:
    told = [msgspec.convert(row, Answer) for row in read_lines(answers)]
    outputs = [msgspec.convert(row, Output) for row in read_lines(drawn)]
    kept = read_verdicts(path) if path.exists() else []
    write_lines(path, (msgspec.to_builtins(one) for one in with_new(kept, verdicts(outputs, told, reader))))


def _score(options: argparse.Namespace) -> None:
    told = read_verdicts(options.verdicts)
    wanted = frozenset(verdict.report for verdict in told)
    outputs = [one for page in pages(options.data, known(own_knowledge([])), wanted) for one in page.outputs]
    if options.predictions:
        write_lines(options.predictions, (msgspec.to_builtins(one) for one in outputs))
    show(scores(told, outputs), as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
