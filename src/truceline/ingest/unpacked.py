"""Undo the coding of a payload, up to a limit: a bomb of zeros is 1,000 times smaller than what it unpacks to."""

import zlib

from truceline.model.errors import NotFetched

_GZIP, _ZLIB, _BARE = 31, 15, -15
# Each copies what is left: half a million empty members in 10 MB would take an hour. Servers join a few.
_MOST_MEMBERS = 1_000


def unpacked(payload: bytes, coding: str, *, most: int) -> bytes:
    """Return the payload as it was before it was coded for the way.

    Args:
        payload: what came.
        coding: what the header Content-Encoding says.
        most: bytes that it may have.

    Raises:
        NotFetched: it is more, it is broken, or in a coding that was not asked for.
    """
    match coding.strip().casefold():
        case "" | "identity":
            return payload
        case "gzip" | "x-gzip":
            return _inflated(payload, _GZIP, most)
        case "deflate":
            # Half the servers mean the bare stream, whatever the standard says: zlib's has 8 in its first half byte.
            return _inflated(payload, _ZLIB if payload[:1] and payload[0] & 15 == 8 else _BARE, most)
        case other:
            raise NotFetched(f"the answer is coded as {other[:40]!r}, which was not asked for")


def _inflated(payload: bytes, form: int, most: int) -> bytes:
    whole, rest, members = bytearray(), payload, 0
    try:
        while rest:
            members += 1
            if members > _MOST_MEMBERS:
                raise NotFetched(f"the answer is packed in more than {_MOST_MEMBERS:,} pieces")
            stream = zlib.decompressobj(form)
            whole += stream.decompress(rest, most + 1 - len(whole))
            if len(whole) > most:
                raise NotFetched(f"unpacked, the answer is larger than {most / 1e6:g} MB")
            if not stream.eof:
                raise NotFetched("the packed answer is cut off")
            rest = stream.unused_data if form == _GZIP else b""
    except zlib.error as error:
        raise NotFetched(f"the packed answer is broken ({error})") from error
    return bytes(whole)
