"""Find reports in files and folders."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec

from truceline.ingest.binary import why_binary
from truceline.ingest.columns import Columns
from truceline.ingest.few import few_refused
from truceline.ingest.mails import mbox_mails, why_no_mail
from truceline.ingest.parquet import parquet_rows
from truceline.ingest.refused import Refused, too_large
from truceline.ingest.rows import csv_rows, jsonl_rows
from truceline.ingest.standard import NAME, put_down
from truceline.ingest.unzip import GZIP, open_bytes
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
    ".parquet": "row",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".eml": "mail",
    ".mbox": "mail",
    ".pdf": "pdf",
    ".docx": "docx",
}
SUFFIXES |= {
    f"{suffix}{GZIP}": SUFFIXES[suffix] for suffix in (".txt", ".md", ".html", ".htm", ".jsonl", ".csv")
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

# Folders in one another. Archives of sites nest 20 deep; a path that is too long for the system is 2,000 deep.
_DEEPEST = 100

# A folder of this name inside an added folder is what a record brings of its own world, not reports.
OWN_KNOWLEDGE = "knowledge"

T = TypeVar("T")

Resume = Callable[[str], Mark | None]
# What is done with each file.
_Take = Callable[[Path], Iterator[T]]
_Rows = Callable[[Path, int, Columns], Iterator[Raw | Refused]]


class Form(msgspec.Struct, frozen=True):
    """What files do not tell of themselves.

    `columns` says under which column of a table a field stands: `{"text": "article_content"}`. `stream` is what `-` stands
    for, and `kind` one of `KINDS`, what is in it; without one it is guessed.
    """

    columns: Mapping[str, str] = {}
    kind: str | None = None
    stream: BinaryIO | None = None


class _Asked(NamedTuple):
    """What was asked of all files alike."""

    resume: Resume | None
    columns: Columns
    form: Form


def find(
    paths: Iterable[Path | str], *, resume: Resume | None = None, form: Form | None = None
) -> Iterator[Raw | Refused]:
    """Yield every report under the paths, in the order given and sorted inside folders.

    Hidden files, links to folders and files of other kinds inside folders are passed over; a path that was named and
    cannot be taken is Refused. One row of `.jsonl`, `.csv` or `.parquet` is one report, and one page of `.warc`. Nothing is
    held but the file at hand, and of a table or archive the report at hand.

    Args:
        paths: files and folders.
        resume: tells how far an archive was read before.
        form: what files do not tell of themselves.

    Raises:
        ValueError: a field or kind in `form` is not known.
    """
    form = form or Form()
    asked = _Asked(resume, Columns(form.columns), form)
    return chain(_found(paths, asked), _never_seen(asked.columns))


def files(paths: Iterable[Path | str]) -> Iterator[Path | Refused]:
    """Yield every file that `find` would open, in its order, unopened; and what can be refused without opening it."""
    for path in map(Path, paths):
        try:
            yield from _named(path, lambda one: iter((one,)))
        except OSError as error:
            yield Refused(str(path), f"it cannot be read: {error.strerror or error}")


def _never_seen(columns: Columns) -> Iterator[Refused]:
    yield from columns.never_seen()


def _found(paths: Iterable[Path | str], asked: _Asked) -> Iterator[Raw | Refused]:
    for given in paths:
        path = Path(given)
        if str(given) == NAME and asked.form.stream is not None:
            yield from _standard(asked.form.stream, asked)
            continue
        try:
            yield from _named(path, partial(_file, asked=asked))
        except OSError as error:
            # In a folder that is locked one cannot even ask what is there.
            yield Refused(str(path), f"it cannot be read: {error.strerror or error}")


def _named(path: Path, take: _Take[T]) -> Iterator[T | Refused]:
    if path.is_dir():
        yield from _folder(path, take)
    elif not path.exists():
        yield Refused(str(path), _why_gone(path))
    elif suffix_of(path) is None:
        yield Refused(str(path), f"unknown kind of file: {', '.join(SUFFIXES)} are read")
    else:
        yield from take(path)


def _standard(stream: BinaryIO, asked: _Asked) -> Iterator[Raw | Refused]:
    try:
        with put_down(stream, asked.form.kind) as path:
            for one in _file(path, asked._replace(resume=None)):
                name = NAME + one.name.removeprefix(str(path))
                yield msgspec.structs.replace(one, name=name)
    except OSError as error:
        yield Refused(NAME, f"standard input cannot be read: {error.strerror or error}")


def suffix_of(path: Path) -> str | None:
    """Return the longest known suffix of a file's name, or None."""
    name = path.name.lower()
    return max((suffix for suffix in SUFFIXES if name.endswith(suffix)), key=len, default=None)


