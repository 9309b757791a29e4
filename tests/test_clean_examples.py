"""What stands around the example reports, against a table written by hand."""

import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.ingest import find
from truceline.knowledge import load

HERE = Path(__file__).parent
OWN = {path.name: path.read_text("utf-8") for path in (HERE.parent / "examples/knowledge").iterdir()}
KNOWN = load(OWN)
FURNITURE, SWAPS = KNOWN.furniture, KNOWN.swaps
RAWS = {raw.name.rpartition("/")[2]: raw for raw in find([HERE.parent / "examples/reports"])}
CASES = tomllib.loads((HERE / "cases/clean_examples.toml").read_text())["case"]


def test_the_table_holds_every_report():
    assert sorted(RAWS) == [case["why"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_example(case):
    doc = clean(RAWS[case["why"]], FURNITURE, SWAPS)
    published = [doc.published.first.isoformat(), doc.published.rule] if doc.published else None
    assert published == case.get("published")
    assert doc.published is None or doc.published.first == doc.published.last
    assert doc.title == case["title"]
    assert doc.byline == tuple(case["byline"])
    for field in ("outlet", "dateline", "wire"):
        assert getattr(doc, field) == case.get(field), field
    assert doc.altered == case.get("altered", False)
    body = "\n".join(doc.text[start:end] for start, end in doc.ranges("body"))
    first, last = case["body"]
    assert body.startswith(first)
    assert body.endswith(last)


def test_what_is_altered_is_shown_where_it_stands():
    doc = clean(RAWS["03-newsloop.txt"], FURNITURE, SWAPS)
    quotes = {span.quote for trace in doc.traces for span in trace.spans}
    assert {"during slightest", "atmosphere strike", "some-more", "modifying by"} <= quotes
