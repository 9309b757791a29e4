"""The entities bench: reader and scorer on tiny gold of our own, predictions from texts of our own."""

import json

import pytest

from benchmarks.entities.__main__ import main
from benchmarks.entities.gold import Entity, is_named, read_gold, read_predictions
from benchmarks.entities.predict import predict, rows
from benchmarks.entities.score import match, score
from truceline.knowledge import load

TEXT = "We met Ann Lee in Peru. The Chilean army and Chile's Foreign Minister Bob Marsh stayed at home."


def told(kind, words, confidence=1.0):
    start = TEXT.index(words)
    return {
        "documentId": "d1", "type": kind, "confidence": confidence, "value": words,
        "begin": start, "end": start + len(words),
    }  # fmt: skip


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "re3d" / "Ministry"
    folder.mkdir(parents=True)
    entities = [
        told("Organisation", "We"),
        told("Person", "Ann Lee"),
        told("Person", "Ann Lee"),
        told("Location", "Peru", confidence=0.5),
        told("Nationality", "Chilean", confidence=0.49),
        told("Vehicle", "stayed at"),
    ]
    (folder / "documents.jsonl").write_text(json.dumps({"_id": "d1", "text": TEXT}) + "\n")
    (folder / "entities.jsonl").write_text("".join(json.dumps(row) + "\n" for row in entities))
    return tmp_path / "re3d"


def test_only_what_is_scored_is_read_and_each_once(data):
    assert read_gold(data) == [
        Entity("d1", "organisation", (0, 2), named=False),
        Entity("d1", "person", (7, 14)),
        Entity("d1", "location", (18, 22)),
    ]


def test_a_folder_without_entities_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder with entities\.jsonl"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("words", "named"),
    [("We", False), ("The hospital", False), ("al-Qaida", True), ("the Xland people", True), ("civilians", False), ("M23", True)],
)  # fmt: skip
def test_what_is_a_name(words, named):
    assert is_named(words) is named


GOLD = [
    Entity("d", "person", (0, 10)),
    Entity("d", "location", (20, 30)),
    Entity("d", "organisation", (40, 50), named=False),
    Entity("d", "nationality", (60, 70)),
]


def guess(kind, start, end, doc="d"):
    return {"doc": doc, "type": kind, "start": start, "end": end}


@pytest.mark.parametrize(
    ("why", "guesses", "named", "exact", "whole"),
    [
        ("nothing", [], (0, 0), (0, 0), (0, 0)),
        ("a character is enough, and is not exact", [guess("person", 9, 12)], (1, 1 / 2), (0, 0), (1, 1 / 3)),
        ("the very stretch", [guess("person", 0, 10)], (1, 1 / 2), (1, 1 / 2), (1, 1 / 3)),
        ("one that only touches", [guess("person", 10, 12)], (0, 0), (0, 0), (0, 0)),
        ("another kind", [guess("location", 0, 10)], (0, 0), (0, 0), (0, 0)),
        ("another document", [guess("person", 0, 10, doc="e")], (0, 0), (0, 0), (0, 0)),
        ("the same twice", [guess("person", 0, 4), guess("person", 5, 9)], (1 / 2, 1 / 2), (0, 0), (1 / 2, 1 / 3)),
        ("what has no name is left out, and counted in all", [guess("organisation", 40, 50)], (0, 0), (0, 0), (1, 1 / 3)),
        ("a nationality is beside the others", [guess("nationality", 60, 70)], (0, 0), (0, 0), (0, 0)),
    ],
)  # fmt: skip
def test_what_counts(why, guesses, named, exact, whole):
    scores = score(GOLD, read_predictions(guesses))
    found = [(scores[name]["micro"]["p"], scores[name]["micro"]["r"]) for name in ("named", "exact", "all")]
    assert found == [named, exact, whole], why


def test_each_kind_has_its_own_figures():
    scores = score(GOLD, read_predictions([guess("nationality", 60, 70)]))["named"]
    assert (scores["nationality"]["f1"], scores["person"]["f1"]) == (1, 0)


def test_the_nearest_alike_is_matched_first():
    gold = [Entity("d", "person", (0, 20)), Entity("d", "person", (12, 20))]
    assert match(gold, read_predictions([guess("person", 12, 20), guess("person", 0, 18)])) == {0: 1, 1: 0}


def test_ours_and_the_librarys_stand_beside_each_other():
    [named] = predict([("d1", TEXT)], load())
    ours = {(one["type"], TEXT[one["start"] : one["end"]]) for one in rows(named.ours)}
    bare = {(one["type"], TEXT[one["start"] : one["end"]]) for one in rows(named.bare)}
    assert ours == {
        ("person", "Ann Lee"),
        ("location", "Peru"),
        ("organisation", "Chilean army"),
        ("person", "Chile's Foreign Minister Bob Marsh"),
    }
    assert ("nationality", "Chilean") in bare
    assert ("location", "Peru") in bare


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["named"]["micro"]["r"] == 1
    assert set(scores["bare"]) == {"named", "exact", "all"}
    assert all(
        set(json.loads(line)) == {"doc", "type", "start", "end", "right"}
        for line in out.read_text().splitlines()
    )


def test_without_data_it_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "nothing was measured" in capsys.readouterr().err
