"""Run: `python -m benchmarks.throughput --data ../shared/data/pages [--count N] [--archive FILE] [--json]`."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import rensa
from trafilatura import bare_extraction

from benchmarks.harness import Scores, arguments, missing, show
from benchmarks.speed.clock import cpu_seconds
from benchmarks.throughput.made import write_archive
from truceline.clean import clean
from truceline.copies import copy_key, find_copies
from truceline.copies.key import PERMUTATIONS, SEED, WORD
from truceline.ingest import find
from truceline.knowledge import Knowledge, load
from truceline.model.document import Document, Raw
from truceline.model.errors import Unreadable

T = TypeVar("T")

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
COUNT = 2000
MEGA = 1_000_000
# Four rows a band: the library wants bands of one size, of all permutations.
BANDS = 32


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what an archive of pages costs before it is parsed, and print it beside what two libraries cost."""
    about = "Documents and megabytes a second from an archive of pages to documents and copies."
    parser = arguments("throughput", about, "data/pages")
    parser.add_argument("--count", type=int, default=COUNT, metavar="N", help="how many pages")
    parser.add_argument("--archive", type=Path, metavar="FILE", help="keep the archive that was made")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        path = options.archive or Path(name) / "pages.warc"
        show(
            throughput(write_archive(path, options.data / "html", EXAMPLES, options.count)),
            as_json=options.json,
        )
    return 0


def throughput(archive: Path) -> Scores:
    """Return documents and megabytes a CPU second of each stage, of all three, and of two libraries, by name."""
    knowledge = load()
    raws, ingested = _timed(lambda: [one for one in find([archive]) if isinstance(one, Raw)])
    size = sum(len(raw.content) for raw in raws) / MEGA
    _clean(raws[:20], knowledge)
    documents, cleaned = _timed(lambda: _clean(raws, knowledge))
    words, agencies = knowledge.swaps.common, knowledge.furniture.agency_names
    copies, compared = _timed(lambda: find_copies(copy_key(doc, words, agencies) for doc in documents))
    markups = [raw.content.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2] for raw in raws]
    _, extracted = _timed(lambda: [bare_extraction(page, fast=True, with_metadata=True) for page in markups])
    _, banded = _timed(lambda: _bands(documents))
    seconds = {
        "ingest": ingested, "clean": cleaned, "copies": compared, "all": ingested + cleaned + compared,
        "trafilatura": extracted, "rensa": banded,
    }  # fmt: skip
    rates = {
        name: {"documents_per_second": len(raws) / taken, "megabytes_per_second": size / taken}
        for name, taken in seconds.items()
    }
    return {
        **rates,
        "documents": len(documents),
        "records": len(raws),
        "megabytes": size,
        "copies_found": len(copies),
    }


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    made: list[T] = []
    seconds = cpu_seconds(lambda: made.append(work()))
    return made[0], seconds


def _clean(raws: Sequence[Raw], knowledge: Knowledge) -> list[Document]:
    documents = []
    for raw in raws:
        try:
            documents.append(clean(raw, knowledge.furniture, knowledge.swaps))
        except Unreadable as error:
            print(error, file=sys.stderr)
    return documents


def _bands(documents: Sequence[Document]) -> None:
    shelf = rensa.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    for number, doc in enumerate(documents):
        words = [word for start, end in doc.ranges("body") for word in WORD.findall(doc.text[start:end])]
        signature = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update([" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)])
        shelf.query(signature)
        shelf.insert(number, signature)


if __name__ == "__main__":
    sys.exit(main())
