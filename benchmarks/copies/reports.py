"""Read the reports from which copies are made, the examples, and what was found by reading real pairs."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.harness import read_lines

HERE = Path(__file__).parent
REPORTS = "reports.jsonl"
OURS = "examples"
# The examples are of one week.
OUR_DAY = "2019-03-10"
EXAMPLES = HERE.parents[1] / "examples" / "reports"
# A line of prose in a flattened page, and a line that may be its heading.
PROSE = re.compile(r"(?:\S+\s+){7,}\S*[.!?][\"”’)]*")
HEADING = re.compile(r"(?:\S+\s+){4,20}\S*[^.\s]")


class Report(NamedTuple):
    """One report as a row: its date is an ISO day, or empty."""

    id: str
    title: str
    source: str
    date: str
    text: str

    def row(self) -> dict[str, str]:
        """Return the row in the form of the reports."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "date_listed": self.date,
            "text": self.text,
        }


class Read(NamedTuple):
    """Two real reports that were read side by side, and what the one is of the other: nothing, if no copy."""

    pair: frozenset[str]
    kinds: tuple[str, ...]


def read_reports(data: Path) -> list[Report]:
    """Return the reports of the set and those of the examples that are plain enough to be rows.

    Raises:
        FileNotFoundError: the set is not there.
    """
    rows = read_lines(data / REPORTS)
    return [
        *(
            Report(row["id"], row["title"], row["source"], row["date_listed"] or "", row["text"])
            for row in rows
        ),
        *read_examples(),
    ]


def read_examples(folder: Path = EXAMPLES) -> Iterator[Report]:
    """Yield our own reports: the lines of prose of each flattened page, and the rows."""
    for path in sorted(folder.glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        prose = " ".join(line for line in lines if PROSE.fullmatch(line))
        heading = next((line for line in lines if HEADING.fullmatch(line)), "")
        yield Report(path.stem, heading, OURS, OUR_DAY, prose)
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(read_lines(path), start=1):
            told: dict[str, Any] = {"title": "", "published": "", **row}
            text = " ".join(str(told["text"]).split())
            yield Report(f"{path.stem}-{number}", told["title"], OURS, told["published"] or OUR_DAY, text)


def read_real(path: Path = HERE / "real.toml") -> list[Read]:
    """Return the real pairs that were read."""
    pairs = tomllib.loads(path.read_text("utf-8"))["pairs"]
    return [Read(frozenset((one, other)), _kinds(kinds)) for one, other, kinds in pairs]


def encoded(report: Report) -> bytes:
    """Return a report as the bytes of one row."""
    return json.dumps(report.row(), sort_keys=True, ensure_ascii=False).encode()


def _kinds(told: str) -> tuple[str, ...]:
    return () if told == "none" else tuple(told.split())
