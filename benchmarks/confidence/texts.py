"""Read the reports: messages with a dateline, wrapped at seventy characters, in capitals."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.confidence.gold import ENCODING, SETS

MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
# "SANTA ANA, 4 FEB 90 (AGENCY) -- [TEXT] ", the place, the day and the source in turn.
DATELINE = re.compile(
    r"\s*(?P<place>[^\n]{2,80}?),\s+(?P<day>\d{1,2} [A-Z]{3} \d{2}|NO DATE)\s*(?:\((?P<source>[^)]*)\))?\s*--\s*"
    r"(?P<notes>(?:\[[^\]]*\]\s*)*)"
)
PARAGRAPH = re.compile(r"\n\s*\n")


class Report(msgspec.Struct, frozen=True):
    """One report: its dateline taken apart, its paragraphs without line breaks."""

    id: str
    text: str
    published: str | None = None
    source: str | None = None


def read_reports(data: Path, sets: tuple[str, ...] = SETS) -> list[Report]:
    """Return the reports of these sets, in the order of the files."""
    paths = [path for name in sets for path in sorted((data / name).glob("[a-z]*-muc*"))]
    return [report for path in paths for report in read_messages(path.read_text(ENCODING))]


def read_messages(text: str) -> Iterator[Report]:
    """Yield the reports of a file."""
    _, *pieces = MESSAGE.split(text)
    for name, message in zip(pieces[::2], pieces[1::2], strict=True):
        dateline = DATELINE.match(message)
        body = message[dateline.end() :] if dateline else message
        paragraphs = (" ".join(part.split()) for part in PARAGRAPH.split(body))
        yield Report(
            id=name,
            text="\n\n".join(part for part in paragraphs if part),
            published=_day(dateline["day"]) if dateline else None,
            source=dateline["source"] if dateline else None,
        )


def _day(words: str) -> str | None:
    try:
        # No time of day is told, and no zone.
        return datetime.datetime.strptime(words.title(), "%d %b %y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None
