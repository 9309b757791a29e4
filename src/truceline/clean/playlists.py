"""Playlists: the films of a page with how long each runs, "1:19 Fire at the mill 0:50 Two dead in Oldham": none is the report."""

import re
from collections.abc import Iterator

from truceline.clean.captions import Stretch

# How long a film runs, and its title, which has no full stop. "at 9:15 a.m." and "14:30 GMT" are hours.
_FILM = re.compile(
    r"(?<![\d:.])(\d{1,2}):([0-5]\d) (?:Pause )?(?=[\"'“‘A-Z])(?!GMT|UTC|AM\b|PM\b)(?:[^.!?\n]|[.!?](?!\s|$)){8,160}?"
    r"(?= ?(?:Pause )?(?:\d{1,2}:[0-5]\d|$)|\n)",
    re.MULTILINE,
)
# Fewer may be the hours of what happened.
_FEWEST = 3


def find_playlists(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the films that stand in a row in one paragraph; a chronicle's hours follow each other, lengths do not."""
    run: list[re.Match[str]] = []
    for film in _FILM.finditer(text, start, end):
        if run and text[run[-1].end() : film.start()].strip(" ") not in ("", "Pause"):
            yield from _row(run)
            run = []
        run.append(film)
    yield from _row(run)


def _row(run: list[re.Match[str]]) -> Iterator[Stretch]:
    lengths = [60 * int(film[1]) + int(film[2]) for film in run]
    if len(run) >= _FEWEST and lengths != sorted(lengths):
        yield Stretch(run[0].start(), run[-1].end(), "boilerplate")
