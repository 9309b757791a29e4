"""Masked: names of private victims and witnesses, taken out of what a page shows (DESIGN.md, rule 16)."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from truceline.model.document import Span

MASK = "[name withheld]"


class Masked(msgspec.Struct, frozen=True):
    """A text with some of its ranges replaced by the mask, and where each of its characters went."""

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the range of the original lies now; one that cuts into a masked name takes in the whole mask."""
        return self._at(start, first=True), self._at(end, first=False)

    def _at(self, offset: int, *, first: bool) -> int:
        moved = offset
        for start, end in self.cuts:
            if offset >= end:
                moved += len(MASK) - (end - start)
            elif offset > start:
                moved += (0 if first else len(MASK)) - (offset - start)
        return moved


def mask(text: str, ranges: Iterable[tuple[int, int]]) -> Masked:
    """Return the text with these ranges of characters (half-open) masked; ranges that touch or overlap are one."""
    cuts: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if cuts and start <= cuts[-1][1]:
            cuts[-1] = (cuts[-1][0], max(end, cuts[-1][1]))
        else:
            cuts.append((start, end))
    shown, last = [], 0
    for start, end in cuts:
        shown += [text[last:start], MASK]
        last = end
    return Masked("".join((*shown, text[last:])), tuple(cuts))


class Names:
    """The names to mask in words that are no document's: titles, holders, reasons."""

    def __init__(self, private: Iterable[Span], public: Iterable[str]) -> None:
        """Take the words that name private persons; a surname that somebody public bears too is left."""
        borne = {word for name in public for word in name.split()}
        words = {" ".join(span.quote.split()) for span in private}
        kept = sorted((word for word in words if word not in borne), key=lambda word: (-len(word), word))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(_loose(word) for word in kept)})(?!\w)") if kept else None
        )

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Return where the names stand in a text."""
        return [found.span() for found in self._pattern.finditer(text)] if self._pattern else []

    def mask(self, text: str) -> str:
        """Return the text with the names masked."""
        return self._pattern.sub(MASK, text) if self._pattern else text


def _loose(name: str) -> str:
    """Return the pattern of a name whose words may stand on two lines."""
    words: Sequence[str] = name.split()
    return r"\s+".join(re.escape(word) for word in words)
