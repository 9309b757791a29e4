"""Run: `python -m benchmarks.table --data ../shared/data [--count N] [--json]`, in the environment of `make peers`."""

import json
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.harness import arguments, missing, table
from benchmarks.speed.work import cut
from benchmarks.table.rows import NEEDS, PAGES, REPORTS, ROWS, write_texts
from benchmarks.table.watch import watch
from benchmarks.throughput.made import write_archive

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
PAGES_OF_A_RUN = 1000
HEAD = ("what", "documents", "documents a second", "CPU seconds", "CPU ms a document", "peak MB")


def main(argv: Sequence[str] | None = None) -> int:
    """Run every row in a process of its own, one after the other, and print one table."""
    parser = arguments("table", "What reading costs, in one table from one run.", "data")
    parser.add_argument("--count", type=int, metavar="N", help="how many reports; all unless told")
    parser.add_argument("--row", nargs=2, metavar=("NAME", "DIR"), help="only do this, here: what is watched")
    options = parser.parse_args(argv)
    if options.row:
        print(ROWS[options.row[0]](Path(options.row[1])))
        return 0
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        print(measured(options.data, Path(name), options.count, as_json=options.json))
    return 0


def measured(data: Path, folder: Path, count: int | None, *, as_json: bool) -> str:
    """Return the table of all rows for which what they need is installed, start-up and all."""
    cut(data / "syria_reports" / "reports.jsonl", folder / REPORTS, count)
    write_texts(folder)
    write_archive(folder / PAGES, data / "pages" / "html", EXAMPLES, PAGES_OF_A_RUN)
    rows = []
    for name in ROWS:
        if name in NEEDS and find_spec(NEEDS[name]) is None:
            print(f"{name}: {NEEDS[name]} is not installed here", file=sys.stderr)
            continue
        run = watch([sys.executable, "-m", "benchmarks.table", "--row", name, str(folder)])
        read = int(run.output.split()[-1])
        each = 1000 * run.cpu_seconds / read
        rows.append((name, read, read / run.seconds, run.cpu_seconds, each, round(run.peak / 1e6)))
        print(f"{name}: done", file=sys.stderr)
    if as_json:
        return json.dumps([dict(zip(HEAD, row, strict=True)) for row in rows], indent=1)
    return table([HEAD, *rows])


if __name__ == "__main__":
    sys.exit(main())
