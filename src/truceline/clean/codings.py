"""Undo what a server did to a payload on its way: chunks and compression, never to more than a limit."""

import io
import re
import zlib
from collections.abc import Mapping

from fastwarc.stream_io import BrotliReader, ZstdReader

from truceline.model.errors import Unreadable

_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP = b"\x1f\x8b"
# Each copies what is left: half a million empty members in 10 MB would take an hour. Servers join a few.
_MOST_MEMBERS = 1_000
# Servers use one, and a proxy another; each may unpack to the whole limit.
_MOST_CODINGS = 5
_ZSTD = b"\x28\xb5\x2f\xfd"


def undo(name: str, payload: bytes, head: Mapping[str, str], longest: int) -> tuple[bytes, bool]:
    """Return the payload as its author wrote it, and whether it was cut short.

    An archive may have undone a coding and left the field: a payload that is not coded so is returned as it is.

    Raises:
        Unreadable: it unpacks to more than `longest` bytes, or its coding is broken or not known.
    """
    cut = False
    if "chunked" in head.get("transfer-encoding", "").lower():
        payload, cut = _unchunked(payload)
    codings = head.get("content-encoding", "").lower().split(",")
    if len(codings) > _MOST_CODINGS:
        raise Unreadable(f"{name}: coded {len(codings):,} times, at most {_MOST_CODINGS}")
    for coding in reversed(codings):
        payload, short = _decoded(name, payload, coding.strip(), longest)
        cut = cut or short
    return payload, cut


def _unchunked(payload: bytes) -> tuple[bytes, bool]:
    if not _SIZE.match(payload):
        return payload, False
    pieces: list[bytes] = []
    at = 0
    while found := _SIZE.match(payload, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces), False
        pieces.append(payload[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces), True


def _decoded(name: str, payload: bytes, coding: str, longest: int) -> tuple[bytes, bool]:
    match coding:
        case "gzip" | "x-gzip":
            return _inflated(name, payload, 31, longest) if payload.startswith(_GZIP) else (payload, False)
        case "deflate":
            # By the standard with zlib's head, by many servers without.
            bits = 15 if payload[:1] == b"\x78" else -15
            return _inflated(name, payload, bits, longest)
        case "br":
            return _read(name, payload, "br", longest)
        case "zstd":
            return _read(name, payload, "zstd", longest) if payload.startswith(_ZSTD) else (payload, False)
        case "" | "identity" | "none" | "utf-8":
            return payload, False
    raise Unreadable(f"{name}: its content-encoding is not known: {coding[:40]}")


def _inflated(name: str, payload: bytes, bits: int, longest: int) -> tuple[bytes, bool]:
    unpacked, rest, ended, members = bytearray(), payload, True, 0
    while rest:
        members += 1
        if members > _MOST_MEMBERS:
            raise Unreadable(f"{name}: packed in more than {_MOST_MEMBERS:,} pieces")
        machine = zlib.decompressobj(bits)
        try:
            unpacked += machine.decompress(rest, longest + 1 - len(unpacked))
        except zlib.error as error:
            if unpacked:
                return bytes(unpacked), True
            if bits < 0 and not payload.startswith(_GZIP):
                return payload, False
            raise Unreadable(f"{name}: its compression is broken ({error})") from error
        _bounded(name, len(unpacked), len(payload), longest)
        # Servers join several gzip members; a stream that was cut has an end that never came.
        rest, ended = machine.unused_data if bits == 31 else b"", machine.eof
    return bytes(unpacked), not ended


def _read(name: str, payload: bytes, coding: str, longest: int) -> tuple[bytes, bool]:
    reader = (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(payload))
    unpacked = bytearray()
    try:
        while len(unpacked) <= longest and (more := reader.read(65_536)):
            unpacked += more
    except (OSError, ValueError) as error:
        if unpacked:
            return bytes(unpacked), True
        if _reads_as_text(payload):
            return payload, False
        raise Unreadable(f"{name}: its compression is broken ({error})") from error
    _bounded(name, len(unpacked), len(payload), longest)
    return bytes(unpacked), False


def _reads_as_text(payload: bytes) -> bool:
    return payload.lstrip()[:1] == b"<"


def _bounded(name: str, unpacked: int, packed: int, longest: int) -> None:
    if unpacked > longest:
        raise Unreadable(
            f"{name}: too large for one report: {packed:,} bytes unpack to more than {longest / 1e6:.0f} MB"
        )
