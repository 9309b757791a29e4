"""Playlists: the films of a page, each in a line with how long it runs, "0:50 Two dead in Oldham": none is the report."""

import re
from collections.abc import Iterator, Sequence

from truceline.clean.lines import Line

# "9:15 a.m. Shells hit the port", "14:30 GMT Shells hit it" and "14:30 Shells hit it." are hours.
_FILM = re.compile(r"(\d{1,2}):([0-5]\d) (?=[\"'“‘A-Z0-9])(?!GMT|UTC|[AP]M\b)(?!.*[^.]\.$).{8,160}")
# Fewer may be the hours of what happened.
_FEWEST = 3


def find_films(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines are the films of a row; the hours of a chronicle follow each other, lengths do not."""
    found: set[int] = set()
    for row in _rows(lines):
        if len(row) >= _FEWEST and (lengths := [_length(lines[i]) for i in row]) != sorted(lengths):
            found.update(row)
    return frozenset(found)


def _rows(lines: Sequence[Line]) -> Iterator[list[int]]:
    row: list[int] = []
    for i, line in enumerate(lines):
        if _FILM.fullmatch(line.text):
            row.append(i)
            continue
        yield row
        row = []
    yield row


def _length(line: Line) -> int:
    minutes, seconds = line.text.split(" ")[0].split(":")
    return 60 * int(minutes) + int(seconds)
