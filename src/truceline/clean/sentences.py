"""Where the sentences of a paragraph begin: roughly, by their signs alone, before anything is parsed."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
# "U.S.", "J. Lee", "Gen.", "Oct.": words that have a full stop of their own.  A short name ("Marden-Zor.") has none.
_ABBREVIATION = re.compile(
    r"(?<![\w-])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Gen|Col|Lt|Maj|Capt|Sgt|Cmdr|Adm|Brig|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Sen|Rep|Gov|St|Mt"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Jr|Sr|vs|etc)\.\s+\Z"
)


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
