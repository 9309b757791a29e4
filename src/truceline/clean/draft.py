"""Draft: what one reader found in one text, before it becomes a Document."""

from bisect import bisect_right, insort
from collections.abc import Iterator

import msgspec

from truceline.model.document import Observer, Part, PartKind
from truceline.model.when import When


class Draft(msgspec.Struct, frozen=True):
    """The text, its parts, and what they say; the fields are those of Document."""

    text: str
    parts: tuple[Part, ...]
    title: str | None = None
    outlet: str | None = None
    published: When | None = None
    published_at: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    wire: str | None = None
    url: str | None = None
    fetched: str | None = None
    observer: Observer | None = None


class Marks:
    """Parts as they are found; the first mark of a stretch stands."""

    def __init__(self, text: str) -> None:
        """Start with no marks."""
        self._text = text
        self._parts: list[Part] = []

    def add(self, start: int, end: int, kind: PartKind) -> None:
        """Mark a stretch, less its edges of blanks and what is marked already."""
        for begin, stop in list(self._free(start, end)):
            words = self._text[begin:stop]
            bare = words.strip()
            if bare:
                begin += len(words) - len(words.lstrip())
                insort(self._parts, Part(begin, begin + len(bare), kind))

    def has(self, kind: PartKind) -> bool:
        """Return whether any part is of this kind."""
        return any(part.kind == kind for part in self._parts)

    def words(self, *kinds: PartKind) -> str:
        """Return the text of all parts of these kinds, a line each."""
        return "\n".join(self._text[part.start : part.end] for part in self.done() if part.kind in kinds)

    def credits(self) -> str:
        """Return the text of bylines and credits of the report: not of those in brackets inside it, which credit a picture."""
        body = [part.start for part in self._parts if part.kind == "body"]
        inside = {
            part
            for part in self._parts
            if part.kind == "credit"
            and self._text[part.start] in "(["
            and body
            and body[0] < part.start < body[-1]
        }
        told = (part for part in self._parts if part.kind in ("credit", "byline") and part not in inside)
        return "\n".join(self._text[part.start : part.end] for part in told)

    def done(self) -> tuple[Part, ...]:
        """Return the parts in the order of the text."""
        return tuple(self._parts)

    def _free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        # Parts are disjoint and sorted, so that only the last one before `start` can reach into the stretch.
        i = max(0, bisect_right(self._parts, start, key=_start) - 1)
        while i < len(self._parts) and self._parts[i].start < end:
            first, last = self._parts[i].start, self._parts[i].end
            if last > start:
                if start < first:
                    yield start, first
                start = last
            i += 1
        if start < end:
            yield start, end


def _start(part: Part) -> int:
    return part.start
