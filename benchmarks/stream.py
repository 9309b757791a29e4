"""What keeping a long web archive costs, and how much memory it takes.

Run: `python -m benchmarks.stream [--megabytes 200 2000] [--json]`. The archive is made of invented pages in a temporary
folder, each size is kept in a record by a process of its own (found and kept, not read), and both are deleted.
"""

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from truceline.ingest.record import response_record
from truceline.pipeline import keep
from truceline.store.open import open_or_create

MEGA = 1_000_000
AT = "2019-03-20T08:00:00+00:00"
# As much markup as a news page has on average in a crawl.
PAGE_BYTES = 60_000
_WORDS = ("army", "bridge", "ceasefire", "convoy", "harbour", "mayor", "monitor", "shell", "truce", "village")


def main(argv: Sequence[str] | None = None) -> int:
    """Print, for each size, how many pages were kept, in how many seconds, and the most memory."""
    parser = argparse.ArgumentParser(description="What keeping a long web archive costs.")
    parser.add_argument(
        "--megabytes", type=int, nargs="+", default=[200, 2000], metavar="N", help="raw sizes"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as data")
    parser.add_argument("--keep", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.keep:
        print(json.dumps(keep_one(options.keep)))
        return 0
    found = {size: measure(size) for size in options.megabytes}
    print(json.dumps(found) if options.json else "\n".join(map(_line, found, found.values())))
    return 0


def measure(megabytes: int) -> dict[str, float]:
    """Return what an archive of so many megabytes costs to keep."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "news.warc.gz"
        write_archive(path, megabytes * MEGA)
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.stream", "--keep", path],
            check=True,
            capture_output=True,
            text=True,
        )
        found: dict[str, float] = json.loads(told.stdout)
        return found | {"packed_megabytes": path.stat().st_size / MEGA}


def write_archive(path: Path, size: int) -> None:
    """Write pages of invented words until they have so many bytes, each a gzip member."""
    chance, written, number = random.Random(1), 0, 0
    with path.open("wb") as file:
        while written < size:
            record = page(number, chance)
            file.write(gzip.compress(record, compresslevel=1, mtime=0))
            written, number = written + len(record), number + 1


def page(number: int, chance: random.Random) -> bytes:
    """Return one record of a page that no other is like."""
    words = " ".join(chance.choices(_WORDS, k=400))
    menu = "<li class='menu'><a href='/section'>Section</a></li>\n" * ((PAGE_BYTES - len(words)) // 52)
    payload = f"<html><body><h1>Page {number}</h1><ul>{menu}</ul><p>{words}.</p></body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"
    return response_record(f"http://post.example/{number}", date=AT, head=head, payload=payload)


def keep_one(path: Path) -> dict[str, float]:
    """Keep the archive in a record beside it; return pages, seconds and the most memory in MB."""
    begun = time.monotonic()
    with open_or_create(path.with_suffix(".truceline")) as record:
        refused = keep([path], record, at=AT)
        pages = record.connection.exec_driver_sql("SELECT count(*) FROM document").scalar() or 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": pages,
        "refused": len(refused),
        "seconds": time.monotonic() - begun,
        "peak_megabytes": peak,
    }


def _line(size: int, found: dict[str, float]) -> str:
    rate = found["pages"] / found["seconds"]
    return (
        f"{size} MB: {found['pages']:.0f} pages in {found['seconds']:.0f} s ({rate:.0f} a second), "
        f"at most {found['peak_megabytes']:.0f} MB of memory"
    )


if __name__ == "__main__":
    sys.exit(main())
