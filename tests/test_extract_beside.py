"""Conditions, exhibits and citations: the tables of cases, and what holds for each of them."""

import tomllib
from pathlib import Path

import pytest

from tests.beside import holder, knowledge, reading
from truceline.model.condition import Condition, Number
from truceline.model.reading import Reading

BOUNDS = {"exact": "", "at least": "at least ", "at most": "at most ", "about": "about ", "vague": "vaguely "}


def cases(name):
    return tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8"))["case"]


def read(case) -> Reading:
    given = {name: value for name, value in case.items() if name not in ("why", "text", "found")}
    return reading(case["text"], **given)


def rows(name):
    told = cases(name)
    return pytest.mark.parametrize("case", told, ids=[case["why"] for case in told])


def number(one: Number) -> str:
    if one.low == one.high or one.high is None:
        return f"{BOUNDS[one.exactness]}{one.low}"
    return f"{BOUNDS[one.exactness]}{one.high if one.low is None else f'{one.low} to {one.high}'}"


def says(told: Reading, statement: str | None) -> str:
    name = holder(told, statement)
    return f", says {name}" if name else ""


def condition(told: Reading, one: Condition) -> str:
    where = f" in {one.place.name}" if one.place else ""
    when = f" ({one.when.said})" if one.when else ""
    return f"{f'{one.kind}: {number(one.number)} {one.what}'.strip()}{where}{when}{says(told, one.statement)}"


def exhibit(told, one) -> str:
    parts = [f"{one.kind}: {one.words}" + (f" [{one.number.low}]" if one.number else "")]
    parts += [f"from {one.source.name}"] if one.source else []
    parts += [f"verified by {who.name}" for who in one.verified] + [
        f"disputed by {who.name}" for who in one.disputed
    ]
    parts += ["unverified"] if one.unverified else []
    parts += [f"shows {one.shows.quote}"] if one.shows else []
    return ", ".join(parts) + says(told, one.statement)


def citation(told, one) -> str:
    said = next((two for two in told.statements if two.id == one.statement), None)
    chain = f" via {', '.join(who.name for who in said.via)}" if said and said.via else ""
    return f"{one.kind}: {one.outlet.actor or one.outlet.name}" + (
        f", {said.speaker.name}{chain}" if said and said.speaker else ""
    )


@rows("conditions")
def test_conditions(case):
    told = read(case)
    assert [condition(told, one) for one in told.conditions] == case["found"]


@rows("exhibits")
def test_exhibits(case):
    told = read(case)
    assert [exhibit(told, one) for one in told.exhibits] == case["found"]


@rows("citations")
def test_citations(case):
    told = read(case)
    assert [citation(told, one) for one in told.citations] == case["found"]


@pytest.mark.parametrize("name", ["conditions", "exhibits", "citations"])
def test_every_span_slices_to_its_quote(name):
    for case in cases(name):
        told = read(case)
        for one in getattr(told, name):
            assert one.spans
            assert all(told.document.text[span.start : span.end] == span.quote for span in one.spans)


@rows("conditions")
def test_no_figure_is_a_condition_and_a_toll(case):
    told = read(case)
    claims = [claim for event in told.events for claim in event.claims if claim.property == "toll"]
    both = [
        (claim.value, one.words)
        for claim in claims
        for one in told.conditions
        for span in claim.spans
        if (claim.value.low, claim.value.high) == (one.number.low, one.number.high)
        and span.start < one.spans[0].end
        and one.spans[0].start < span.end
    ]
    assert not both


def test_what_was_told_to_an_outlet_came_through_it():
    [statement] = reading("An officer told Lodestar that the road was open.").statements
    assert [who.actor for who in statement.via] == ["lodestar"]
    [own] = reading("An officer told Lodestar that the road was open.", outlet="Lodestar").statements
    assert own.via == ()


def test_each_kind_has_its_words():
    kinds = knowledge().conditions.kinds
    assert all(
        state.before | state.after | state.phrases | state.verbs | state.wants for state in kinds.values()
    )
    told = {case["found"][0].split(":")[0] for case in cases("conditions") if case["found"]}
    assert told == set(kinds)
