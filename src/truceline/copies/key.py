"""CopyKey: all of a document that is needed to find its copies, in about four kilobytes."""

import datetime
import itertools
import re
import struct
from collections.abc import Container, Iterable, Iterator

import msgspec
import rensa

from truceline.copies.words import pack_words
from truceline.knowledge.common_words import CommonWords
from truceline.model.document import Document

PERMUTATIONS = 128
SEED = 1
# One in two word 3-grams is kept (those with an even hash, so the same in every document): a report of 90 words still has
# about 45, and a shared half of it is told from a shared third.
SAMPLE = 2
RUN = 3
# A report shorter than this, quotations apart, shares most of its 3-grams with any other on the same day ("killed in a car
# bomb in"). At 25 no real pair is found that reading does not bear out; an excerpt of 60 words, half of them quoted, is.
FEWEST_WORDS = 25

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n")
# Words between quotation marks belong to whoever spoke them: two reports of one speech share them and are no copies. A
# mark that is never closed ends with its line, and a quotation longer than this is a mark gone astray. A straight mark opens
# before a word: an excerpt that begins inside a quotation would turn all the others inside out.
QUOTED = re.compile(r"“[^”\n]{1,1200}”|(?<![^\s(\[–—-])\"(?=\S)[^\"\n]{1,1200}\"")


class CopyKey(msgspec.Struct, frozen=True):
    """What is compared in the search for copies; body text only, without what it quotes.

    `words` and `names` are MinHash signatures: of the runs of three words, and of the pairs of neighbouring names and
    numbers, which software that swaps words leaves alone. `word_sketch` and `name_sketch` are the hashes themselves in the
    order of the text (32 bits each, little-endian; one in two of the words), for containment. `sentences` are all the words
    in their sentences (see `words.py`), for the alignment. A document with fewer than FEWEST_WORDS words has empty
    signatures, and is like no other. A report of 660 words has a key of four kilobytes.

    `agency` tells that the outlet is a news agency.
    """

    doc: str
    words: bytes
    names: bytes
    word_sketch: bytes
    name_sketch: bytes
    sentences: bytes
    length: int
    published: datetime.date | None = None
    published_at: str | None = None
    wire: str | None = None
    outlet: str | None = None
    agency: bool = False
    altered: bool = False


def copy_key(doc: Document, words: CommonWords, agencies: Container[str] = ()) -> CopyKey:
    """Return the key by which the copies of `doc` are found.

    Args:
        doc: the document.
        words: how common English words are.
        agencies: the names of news agencies.
    """
    body = "\n".join(doc.text[start:end] for start, end in doc.ranges("body"))
    sentences = list(_sentences(_own_words(body)))
    text = [word for sentence in sentences for word, _ in sentence]
    if len(text) < FEWEST_WORDS:
        sentences = []
    small = [word.lower() for sentence in sentences for word, _ in sentence]
    grams = _hashes(" ".join(run) for run in zip(*(small[n:] for n in range(RUN)), strict=False))
    names = [word.lower() for sentence in sentences for word, is_name in sentence if is_name]
    pairs = _hashes(" ".join(pair) for pair in itertools.pairwise(names))
    sampled = [one for one in grams if one % SAMPLE == 0]
    return CopyKey(
        doc=doc.id, words=_signature(grams), names=_signature(pairs), word_sketch=_pack(sampled), name_sketch=_pack(pairs),
        sentences=pack_words(sentences, words), length=len(text), published=doc.published.first if doc.published else None,
        published_at=doc.published_at, wire=doc.wire, outlet=doc.outlet, agency=doc.outlet in agencies, altered=doc.altered,
    )  # fmt: skip


def unpack(sketch: bytes) -> tuple[int, ...]:
    """Return the hashes of a sketch, in the order of the text."""
    return struct.unpack(f"<{len(sketch) // 4}I", sketch)


def _own_words(body: str) -> str:
    """Return the body without what it quotes; all of it where little else is left (a statement printed in full)."""
    own = QUOTED.sub(" ", body)
    return own if len(own) * 2 >= len(body) else body


def _sentences(text: str) -> Iterator[list[tuple[str, bool]]]:
    """Yield the words of each sentence, and whether each is a name or a number.

    The first word of a sentence is capitalised whatever it is: it counts only where the text capitalises it elsewhere.
    """
    sentences = [WORD.findall(sentence) for sentence in SENTENCE_END.split(text)]
    inner = {word for words in sentences for word in words[1:] if word[0].isupper()}
    for words in sentences:
        if words:
            yield [
                (word, word[0].isdigit() or (word[0].isupper() and (i > 0 or word in inner)))
                for i, word in enumerate(words)
            ]


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
