"""What a step costs, measured in a process of its own: CPU seconds and the most memory it held."""

import resource
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import msgspec

from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import add, warm_up

P = ParamSpec("P")
T = TypeVar("T")
# What the system counts the peak in.
UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(msgspec.Struct, frozen=True):
    """CPU seconds of a step, start-up apart, and the most bytes that its process held, start-up included."""

    seconds: float
    peak: int


def apart(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Do the work in a fresh process."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **options).result()


def peak() -> int:
    """Return the most bytes that this process has held.

    What the kernel counts for a process (`ru_maxrss`) begins with what its parent held when it started it: where the
    parent had filled the record, a step of 270 MB was told as one of 590.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def cost_of_adding(path: Path, record: Path) -> Cost:
    """Add a file of reports to a record in a fresh process, and return what it cost."""
    return apart(_add, path, record)


def _add(path: Path, record: Path) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        warm_up(Path(folder))
    seconds = cpu_seconds(lambda: add(path, record))
    return Cost(seconds, peak())
