"""Run: `python -m benchmarks.confidence --data ../shared/data/muc4 [--as-written] [--predictions FILE] [--json]`."""

import sys
from collections.abc import Iterable, Sequence

import msgspec

from benchmarks.confidence.align import Guess
from benchmarks.confidence.gold import SETS, read_gold
from benchmarks.confidence.predict import predict
from benchmarks.confidence.rows import in_true_case, read_rows
from benchmarks.confidence.score import constant, score
from benchmarks.confidence.texts import Report, read_reports
from benchmarks.harness import arguments, missing, show, write_lines
from truceline.knowledge import load

ABOUT = "Who is told to have done it and how surely, how far it went, how many were harmed."


def main(argv: Sequence[str] | None = None) -> int:
    """Read the reports, predict, and print the scores beside those of a constant."""
    parser = arguments("confidence", ABOUT, "data/muc4")
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="SET", help="dev, tst1, tst2")
    parser.add_argument("--as-written", action="store_true", help="leave the texts in capitals")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    sets = tuple(options.sets)
    gold, reports = read_gold(options.data, sets), read_reports(options.data, sets)
    guesses = _guesses(reports, as_written=options.as_written)
    if options.predictions:
        write_lines(options.predictions, map(msgspec.to_builtins, guesses))
    scores = {**score(gold, guesses), "constant": score(gold, constant(guesses))}
    show({**scores, "reports": len(reports)}, as_json=options.json)
    return 0


def _guesses(reports: Iterable[Report], *, as_written: bool) -> list[Guess]:
    knowledge = load()
    told = reports if as_written else in_true_case(reports, knowledge)
    return [guess for name, reading in read_rows(told) for guess in predict(name, reading, knowledge)]


if __name__ == "__main__":
    sys.exit(main())
