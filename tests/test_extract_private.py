"""Private persons: the table of cases."""

import tomllib
from pathlib import Path

import pytest

from truceline.knowledge import load
from truceline.model.document import Raw
from truceline.pipeline import read_one

CASES = tomllib.loads((Path(__file__).parent / "cases" / "private.toml").read_text("utf-8"))["case"]
KNOWN = load()


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case):
    reading = read_one(Raw("case.txt", "text", case["text"].encode()), ())
    assert [span.quote for span in reading.private] == case["found"]
    assert all(reading.document.text[span.start : span.end] == span.quote for span in reading.private)


def test_the_words_are_known_once():
    assert not KNOWN.private.kin & KNOWN.private.trades
