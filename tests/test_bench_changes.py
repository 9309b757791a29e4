"""What the gate says was gained and lost: on an invented task, and on what is pinned in the repository."""

import json
import re

import pytest

from benchmarks import pins
from benchmarks.changes import compare, report, since
from benchmarks.gate import TASKS, Task, main
from benchmarks.pins import PINNED, Line, counts, lines, read, word, write

TEXT = "Nine herders were killed in Marden. The army of Velora denied it. A truce of two days followed."
NINE = {
    "doc": "a",
    "start": 0,
    "end": 24,
    "killed": {"low": 9, "high": None},
    "speaker": "the army of Velora",
    "right": True,
}
TRUCE = {"doc": "a", "start": 66, "end": 94, "killed": None, "speaker": "", "right": False}
OTHER = {
    "doc": "b",
    "start": 3,
    "end": 9,
    "stance": "does-not-confirm",
    "cue": [[3, 5], [7, 9]],
    "names": ["Ann", "Bo Li"],
}


def body(row):
    [line] = lines([row])
    return line.body


def test_a_line_holds_offsets_labels_and_no_words():
    assert body(OTHER) == f"[3,9] cue=[3,5][7,9] names={word('Ann')}+{word('Bo Li')} stance=does-not-confirm"
    assert body(NINE) == f"[0,24] killed.low=9 speaker={word('the army of Velora')}"
    assert re.fullmatch("#[0-9a-f]{8}", word("the army of Velora"))
    assert body(TRUCE) == "[66,94]"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"doc": "a", "a": [1, 2], "b": [3, 4]}, "a=[1,2] b=[3,4]"),
        ({"doc": "a", "value": -1.5, "sure": True, "n": 3}, "n=3 sure=yes value=-1.5"),
        ({"doc": "a", "speaker": []}, ""),
    ],
)
def test_other_forms_of_rows(row, told):
    assert body(row) == told


@pytest.mark.parametrize(
    "doc", ["a whole headline as a name", "daily_2020-01-01_nine-herders-killed-in-marden"]
)
def test_the_name_of_a_document_is_hashed_where_it_holds_words(doc):
    assert lines([{"doc": doc}])[0].doc == word(doc) != doc


def test_a_row_without_a_document_is_of_all():
    assert lines([{"section": "actors", "right": True}]) == [Line("all", "section=actors", True)]


def test_a_row_of_an_incident_is_told_by_its_incident():
    assert lines([{"incident": "i7", "killed": {"best": 3}}]) == [Line("i7", "killed.best=3")]


def test_one_sentence_may_begin_two_groups():
    both = [{"doc": "a", "start": 1, "end": 2, "agreement": group} for group in ("x", "y")]
    after = [{"doc": "b", "start": i, "end": 9, "agreement": group} for i, group in enumerate(("x", "y"))]
    assert len({line.group for line in lines([*both, *after])}) == 2


def test_lines_go_by_document_and_offset():
    ten = {"doc": "a", "start": 10, "end": 12}
    two = {"doc": "a", "start": 2, "end": 12}
    assert [line.body for line in lines([OTHER, ten, two])][:2] == ["[2,12]", "[10,12]"]


def test_what_is_written_is_read(tmp_path):
    rows = [{**NINE, "incident": "i1"}, TRUCE, {**OTHER, "incident": "i1"}]
    write(tmp_path / "toy.txt", lines(rows))
    assert read(tmp_path / "toy.txt") == (lines(rows), False)
    assert "army" not in (tmp_path / "toy.txt").read_text()


def test_what_is_gained_and_lost():
    changed = {**NINE, "killed": {"low": 8}, "right": False}
    changes = compare(lines([NINE, TRUCE, OTHER]), lines([changed, OTHER, OTHER]))
    assert [line.body for line in changes.gained] == [body(changed), body(OTHER)]
    assert [line.body for line in changes.lost] == [body(NINE), body(TRUCE)]
    assert changes.same == 1


def test_a_mark_alone_is_no_change():
    changes = compare(lines([NINE]), lines([{**NINE, "right": False}]))
    assert (changes.gained, changes.lost, changes.same) == ((), (), 1)


def grouped(*groups):
    return lines(
        [{"doc": f"d{i}", "start": i, "end": 9, "incident": group} for i, group in enumerate(groups) if group]
    )


def test_a_group_may_change_its_name():
    changes = compare(grouped("x", "x", "y"), grouped("p", "p", "q"))
    assert (changes.gained, changes.lost) == ((), ())


@pytest.mark.parametrize(
    ("why", "before", "after", "gained", "lost"),
    [
        ("parted", "xxx", "xxy", [], ["[1,9]  goes with  d2 [2,9]"]),
        ("joined", "xyx", "xyy", ["[1,9]  goes with  d2 [2,9]"], ["[0,9]  goes with  d2 [2,9]"]),
        ("one from the middle", "xxx", "xyx", ["[0,9]  goes with  d2 [2,9]"],
         ["[0,9]  goes with  d1 [1,9]", "[1,9]  goes with  d2 [2,9]"]),
    ],
)  # fmt: skip
def test_what_goes_together(why, before, after, gained, lost):
    changes = compare(grouped(*before), grouped(*after))
    assert [line.body for line in changes.gained] == gained, why
    assert [line.body for line in changes.lost] == lost, why


