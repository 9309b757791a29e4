"""The sentence around a quote, for showing and for nothing else."""

import re

from truceline.model.document import Document, Span

# Where one sentence ends and the next begins, or a line does: for showing the words around a quote, and nothing else. A
# point behind a capital is an initial ("U.S. officials").
_END = re.compile(r"(?<![A-Z])[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z])|\n(?![a-z])")

# A page that lost all its points and line breaks is one sentence without end: no more than this is shown on each side.
_LONGEST = 1000


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
