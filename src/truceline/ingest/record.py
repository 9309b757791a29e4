"""Write one WARC/1.1 `response` record: the form in which a page from the network or out of an archive is kept."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_END = b"\r\n\r\n"


def response_record(
    uri: str, *, date: str, head: bytes, payload: bytes, told: Mapping[str, str] | None = None
) -> bytes:
    """Return one uncompressed record; the same answer gives the same bytes, its WARC-Record-ID is a hash of them.

    Args:
        uri: the address that was asked.
        date: when it was fetched, in UTC ("2019-03-20T08:00:00Z"), told by whoever holds the clock.
        head: the status line and the headers as received, with or without the blank line behind them.
        payload: the payload as received, its codings not undone.
        told: further fields of the WARC header ("Feed-Title", "Feed-Published"): what a feed told of the page.

    Raises:
        ValueError: the name of a field in `told` is no word that a header can hold.
    """
    block = head.rstrip(b"\r\n") + _END + payload
    further = sorted((told or {}).items())
    known = [*_fields([("WARC-Target-URI", uri), ("WARC-Date", date), *further])]
    named = hashlib.sha256(_lines(known) + block).digest()
    fields = _fields(
        [
            ("WARC-Type", "response"),
            ("WARC-Record-ID", f"<urn:uuid:{uuid.UUID(bytes=named[:16], version=5)}>"),
            ("Content-Type", "application/http; msgtype=response"),
            ("Content-Length", str(len(block))),
        ]
    )
    return whole_record(b"WARC/1.1", [*fields[:2], *known, *fields[2:]], block)


def whole_record(version: bytes, fields: Iterable[tuple[bytes, bytes]], block: bytes) -> bytes:
    """Return a record of these fields, in order, and this block, whose length the fields tell."""
    return version + b"\r\n" + _lines(fields) + b"\r\n" + block + _END


def _fields(told: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Return fields as bytes; a line end inside a value would begin another field, and becomes a blank."""
    fields = []
    for name, value in told:
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"no name of a header field: {name!r}")
        fields.append((name.encode(), " ".join(value.split()).encode("utf-8", "surrogateescape")))
    return fields


def _lines(fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join(name + b": " + value + b"\r\n" for name, value in fields)
