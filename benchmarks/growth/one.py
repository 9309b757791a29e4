"""What one report more costs in a record of some size, filled with readings made of others."""

import datetime
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from benchmarks.build import AT
from benchmarks.growth.cost import Cost, apart, peak
from benchmarks.growth.fill import CITY, CITY_DAY, fill, made
from benchmarks.growth.rewritten import Turn, rewritten
from benchmarks.harness import Scores
from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import FIRST, add, cut, warm_up
from truceline import pipeline
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.store import read as kept
from truceline.store.open import open_or_create

# So many reports are added one by one at each size; the median is told.
ONES = 7
MEGA = 1_000_000
# A turn of words beyond all that fill a record.
UNHEARD = 10**9
Made = tuple[Raw, Reading]
Apart = Callable[..., Any]


class One(msgspec.Struct, frozen=True):
    """The CPU seconds of one report more, and of deriving what one more on the busiest month of a city touches; the memory."""

    seconds: float
    city_seconds: float
    peak: int


def one_more(
    reports: Path,
    folder: Path,
    sizes: Sequence[int],
    *,
    base: int = FIRST,
    record: Path | None = None,
    apart: Apart = apart,
) -> Scores:
    """Return what one report more costs at each size of one growing record, by the size, and the last over the first.

    The record is filled with readings made of those of the first `base` reports; the reports that are added and measured are
    those that come after them. Each step is done in a process of its own.

    Args:
        reports: the reports, a file of JSON lines.
        folder: where the record and what it is made of go.
        sizes: how many reports the record holds when one more is measured, the least first.
        base: of so many reports it is made.
        record: a record to fill that stays; where it is there already, it is filled on.
        apart: does a step.
    """
    lines = reports.read_text("utf-8").splitlines(keepends=True)
    readings = _readings(cut(reports, folder / "base.jsonl", base), folder)
    fresh, record = iter(lines[base:]), record or folder / "one.truceline"
    scores: dict[str, dict[str, float]] = {}
    for size in sizes:
        filled = apart(fill_to, record, readings, size)
        found = apart(cost_of_one, record, [next(fresh) for _ in range(ONES)], in_city(readings, size))
        scores[str(size)] = {
            "cpu_seconds": found.seconds,
            "city_cpu_seconds": found.city_seconds,
            "peak_megabytes": found.peak / MEGA,
            "filling_cpu_seconds_per_document": filled.seconds,
            "filling_peak_megabytes": filled.peak / MEGA,
            "record_megabytes_per_document": record.stat().st_size / MEGA / size,
        }
    first, last = scores[str(sizes[0])], scores[str(sizes[-1])]
    return {**scores, "times": {name: last[name] / first[name] for name in first if first[name]}}


def fill_to(path: Path, readings: Sequence[Reading], size: int) -> Cost:
    """Fill a record up to so many reports and derive what follows; return the CPU seconds a report, and the memory."""
    with open_or_create(path) as record:
        held = kept.marks(record).documents
        several = made(readings, start=held)
        wanted = max(0, size - held)

        def work() -> None:
            fill(record, several, wanted, at=AT)
            pipeline.derive(record)

        return Cost(cpu_seconds(work) / max(1, wanted), peak())


def _readings(reports: Path, folder: Path) -> list[Reading]:
    add(reports, folder / "base.truceline")
    with open_or_create(folder / "base.truceline") as record:
        return list(kept.newest_readings(record))


def in_city(readings: Sequence[Reading], size: int) -> list[Made]:
    """Return reports on the city's month, in words that no other has."""
    telling = [reading for reading in readings if reading.events][:ONES]
    return [
        rewritten(one, Turn(UNHEARD + size + n, 0, 0, CITY, CITY_DAY + datetime.timedelta(n)))
        for n, one in enumerate(telling)
    ]


def cost_of_one(record: Path, lines: Sequence[str], city: Sequence[Made]) -> One:
    """Add reports to a record one by one, and return what the median one cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        seconds = []
        for number, line in enumerate(lines):
            path = folder / f"{number}.jsonl"
            path.write_text(line, "utf-8")
            seconds.append(cpu_seconds(partial(add, path, record)))
    derived = []
    with open_or_create(record) as opened:
        for one in city:
            fill(opened, iter([one]), 1, at=AT)
            derived.append(cpu_seconds(partial(pipeline.derive, opened)))
    return One(median(seconds), median(derived), peak())
