"""The words of a document in two bytes each, in their sentences: what two documents are aligned by."""

import struct
import zlib
from collections.abc import Iterable, Sequence

from truceline.knowledge.common_words import CommonWords

# One word: a bit for names and numbers, three bits for how common it is, twelve of a hash. Two different words of one
# sentence of 25 are taken for the same once in 160 sentences; a third byte would make keys a quarter larger.
NAME = 1 << 15
BAND = 12
HASHES = (1 << BAND) - 1
END = 0

Sentence = tuple[int, ...]


def pack_words(sentences: Iterable[Sequence[tuple[str, bool]]], common: CommonWords) -> bytes:
    """Return sentences of words, each with whether it is a name or a number, as bytes; a zero ends each sentence."""
    codes = []
    for sentence in sentences:
        codes += [_code(word.lower(), is_name, common) for word, is_name in sentence]
        codes.append(END)
    return struct.pack(f"<{len(codes)}H", *codes)


def unpack_words(packed: bytes) -> list[Sentence]:
    """Return the sentences of `pack_words`, each word a number."""
    codes = struct.unpack(f"<{len(packed) // 2}H", packed)
    found: list[Sentence] = []
    start = 0
    while start < len(codes):
        end = codes.index(END, start)
        found.append(codes[start:end])
        start = end + 1
    return found


def is_name(code: int) -> bool:
    """Return whether a word is a name or a number."""
    return code >= NAME


def band(code: int) -> int:
    """Return how common a word is, 0 to 4; a name is as common as it is as a word."""
    return (code & ~NAME) >> BAND


def _code(word: str, name: bool, common: CommonWords) -> int:
    return name * NAME | common.band(word) << BAND | (zlib.crc32(word.encode()) % HASHES + 1)
