import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.store_sample import fill, sample
from truceline.store.open import Record, open_or_create

# Debian's browser, or any that is installed.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium in CI: .ci/run installs it")
        pytest.skip("no Chromium here: install Debian's chromium to run the browser tests")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
