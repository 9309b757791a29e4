"""Run: `python -m benchmarks.speed --data ../shared/data/syria_reports [--all] [--json]`."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language

from benchmarks.harness import arguments, missing, show
from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import FIRST, WARM_UP, add, cut, warm_up
from truceline.parse.parse import MODEL
from truceline.store import read as kept
from truceline.store.open import open_record

# Rounds of one tree on two shared cores differ by a fifth; the least of three by far less.
ROUNDS = 3


class Round(NamedTuple):
    """CPU seconds of the cold add, of the bare library and of the warm add, and how many documents were read."""

    seconds: tuple[float, float, float]
    documents: int


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

    Each round adds twice, with an empty cache of parses, which is filled, and to another record with the cache that this
    left, and runs the bare library between them. The least seconds of each count: whatever else the machine does only adds.
    """
    language = spacy.load(MODEL)
    _drain(language.pipe([WARM_UP["text"]]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        path = cut(reports, folder / "reports.jsonl", count)
        rounds = [_round(language, path, folder / str(number)) for number in range(ROUNDS)]
    added, bare, again = (min(seconds) for seconds in zip(*(one.seconds for one in rounds), strict=True))
    documents = rounds[0].documents
    return {
        "cpu_ratio": added / bare,
        "warm_cpu_ratio": again / bare,
        "add_cpu_seconds": added,
        "warm_add_cpu_seconds": again,
        "spacy_cpu_seconds": bare,
        "documents": documents,
        "documents_per_cpu_second": documents / added,
    }


def _round(language: Language, path: Path, folder: Path) -> Round:
    """Measure one round, its records and its cache in a folder of its own."""
    folder.mkdir()
    cache = folder / "parses.sqlite"
    cold = cpu_seconds(lambda: add(path, folder / "measured.truceline", cache=cache))
    with open_record(folder / "measured.truceline") as record:
        texts = [doc.text for doc in kept.documents(record)]
    bare = cpu_seconds(lambda: _drain(language.pipe(texts)))
    warm = cpu_seconds(lambda: add(path, folder / "again.truceline", cache=cache))
    return Round((cold, bare, warm), len(texts))


def _drain(stream: Iterable[object]) -> None:
    for _ in stream:
        pass


if __name__ == "__main__":
    sys.exit(main())
