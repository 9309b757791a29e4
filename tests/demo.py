"""The record of the examples, built once for all tests that look at it."""

import contextlib
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from truceline import pipeline
from truceline.store import read
from truceline.store.open import Record, open_or_create, open_record

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


@cache
def demo_path() -> Path:
    """Return the path of the record of the examples."""
    path = Path(tempfile.mkdtemp(prefix="truceline-demo-")) / "examples.truceline"
    with open_or_create(path) as record:
        report = pipeline.add(
            [EXAMPLES / "reports"], record, at="2019-03-25T00:00:00+00:00", knowledge=EXAMPLES / "knowledge"
        )
    assert not report.refused, report.refused
    return path


@contextlib.contextmanager
def demo_record() -> Iterator[Record]:
    """Give the record of the examples, open."""
    with open_record(demo_path()) as record:
        yield record


def by_name() -> dict[str, str]:
    """Return the ids of the example documents by the name of their file, rows with their line."""
    with demo_record() as record:
        return {Path(name).name: doc for doc, names in read.names(record).items() for name in names}