def _folder(folder: Path, take: _Take[T], deep: int = 1) -> Iterator[T | Refused]:
    if deep > _DEEPEST:
        yield Refused(str(folder), f"folders nest more than {_DEEPEST} deep here")
        return
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Refused(str(folder), f"the folder cannot be read: {error.strerror}")
        return
    for path in inside:
        if not path.name.startswith("."):
            try:
                yield from _inside(path, take, deep)
            except OSError as error:
                yield Refused(str(path), f"it cannot be read: {error.strerror or error}")


def _inside(path: Path, take: _Take[T], deep: int) -> Iterator[T | Refused]:
    if path.is_dir():
        if path.name != OWN_KNOWLEDGE and not path.is_symlink():
            yield from _folder(path, take, deep + 1)
    elif suffix_of(path):
        yield from take(path)


def _file(path: Path, asked: _Asked) -> Iterator[Raw | Refused]:
    try:
        if not path.exists():
            yield Refused(str(path), _why_gone(path))
        elif not path.is_file():
            yield Refused(str(path), "not a plain file")
        else:
            yield from few_refused(path, _reports(path, asked))
    except OSError as error:
        yield Refused(str(path), f"the file cannot be read: {error.strerror or error}")


def _reports(path: Path, asked: _Asked) -> Iterator[Raw | Refused]:
    suffix = suffix_of(path) or ""
    media = SUFFIXES[suffix]
    largest = LARGEST[media]
    match media:
        case "warc":
            yield from warc_records(path, largest, asked.resume(str(path)) if asked.resume else None)
        case "row":
            yield from _ROWS[suffix.removesuffix(GZIP)](path, largest, asked.columns)
        case "mail" if suffix == ".mbox":
            yield from mbox_mails(path, largest)
        case _:
            yield _whole(path, media)


_ROWS: dict[str, _Rows] = {".jsonl": jsonl_rows, ".csv": csv_rows, ".parquet": parquet_rows}


def _why_gone(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads nowhere"
    return "there is no such file or folder"


def _whole(path: Path, media: Media) -> Raw | Refused:
    size = path.stat().st_size
    if size > LARGEST[media]:
        return Refused(str(path), too_large(size, LARGEST[media]))
    with open_bytes(path) as file:
        content = file.read(LARGEST[media] + 1)
    if len(content) > LARGEST[media]:
        return Refused(
            str(path), f"too large for one report: it unpacks to more than {LARGEST[media] / 1e6:.0f} MB"
        )
    if not content.strip():
        return Refused(str(path), "the file is empty")
    reason = why_not(media, content)
    return Refused(str(path), reason) if reason else Raw(str(path), media, content)


def why_not(media: Media, content: bytes) -> str | None:
    """Return why the bytes are no report of this kind, or None if they may be."""
    if media == "pdf":
        return None if b"%PDF-" in content[:1024] else "not a PDF, whatever its name says"
    if media == "docx":
        return None if content.startswith(b"PK\x03\x04") else "not a DOCX file, whatever its name says"
    if media == "mail":
        return why_no_mail(content)
    return why_binary(content)
