"""Run here, in processes or on an engine, whichever is sooner done."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeVar

from truceline.engines.here import run_here
from truceline.engines.on_daft import run_on_daft
from truceline.engines.processes import run_in_processes

A = TypeVar("A")
B = TypeVar("B")

Engine = Literal["processes", "daft"]

# Starting a worker, which loads the language model and the knowledge, costs as much as reading this many reports.
FEW = 24


def run(
    function: Callable[[A], B],
    items: Iterable[A],
    *,
    count: int,
    workers: int,
    engine: Engine = "processes",
) -> Iterator[B]:
    """Yield `function(item)` for each of the `count` items, in order, by as many processes as are worth their start."""
    if count < FEW or (workers == 1 and engine == "processes"):
        return run_here(function, items)
    if engine == "daft":
        return run_on_daft(function, items, workers=workers)
    return run_in_processes(function, items, workers=workers)
