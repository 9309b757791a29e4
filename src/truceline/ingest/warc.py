"""Records of a web archive (.warc, .warc.gz), one at a time, from any of them on."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from truceline.ingest.record import whole_record
from truceline.ingest.refused import Refused, too_large
from truceline.model.document import Raw

_GZIP = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
# No HTTP head that a server sends is longer; what stands behind it decides nothing.
_HEAD = 65_536
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? 2\d\d\b")
_TYPE = re.compile(rb"^content-type:[ \t]*([\w.+/-]+)", re.IGNORECASE | re.MULTILINE)
_READABLE = (b"text/html", b"application/xhtml+xml", b"text/plain", b"application/pdf")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
# Beginnings in a row at which no record is found, before the rest is left: three million lines "WARC/1.0" took half an hour.
_MOST_VAIN = 300
_NOTHING = "there is no WARC record in it"
_CUT = "the record is cut"
_START = re.compile(rb"WARC/\d\.\d\r?\n")


class Mark(msgspec.Struct, frozen=True):
    """How far a stream was read: the name under which its last document is in the log, and that document's id."""

    name: str
    document: str


def warc_records(path: Path, largest: int, mark: Mark | None = None) -> Iterator[Raw | Refused]:
    """Yield each page of the archive: a `response` with an answer of 200 to 299 that is HTML, plain text or a PDF.

    Other records are passed over. The name is the path and the offset at which the record begins (of its gzip member,
    where it is compressed). With a mark, and if the record there is still the document that was logged, what is behind it
    is yielded; else all is. Where the archive is damaged, one Refused says so, and reading goes on at the next record.

    Raises:
        OSError: the file cannot be read.
    """
    start = _offset(path, mark)
    if mark is not None and start is not None:
        rest = _read(path, start, largest)
        first = next(rest, None)
        if isinstance(first, Raw) and first.name == mark.name and first.id == mark.document:
            yield from rest
            return
    yield from _read(path, 0, largest)


def _offset(path: Path, mark: Mark | None) -> int | None:
    told = mark.name.removeprefix(f"{path}:") if mark else ""
    return int(told) if told.isascii() and told.isdigit() else None


def _read(path: Path, start: int, largest: int) -> Iterator[Raw | Refused]:
    at: int | None = start
    seen, vain = False, 0
    while at is not None:
        progress = _Progress(at)
        with path.open("rb") as file:
            file.seek(at)
            try:
                yield from _whole_ones(path, file, largest, progress)
                if not seen and not progress.seen:
                    yield Refused(str(path), _NOTHING)
                return
            except _Broken as broken:
                at = _next_start(file, progress.last + 1)
                vain = 0 if progress.seen else vain + 1
                if vain >= _MOST_VAIN:
                    yield Refused(str(path), f"no record is found at {vain:,} beginnings; the rest is left")
                    return
                # An attempt to read on that fails at once is no second break.
                if progress.seen or not seen:
                    yield _told(path, progress, broken, at)
                seen = True


class _Broken(Exception):
    """The archive cannot be read on; says why."""


class _Progress:
    """How far one pass came: where its last record began, how long its block is, and whether there was one."""

    def __init__(self, start: int) -> None:
        self.last = start
        self.size = 0
        self.seen = False


def _told(path: Path, progress: _Progress, broken: _Broken, then: int | None) -> Refused:
    if then is None and not progress.seen:
        return Refused(str(path), _NOTHING)
    rest = "nothing behind it can be read" if then is None else f"read on at {then}"
    return Refused(f"{path}:{progress.last}", f"the archive is damaged here ({broken}); {rest}")


def _whole_ones(path: Path, file: BinaryIO, largest: int, progress: _Progress) -> Iterator[Raw | Refused]:
    """Yield records; each is held until the next begins where it should, which proves its length."""
    held, inside = None, 0
    try:
        for record in ArchiveIterator(file, parse_http=False):
            if held is not None:
                yield held
            offset = record.stream_pos
            # A file that is one gzip member as a whole has one offset for all records behind the first.
            inside = inside + 1 if progress.seen and offset == progress.last else 0
            progress.last, progress.size, progress.seen = offset, record.content_length, True
            held = _page(f"{path}:{offset}" + f"+{inside}" * (inside > 0), record, largest)
    except (OSError, EOFError) as error:
        if isinstance(held, Raw) and not (inside or _ends_well(file, progress.last, held)):
            raise _Broken("the length of the record is wrong, or it is cut") from error
        if held is not None:
            yield held
        raise _Broken(str(error)) from error
    if held is not None:
        yield held
    # A record that is cut inside its head is passed over in silence.
    if progress.seen and not inside and not _is_last(file, progress):
        raise _Broken(_CUT)


