"""Lines that recur in one outlet: proposed, accepted by a person, read anew, taken back."""

import json

import pytest
from typer.testing import CliRunner

from truceline import pipeline
from truceline.cli import app
from truceline.knowledge import load
from truceline.knowledge.own import own_knowledge
from truceline.model.errors import BadKnowledge, NotFound
from truceline.review import accept_lines, recurring_lines
from truceline.store import read
from truceline.store.check import check
from truceline.store.open import open_or_create

PLEA = "Never miss a story: our channel brings the news to your phone."
BACKGROUND = "More than 9,000 people have been killed since the war in the hills began, the monitors say."
TOWNS = ("Marden", "Sella", "Orrel", "Brack")
NEWS = (
    "A mine on the road to the quarry at Marden killed three people on Monday, Mayor Ruth Ambery said. Their lorry had carried slate. "
    "She asked the Norland Guards to clear the verge before the school opens again.",
    "Shells fell on the old mill of Sella on Tuesday night and killed four millers, Doctor Joe Lowell told reporters. Two more lie in "
    "the hospital at Cray. He blamed a battery beyond the lake, which has fired on that bank since the thaw.",
    "Gunmen stopped the Orrel ferry on Thursday and shot five passengers dead, Captain Peter Anstey reported. They took the mail and the "
    "takings. Police in Lunby found their boat in the reeds, with the oars still wet.",
    "A bomb in a fish lorry killed six traders in Brack on Sunday, Judge Hanna Vell wrote to the council. No group owned to it. The "
    "harbour market has been moved to the tram sheds, where every crate is opened.",
)


def rows(outlet):
    for news in NEWS:
        yield json.dumps({"source": outlet, "text": f"{news} {BACKGROUND} {PLEA}"})


@pytest.fixture
def record(tmp_path):
    other = [
        json.dumps({"source": "Hill Radio", "text": f"{PLEA} The ferry to {town} is late."})
        for town in TOWNS[:2]
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join([*rows("Evening Coast"), *other]))
    with open_or_create(tmp_path / "r.truceline") as opened:
        pipeline.add([tmp_path / "reports.jsonl"], opened, at="2021-06-10T12:00:00")
        yield opened


def kinds(record):
    return {
        (one.outlet, one.line[:10]): (one.kind, one.state, one.documents, one.of)
        for one in recurring_lines(record)
    }


def body(record):
    return "\n".join(doc.text[a:b] for doc in read.documents(record) for a, b in doc.ranges("body"))


def test_what_recurs_is_proposed_and_the_war_told_again_is_no_furniture(record):
    assert kinds(record) == {
        ("evening coast", "never miss"): ("furniture", "proposed", 4, 4),
        ("evening coast", "more than "): ("background", "proposed", 4, 4),
    }


def test_an_accepted_line_is_no_report_in_its_outlet_alone_and_is_taken_back(record):
    before = body(record)
    [chosen] = accept_lines(record, [], by="Ann", why="an advertisement")
    assert (chosen.line, chosen.kind) == (PLEA.casefold().strip("."), "furniture")
    pipeline.rebuild(record, at="2021-06-11T12:00:00")
    assert body(record).count(PLEA) == 2
    assert all(
        doc.outlet == "Hill Radio"
        for doc in read.documents(record)
        if any(PLEA in doc.text[a:b] for a, b in doc.ranges("body"))
    )
    assert body(record).count(BACKGROUND) == 4
    assert kinds(record)["evening coast", "never miss"] == ("furniture", "accepted", 0, 0)
    assert check(record) == []
    accept_lines(record, [chosen.id[:6]], by="Ann", why="it was no advertisement", undo=True)
    pipeline.rebuild(record, at="2021-06-12T12:00:00")
    assert body(record) == before
    assert kinds(record)["evening coast", "never miss"][1] == "proposed"


