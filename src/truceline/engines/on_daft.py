"""Run on Daft: in processes of this machine, or on the machines of a cluster, as Daft is told by its own settings.

What needs Daft stands in `daft_plan.py`, which is loaded here only: Daft reports its import to outside addresses unless the
environment says no before it is imported, in the processes that it starts too.
"""

import importlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeVar

from truceline.model.errors import EngineMissing

A = TypeVar("A")
B = TypeVar("B")

# Each part gives things to be worked on, wherever it is called; it is picklable.
Part = Callable[[], Iterable[A]]

# What Daft (0.7: `scarf_telemetry.py`) and Ray read before they tell somebody that they are used; any of the first three stops
# Daft. The bar is ours to draw.
QUIET = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
}
# Things in the hands of a worker for one plan. Each plan starts its workers anew, which costs as much as reading 24 reports
# (`run.FEW`); all of these are in memory at once, a page of 50 KB each.
OF_A_WORKER = 1000
# Things in one part of such a plan: small enough to share out evenly.
OF_A_PART = 50


class Listed(NamedTuple):
    """A file at an address, and how many bytes it has."""

    address: str
    size: int


def run_on_daft(function: Callable[[A], B], items: Iterable[A], *, workers: int) -> Iterator[B]:
    """Yield `function(item)` for each item, in the order of the items.

    Args:
        function: a picklable function of one item.
        items: any iterable of picklable things; so many of them are held at once as the workers take in one plan.
        workers: how many processes, on all machines together.

    Raises:
        EngineMissing: Daft is not installed.
        WorkerDied: a worker was killed, or could not start.
    """
    source = iter(items)
    while chunk := list(enumerate(itertools.islice(source, workers * OF_A_WORKER))):
        size = max(1, min(OF_A_PART, len(chunk) // workers))
        parts: list[Part[tuple[int, A]]] = [
            partial(list, chunk[first : first + size]) for first in range(0, len(chunk), size)
        ]
        early: dict[int, B] = {}
        due = 0
        for number, result in flow_on_daft(parts, partial(_numbered, function), workers=workers):
            early[number] = result
            while due in early:
                yield early.pop(due)
                due += 1


def _numbered(function: Callable[[A], B], item: tuple[int, A]) -> tuple[int, B]:
    return item[0], function(item[1])


def flow_on_daft(parts: Iterable[Part[A]], function: Callable[[A], B], *, workers: int) -> Iterator[B]:
    """Yield `function(item)` for each item that the parts give, in the order of the items in each part.

    On one machine parts come in their order, on a cluster as they are done.

    A part is opened where Daft has room, and all that it gives is in memory there until it is worked on.

    Raises:
        EngineMissing: Daft is not installed.
        WorkerDied: a worker was killed, or could not start.
    """
    several, plan = list(parts), _plan()
    found: Iterator[B] = plan.flow(several, function, workers) if several else iter(())
    yield from found


def need_daft() -> None:
    """See that Daft is there before anything is begun.

    Raises:
        EngineMissing: Daft is not installed, or it is told to run on Ray and that is not.
    """
    _plan()


def on_cluster() -> bool:
    """Return whether Daft is told to run on other machines too (`DAFT_RUNNER=ray`), which do not have this one's files."""
    return os.environ.get("DAFT_RUNNER", "").casefold() == "ray"


def listed(address: str) -> list[Listed]:
    """Return the files at an address of an object store: one, those below a folder, or those that a pattern fits; sorted.

    Raises:
        EngineMissing: Daft is not installed.
        NotFetched: there is nothing, or it may not be listed.
    """
    found: list[tuple[str, int]] = _plan().listed(address)
    return [Listed(*one) for one in sorted(found)]


def brought(address: str) -> AbstractContextManager[Path]:
    """Give a file from an object store as a file of this machine, under its own name; it is gone when the block is left.

    Raises:
        EngineMissing: Daft is not installed.
        NotFetched: it is not there, or may not be read.
    """
    given: AbstractContextManager[Path] = _plan().brought(address)
    return given


def _plan() -> ModuleType:
    os.environ.update(QUIET)
    try:
        return importlib.import_module("truceline.engines.daft_plan")
    except ModuleNotFoundError as missing:
        if missing.name not in ("daft", "ray"):
            raise
        extra = "'truceline[daft]'" if missing.name == "daft" else "'daft[ray]'"
        raise EngineMissing(f"{missing.name} is not installed: pip install {extra}") from missing
