"""Grammar: what is kept of a parsed paragraph, free of the library that found it, and how it is packed for a cache."""

import zlib
from typing import Any, NamedTuple

import msgspec
from spacy.attrs import ENT_IOB, ENT_TYPE, HEAD, IDX, IOB_STRINGS, IS_SPACE, LENGTH, TAG

from truceline.parse.annotate import Annotator

# How spaCy counts the first token of an entity.
BEGINS = IOB_STRINGS.index("B")
# Level 1 halves what level 6 takes to pack and loses a tenth of the room.
LEVEL = 1


class Word(NamedTuple):
    """One token of a paragraph: `start` and `end` count its characters, `head` its tokens; the rest is as in `Token`."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    label: str
    begins: bool


class Grammar(msgspec.Struct, frozen=True, array_like=True):
    """The tokens of a paragraph, spaces left out, and the token behind the last one of each sentence."""

    words: list[Word]
    ends: list[int]


_READER = msgspec.msgpack.Decoder(list[Grammar])


def grammar(parsed: Any, annotator: Annotator) -> Grammar:  # noqa: ANN401 - spaCy's Doc
    """Return the grammar of a text; its columns are asked for at once, for token by token costs as much as tagging."""
    spaces = parsed.to_array(IS_SPACE).tolist()
    kept = [i for i, space in enumerate(spaces) if not space]
    index = {i: number for number, i in enumerate(kept)}
    said = annotator.annotate(parsed)
    columns = parsed.to_array([IDX, LENGTH, TAG, ENT_TYPE, ENT_IOB]).tolist()
    # How far off the head is; to the left it is a negative number, which the array gives without its sign.
    apart = parsed.to_array(HEAD).astype("int64").tolist()
    strings = parsed.vocab.strings
    words = []
    for number, i in enumerate(kept):
        start, length, tag, label, iob = columns[i]
        lemma, pos, dep = said[i]
        head = index.get(i + apart[i], number)
        begins = label != 0 and iob == BEGINS
        words.append(Word(start, start + length, lemma, pos, strings[tag], dep, head, strings[label], begins))
    ends = (sum(not space for space in spaces[: sent.end]) for sent in parsed.sents)
    return Grammar(words, sorted(set(ends) - {0}))


def pack(grammars: list[Grammar]) -> bytes:
    """Return what `unpack` reads; some eight bytes a token."""
    return zlib.compress(msgspec.msgpack.encode(grammars), LEVEL)


def unpack(packed: bytes) -> list[Grammar] | None:
    """Return what was packed; None where it is damaged, for what is found again costs less than a wrong parse."""
    try:
        return _READER.decode(zlib.decompress(packed))
    except (zlib.error, msgspec.DecodeError):
        return None
