"""Figures: the table of cases, and what holds for every figure."""

import tomllib
from pathlib import Path

import pytest

from truceline.extract.figures import find_figures
from truceline.knowledge.amounts import Amounts, load_amounts
from truceline.model.claim import Harm
from truceline.model.document import Document, body_of_lines
from truceline.model.parsed import Found, Parsed
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text("utf-8"))["case"]
STATUSES = {"civilian", "combatant", "mixed", "unknown"}


@pytest.fixture(scope="module")
def amounts() -> Amounts:
    import truceline.knowledge

    return load_amounts(Path(truceline.knowledge.__file__).parent)


def parsed(text: str) -> Parsed:
    doc = Document(id="d", sha256="", media="text", encoding="utf-8", text=text, parts=body_of_lines(text))
    return next(iter(parse([doc])))


def told(found: Found[Harm], status: bool) -> str:
    harm = found.value
    figure = harm.figure
    low, high = ("" if n is None else str(n) for n in (figure.low, figure.high))
    words = [figure.effect, f"{low}..{high}", figure.exactness]
    words += [figure.status] if status else []
    words += ["part"] if figure.part_of is not None else []
    words += ["war"] if harm.extent == "war" else []
    words += ["aggregate"] if figure.scope == "aggregate" else []
    words += ["more"] if harm.increment else []
    return " ".join(words)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, object], amounts: Amounts) -> None:
    found = find_figures(parsed(str(case["text"])), amounts)
    expected = [sorted(str(row).split()) for row in case["found"]]  # type: ignore[attr-defined]
    got = [
        sorted(told(one, status=n < len(expected) and bool(STATUSES & set(expected[n]))).split())
        for n, one in enumerate(found)
    ]
    assert got == expected


def test_a_part_quotes_its_total(amounts: Amounts) -> None:
    total, part = find_figures(parsed("The raid killed 12 people including four boys."), amounts)
    assert total.value.figure.part_of is None
    assert part.value.figure.part_of == "12 people"
    assert total.value.figure.status_as_said == "people including four boys"


def test_every_figure_stands_on_its_words(amounts: Amounts) -> None:
    for case in CASES:
        text = parsed(case["text"])
        for found in find_figures(text, amounts):
            assert 0 <= found.first <= found.head < found.last <= len(text.tokens)
            assert text.tokens[found.value.cue].sentence == text.tokens[found.head].sentence


def test_the_case_table_is_large() -> None:
    assert len(CASES) >= 220
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_who_is_told_by_name_is_not_named_again_as_what_the_people_are(amounts: Amounts) -> None:
    (found,) = find_figures(parsed("The shell killed John Smith, 34, and his two sons."), amounts)
    assert found.value.figure.status_as_said == ""
