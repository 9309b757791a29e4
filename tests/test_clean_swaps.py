import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import BadKnowledge

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)
TABLE = tomllib.loads((HERE / "cases/clean_swaps.toml").read_text())


def read(text):
    return clean(Raw("a.txt", "text", text.encode()), FURNITURE, SWAPS)


def restored(text):
    pieces, here = [], 0
    for start, end, back in SWAPS.restore(text):
        assert here <= start < end
        pieces += [text[here:start], back]
        here = end
    return "".join(pieces) + text[here:]


@pytest.mark.parametrize("case", TABLE["altered"], ids=lambda case: case["why"])
def test_altered_text_is_marked_and_can_be_read_again(case):
    doc = read(case["text"])
    assert case["trace"] in [trace.kind for trace in doc.traces]
    assert all(span.quote == doc.text[span.start : span.end] for trace in doc.traces for span in trace.spans)
    back = restored(case["text"])
    for words in case["restored"]:
        assert words in back


@pytest.mark.parametrize("case", TABLE["plain"], ids=lambda case: case["why"])
def test_what_people_wrote_is_left_alone(case):
    assert not read(case["text"]).altered
    assert SWAPS.restore(case["text"]) == []


def test_capitals_are_kept():
    text = TABLE["altered"][0]["text"]
    assert "Aid workers" in restored(text)
    assert "aid workers" not in restored(text)


def test_a_set_phrase_without_mates_is_refused(tmp_path):
    words = (KNOWLEDGE / "swaps.yml").read_text().replace("  - affairs chief\n", "  - river bank\n")
    (tmp_path / "swaps.yml").write_text(words)
    with pytest.raises(BadKnowledge, match=r"swaps\.yml: .*river bank"):
        load_swaps(tmp_path)


def test_a_broken_expression_is_refused(tmp_path):
    words = (KNOWLEDGE / "furniture.yml").read_text().replace("row_heads:\n", "row_heads:\n  - '('\n")
    (tmp_path / "furniture.yml").write_text(words)
    with pytest.raises(BadKnowledge, match=r"furniture\.yml"):
        load_furniture(tmp_path)
