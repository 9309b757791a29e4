"""Write a record as a sorted ZIP archive, without loss: two records are the same if their archives are.

`documents.jsonl` lists the documents by id, `documents/ID` holds the bytes of each; `readings.jsonl` has the readings by
document, and those of one document in the order they were made, since the last one counts; `judgements.jsonl` has the
judgements in their order, since a later one overrides; `names.jsonl` the names under which documents came, sorted, with
why a bad one was left out. `manifest.json` has the format, the counts and the SHA-256 of each list: compare those where
two machines compress differently.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from sqlalchemy import select

from truceline.model.document import Media
from truceline.store import schema
from truceline.store.backup import new_file
from truceline.store.content import encode, unpack
from truceline.store.open import Record
from truceline.store.read import entries, raw

APPLICATION = "truceline archive"
FORMAT = 1
MANIFEST = "manifest.json"
DOCUMENTS, READINGS, JUDGEMENTS, NAMES = (
    "documents.jsonl",
    "readings.jsonl",
    "judgements.jsonl",
    "names.jsonl",
)
LISTS = (DOCUMENTS, READINGS, JUDGEMENTS, NAMES)

# The earliest time that a ZIP can hold: when it was written is no part of what it says.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class Listed(msgspec.Struct, frozen=True):
    """One document in the list of documents."""

    id: str
    sha256: str
    media: Media


class Named(msgspec.Struct, frozen=True, order=True):
    """A name under which a document came; "" stands for no document and for no reason."""

    name: str
    document: str = ""
    reason: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """What an archive holds: how many lines each list has, and its SHA-256."""

    application: str
    format: int
    counts: dict[str, int]
    sha256: dict[str, str]


def write_archive(record: Record, path: Path) -> None:
    """Write the archive to a new file, which appears at once, whole.

    Raises:
        RecordError: there is something at `path` already, it cannot be written, or the record is damaged.
    """
    with new_file(path) as draft, record.steady(), zipfile.ZipFile(draft, "w") as archive:
        counts: dict[str, int] = {}
        sha256: dict[str, str] = {}
        for name, lines in zip(LISTS, (_documents, _readings, _judgements, _names), strict=True):
            counts[name], sha256[name] = _write_list(archive, name, lines(record))
        for row in record.rows(select(schema.document.c.id).order_by(schema.document.c.id)):
            archive.writestr(_member(member_name(row.id)), raw(record, row.id).content)
        archive.writestr(_member(MANIFEST), encode(Manifest(APPLICATION, FORMAT, counts, sha256)))


def member_name(doc: str) -> str:
    """Return where the bytes of a document lie in the archive."""
    return f"documents/{doc}"


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix; else it would tell on which system it was written
    info.external_attr = 0o644 << 16
    return info


def _write_list(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> tuple[int, str]:
    count = 0
    digest = hashlib.sha256()
    with archive.open(_member(name), "w", force_zip64=True) as member:
        for line in lines:
            member.write(line + b"\n")
            digest.update(line + b"\n")
            count += 1
    return count, digest.hexdigest()


def _documents(record: Record) -> Iterator[bytes]:
    columns = schema.document.c
    for row in record.rows(select(columns.id, columns.sha256, columns.media).order_by(columns.id)):
        yield encode(Listed(row.id, row.sha256, row.media))


def _readings(record: Record) -> Iterator[bytes]:
    columns = schema.reading.c
    for row in record.rows(select(columns.number).order_by(columns.document, columns.number)):
        yield unpack(record.row(select(columns.content).where(columns.number == row.number)).content)


def _judgements(record: Record) -> Iterator[bytes]:
    columns = schema.judgement.c
    for row in record.rows(select(columns.content).order_by(columns.number)):
        yield unpack(row.content)


def _names(record: Record) -> Iterator[bytes]:
    told = {Named(entry.name, entry.document or "", entry.reason or "") for entry in entries(record)}
    for named in sorted(told):
        yield encode(named)
