"""The work that is measured: reports cut to a number, added to a record, with models and knowledge loaded before."""

import json
from itertools import islice
from pathlib import Path

from benchmarks.build import AT
from truceline import pipeline
from truceline.pipeline import Watch
from truceline.store.open import open_or_create

FIRST = 100
# Read before the clock runs, so that models and knowledge are loaded; none of those that are measured.
WARM_UP = {
    "id": "warm",
    "title": "Shells near Marden",
    "text": "Two shells fell near Marden on Monday, the army said.",
}


def warm_up(folder: Path) -> None:
    """Load models and knowledge by adding one report of our own to a record in `folder`."""
    (folder / "warm.jsonl").write_text(f"{json.dumps(WARM_UP)}\n", "utf-8")
    add(folder / "warm.jsonl", folder / "warm.truceline")


def cut(reports: Path, to: Path, count: int | None) -> Path:
    """Write the first `count` lines (None: all) of the reports into a file, and return it."""
    with reports.open(encoding="utf-8") as lines:
        to.write_text("".join(islice(lines, count)), "utf-8")
    return to


def add(path: Path, to: Path, *, cache: Path | None = None, watch: Watch | None = None) -> None:
    """Add a file of reports to a record; `watch` is told of each that is read."""
    with open_or_create(to) as record:
        pipeline.add([path], record, at=AT, cache=cache, watch=watch)
