"""Lines of a text, and which of them read like prose."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

# The edges of a line: blanks of every kind.  In `str.strip` all of Unicode's.
# So many blanks end a line too: no report has them, and a million of them cost a pattern like "blanks, then a sign" the square.
_BREAK = re.compile(r"[\n\u2028\u2029\x85\x0b\x0c]|[^\S\n\u2028\u2029\x85\x0b\x0c]{200,}+")
# Behind the end of a sentence may stand a note's number, "-- AP" or "(AP)".
_ENDED = re.compile(
    r"[.!?…:;。！？][\"'“”‘’»)\]」』）]*$|[.!?…][\"'“”‘’»)\]]*\s*(?:\[\d+\]|[–—-]{1,2}\s*\w+|[(\[][\w .,/&-]{2,40}[)\]]\.?)$"
)
_WORD = re.compile(r"\w[\w'’.-]*")
# Chinese and Japanese have no blanks between words, of which each has two characters or so.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# "… of the war […]", "… since March... Read more": the beginning of another report, shown as a link to it.
_TEASER = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\W*$|(?:\W)(?:Read|Continue|See|Learn) (?:more|More|reading|Reading)\b.{0,20}$"
)
_SIGN = re.compile(r"[.,;:!?。、，！？]")

# A line of prose has this many words and ends like a sentence, or is so long that only prose can be.  Swept on 181 web
# pages rendered to lines: 6 to 10 words differ by .007.
PROSE_WORDS = 6
LONG_WORDS = 25
# Such a long line has a sign (a full stop, a comma) for each so many words; a menu run together has none.  Swept 20, 30, 40 on
# half of 113 pages, with what unspaced text, teasers and lines that ask (`text.py`) gave: .887, .890, .890; together .914
# where the rules before had .865, and on the other half .930 where they had .923.
WORDS_OF_SIGN = 30
# A line gains at most this much for the block, and costs this much if it is no prose.  Swept 5, 10, 15 on the same pages:
# .868, .887, .876.
MOST_GAIN = 40
COST = 10
# No mail program or teleprinter wraps wider.
WIDEST = 100
# A shorter line was not ended by the width.
FULL = 40


class Line(NamedTuple):
    """A line without its edges: where it stands in the text, and its words."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """Return how many words it has."""
        unspaced = len(_UNSPACED.findall(self.text))
        return len(_WORD.findall(_UNSPACED.sub(" ", self.text) if unspaced else self.text)) + unspaced // 2


def split_lines(
    text: str, start: int = 0, end: int | None = None, aside: Sequence[tuple[int, int]] = ()
) -> list[Line]:
    """Return the lines that hold more than blanks, or whole paragraphs where the text is wrapped at a width.

    Lines in the ranges `aside` (sorted) are left out: what recurs on every page, what a mail quotes.
    """
    lines = [
        line for line in _lines(text, start, len(text) if end is None else end) if not _is_aside(line, aside)
    ]
    return list(_unwrap(text, lines)) if _is_wrapped(text, lines) else lines


def joined_lines(text: str, aside: Sequence[tuple[int, int]] = ()) -> list[Line]:
    """Return the paragraphs of a text that is known to be cut at a width, as paper is."""
    return list(_unwrap(text, [line for line in _lines(text, 0, len(text)) if not _is_aside(line, aside)]))


def is_prose(line: Line) -> bool:
    """Return whether a line reads like prose: enough words, and the end of a sentence."""
    words = line.words
    if words < PROSE_WORDS or _TEASER.search(line.text):
        return False
    if _ENDED.search(line.text):
        return True
    return words >= LONG_WORDS and WORDS_OF_SIGN * len(_SIGN.findall(line.text)) >= words


def best_block(gains: Sequence[int]) -> tuple[int, int]:
    """Return the range (half-open) of neighbours with the greatest sum; (0, 0) if none is above 0."""
    best, where, total, first = 0, (0, 0), 0, 0
    for i, gain in enumerate(gains):
        if total <= 0:
            total, first = 0, i
        total += gain
        if total > best:
            best, where = total, (first, i + 1)
    return where


def gain(line: Line) -> int:
    """Return what a line that is no furniture adds to the block."""
    return min(line.words, MOST_GAIN) if is_prose(line) else -COST


def _is_aside(line: Line, aside: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(aside, (line.start, sys.maxsize)) - 1
    return before >= 0 and line.start < aside[before][1]


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    here = start
    for last, then in chain((found.span() for found in _BREAK.finditer(text, start, end)), [(end, end)]):
        words = text[here:last]
        stripped = words.strip()
        if stripped:
            at = here + len(words) - len(words.lstrip())
            yield Line(at, at + len(stripped), stripped)
        here = then


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Return whether lines break inside sentences: mail and old wire copy are cut at 60 to 80 characters.

    Only lines are looked at that the next word would have made too long: the menus of a page that was wrapped with its
    report say nothing of it.
    """
    width = max((len(line.text) for line in lines), default=0)
    full = [
        (one, two)
        for one, two in pairwise(lines)
        if text.count("\n", one.end, two.start) == 1 and len(one.text) + len(two.text.split()[0]) >= width
    ]
    inside = sum(not _ENDED.search(one.text) and len(one.text) >= FULL for one, _ in full)
    return width <= WIDEST and len(full) >= 3 and inside > 0.6 * len(full)


def _unwrap(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Join lines with no blank line between them, if the first is full and the second no list or heading."""
    held: Line | None = None
    width = max((len(line.text) for line in lines), default=0)
    for line in lines:
        if held is None:
            held = line
            continue
        last = text.rfind("\n", 0, held.end) + 1
        full = held.end - max(last, held.start) >= 0.6 * min(width, 90)
        # "… on Friday." and "Advertisement" below it: a paragraph's last line, short as it may be, ends like a sentence.
        apart = _ENDED.search(held.text) and len(line.text) < FULL and not _ENDED.search(line.text)
        if full and not apart and text.count("\n", held.end, line.start) == 1:
            held = Line(held.start, line.end, text[held.start : line.end])
        else:
            yield held
            held = line
    if held is not None:
        yield held
