"""Same doers: which events of a report have their doer from another clause of it, counted event by event."""

import datetime
import tomllib
from functools import cache
from pathlib import Path

import pytest

from truceline.extract.reading import read
from truceline.knowledge import load
from truceline.model.claim import Culprit
from truceline.model.document import Document, Part
from truceline.model.when import When
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "same_doers.toml").read_text("utf-8"))["case"]
PUBLISHED = When(datetime.date(2021, 6, 10), datetime.date(2021, 6, 10), "day", "10 June 2021", "date-line/1")

knowledge = cache(load)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_whose_each_deed_is(case: dict) -> None:
    text, title = case["text"], case.get("title")
    whole = f"{title}\n\n{text}" if title else text
    body = Part(len(whole) - len(text), len(whole), "body")
    parts = (Part(0, len(title), "title"), body) if title else (body,)
    doc = Document("d", "", "text", "utf-8", whole, parts, published=PUBLISHED)
    found = read(next(parse([doc])), knowledge())
    named = [
        sorted(
            {
                " ".join(claim.value.actors) or claim.value.words
                for claim in event.claims
                if isinstance(claim.value, Culprit)
            }
        )
        for event in found.events
        if not event.background
    ]
    assert named == case["named"]
