"""What a step costs, measured in a process of its own: CPU seconds and the most memory it held."""

import resource
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import add, warm_up

# What the system counts the peak in.
UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(msgspec.Struct, frozen=True):
    """CPU seconds of a step, start-up apart, and the most bytes that its process held, start-up included."""

    seconds: float
    peak: int


def cost_of_adding(path: Path, record: Path) -> Cost:
    """Add a file of reports to a record in a fresh process, and return what it cost."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_add, path, record).result()


def _add(path: Path, record: Path) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        warm_up(Path(folder))
    seconds = cpu_seconds(lambda: add(path, record))
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT)
