import json
import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)
CASES = tomllib.loads((HERE / "cases/clean_undated.toml").read_text())["case"]


def read(case):
    row = {key: case[key].strip() for key in ("title", "text", "url") if key in case}
    return clean(Raw("a.jsonl:1", "row", json.dumps(row).encode()), FURNITURE, SWAPS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_when_a_report_without_a_date_appeared(case):
    when = read(case).published
    if "first" not in case:
        assert when is None
        return
    assert when is not None
    assert (when.first.isoformat(), when.last.isoformat()) == (case["first"], case["last"])
    assert (when.rule, when.said, when.anchor) == (case["rule"], case["said"], case["anchor"])


def test_a_date_that_is_told_is_never_replaced():
    case = next(case for case in CASES if case["why"].startswith("the only day"))
    told = read({**case, "text": f"Published 9 October 2016 {case['text'].strip()}"}).published
    assert (told.first.isoformat(), told.rule) == ("2016-10-09", "text-head/1")
