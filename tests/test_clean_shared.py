"""The seeds and the real reports, where they are at hand."""

import json
from pathlib import Path

import pytest
import yaml

from truceline.clean import clean
from truceline.ingest import find
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
KNOWLEDGE = ROOT / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here"),
]


def seeds():
    gold = SHARED / "seeds/gold.yaml"
    return yaml.safe_load(gold.read_text())["documents"] if gold.exists() else []


@pytest.mark.parametrize("gold", seeds(), ids=lambda gold: gold["file"][:3])
def test_seeds(gold):
    path = SHARED / "seeds" / gold["file"]
    doc = clean(Raw(path.name, "text", path.read_bytes()), FURNITURE, SWAPS)
    lines = [doc.text[start:end] for start, end in doc.ranges("body")]
    assert lines[0].startswith(gold["body_first"])
    assert gold["body_last"] in lines[-1]
    kept = [line for line in lines if any(line == words or words in line for words in gold["boilerplate"])]
    assert kept == []
    assert doc.title == gold["title"]
    assert doc.byline == tuple(gold["byline"] or ())
    assert doc.dateline == gold["dateline_place"]
    assert doc.wire == gold["wire"]
    assert doc.altered == (gold["copy"] == "altered")
    told = gold["published"]
    assert (doc.published.first.isoformat() if doc.published else None) == (str(told)[:10] if told else None)


def test_no_real_report_is_taken_for_an_altered_copy():
    path = SHARED / "data/syria_reports/reports.jsonl"
    docs = [clean(raw, FURNITURE, SWAPS) for raw in find([path]) if isinstance(raw, Raw)]
    assert len(docs) == 758
    assert [doc.title for doc in docs if doc.altered] == []
    texts = sorted((SHARED / "data/polnear/text").glob("*.txt"))
    assert [path.name for path in texts if SWAPS.restore(path.read_text())] == []


def test_dates_of_real_rows():
    gold = json.loads((SHARED / "data/syria_reports/gold_october.json").read_text())["documents"]
    for raw in find([SHARED / "data/syria_reports/reports.jsonl"]):
        assert isinstance(raw, Raw)
        told = gold.get(json.loads(raw.content)["id"])
        if told and told["published"]:
            published = clean(raw, FURNITURE, SWAPS).published
            assert published is not None
            assert published.first.isoformat() == told["published"]
