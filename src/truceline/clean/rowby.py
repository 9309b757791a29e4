"""Who wrote the report of a row: lines over it, what is said of its author behind it."""

import re

from truceline.clean.credits import Byline, find_byline
from truceline.clean.draft import Marks
from truceline.clean.lines import Line

# "By Ann Lee" stands over the text, under a picture's line or two.
_OVER = 4
_LONGEST_OVER = 12
# Characters from the end: what is said of an author or an outlet is short.
_BEHIND = 1200


def mark_byline_over(text: str, lines: list[Line], marks: Marks) -> tuple[list[Line], Byline | None]:
    """Mark the line that names the author over a report; return the other lines, and the byline."""
    for line in lines[:_OVER] if len(lines) > 1 else []:
        byline = find_byline(text, line.start, line.end) if line.words <= _LONGEST_OVER else None
        if byline and not text[byline.end : line.end].strip(" .,|;:-–—"):
            marks.add(line.start, line.end, "byline")
            return [other for other in lines if other is not line], byline
    return lines, None


def mark_author_behind(text: str, start: int, end: int, names: tuple[str, ...], marks: Marks) -> int:
    """Mark what is said of an author behind the report: the name again, then who that is; return where the report ends.

    "… he said. Coast Post English Coast Post is the oldest daily of the coast."
    """
    for name in names:
        again = re.compile(rf"(?<=[.!?\"”])\s+(?P<name>{re.escape(name)})(?=\s+[A-Z]|\s*\Z)")
        for found in again.finditer(text, max(start, end - _BEHIND), end):
            if text[start : found.start()].strip():
                marks.add(found.start("name"), found.end("name"), "byline")
                marks.add(found.end("name"), end, "boilerplate")
                return found.start()
    return end
