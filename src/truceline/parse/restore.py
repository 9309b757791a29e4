"""The text that the parser sees: the body as kept, with what was swapped or lost put back, every character traced."""

from bisect import bisect_right
from collections.abc import Iterable

import msgspec


class Patch(msgspec.Struct, frozen=True, order=True):
    """Read `text` where the kept text has the characters `start` to `end`."""

    start: int
    end: int
    text: str


class View:
    """A stretch of kept text with patches applied, and the way back from each of its characters."""

    def __init__(self, kept: str, start: int, end: int, patches: Iterable[Patch] = ()) -> None:
        """Apply the patches that lie in `kept[start:end]`; they must not overlap."""
        pieces: list[str] = []
        self._at: list[int] = []
        self._pieces: list[tuple[int, int, bool]] = []
        here, length = start, 0
        for patch in [*sorted(p for p in patches if start <= p.start and p.end <= end), Patch(end, end, "")]:
            for text, origin, size, patched in (
                (kept[here : patch.start], here, patch.start - here, False),
                (patch.text, patch.start, patch.end - patch.start, True),
            ):
                if text:
                    pieces.append(text)
                    self._at.append(length)
                    self._pieces.append((origin, size, patched))
                    length += len(text)
            here = patch.end
        self.text = "".join(pieces)

    def kept(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of kept text behind the characters `start` to `end` of the view."""
        first, last = bisect_right(self._at, start) - 1, bisect_right(self._at, end - 1) - 1
        origin, _, patched = self._pieces[first]
        begin = origin if patched else origin + start - self._at[first]
        origin, size, patched = self._pieces[last]
        return begin, origin + size if patched else origin + end - self._at[last]
