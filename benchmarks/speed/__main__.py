"""Run: `python -m benchmarks.speed --data ../shared/data/syria_reports [--all] [--json]`."""

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import spacy

from benchmarks.build import AT
from benchmarks.harness import arguments, missing, show
from benchmarks.speed.clock import cpu_seconds
from truceline import pipeline
from truceline.parse.parse import MODEL
from truceline.store import read as kept
from truceline.store.open import open_or_create, open_record

FIRST = 100
# Read before the clock runs, so that models and knowledge are loaded; none of those that are measured.
WARM_UP = {
    "id": "warm",
    "title": "Shells near Marden",
    "text": "Two shells fell near Marden on Monday, the army said.",
}


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
    """Return the CPU seconds of both and their ratio, start-up apart, in this one process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "warm.jsonl").write_text(f"{json.dumps(WARM_UP)}\n", "utf-8")
        _add(folder / "warm.jsonl", folder / "warm.truceline")
        path = _cut(reports, folder / "reports.jsonl", count)
        added = cpu_seconds(lambda: _add(path, folder / "measured.truceline"))
        with open_record(folder / "measured.truceline") as record:
            texts = [doc.text for doc in kept.documents(record)]
    language = spacy.load(MODEL)
    _drain(language.pipe([WARM_UP["text"]]))
    bare = cpu_seconds(lambda: _drain(language.pipe(texts)))
    return {
        "cpu_ratio": added / bare,
        "add_cpu_seconds": added,
        "spacy_cpu_seconds": bare,
        "documents": len(texts),
        "documents_per_cpu_second": len(texts) / added,
    }


def _cut(reports: Path, to: Path, count: int | None) -> Path:
    """Write the first `count` lines (None: all) of the reports into a file, and return it."""
    with reports.open(encoding="utf-8") as lines:
        to.write_text("".join(islice(lines, count)), "utf-8")
    return to


def _add(path: Path, to: Path) -> None:
    with open_or_create(to) as record:
        pipeline.add([path], record, at=AT)


def _drain(stream: Iterable[object]) -> None:
    for _ in stream:
        pass


if __name__ == "__main__":
    sys.exit(main())
