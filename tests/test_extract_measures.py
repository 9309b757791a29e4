"""Measures: the table of cases, and what holds for every measure."""

import tomllib
from pathlib import Path

import msgspec
import pytest

from tests.deal_text import DEALS, cast_of, dates_of, parsed, statements_of
from truceline.extract.measures import find_measures
from truceline.model.cast import Cast
from truceline.model.terms import Measure

CASES = tomllib.loads((Path(__file__).parent / "cases" / "measures.toml").read_text("utf-8"))["case"]


def read(case) -> tuple[Measure, ...]:
    text = parsed(case["text"], case.get("heading", ""))
    cast, dates = cast_of(text, case.get("actors", {})), dates_of(text, case.get("dates", {}))
    return find_measures(text, DEALS, cast, statements_of(text, case.get("said", [])), dates)


def told(measure: Measure) -> str:
    who = f"{measure.actor or '?'} {measure.rung} {measure.what}"
    who += f" against {measure.target}" if measure.target else ""
    who += f" for {measure.beneficiary}" if measure.beneficiary else ""
    who += f" on {measure.when.first}" if measure.when else ""
    return f"{who}: {measure.words}" + (f" [{measure.condition}]" if measure.condition else "")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case):
    assert [told(measure) for measure in read(case)] == case["found"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_every_span_slices_to_its_quote(case):
    text = parsed(case["text"], case.get("heading", "")).doc.text
    for measure in read(case):
        assert all(text[span.start : span.end] == span.quote for span in measure.spans)
        assert any(measure.words in span.quote for span in measure.spans)


def test_rebels_called_after_a_state_are_not_that_state():
    text = parsed("The Northland guerrillas decided to suspend the talks.")
    cast = cast_of(text, {"Northland": "north"})
    state = msgspec.structs.replace(cast.actors["north"], kind="state")
    cast = Cast(cast.mentions, cast.by_token, {"north": state})
    assert [one.actor for one in find_measures(text, DEALS, cast, (), ())] == ["Northland guerrillas"]


def test_who_says_it_is_kept():
    words = "it might stop working with Southland and impose sanctions on it"
    case = {
        "text": f"Northland warned {words}.",
        "actors": {"Northland": "north", "Southland": "south"},
        "said": [["north", words]],
    }
    assert {measure.statement for measure in read(case)} == {"said by north"}
