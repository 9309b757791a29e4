"""Actors of a report: the table of cases; who is named by which words, and who is learned with which side."""

import datetime
import tomllib
from functools import cache
from pathlib import Path

import pytest

import truceline.knowledge
from truceline.extract.actors import find_actors
from truceline.knowledge.names import Names, load_names
from truceline.model.cast import Cast
from truceline.model.document import Document, body_of_lines
from truceline.model.when import When
from truceline.parse import parse

HERE = Path(truceline.knowledge.__file__).parent
TABLE = tomllib.loads((Path(__file__).parent / "cases" / "actors.toml").read_text("utf-8"))
CASES = TABLE["case"]


@cache
def names() -> Names:
    return load_names(HERE, TABLE["own"])


@cache
def cast(text: str, outlet: str | None = None, published: str | None = None) -> Cast:
    day = datetime.date.fromisoformat(published) if published else None
    when = When(day, day, "day", published or "", "stated", "") if day else None
    doc = Document(
        id="d1", sha256="", media="text", encoding="utf-8", text=text, parts=body_of_lines(text), outlet=outlet, published=when,
    )  # fmt: skip
    [parsed] = parse([doc])
    return find_actors(parsed, names())


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case):
    found = cast(case["text"], case.get("outlet"), case.get("published"))
    mentions = [f"{one.span.quote} | {one.actor}" for one in found.mentions]
    assert [one for one in case.get("named", []) if one not in mentions] == [], mentions
    assert [
        one
        for one in case.get("absent", [])
        if one in mentions or one in {m.split(" | ")[0] for m in mentions}
    ] == []
    if "learned" in case:
        told = [f"{one.id} | {', '.join(one.part_of) or '-'}" for one in found.learned]
        assert told == case["learned"], mentions
    if "kinds" in case:
        assert {one.id: one.kind for one in found.learned} == case["kinds"]
    if "ties" in case:
        assert [f"{one.actor} {one.kind} {one.value}" for one in found.ties] == case["ties"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_every_mention_slices_to_its_words_and_names_somebody_of_the_cast(case):
    found = cast(case["text"])
    assert all(case["text"][m.span.start : m.span.end] == m.span.quote for m in found.mentions)
    assert all(m.actor is None or m.actor in found.actors for m in found.mentions)
