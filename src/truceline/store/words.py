"""The terms of a search, and a text cut into the words that PostgreSQL indexes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A word is letters and digits, as FTS5 has it.
WORD = re.compile(r"[^\W_]+")
# Characters of one word that are indexed: a page can hold a "word" of ten thousand.
_LONGEST = 200
# Words indexed together. PostgreSQL keeps 255 places of one word in one row, and "the" comes more often in a longer stretch.
_STRETCH = 2000
# Words that two stretches share, so that a phrase is found whole in one of them.
_SHARED = 20


class Term(NamedTuple):
    """Folded words that must follow each other; `is_open` where the last may go on."""

    words: str
    is_open: bool


def stretches(folded: str) -> Iterator[list[str]]:
    """Yield the words of a folded text in stretches that overlap; one empty stretch for a text without words."""
    words = [word[:_LONGEST] for word in WORD.findall(folded)]
    yield words[:_STRETCH]
    for start in range(_STRETCH, len(words), _STRETCH - _SHARED):
        yield words[start - _SHARED : start - _SHARED + _STRETCH]


def vector(words: list[str]) -> str:
    """Return words with their places as PostgreSQL reads a tsvector: no parser of its own decides what a word is."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in sorted(places.items()))


def query(term: Term) -> str:
    """Return a term as PostgreSQL reads a tsquery."""
    words = [word[:_LONGEST] for word in WORD.findall(term.words)][:_SHARED]
    return " <-> ".join(f"'{word}'" for word in words) + (":*" if term.is_open else "")
