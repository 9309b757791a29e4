"""Run: `python -m benchmarks.seeds --data ../shared/seeds [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import yaml

from benchmarks.build import build
from benchmarks.harness import arguments, missing, show, write_lines
from benchmarks.seeds.check import check
from benchmarks.seeds.lines import Line, report, scores
from benchmarks.seeds.page import Entry


def main(argv: Sequence[str] | None = None) -> int:
    """Build a record of the seeds and print what holds; exit code 1 where anything is turned round."""
    options = arguments("seeds", "What a careful reader records from five reports.", "seeds").parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    gold: Entry = yaml.safe_load((options.data / "gold.yaml").read_text("utf-8"))
    lines = check(build([options.data / one["file"] for one in gold["documents"]]), gold)
    _print(lines, options.predictions, as_json=options.json)
    return int(any(one.inversion for one in lines))


def _print(lines: Sequence[Line], predictions: Path | None, *, as_json: bool) -> None:
    if predictions:
        write_lines(predictions, ({**msgspec.to_builtins(one), "right": one.holds} for one in lines))
    if as_json:
        show(scores(lines), as_json=True)
    else:
        print(report(lines))


if __name__ == "__main__":
    sys.exit(main())
