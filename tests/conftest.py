from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports and gold beside the repository; a stranger's clone has none, and skips."""
    if not SHARED.is_dir():
        pytest.skip(
            "no ../shared beside this clone: the reports and gold that this test needs are not public"
        )
    return SHARED
