"""Nouns as canonical JSON, compressed: the form in which the record keeps them."""

import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(value: object) -> bytes:
    """Return the noun as canonical JSON: the same value gives the same bytes, on one line.

    Raises:
        UnicodeEncodeError: its text holds half a surrogate pair, which no encoding of Unicode can write.
    """
    return _ENCODER.encode(value)


def decode(content: bytes | str, kind: type[T]) -> T:
    """Return the noun that the JSON holds.

    Raises:
        msgspec.MsgspecError: it is no JSON, or holds no such noun.
    """
    if not isinstance(content, bytes | str):  # a flipped bit made the column another
        raise msgspec.DecodeError(f"no JSON: {content!r}")
    return msgspec.json.decode(content, type=kind)


def pack(content: bytes) -> bytes:
    """Compress the bytes; zlib's checksum is what tells `truceline check` of a flipped bit."""
    return zlib.compress(content)


def unpack(packed: bytes) -> bytes:
    """Return the bytes that `pack` was given.

    Raises:
        zlib.error: they are damaged.
    """
    if not isinstance(packed, bytes):  # a flipped bit made the column another
        raise zlib.error(f"no bytes: {packed!r}")
    return zlib.decompress(packed)
