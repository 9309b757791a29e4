"""Run here or in processes, whichever is sooner done."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from truceline.engines.here import run_here
from truceline.engines.processes import run_in_processes

A = TypeVar("A")
B = TypeVar("B")

# Starting a worker, which loads the language model and the knowledge, costs as much as reading this many reports.
FEW = 24


def run(function: Callable[[A], B], items: Iterable[A], *, count: int, workers: int) -> Iterator[B]:
    """Yield `function(item)` for each of the `count` items, in order, by as many processes as are worth their start."""
    if workers == 1 or count < FEW:
        return run_here(function, items)
    return run_in_processes(function, items, workers=workers)
