"""Run: `python -m benchmarks.growth --data ../shared/data/syria_reports [--sizes N… | --one N… [--record FILE]] [--json]`."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.growth.cost import Cost, cost_of_adding
from benchmarks.growth.one import one_more
from benchmarks.growth.varied import write_varied
from benchmarks.harness import Scores, arguments, missing, show
from benchmarks.speed.work import FIRST

# So many more are added at each size: enough for a steady mean, few beside what is there.
BATCH = 100
# Adding again takes hundredths of a second, which a busy neighbour can double: the least of so many is what it costs.
AGAIN = 5
MEGA = 1_000_000
Measure = Callable[[Path, Path], Cost]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what adding again costs; with `--sizes`, what a hundred more cost at each size instead; with `--one`, one more."""
    about = "What adding costs in a record that holds much already, and what adding again costs."
    parser = arguments("growth", about, "data/syria_reports")
    parser.add_argument(
        "--sizes", type=int, nargs="+", metavar="N", help=f"add {BATCH} more to a record of N, for each N"
    )
    parser.add_argument(
        "--one", type=int, nargs="+", metavar="N", help="add one report to a record filled with N, for each N"
    )
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="with --one: the record to fill; it stays, and is filled on",
    )
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    reports = options.data / "reports.jsonl"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.one:
            scores = one_more(reports, folder, sorted(options.one), record=options.record)
        else:
            scores = (
                growth(reports, folder, sorted(options.sizes)) if options.sizes else rerun(reports, folder)
            )
    show(scores, as_json=options.json)
    return 0


def rerun(reports: Path, folder: Path, count: int = FIRST, cost: Measure = cost_of_adding) -> Scores:
    """Return what adding `count` reports costs, and what adding them again costs, at the least, as a share of that."""
    path, record = write_varied(reports, folder / "reports.jsonl", 0, count), folder / "rerun.truceline"
    first = cost(path, record)
    again = min(cost(path, record).seconds for _ in range(AGAIN))
    return {
        "rerun": {
            "share": again / first.seconds,
            "first_cpu_seconds": first.seconds,
            "again_cpu_seconds": again,
            "documents": count,
        }
    }


def growth(
    reports: Path, folder: Path, sizes: Sequence[int], batch: int = BATCH, cost: Measure = cost_of_adding
) -> Scores:
    """Return what a batch more costs at each size of one growing record, by the size, and the last over the first.

    Each size has the CPU seconds a document of the batch, the most memory, and the bytes of the record a document.
    """
    record, held = folder / "growth.truceline", 0
    scores: dict[str, dict[str, float]] = {}
    for size in sizes:
        if size > held:
            cost(write_varied(reports, folder / "filling.jsonl", held, size), record)
        more = cost(write_varied(reports, folder / "batch.jsonl", size, size + batch), record)
        held = size + batch
        scores[str(size)] = {
            "cpu_seconds_per_document": more.seconds / batch,
            "peak_megabytes": more.peak / MEGA,
            "record_megabytes_per_document": record.stat().st_size / MEGA / held,
        }
    first, last = scores[str(sizes[0])], scores[str(sizes[-1])]
    return {**scores, "times": {name: last[name] / first[name] for name in first}}


if __name__ == "__main__":
    sys.exit(main())
