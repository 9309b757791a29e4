from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store_sample import fill, sample
from truceline.store.open import Record, open_or_create

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports and gold beside the repository; a stranger's clone has none, and skips."""
    if not SHARED.is_dir():
        pytest.skip(
            "no ../shared beside this clone: the reports and gold that this test needs are not public"
        )
    return SHARED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record may be made."""
    return tmp_path / "war.truceline"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    """An open record, empty."""
    with open_or_create(path) as opened:
        yield opened


@pytest.fixture
def filled(record: Record) -> Record:
    """A record that holds two sample documents, derived."""
    fill(record, sample(12), sample(30))
    return record
