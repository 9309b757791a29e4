"""Run: `python -m benchmarks.speed --data ../shared/data/syria_reports [--all] [--json]`."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy

from benchmarks.harness import arguments, missing, show
from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import FIRST, WARM_UP, add, cut, warm_up
from truceline.parse.parse import MODEL
from truceline.pipeline import Watch
from truceline.store import read as kept
from truceline.store.open import open_record

# So many documents are read, then as many by the bare library: what else the machine does slows both alike.
STRETCH = 10


class Bare:
    """Runs the bare library beside an `add`: over as many texts as were just read, whenever a stretch of them is."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Load the library's pipeline, and warm it up on a report of our own."""
        self.texts = texts
        self.language = spacy.load(MODEL)
        self.seconds = 0.0
        self._run([WARM_UP["text"]])

    def watch(self, done: int, count: int) -> None:
        """Be told that so many are read; at the end of a stretch, read as many."""
        if done % STRETCH == 0 or done == count:
            start = (done - 1) // STRETCH * STRETCH
            before = time.process_time()
            self._run(self.texts[start:done])
            self.seconds += time.process_time() - before

    def beside(self, work: Callable[[Watch], None]) -> tuple[float, float]:
        """Return the CPU seconds of the work, without those of the bare library beside it, and those."""
        self.seconds = 0.0
        both = cpu_seconds(lambda: work(self.watch))
        return both - self.seconds, self.seconds

    def _run(self, texts: Iterable[str]) -> None:
        for _ in self.language.pipe(texts):
            pass


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

    Added with an empty cache of parses, which is filled, then to another record with the cache that this left; beside each
    runs the bare library.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        path = cut(reports, folder / "reports.jsonl", count)
        cache = folder / "parses.sqlite"
        bare = Bare(_texts(path, folder))
        added, beside = bare.beside(
            lambda watch: add(path, folder / "cold.truceline", cache=cache, watch=watch)
        )
        again, once_more = bare.beside(
            lambda watch: add(path, folder / "warm.truceline", cache=cache, watch=watch)
        )
    return {
        "cpu_ratio": added / beside,
        "warm_cpu_ratio": again / once_more,
        "add_cpu_seconds": added,
        "warm_add_cpu_seconds": again,
        "spacy_cpu_seconds": beside,
        "documents": len(bare.texts),
        "documents_per_cpu_second": len(bare.texts) / added,
    }


def _texts(path: Path, folder: Path) -> list[str]:
    """Return the texts as they are kept, boilerplate and all; added once for them, out of the clock."""
    add(path, folder / "texts.truceline")
    with open_record(folder / "texts.truceline") as record:
        return [doc.text for doc in kept.documents(record)]


if __name__ == "__main__":
    sys.exit(main())
