"""Dates: the table of cases, and what holds for every date."""

import datetime
import tomllib
from pathlib import Path

import pytest

from truceline.extract.dates import find_dates
from truceline.extract.days import nearest_year, shifted, weekday_after, weekday_before
from truceline.model.document import Document, body_of_lines
from truceline.model.parsed import Found, Parsed
from truceline.model.when import When
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text("utf-8"))["case"]
SATURDAY = datetime.date(2016, 10, 1)


def published(told: str) -> When | None:
    if told == "none":
        return None
    first, last = (datetime.date.fromisoformat(day) for day in told.split(".."))
    return When(first, last, "day" if first == last else "span", told, "given")


def parsed(text: str, when: When | None) -> Parsed:
    doc = Document(
        id="d", sha256="", media="text", encoding="utf-8", text=text, parts=body_of_lines(text),
        published=when,
    )  # fmt: skip
    return next(iter(parse([doc])))


def told(found: Found[When], rule: bool) -> str:
    when = found.value
    first, last = ("" if day is None else str(day) for day in (when.first, when.last))
    return f"{when.said} = {first}..{last} {when.granularity}" + (f" {when.rule}" if rule else "")


def shown(case: dict[str, list[str]]) -> tuple[Found[When], ...]:
    return find_dates(
        parsed(str(case["text"]), published(str(case.get("published", "2016-10-01..2016-10-01"))))
    )


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, list[str]]) -> None:
    found = shown(case)
    rules = ["/" in row or "no-anchor" in row for row in case["found"]]
    rules += [False] * (len(found) - len(rules))
    got = [told(one, rule) for one, rule in zip(found, rules, strict=False)]
    assert [row.lower() for row in got] == [row.lower() for row in case["found"]]


def test_every_date_quotes_the_text_and_names_its_anchor() -> None:
    for case in CASES:
        for found in shown(case):
            when = found.value
            assert when.said in case["text"]
            assert found.first <= found.head < found.last
            assert when.first is None or when.last is None or when.first <= when.last
            # What stays open without an anchor says so; what was counted says from where.
            assert (when.rule == "no-anchor") == (when.first is None and when.last is None)
            assert not when.anchor or when.anchor.startswith(("published 20", "previous 20"))


def test_days_are_counted_over_the_ends_of_months_and_years() -> None:
    assert shifted(datetime.date(2016, 3, 31), -1, "month") == datetime.date(2016, 2, 29)
    assert shifted(datetime.date(2016, 1, 1), -24, "hour") == datetime.date(2015, 12, 31)
    assert weekday_before(SATURDAY, 5) == SATURDAY
    assert weekday_before(SATURDAY, 5, strictly=True) == datetime.date(2016, 9, 24)
    assert weekday_after(SATURDAY, 5) == datetime.date(2016, 10, 8)
    assert nearest_year(datetime.date(2016, 12, 30), 1, 3, ahead=False) == 2017
    assert nearest_year(datetime.date(2016, 12, 30), 1, 3, ahead=True) == 2017
    assert nearest_year(datetime.date(2016, 12, 30), 2, 3, ahead=False) == 2016


def test_the_case_table_is_large() -> None:
    assert len(CASES) >= 50
