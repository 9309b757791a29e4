"""Find paragraphs again in another rendering of the same page."""

from bisect import bisect_left
from collections.abc import Iterator

# A paragraph of fewer letters is looked for only where the last one ended: "Share" stands everywhere.
_SHORT = 24
# How far behind the last paragraph a short one may stand, in letters.
_NEAR = 400


class _Letters:
    """The letters and digits of a text, and where each stands in it."""

    def __init__(self, text: str) -> None:
        self.at = [i for i, char in enumerate(text) if char.isalnum()]
        self.text = "".join(text[i] for i in self.at)


def align(text: str, told: str) -> list[tuple[int, int]]:
    """Return the ranges of `text` that hold the paragraphs (lines) of `told`, in the order of the text, disjoint.

    Blanks and punctuation are ignored. A paragraph that is not there as a whole is looked for sentence by sentence.
    """
    page = _Letters(text)
    here = 0
    found: list[tuple[int, int]] = []
    for paragraph in told.split("\n"):
        for piece in _pieces(page, paragraph, here):
            found.append(piece)
            here = max(here, piece[1])
    return _joined(text, [(page.at[start], page.at[end - 1] + 1) for start, end in found])


def _pieces(page: _Letters, paragraph: str, here: int) -> Iterator[tuple[int, int]]:
    letters = _Letters(paragraph).text
    whole = _find(page, letters, here)
    if whole:
        yield whole
    elif len(letters) > _SHORT:
        for sentence in paragraph.replace("? ", ". ").split(". "):
            part = _find(page, _Letters(sentence).text, here)
            if part:
                yield part
                here = part[1]


def _find(page: _Letters, letters: str, here: int) -> tuple[int, int] | None:
    if not letters:
        return None
    stop = len(page.text) if len(letters) > _SHORT else here + len(letters) + _NEAR
    start = page.text.find(letters, here, stop)
    if start < 0 and len(letters) > _SHORT:
        start = page.text.find(letters)
    return (start, start + len(letters)) if start >= 0 else None


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges in order, grown to the punctuation around them, those on one line made one."""
    breaks = [i for i, char in enumerate(text) if char == "\n"]
    grown: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        first, last = _line(breaks, start, len(text)), _line(breaks, end - 1, len(text))
        start = max(first[0], _back(text, start))
        end = min(last[1], _on(text, end))
        if grown and start < grown[-1][1] + 2 and text.find("\n", grown[-1][0], end) < 0:
            grown[-1] = (grown[-1][0], max(end, grown[-1][1]))
        elif not grown or start >= grown[-1][1]:
            grown.append((start, end))
    return grown


def _line(breaks: list[int], at: int, size: int) -> tuple[int, int]:
    i = bisect_left(breaks, at)
    return (breaks[i - 1] + 1 if i else 0, breaks[i] if i < len(breaks) else size)


def _back(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isalnum() and not text[at - 1].isspace():
        at -= 1
    return at


def _on(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum() and not text[at].isspace():
        at += 1
    return at
