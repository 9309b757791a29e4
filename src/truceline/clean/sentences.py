"""Where the sentences of a paragraph begin: roughly, by their signs alone, before anything is parsed."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
# "U.S.", "Gen.", "Oct.", "St.": a short word in capitals, or one with full stops in it, and its own full stop.
_ABBREVIATION = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b(?:[A-Za-z]\.)+[A-Za-z]|\bvs|\betc)\.\s+\Z")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences between two places, blanks between them left out."""
    here = start
    for found in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(here, found.end() - 12), found.end()):
            continue
        yield here, found.start() + len(found.group().rstrip())
        here = found.end()
    if text[here:end].strip():
        yield here, end
