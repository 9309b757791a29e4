"""As of: the table of cases."""

import tomllib
from pathlib import Path

import pytest

from tests.test_extract_events import reading
from truceline.model.claim import Figure
from truceline.model.when import EARLY, When

CASES = tomllib.loads((Path(__file__).parent / "cases" / "as_of.toml").read_text("utf-8"))["case"]


def told(when: When | None) -> str:
    if when is None:
        return ""
    return f"{when.said} early" if when.rule == EARLY else when.said


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    events = reading(str(case["text"])).events
    figures = [claim.value for event in events for claim in event.claims if claim.property == "toll"]
    assert [told(figure.as_of) for figure in figures if isinstance(figure, Figure)] == case["found"]


def test_an_early_count_is_of_the_day_of_its_report() -> None:
    (event,) = reading("The raid on Gori has killed 12 villagers so far.").events
    (when,) = [c.value.as_of for c in event.claims if isinstance(c.value, Figure)]
    assert when is not None
    assert (str(when.last), when.anchor) == ("2021-06-10", "published 2021-06-10")
