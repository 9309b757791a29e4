import json
import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.names import load_names
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "src/truceline/knowledge"
FURNITURE = load_furniture(KNOWLEDGE, hosts=load_names(KNOWLEDGE, None).hosts)
SWAPS = load_swaps(KNOWLEDGE)
CASES = tomllib.loads((HERE / "cases/clean_row.toml").read_text())["case"]


def read(row):
    return clean(Raw("a.jsonl:1", "row", json.dumps(row).encode()), FURNITURE, SWAPS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_parts_of_a_row(case):
    doc = read(case["row"])
    body = "\n".join(doc.text[start:end] for start, end in doc.ranges("body"))
    first, _, last = case["body"].partition(" … ")
    assert body.startswith(first)
    assert body.endswith(last)
    assert bool(body) == bool(case["body"])
    assert doc.title == (case.get("title") or case["row"].get("title") or case["row"].get("headline"))
    assert (
        doc.published.first.isoformat() == case["published"] if "published" in case else doc.published is None
    )
    assert doc.published is None or doc.published.rule == case.get("rule", "text-head/1")
    assert doc.published_at == case.get("published_at")
    assert doc.wire == case.get("wire")
    assert doc.outlet == case.get("outlet")
    assert doc.url == case.get("url")
    assert doc.dateline == case.get("dateline")
    assert "byline" not in case or list(doc.byline) == case["byline"]
    if "title_at" in case:
        assert doc.ranges("title")[0][0] == case["title_at"]


def test_the_text_is_the_title_an_empty_line_and_the_body():
    row = {"title": " Shells fall ", "text": " One.  Two.\r\n"}
    assert read(row).text == " Shells fall \n\n One.  Two.\r\n"
    assert read({"text": "One."}).text == "One."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "no column holds a text"),
        ({"number": 3, "title": "Shells fall"}, "no column holds a text"),
        ({"text": "  "}, "its text is empty"),
        ({"text": None}, "its text is empty"),
    ],
)
def test_a_row_without_text_says_so(row, reason):
    with pytest.raises(Unreadable, match=rf"a\.jsonl:1: {reason}"):
        read(row)


@pytest.mark.parametrize("text", ["", "  ", None, "<p></p><p> </p>"])
def test_a_title_alone_is_told(text):
    doc = read({"title": "Shells fall on Marden", "text": text})
    assert doc.title == "Shells fall on Marden"
    assert doc.ranges("body") == []
    assert [doc.text[start:end] for start, end in doc.ranges("title")] == ["Shells fall on Marden"]


def test_half_a_surrogate_becomes_a_character_that_can_be_stored():
    doc = clean(Raw("a", "row", b'{"text": "x \\ud800 y"}'), FURNITURE, SWAPS)
    assert doc.text == "x \ufffd y"
    doc.text.encode()


def test_columns_of_other_types_are_read_as_words():
    doc = read({"TEXT": ["One.", "Two."], "title": 5, "authors": [{"name": "Ann Lee"}, "Joe Low"]})
    assert doc.text == "5\n\nOne.\n\nTwo."
    assert doc.byline == ("Ann Lee", "Joe Low")


@pytest.mark.parametrize("url", ["http://[bad", "http://a\uff0fb.example/", "//[", "\x00"])
def test_a_broken_address_tells_no_outlet_and_loses_no_report(url):
    doc = read({"text": "Nine people died in Orrel on Friday, the mayor said.", "url": url})
    assert doc.outlet is None
    assert "Nine people died" in doc.text
