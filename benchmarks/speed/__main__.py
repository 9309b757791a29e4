"""Run: `python -m benchmarks.speed --data ../shared/data/syria_reports [--all] [--json]`."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy

from benchmarks.harness import arguments, missing, show
from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import FIRST, WARM_UP, add, cut, warm_up
from truceline.parse.parse import MODEL
from truceline.store import read as kept
from truceline.store.open import open_record


def main(argv: Sequence[str] | None = None) -> int:
    """Measure CPU seconds of `add` and of bare spaCy on the same texts, and print their ratio."""
    parser = arguments(
        "speed", "CPU seconds of the whole add, over those of bare spaCy.", "data/syria_reports"
    )
    parser.add_argument("--all", action="store_true", help=f"all reports, not the first {FIRST}")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    show(measure(options.data / "reports.jsonl", None if options.all else FIRST), as_json=options.json)
    return 0


def measure(reports: Path, count: int | None) -> dict[str, float]:
    """Return the CPU seconds of both and their ratio, start-up apart, in this one process.

    Added twice: with an empty cache of parses, which is filled, and to another record with the cache that this left.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        path = cut(reports, folder / "reports.jsonl", count)
        cache = folder / "parses.sqlite"
        added = cpu_seconds(lambda: add(path, folder / "measured.truceline", cache=cache))
        again = cpu_seconds(lambda: add(path, folder / "again.truceline", cache=cache))
        with open_record(folder / "measured.truceline") as record:
            texts = [doc.text for doc in kept.documents(record)]
    language = spacy.load(MODEL)
    _drain(language.pipe([WARM_UP["text"]]))
    bare = cpu_seconds(lambda: _drain(language.pipe(texts)))
    return {
        "cpu_ratio": added / bare,
        "warm_cpu_ratio": again / bare,
        "add_cpu_seconds": added,
        "warm_add_cpu_seconds": again,
        "spacy_cpu_seconds": bare,
        "documents": len(texts),
        "documents_per_cpu_second": len(texts) / added,
    }


def _drain(stream: Iterable[object]) -> None:
    for _ in stream:
        pass


if __name__ == "__main__":
    sys.exit(main())
