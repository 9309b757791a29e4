"""What one report more costs in a record of some size, filled with readings made of others."""

import datetime
import resource
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.build import AT
from benchmarks.growth.cost import UNIT
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


class One(msgspec.Struct, frozen=True):
    """The CPU seconds of one report more, and of deriving what one more on the busiest month of a city touches; the memory."""

    seconds: float
    city_seconds: float
    peak: int


def one_more(reports: Path, folder: Path, sizes: Sequence[int], base: int = FIRST) -> Scores:
    """Return what one report more costs at each size of one growing record, by the size, and the last over the first.

    The record is filled with readings made of those of the first `base` reports; the reports that are added and measured are
    those that come after them.
    """
    lines = reports.read_text("utf-8").splitlines(keepends=True)
    readings = _readings(cut(reports, folder / "base.jsonl", base), folder)
    fresh = iter(lines[base:])
    several = made(readings)
    record, held = folder / "one.truceline", 0
    scores: dict[str, dict[str, float]] = {}
    for size in sizes:
        with open_or_create(record) as opened:
            fill(opened, several, max(0, size - held), at=AT)
            pipeline.derive(opened)
        held = size
        found = cost_of_one(record, [next(fresh) for _ in range(ONES)], in_city(readings, size))
        scores[str(size)] = {
            "cpu_seconds": found.seconds,
            "city_cpu_seconds": found.city_seconds,
            "peak_megabytes": found.peak / MEGA,
        }
    first, last = scores[str(sizes[0])], scores[str(sizes[-1])]
    return {**scores, "times": {name: last[name] / first[name] for name in first}}


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
    """Add reports to a record one by one, in a fresh process, and return what the median one cost."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_ones, record, lines, city).result()


def _ones(record: Path, lines: Sequence[str], city: Sequence[Made]) -> One:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        seconds = []
        for number, line in enumerate(lines):
            path = folder / f"{number}.jsonl"
            path.write_text(line, "utf-8")
            seconds.append(cpu_seconds(partial(add, path, record)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    derived = []
    with open_or_create(record) as opened:
        for one in city:
            fill(opened, iter([one]), 1, at=AT)
            derived.append(cpu_seconds(partial(pipeline.derive, opened)))
    return One(median(seconds), median(derived), peak)