def test_a_new_row_in_a_group_is_told_once():
    changes = compare(grouped("x", None, "x"), grouped("x", "x", "x"))
    assert [line.body for line in changes.gained] == ["[1,9]"]
    assert changes.lost == ()


def test_the_words_are_shown_where_they_are_at_hand():
    changes = compare(lines([TRUCE]), lines([NINE]))
    shown = report("toy", changes, [NINE], {"a": TEXT}, limit=None).splitlines()
    assert shown == [
        "toy: 1 gained (1 right), 1 lost (1 wrong), 0 the same",
        '  + doc a  [0,24] killed.low=9 speaker="the army of Velora"  right  |Nine herders were killed| in Marden. The army of Velora',
        "  - doc a  [66,94]  wrong  The army of Velora denied it. |A truce of two days followed|.",
    ]
    assert "herders" not in report("toy", changes, [], {}, limit=None)


def test_what_got_worse_is_shown_first():
    better = [{"doc": "a", "start": i, "end": i + 1, "right": True} for i in range(5)]
    worse = {"doc": "b", "start": 0, "end": 1, "right": True}
    shown = report("toy", compare(lines([worse]), lines(better)), better, {}, limit=2).splitlines()
    assert shown[0] == "toy: 5 gained (5 right), 1 lost (1 right), 0 the same"
    assert "  - doc b  [0,1]  right" in shown
    assert len(shown) == 4
    assert shown[-1] == "  ... and 4 more: --all shows them"


def test_too_many_to_keep_are_counted(tmp_path, monkeypatch):
    rows = [NINE, TRUCE, OTHER]
    monkeypatch.setattr(pins, "LARGEST", 100)
    write(tmp_path / "toy.txt", lines(rows))
    assert read(tmp_path / "toy.txt") == (counts(lines(rows)), True)
    assert since(tmp_path / "toy.txt", rows, {}, limit=None) == "toy: 0 gained, 0 lost, 2 the same"
    told = since(tmp_path / "toy.txt", [NINE, OTHER], {}, limit=None).splitlines()
    assert told[0] == "toy: 1 gained, 1 lost, 1 the same"
    assert [line[:16] for line in told[1:]] == ["  + doc a  n=1 #", "  - doc a  n=2 #"]


def texts(data):
    yield "a", (data / "gold.txt").read_text()


TOY = Task("toy", "toy", ("gold.txt",), texts=texts)


@pytest.fixture
def gate(tmp_path, capsys):
    """Run the gate on an invented task that predicts these rows; return its exit code and what it printed."""
    shared = tmp_path / "shared"
    (shared / "toy").mkdir(parents=True)
    (shared / "toy" / "gold.txt").write_text(TEXT)

    def once(rows, *arguments):
        def run(task, data, predictions):
            if rows is not None:
                predictions.write_text("".join(json.dumps(row) + "\n" for row in rows))
            return {"f1": 0.5}

        places = {"floors": tmp_path / "floors.json", "pinned_in": tmp_path / "pinned"}
        code = main(["--shared", str(shared), *arguments], tasks=[TOY], run=run, **places)
        return code, capsys.readouterr().out

    once.pinned = tmp_path / "pinned" / "toy.txt"
    return once


def test_the_gate_pins_predictions_and_says_what_changed(gate):
    assert "toy: no predictions pinned to compare 1 with" in gate([NINE], "--update")[1]
    assert read(gate.pinned)[0] == lines([NINE])
    assert "toy: 0 gained, 0 lost, 1 the same" in gate([NINE])[1]
    code, out = gate([TRUCE])
    assert (code, "- doc a  [0,24]" in out, "|A truce of two days followed|" in out) == (0, True, True)
    assert read(gate.pinned)[0] == lines([NINE])


def test_the_gate_shows_twenty_lines_unless_asked_for_all(gate):
    gate([NINE], "--update")
    many = [{"doc": "a", "start": i, "end": i + 1} for i in range(40)]
    assert gate(many)[1].count("\n  + ") + gate(many)[1].count("\n  - ") == 20
    assert gate(many, "--all")[1].count("\n  + ") == 40


def test_a_task_that_now_predicts_nothing_has_lost_all(gate):
    gate([NINE], "--update")
    assert "toy: 0 gained, 1 lost (1 right), 0 the same" in gate([])[1]
    gate([], "--update")
    assert read(gate.pinned) == ([], False)


def test_a_task_without_predictions_says_nothing_of_them(gate):
    assert "gained" not in gate(None)[1]
    gate(None, "--update")
    assert not gate.pinned.exists()


def test_what_is_pinned_is_small_and_holds_no_words():
    values = r"(\[\d+,\d+\])+|[a-z0-9_.-]{1,24}|([A-Z][a-z]+){2,4}|#[0-9a-f]{8}"
    token = rf"(\[\d+,\d+\]|n=\d+|#[0-9a-f]{{8}}|[a-z_.]+=({values})(\+({values}))*)"
    files = sorted(PINNED.glob("*.txt"))
    assert {path.stem for path in files} <= {task.name for task in TASKS}
    assert files
    for path in files:
        assert path.stat().st_size <= pins.LARGEST, path.name
        found, _ = read(path)
        assert found == sorted(found, key=lambda line: (line.place, line.group))
        for line in found:
            assert re.fullmatch(rf"({token}( {token})*)?", line.body), (path.name, line)
            assert word(line.doc) == line.doc or re.fullmatch("#[0-9a-f]{8}", line.doc)
