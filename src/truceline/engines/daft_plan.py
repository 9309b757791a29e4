"""What speaks Daft. Loaded by `on_daft.py` only, which sees to it that nothing is reported to anybody."""

import os
import pickle
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

import daft
from daft import DataType, Schema, Series
from daft.io.pushdowns import Pushdowns
from daft.io.source import DataSource, DataSourceTask
from daft.recordbatch import RecordBatch

from truceline.engines.on_daft import QUIET, Part, on_cluster
from truceline.model.errors import NotFetched, WorkerDied

# Things that go to a worker together: what it takes to send them is small beside reading one, and a kill loses no more.
BATCH = 8
# Parts that are open at once on a machine, besides the few results that wait to be taken: what they give is in memory.
OPEN = 2
_ITEM = "item"
# Seconds between two looks whether whoever started a worker is still there.
_LOOK = 1.0
_SCHEMA = Schema.from_field_name_and_types([(_ITEM, DataType.binary())])


class _End:
    """Stands behind the last thing of each part. Daft ends a stream that was stopped (Ctrl-C) as one that is done: they are counted."""


_END = _End()


class _Task(DataSourceTask):
    """One part: opened by whichever machine has room."""

    def __init__(self, number: int, part: Part[Any]) -> None:
        self._number = number
        self._part = part

    @property
    def schema(self) -> Schema:
        return _SCHEMA

    async def read(self) -> AsyncIterator[RecordBatch]:
        items = enumerate(chain(self._part(), [_END]))
        while batch := [pickle.dumps((self._number, *item)) for item in islice(items, BATCH)]:
            yield RecordBatch.from_pydict({_ITEM: batch})


class _Parts(DataSource):
    """All parts, in their order."""

    def __init__(self, parts: Sequence[Part[Any]]) -> None:
        self._parts = parts

    @property
    def name(self) -> str:
        return "parts"

    @property
    def schema(self) -> Schema:
        return _SCHEMA

    async def get_tasks(self, pushdowns: Pushdowns) -> AsyncIterator[DataSourceTask]:
        del pushdowns
        for number, part in enumerate(self._parts):
            yield _Task(number, part)


class _Worker:
    """A process that does one thing to many; what it needs for that it loads once."""

    def __init__(self, function: Callable[[Any], Any], parent: int | None) -> None:
        # Ctrl-C is for whoever asked to act on: this process ends when it hears no more.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if parent is not None:
            threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        self._function = function

    @daft.method.batch(return_dtype=DataType.binary(), batch_size=BATCH)
    def work(self, items: Series) -> list[bytes]:
        """Return what comes of each."""
        return [self._of(item) for item in items.to_pylist()]

    def _of(self, given: bytes) -> bytes:
        part, place, item = pickle.loads(given)
        return pickle.dumps((part, place, item if isinstance(item, _End) else self._function(item)))


def _end_with(parent: int) -> None:
    """End this process when whoever started it is killed outright, which tells nobody."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def flow(parts: Sequence[Part[Any]], function: Callable[[Any], Any], workers: int) -> Iterator[Any]:
    """Yield `function(item)` for each item, in the order that they have in their part; parts as they come."""
    _join_cluster()
    # On a cluster Ray ends the workers of whoever is gone.
    parent = None if on_cluster() else os.getpid()
    worker = daft.cls(_Worker, use_process=True, max_concurrency=workers)(function, parent)
    found = _Parts(parts).read()
    found = found.select(worker.work(found[_ITEM]).alias(_ITEM))
    with daft.execution_config_ctx(scantask_max_parallel=OPEN, maintain_order=True):
        ended = 0
        try:
            for result in _in_order(map(pickle.loads, _results(found, workers))):
                ended += isinstance(result, _End)
                if not isinstance(result, _End):
                    yield result
        except RuntimeError as error:
            raise WorkerDied(f"a worker process of Daft died or could not start: {error}") from error
    if ended < len(parts):
        raise WorkerDied(f"Daft was stopped: {ended} of {len(parts)} parts are done")


def _in_order(results: Iterable[tuple[int, int, Any]]) -> Iterator[Any]:
    """Yield results in the order of their places in their part; on a cluster one may come before another that it stands behind."""
    early: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    due: Counter[int] = Counter()
    for part, place, result in results:
        early[part][place] = result
        while due[part] in early[part]:
            yield early[part].pop(due[part])
            due[part] += 1


def _results(found: daft.DataFrame, workers: int) -> Iterator[bytes]:
    for table in found.to_arrow_iter(results_buffer_size=workers):
        yield from table.column(_ITEM).to_pylist()


def _join_cluster() -> None:
    """Where Daft is told to run on Ray, join Ray first: so that the processes of other machines are as quiet as this one."""
    if on_cluster():
        import ray  # noqa: PLC0415 - no part of the extra: whoever has a cluster has it

        if not ray.is_initialized():
            ray.init(os.environ.get("DAFT_RAY_ADDRESS"), runtime_env={"env_vars": QUIET}, log_to_driver=False)


def listed(address: str) -> list[tuple[str, int]]:
    """Return the files at an address, and how many bytes they have."""
    _join_cluster()
    try:
        found = daft.from_glob_path(address).to_pydict()
    except (OSError, ValueError) as error:
        raise NotFetched(f"nothing is found there, or it may not be listed ({_reason(error)})") from error
    return list(zip(found["path"], found["size"], strict=True))


@contextmanager
def brought(address: str) -> Iterator[Path]:
    """Give a file from an address as a file of this machine."""
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        path = Path(folder) / address.rstrip("/").rpartition("/")[2]
        try:
            with daft.File(address).open() as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        except (OSError, ValueError) as error:
            raise NotFetched(f"it cannot be read ({_reason(error)})") from error
        yield path


def _reason(error: Exception) -> str:
    """Return the first line of what Daft says; what follows is its own path through it."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
