"""Find reports in files and folders."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from truceline.ingest.binary import why_binary
from truceline.ingest.refused import Refused, too_large
from truceline.ingest.rows import csv_rows, jsonl_rows
from truceline.ingest.warc import Mark, warc_records
from truceline.model.document import Media, Raw

# The longest that fits stands for a name: "a.warc.gz" is ".warc.gz".
SUFFIXES: dict[str, Media] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "row",
    ".csv": "row",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".pdf": "pdf",
}

# Bytes of one report.  The longest report of 7,000 looked at has 60 KB; a book has 1 MB.  The parser needs about a minute
# for 2 MB of prose, so that a 50 MB file of one line would hold a worker for half an hour.  Pages carry scripts and
# pictures in them, hence more; so do PDF files and mails.
LARGEST: dict[Media, int] = {
    "text": 2_000_000,
    "html": 10_000_000,
    "row": 2_000_000,
    "warc": 10_000_000,
    "mail": 30_000_000,
    "pdf": 50_000_000,
    "docx": 30_000_000,
}

# A folder of this name inside an added folder is what a record brings of its own world, not reports.
OWN_KNOWLEDGE = "knowledge"

Resume = Callable[[str], Mark | None]
_Reader = Callable[[Path, int], Iterator[Raw | Refused]]


def find(paths: Iterable[Path | str], *, resume: Resume | None = None) -> Iterator[Raw | Refused]:
    """Yield every report under the paths, in the order given and sorted inside folders.

    Hidden files, links to folders and files of other kinds inside folders are passed over; a path that was named and
    cannot be taken is Refused. One row of `.jsonl` or `.csv` is one report, and one page of `.warc`. Nothing is held but
    the file at hand, and of a table or archive the report at hand. `resume` tells how far an archive was read before.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _folder(path, resume)
        elif not path.exists():
            yield Refused(str(path), _why_gone(path))
        elif suffix_of(path) is None:
            yield Refused(str(path), f"unknown kind of file: {', '.join(SUFFIXES)} are read")
        else:
            yield from _file(path, resume)


def suffix_of(path: Path) -> str | None:
    """Return the longest known suffix of a file's name, or None."""
    name = path.name.lower()
    return max((suffix for suffix in SUFFIXES if name.endswith(suffix)), key=len, default=None)


def _folder(folder: Path, resume: Resume | None) -> Iterator[Raw | Refused]:
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
                yield from _folder(path, resume)
        elif suffix_of(path):
            yield from _file(path, resume)


def _file(path: Path, resume: Resume | None) -> Iterator[Raw | Refused]:
    try:
        if not path.exists():
            yield Refused(str(path), _why_gone(path))
        elif not path.is_file():
            yield Refused(str(path), "not a plain file")
        else:
            yield from _reports(path, resume)
    except OSError as error:
        yield Refused(str(path), f"the file cannot be read: {error.strerror or error}")


def _reports(path: Path, resume: Resume | None) -> Iterator[Raw | Refused]:
    suffix = suffix_of(path) or ""
    media = SUFFIXES[suffix]
    largest = LARGEST[media]
    match media:
        case "warc":
            yield from warc_records(path, largest, resume(str(path)) if resume else None)
        case "row":
            yield from _ROWS[suffix](path, largest)
        case _:
            yield _whole(path, media)


_ROWS: dict[str, _Reader] = {".jsonl": jsonl_rows, ".csv": csv_rows}


def _why_gone(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads nowhere"
    return "there is no such file or folder"


def _whole(path: Path, media: Media) -> Raw | Refused:
    size = path.stat().st_size
    if size > LARGEST[media]:
        return Refused(str(path), too_large(size, LARGEST[media]))
    content = path.read_bytes()
    if not content.strip():
        return Refused(str(path), "the file is empty")
    reason = why_not(media, content)
    return Refused(str(path), reason) if reason else Raw(str(path), media, content)


def why_not(media: Media, content: bytes) -> str | None:
    """Return why the bytes are no report of this kind, or None if they may be."""
    if media == "pdf":
        return None if b"%PDF-" in content[:1024] else "not a PDF, whatever its name says"
    return why_binary(content)
