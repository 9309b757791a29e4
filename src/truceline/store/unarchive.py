"""Read an archive, which anybody may have made: nothing is believed before it was checked, and no path is followed."""

import hashlib
import itertools
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from truceline.model.document import Raw
from truceline.model.errors import BadArchive, NewerRecord
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.store.archive import (
    APPLICATION,
    DOCUMENTS,
    FORMAT,
    JUDGEMENTS,
    LISTS,
    MANIFEST,
    NAMES,
    READINGS,
    Listed,
    Manifest,
    Named,
    member_name,
)
from truceline.store.content import decode

T = TypeVar("T")

# Bytes that one member may unpack to. One line of 50 MB is a report that we take; four times that is no report.
LARGEST_DOCUMENT = 256 * 2**20
# A reading of the largest report that was measured is 30 times the report.
LARGEST_LINE = 2**30
# All together. Deflate packs a thousand zeros into one byte: without a limit, 16 MiB would fill 16 GiB.
LARGEST_ARCHIVE = 64 * 2**30


_WHAT_ZIPFILE_RAISES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # an unknown way of compressing
    RuntimeError,  # encrypted
    KeyError,  # a member that is not there
    UnicodeDecodeError,
    OSError,
    msgspec.MsgspecError,
)


class Archive:
    """An archive that was checked: every list has its SHA-256 and as many lines as it says, every document its bytes.

    The generators read the file; they end with `read_archive`, which closes it.
    """

    def __init__(self, path: Path, file: zipfile.ZipFile, manifest: Manifest) -> None:
        """Keep the open file."""
        self.path = path
        self.manifest = manifest
        self._file = file

    def raws(self) -> Iterator[Raw]:
        """Yield the documents as received, by id, under the first of their sorted names."""
        names: dict[str, str] = {}
        for named in self.names():
            names.setdefault(named.document, named.name)
        for listed in self._nouns(DOCUMENTS, Listed):
            yield self._raw(listed, names.get(listed.id, ""))

    def _raw(self, listed: Listed, name: str) -> Raw:
        with _explained(self.path):
            content = self._file.read(member_name(listed.id))
        raw = Raw(name, listed.media, content)
        if raw.id != listed.id or hashlib.sha256(content).hexdigest() != listed.sha256:
            raise BadArchive(f"{self.path}: document {listed.id} does not have the bytes that the list says")
        return raw

    def readings(self) -> Iterator[Reading]:
        """Yield the readings by document; of one document, the newest last."""
        return self._nouns(READINGS, Reading)

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements, oldest first."""
        return self._nouns(JUDGEMENTS, Judgement)

    def names(self) -> Iterator[Named]:
        """Yield the names under which documents came, sorted, with why a bad one was left out."""
        return self._nouns(NAMES, Named)

    def _nouns(self, name: str, kind: type[T]) -> Iterator[T]:
        for line in self._lines(name):
            with _explained(self.path):
                noun = decode(line, kind)
            yield noun

    def _lines(self, name: str) -> Iterator[bytes]:
        with _explained(self.path):
            member = self._file.open(name)
        with member:
            while True:
                with _explained(self.path):
                    line = member.readline(LARGEST_LINE + 1)
                if len(line) > LARGEST_LINE:
                    raise BadArchive(f"{self.path}: {name} has a line of more than {LARGEST_LINE} bytes")
                if not line:
                    return
                yield line

    def check(self) -> None:
        """Read all of it once.

        Raises:
            BadArchive: a hash or a count does not hold, or something points at a document that is not there.
        """
        for name in LISTS:
            self._check_list(name)
        docs = [raw.id for raw in self.raws()]
        members = sorted([MANIFEST, *LISTS, *(member_name(doc) for doc in docs)])
        if members != sorted(self._file.namelist()):
            raise BadArchive(f"{self.path} holds other files than its list of documents says")
        known = {"", *docs}
        named = (name.document for name in self.names())
        for doc in itertools.chain((reading.document.id for reading in self.readings()), named):
            if doc not in known:
                raise BadArchive(f"{self.path} speaks of document {doc}, which it does not hold")
        for _ in self.judgements():  # raises at one that is none
            continue

    def _check_list(self, name: str) -> None:
        count = 0
        digest = hashlib.sha256()
        for line in self._lines(name):
            count += 1
            digest.update(line)
        told = (self.manifest.counts.get(name), self.manifest.sha256.get(name))
        if told != (count, digest.hexdigest()):
            raise BadArchive(f"{self.path}: {name} is not what the manifest says")


@contextmanager
def read_archive(path: Path, *, limit: int = LARGEST_ARCHIVE) -> Iterator[Archive]:
    """Open an archive, check all of it, and give it to be added to a record.

    Nothing of it is given before all was read once: a broken archive adds nothing.

    Args:
        path: the ZIP file.
        limit: bytes that it may unpack to.

    Raises:
        NewerRecord: a newer Truceline wrote it.
        BadArchive: it is no archive, is broken, or is larger than the limit; the message says which.
    """
    with _explained(path):
        file = zipfile.ZipFile(path)
    with file:
        _check_sizes(path, file, limit)
        archive = Archive(path, file, _manifest(path, file))
        archive.check()
        yield archive


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except _WHAT_ZIPFILE_RAISES as error:
        raise BadArchive(f"{path} is no archive of a record, or is broken: {error}") from error


def _check_sizes(path: Path, file: zipfile.ZipFile, limit: int) -> None:
    """Believe no size beyond the limits; zipfile itself stops reading a member at the size that it declares."""
    infos = file.infolist()
    if len({info.filename for info in infos}) < len(infos):
        raise BadArchive(f"{path} holds two files of one name")
    for info in infos:
        if info.filename not in LISTS and info.file_size > LARGEST_DOCUMENT:
            raise BadArchive(
                f"{path}: {info.filename!r} unpacks to {info.file_size} bytes, which no document has"
            )
    total = sum(info.file_size for info in infos)
    if total > limit:
        raise BadArchive(f"{path} unpacks to {total} bytes; the limit is {limit}")


def _manifest(path: Path, file: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in file.namelist():
        raise BadArchive(f"{path} is no archive of a record: it has no {MANIFEST}")
    with _explained(path):
        manifest = decode(file.read(MANIFEST), Manifest)
    if manifest.application != APPLICATION:
        raise BadArchive(f"{path} is no archive of a record: its manifest is of {manifest.application!r}")
    if manifest.format > FORMAT:
        raise NewerRecord(
            f"{path} is an archive in format {manifest.format}; this Truceline reads up to {FORMAT}"
        )
    return manifest
