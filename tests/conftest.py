import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import server
from tests.store_sample import fill, sample
from truceline.store.connection import Where
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


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave the parses of tests where nobody else's lie."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUCELINE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record may be made."""
    return tmp_path / "war.truceline"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both_databases` on SQLite and on PostgreSQL; all else on SQLite."""
    if "where" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("where", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database on a server that the tests have started."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'truceline[postgresql]'")
    if server.programs() is None:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    with server.running() as address:
        yield address


@pytest.fixture
def where(request: pytest.FixtureRequest, path: Path) -> Where:
    """Where a record may be made: in a file, or on the server."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return path
    return server.empty_place(request.getfixturevalue("postgresql"))


@pytest.fixture
def record(where: Where) -> Iterator[Record]:
    """An open record, empty."""
    with open_or_create(where) as opened:
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
