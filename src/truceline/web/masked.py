"""Masked: names of private victims and witnesses, taken out of what a page shows (DESIGN.md, rule 16)."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

MASK = "[name withheld]"
_WORD = re.compile(r"\w+")


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

    def __init__(self, private: Iterable[str], public: Iterable[str]) -> None:
        """Take the words that name private persons; a surname that somebody public bears too is left."""
        borne = {word for name in public for word in name.split()}
        words = {" ".join(name.split()) for name in private}
        kept = sorted((word for word in words if word not in borne), key=lambda word: (-len(word), word))
        # By their first word, the longest first: a record holds thousands, and a page asks for each of its words.
        self._names: dict[str, list[str]] = {}
        for name in kept:
            if first := _WORD.search(name):
                self._names.setdefault(first.group(), []).append(name[first.start() :])

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Return where the names stand in a text."""
        found: list[tuple[int, int]] = []
        for word in _WORD.finditer(text) if self._names else ():
            if found and word.start() < found[-1][1]:
                continue
            hits = (_loose(name).match(text, word.start()) for name in self._names.get(word.group(), ()))
            if hit := next(filter(None, hits), None):
                found.append(hit.span())
        return found

    def mask(self, text: str) -> str:
        """Return the text with the names masked."""
        ranges = self.ranges(text)
        return mask(text, ranges).text if ranges else text


@lru_cache(maxsize=4096)
def _loose(name: str) -> re.Pattern[str]:
    """Return the pattern of a name whose words may stand on two lines."""
    words: Sequence[str] = name.split()
    return re.compile(r"\s+".join(re.escape(word) for word in words) + r"(?!\w)")
