"""Look into the packed streams of a PDF before a library does, which unpacks each whole into memory."""

import re
import zlib
from collections.abc import Iterator

# Bytes of one stream, unpacked.  A page scanned in colours at 600 dots an inch has 100 MB; a file of 1 MB that unpacked to 1 GB
# took 2 GB.
LARGEST_STREAM = 200_000_000
# Bytes that are unpacked to look, over all streams: a few seconds.  Hundreds of scanned pages have more; bombs are not behind them.
_LOOKED_AT = 2_000_000_000
_STREAM = re.compile(rb"\bstream\r?\n")
_END = b"endstream"
_STEP, _CHUNK = 1 << 16, 1 << 20


def is_bomb(content: bytes) -> bool:
    """Return whether a stream unpacks to more than `LARGEST_STREAM` bytes; a stream packed twice is looked into twice."""
    left = _LOOKED_AT
    for found in _STREAM.finditer(content):
        end = content.find(_END, found.end())
        packed = memoryview(content)[found.end() : end if end >= 0 else len(content)]
        size, inner = _unpacked(packed, left)
        if size <= LARGEST_STREAM and inner:
            size = max(size, _unpacked(memoryview(inner), left)[0])
        left -= size
        if size > LARGEST_STREAM:
            return True
        if left <= 0:
            break
    return False


def _unpacked(packed: memoryview, left: int) -> tuple[int, bytes]:
    """Return how many bytes a stream unpacks to, no further than needed, and its content where that may be packed too."""
    size, first = 0, b""
    try:
        for chunk in _chunks(packed):
            first = first or chunk
            size += len(chunk)
            if size > min(LARGEST_STREAM, left):
                break
    except zlib.error:
        pass
    return size, first if first[:1] == b"\x78" else b""


def _chunks(packed: memoryview) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for at in range(0, len(packed), _STEP):
        rest: bytes | memoryview = packed[at : at + _STEP]
        while rest and not machine.eof:
            yield machine.decompress(rest, _CHUNK)
            rest = machine.unconsumed_tail
