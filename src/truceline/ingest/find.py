"""Find reports in files and folders."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from truceline.ingest.binary import why_binary
from truceline.ingest.refused import Refused
from truceline.ingest.rows import csv_rows, jsonl_rows
from truceline.model.document import Media, Raw

SUFFIXES: dict[str, Media] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "row",
    ".csv": "row",
}

# Bytes of one report.  The longest report of 7,000 looked at has 60 KB; a book has 1 MB.  The parser needs about a minute
# for 2 MB of prose, so that a 50 MB file of one line would hold a worker for half an hour.  Pages carry scripts and
# pictures in them, hence more.
LARGEST: dict[Media, int] = {"text": 2_000_000, "html": 10_000_000, "row": 2_000_000}

# A folder of this name inside an added folder is what a record brings of its own world, not reports.
OWN_KNOWLEDGE = "knowledge"

_ROWS: dict[str, Callable[[Path, int], Iterator[Raw | Refused]]] = {".jsonl": jsonl_rows, ".csv": csv_rows}


def find(paths: Iterable[Path | str]) -> Iterator[Raw | Refused]:
    """Yield every report under the paths, in the order given and sorted inside folders.

    Hidden files, links to folders and files of other kinds inside folders are passed over; a path that was named and
    cannot be taken is Refused. One row of `.jsonl` or `.csv` is one report. Nothing is held but the file at hand, and of
    a table the row at hand.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Refused(str(path), _why_gone(path))
        elif path.suffix.lower() not in SUFFIXES:
            yield Refused(str(path), f"unknown kind of file: {', '.join(SUFFIXES)} are read")
        else:
            yield from _file(path)


def _folder(folder: Path) -> Iterator[Raw | Refused]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Refused(str(folder), f"the folder cannot be read: {error.strerror}")
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.name != OWN_KNOWLEDGE and not path.is_symlink():
                yield from _folder(path)
        elif path.suffix.lower() in SUFFIXES:
            yield from _file(path)


def _file(path: Path) -> Iterator[Raw | Refused]:
    suffix = path.suffix.lower()
    media = SUFFIXES[suffix]
    try:
        if not path.exists():
            yield Refused(str(path), _why_gone(path))
        elif not path.is_file():
            yield Refused(str(path), "not a plain file")
        elif suffix in _ROWS:
            yield from _ROWS[suffix](path, LARGEST[media])
        else:
            yield _whole(path, media)
    except OSError as error:
        yield Refused(str(path), f"the file cannot be read: {error.strerror or error}")


def _why_gone(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads nowhere"
    return "there is no such file or folder"


def _whole(path: Path, media: Media) -> Raw | Refused:
    size = path.stat().st_size
    if size > LARGEST[media]:
        limit = LARGEST[media] / 1e6
        return Refused(str(path), f"too large for one report: {size / 1e6:.1f} MB, at most {limit:.0f} MB")
    content = path.read_bytes()
    if not content.strip():
        return Refused(str(path), "the file is empty")
    reason = why_binary(content)
    return Refused(str(path), reason) if reason else Raw(str(path), media, content)