def test_background_is_accepted_only_by_name(record):
    [line] = [one for one in recurring_lines(record) if one.kind == "background"]
    accept_lines(record, [line.id], by="Ann", why="old")
    pipeline.rebuild(record, at="2021-06-11T12:00:00")
    assert BACKGROUND not in body(record)
    assert PLEA in body(record)


def test_a_line_that_is_not_there_is_named(record):
    with pytest.raises(NotFound, match="no such line: ffff"):
        accept_lines(record, ["ffff"], by="Ann", why="none")
    with pytest.raises(NotFound, match="no line is accepted"):
        accept_lines(record, [], by="Ann", why="none", undo=True)


def test_copies_count_once(tmp_path):
    [first, *_] = rows("Evening Coast")
    copies = [json.dumps(json.loads(first) | {"number": n}) for n in range(5)]
    (tmp_path / "reports.jsonl").write_text("\n".join(copies))
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "reports.jsonl"], record, at="2021-06-10T12:00:00")
        assert recurring_lines(record) == []


def test_lines_of_a_folder_are_the_record_s_and_stay_when_a_person_accepts_others(tmp_path):
    folder = tmp_path / "in"
    (folder / "knowledge").mkdir(parents=True)
    (folder / "reports.jsonl").write_text("\n".join(rows("Evening Coast")))
    (folder / "knowledge/furniture.yml").write_text(f'lines: {{Evening Coast: ["{PLEA}"]}}\n')
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([folder], record, at="2021-06-10T12:00:00")
        assert PLEA not in body(record)
        [line] = recurring_lines(record)
        accept_lines(record, [line.id], by="Ann", why="old")
        pipeline.add([folder], record, at="2021-06-11T12:00:00")
        assert PLEA not in body(record)
        assert BACKGROUND not in body(record)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "groups.yml",
            "a: b\n",
            "own groups.yml: no such file is known: actors.yml, places.yml, furniture.yml",
        ),
        ("lines.yml", "lines: {}\n", "own lines.yml: lines are accepted in the record"),
        ("furniture.yml", "lines: [a]\n", "own furniture.yml: Expected `object`"),
        ("furniture.yml", "words: {}\n", "own furniture.yml: Object contains unknown field"),
        ("furniture.yml", "lines: {a: [", "own furniture.yml: "),
    ],
)
def test_knowledge_that_is_refused_leaves_no_record_behind(tmp_path, name, text, reason):
    (tmp_path / "in/knowledge").mkdir(parents=True)
    (tmp_path / "in/a.txt").write_text("Gunmen killed two people in Orrel on Friday, the mayor said.\n")
    (tmp_path / "in/knowledge" / name).write_text(text)
    done = CliRunner().invoke(app, ["add", str(tmp_path / "in"), "--record", str(tmp_path / "r.truceline")])
    assert done.exit_code == 1
    assert reason in " ".join(done.stderr.split())
    assert not (tmp_path / "r.truceline").exists()


def test_load_refuses_files_that_mean_nothing():
    with pytest.raises(BadKnowledge, match=r"own notes\.yml: no such file is known"):
        load({"notes.yml": ""})


def test_the_commands(record, tmp_path):
    path = ["--record", str(tmp_path / "r.truceline")]
    shown = CliRunner().invoke(app, ["propose", *path])
    assert "evening coast" in shown.stdout
    assert "4 of 4" in shown.stdout
    both = CliRunner().invoke(app, ["accept", "abc", "--all", "--by", "Ann", "--why", "x", *path])
    assert both.exit_code == 2
    done = CliRunner().invoke(app, ["accept", "--all", "--by", "Ann", "--why", "an advertisement", *path])
    assert "1 line accepted, by Ann" in done.stderr
    again = CliRunner().invoke(app, ["rebuild", "--workers", "1", *path])
    assert "6 read" in again.stderr
    with open_or_create(tmp_path / "r.truceline") as opened:
        assert [name for name, _ in own_knowledge(read.judgements(opened))] == ["lines.yml"]
