"""The sentence around a quote, for showing and for nothing else."""

import re
from collections.abc import Iterator

from truceline.model.document import Document, Span

# Where one sentence ends and the next begins, or a line does: for showing the words around a quote, and nothing else. A
# point behind a capital is an initial ("U.S. officials").
_END = re.compile(r"(?<![A-Z])[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z])|\n(?![a-z])")

# A page that lost all its points and line breaks is one sentence without end: no more than this is shown on each side.
_LONGEST = 1000

_WORD = re.compile(r"\w+")
# Of the words of a sentence that software has gone through, names, numbers and little words are left: two in five at least.
_SAME = 0.4


def sentence_around(span: Span, document: Document | None) -> Span:
    """Return the sentence around a span; the span itself where the document is not at hand."""
    if document is None:
        return span
    text = document.text
    first, last = max(0, span.start - _LONGEST), min(len(text), span.end + _LONGEST)
    ends = (end.end() for end in _END.finditer(text, first, span.start + 1))
    start = max((end for end in ends if end <= span.start), default=first)
    after = _END.search(text, max(span.start, span.end - 1), last)
    end = after.end() if after else last
    while text[start].isspace():
        start += 1
    return document.span(start, len(text[:end].rstrip()))


def counterpart(sentence: Span, original: Document) -> Span | None:
    """Return the sentence of an original that an altered sentence was made from: the one with most words in common.

    None where no sentence has enough of them.
    """
    words = set(_WORD.findall(sentence.quote.lower()))
    best: tuple[float, Span] | None = None
    for first, last in original.ranges("title", "standfirst", "body"):
        for found in _sentences(original, first, last):
            own = set(_WORD.findall(found.quote.lower()))
            share = len(words & own) / max(len(words | own), 1)
            if share >= _SAME and (best is None or share > best[0]):
                best = share, found
    return best[1] if best else None


def _sentences(document: Document, first: int, last: int) -> Iterator[Span]:
    for end in (*(found.end() for found in _END.finditer(document.text, first, last)), last):
        words = document.text[first:end]
        if words.strip():
            yield document.span(first + len(words) - len(words.lstrip()), first + len(words.rstrip()))
        first = end
