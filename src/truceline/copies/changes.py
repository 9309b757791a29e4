"""What a copy changed: its words beside those of the document that it was made from."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import msgspec

from truceline.copies.key import WORD
from truceline.model.document import Document, Span

# A run of this many words that stands elsewhere in the other text was moved, not changed.  Runs of three stand in any two
# reports of one war ("the Ministry of").
MOVED = 5
# Comparing costs the square of the longer text at worst: 0.05 s for two reports of 700 words, 1.5 s for two of 5,000.
# Of what is longer, only runs are compared.
LONGEST = 5_000


class Change(msgspec.Struct, frozen=True):
    """Words of a copy (`here`) that stand in the place of words of the other document (`there`).

    `here` is None where the copy left words out, `there` where it put words in.
    """

    here: Span | None
    there: Span | None


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def find_changes(copy: Document, original: Document) -> tuple[Change, ...]:
    """Return what the body of `copy` has otherwise than the body of `original`, in the order of the texts.

    All body words outside these changes stand in both. Words that were only moved are no change.
    """
    here, there = _words(copy), _words(original)
    known, kept = _runs(there), _runs(here)
    found = []
    for a, b, c, d in _differences(here, there):
        new, gone = _own(here, a, b, known), _own(there, c, d, kept)
        if len(new) == len(gone) == 1:
            found.append(Change(_span(copy, here, *new[0]), _span(original, there, *gone[0])))
        else:
            found += [Change(_span(copy, here, *run), None) for run in new]
            found += [Change(None, _span(original, there, *run)) for run in gone]
    return tuple(found)


def _words(doc: Document) -> list[_Word]:
    return [
        _Word(start + word.start(), start + word.end(), word[0].casefold().replace("’", "'"))
        for start, end in doc.ranges("body")
        for word in WORD.finditer(doc.text[start:end])
    ]


def _differences(here: Sequence[_Word], there: Sequence[_Word]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(here), len(there)) > LONGEST:
        yield 0, len(here), 0, len(there)
        return
    matcher = SequenceMatcher(
        None, [word.folded for word in here], [word.folded for word in there], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield a, b, c, d


def _runs(words: Sequence[_Word]) -> frozenset[tuple[str, ...]]:
    return frozenset(_run(words, i) for i in range(len(words) - MOVED + 1))


def _run(words: Sequence[_Word], at: int) -> tuple[str, ...]:
    return tuple(word.folded for word in words[at : at + MOVED])


def _own(
    words: Sequence[_Word], first: int, last: int, other: frozenset[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """Return the ranges of words between `first` and `last` that lie in no run that the other text has."""
    moved = [False] * (last - first)
    for at in range(max(0, first - MOVED + 1), last):
        if _run(words, at) in other:
            for i in range(max(at, first), min(at + MOVED, last)):
                moved[i - first] = True
    ranges: list[tuple[int, int]] = []
    for i, gone in enumerate(moved, start=first):
        if gone:
            continue
        if ranges and ranges[-1][1] == i:
            ranges[-1] = (ranges[-1][0], i + 1)
        else:
            ranges.append((i, i + 1))
    return ranges


def _span(doc: Document, words: Sequence[_Word], first: int, last: int) -> Span:
    return doc.span(words[first].start, words[last - 1].end)
