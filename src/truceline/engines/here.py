"""Run in this process, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def run_here(function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """Yield `function(item)` for each item, in order; an item is taken only when its result is asked for."""
    return map(function, items)
