"""CopyKey: all of a document that is needed to find its copies, in about two kilobytes."""

import datetime
import itertools
import re
import struct
from collections.abc import Iterable, Iterator

import msgspec
import rensa

from truceline.model.document import Document

PERMUTATIONS = 128
SEED = 1
# One in two word 3-grams is kept (those with an even hash, so the same in every document): a report of 90 words still has
# about 45, and a shared half of it is told from a shared third.
SAMPLE = 2
# A report shorter than this shares most of its 3-grams with any other on the same day ("killed in a car bomb in"); the
# shortest true reprint among the 758 reports had 68 words.
FEWEST_WORDS = 40

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n")
# Words between quotation marks belong to whoever spoke them: two reports of one speech share them and are no copies. A
# mark that is never closed ends with its line, and a quotation longer than this is a mark gone astray.
QUOTED = re.compile(r"“[^”\n]{1,1200}”|\"[^\"\n]{1,1200}\"")


class CopyKey(msgspec.Struct, frozen=True):
    """What is compared in the search for copies; body text only, without what it quotes.

    `words` and `names` are MinHash signatures: of the runs of three words, and of the pairs of neighbouring names and
    numbers, which software that swaps words leaves alone. `word_sketch` and `name_sketch` are the hashes themselves in the
    order of the text (32 bits each, little-endian; one in two of the words), for containment. A document with fewer than
    FEWEST_WORDS words has empty signatures, and is like no other.
    """

    doc: str
    words: bytes
    names: bytes
    word_sketch: bytes
    name_sketch: bytes
    length: int
    published: datetime.date | None = None
    wire: str | None = None
    outlet: str | None = None
    altered: bool = False


def copy_key(doc: Document) -> CopyKey:
    """Return the key by which the copies of `doc` are found."""
    body = "\n".join(doc.text[start:end] for start, end in doc.ranges("body"))
    text = _own_words(body)
    words = WORD.findall(text)
    grams = _hashes(" ".join(run).lower() for run in zip(words, words[1:], words[2:], strict=False))
    names = list(_names(text))
    pairs = _hashes(" ".join(pair).lower() for pair in itertools.pairwise(names))
    if len(words) < FEWEST_WORDS:
        grams, pairs = [], []
    sampled = [one for one in grams if one % SAMPLE == 0]
    return CopyKey(
        doc.id, _signature(grams), _signature(pairs), _pack(sampled), _pack(pairs), len(words),
        doc.published.first if doc.published else None, doc.wire, doc.outlet, doc.altered,
    )  # fmt: skip


def unpack(sketch: bytes) -> tuple[int, ...]:
    """Return the hashes of a sketch, in the order of the text."""
    return struct.unpack(f"<{len(sketch) // 4}I", sketch)


def _own_words(body: str) -> str:
    """Return the body without what it quotes; all of it where little else is left (a statement printed in full)."""
    own = QUOTED.sub(" ", body)
    return own if len(own) * 2 >= len(body) else body


def _names(text: str) -> Iterator[str]:
    """Yield the capitalised words and the numbers.

    The first word of a sentence is capitalised whatever it is: it counts only where the text capitalises it elsewhere.
    """
    sentences = [WORD.findall(sentence) for sentence in SENTENCE_END.split(text)]
    inner = {word for words in sentences for word in words[1:] if word[0].isupper()}
    for words in sentences:
        for i, word in enumerate(words):
            if word[0].isdigit() or (word[0].isupper() and (i > 0 or word in inner)):
                yield word


def _hashes(tokens: Iterable[str]) -> list[int]:
    """Return a 32-bit hash for each token, in order, each token once."""
    once = list(dict.fromkeys(tokens))
    return [one & 0xFFFFFFFF for one in rensa.RMinHash.hash_token_sets([once])[0]]


def _signature(hashes: list[int]) -> bytes:
    if not hashes:
        return b""
    matrix = rensa.RMinHash.digest_matrix_from_token_hash_sets([hashes], PERMUTATIONS, SEED)
    return struct.pack(f"<{PERMUTATIONS}I", *matrix.to_rows()[0])


def _pack(hashes: list[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}I", *hashes)