def _page(name: str, record: WarcRecord, largest: int) -> Raw | Refused | None:
    """Return the record as it was received if it is a page; None for what is no page."""
    size = record.content_length
    answer = record.record_type == WarcRecordType.response
    block = record.reader.read(min(size, _HEAD)) if size and answer else b""
    is_page = _is_page(block)
    if not is_page or size > largest:
        _pass_over(record, size - len(block))
        return Refused(name, too_large(size, largest)) if is_page else None
    while len(block) < size and (more := record.reader.read(size - len(block))):
        block += more
    if len(block) < size:
        raise EOFError(_CUT)
    headers = record.headers
    return Raw(
        name, "warc", whole_record(headers.status_line_bytes or b"WARC/1.1", headers.items_bytes(), block)
    )


def _pass_over(record: WarcRecord, size: int) -> None:
    if record.consume(size) < size:
        raise EOFError(_CUT)


def _is_page(block: bytes) -> bool:
    blank = _BLANK_LINE.search(block)
    if not blank or not _STATUS.match(block):
        return False
    told = _TYPE.search(block, 0, blank.start())
    payload = block[blank.end() :]
    if told is None:
        return _MARKUP.match(payload) is not None
    return told[1].lower() in _READABLE and bool(payload.strip())


def _ends_well(file: BinaryIO, offset: int, raw: Raw) -> bool:
    """Return whether the record ends with its two line ends where its length says; else the length is wrong."""
    file.seek(offset)
    content = file.read(len(raw.content) + _HEAD)
    if content.startswith(_GZIP):
        try:
            content = zlib.decompressobj(31).decompress(content, len(raw.content) + _HEAD)
        except zlib.error:
            return False
    blank = _BLANK_LINE.search(content)
    block = _BLANK_LINE.search(raw.content)
    if not blank or not block:
        return False
    end = blank.end() + len(raw.content) - 4 - block.end()
    return content[end : end + 4] == b"\r\n\r\n" or content[end : end + 2] == b"\n\n"


def _is_last(file: BinaryIO, progress: _Progress) -> bool:
    """Return whether nothing stands behind the last record."""
    file.seek(progress.last)
    rest = file.read(_HEAD)
    if not rest.startswith(_GZIP):
        blank = _BLANK_LINE.search(rest)
        file.seek(progress.last + (blank.end() if blank else 0) + progress.size)
        return not file.read(_HEAD).strip()
    machine = zlib.decompressobj(31)
    try:
        while rest and not machine.eof:
            machine.decompress(rest, _CHUNK)
            rest = machine.unconsumed_tail or file.read(_HEAD)
    except zlib.error:
        return False
    return machine.eof and not machine.unused_data.strip()


def _next_start(file: BinaryIO, after: int) -> int | None:
    """Return the offset of the next thing that may be a record, from `after` on."""
    file.seek(0)
    zipped = file.read(len(_GZIP)) == _GZIP
    sign = re.compile(re.escape(_GZIP)) if zipped else _START
    edge = 16
    file.seek(after)
    chunk = file.read(_CHUNK)
    while chunk:
        for found in sign.finditer(chunk):
            if not zipped or _begins_record(file, after + found.start()):
                return after + found.start()
        step = max(len(chunk) - edge, 1) if len(chunk) == _CHUNK else len(chunk)
        after += step
        file.seek(after)
        chunk = file.read(_CHUNK)
    return None


def _begins_record(file: BinaryIO, offset: int) -> bool:
    # Three bytes of gzip's sign stand in compressed data by chance once in 16 MB.
    file.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(file.read(_HEAD), 16).startswith(b"WARC/")
    except zlib.error:
        return False
