"""Cached: what was parsed once is not parsed again, in another run or for another reader of the same texts."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Protocol

import msgspec

from truceline.parse.grammar import Grammar, pack, unpack

# Changes with every change of what is kept of a parse, so that nothing older is taken from a cache.
VERSION = 1
# Bytes of a key: enough that no two texts of any archive share one.
KEY = 20


class Cache(Protocol):
    """Where parses are left for later, by a key of their texts; it may forget any of them at any time."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was put there, or None."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep it."""


def cached(
    texts: list[str], cache: Cache | None, model: str, parse: Callable[[list[str]], list[Grammar]]
) -> list[Grammar]:
    """Return the grammar of some texts, from the cache where the very same ones were parsed together by the same model.

    Together, for a product with other rows beside it may differ in its last bits, and what is read must not hang on what
    came before.
    """
    if cache is None:
        return parse(texts)
    key = blake2b(msgspec.msgpack.encode((VERSION, model, texts)), digest_size=KEY).digest()
    found = cache.get(key)
    told = unpack(found) if found is not None else None
    if told is None or len(told) != len(texts):
        told = parse(texts)
        cache.put(key, pack(told))
    return told
