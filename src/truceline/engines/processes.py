"""Run in several processes, in a bounded stream, and leave none behind."""

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from truceline.model.errors import WorkerDied

A = TypeVar("A")
B = TypeVar("B")

# Items in the hands of each worker: one at work, the rest so that none waits while a slow neighbour is finished. More
# would only be memory: the reports of a 10 GB stream are taken as room appears.
IN_HAND = 4


def run_in_processes(
    function: Callable[[A], B], items: Iterable[A], *, workers: int, start: Callable[[], None] | None = None
) -> Iterator[B]:
    """Yield `function(item)` for each item, in the order of the items.

    The order of the items, not of completion: what is stored after a kill is then a beginning of the input, and two runs
    say the same things in the same order. The price is small, as the window lets the others work ahead of a slow one.

    Args:
        function: a picklable function of one item; what it raises is raised here.
        items: any iterable, taken from no faster than results are.
        workers: how many processes.
        start: called once in each worker before its first item, to load what `function` needs.

    Raises:
        WorkerDied: a worker was killed (by the system for its memory, or from outside), or `start` failed in it.
    """
    pending: deque[Future[B]] = deque()
    done = 0
    with _pool(workers, start) as pool:
        source = iter(items)
        try:
            for item in itertools.islice(source, workers * IN_HAND):
                pending.append(pool.submit(function, item))
            while pending:
                result = pending.popleft().result()
                done += 1
                pending.extend(pool.submit(function, item) for item in itertools.islice(source, 1))
                yield result
        except BrokenProcessPool as broken:
            raise WorkerDied(
                f"a worker process died or could not start; {done} items are done, and the one that it failed on is "
                f"among the next {workers * IN_HAND}"
            ) from broken


@contextmanager
def _pool(workers: int, start: Callable[[], None] | None) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes, and end them however the block is left.

    They are spawned, not forked: a fork copies locks that threads of this process may hold.
    """
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(start,))
    try:
        yield pool
    except BaseException:
        # An error, Ctrl-C, or a caller who wants no more: what is at work is of no use to anybody.
        # The pool joins them below: two who join one child race for its end.
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(start: Callable[[], None] | None) -> None:
    """Make ready a worker: Ctrl-C is for the parent to act on, and a worker outlives no parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start()


def _end_with_parent() -> None:
    # A parent killed outright closes nothing; its workers would wait for their next item for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
