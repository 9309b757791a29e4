import json
from pathlib import Path

import pytest

from benchmarks import gate
from benchmarks.gate import Task, Verdict, judge, main, pin
from benchmarks.harness import flat, from_parts, sha256, table

TOY = Task("toy", "toy", ("gold.txt",), noise={"time": 0.5}, lower=("time", "crashes"))


@pytest.fixture
def shared(tmp_path):
    (tmp_path / "shared" / "toy").mkdir(parents=True)
    (tmp_path / "shared" / "toy" / "gold.txt").write_text("nine killed")
    return tmp_path / "shared"


@pytest.fixture
def run(shared, tmp_path, capsys):
    """Run the gate on the toy task with these scores; return its exit code and what it printed."""

    def once(scores, *arguments):
        code = main(
            ["--shared", str(shared), *arguments],
            tasks=[TOY],
            run=lambda *_: scores,
            floors=tmp_path / "f.json",
            pinned_in=tmp_path / "pinned",
        )
        return code, capsys.readouterr().out

    once.floors = tmp_path / "f.json"
    return once


GOOD = {"found": {"f1": 0.5, "p": 0.6}, "time": 2.0, "crashes": 0}


def test_a_task_that_is_not_pinned_fails_until_it_is(run):
    code, out = run(GOOD)
    assert (code, "NOT PINNED" in out) == (1, True)
    assert run(GOOD, "--update")[0] == 0
    assert run(GOOD)[0] == 0
    pinned = json.loads(run.floors.read_text())["toy"]
    assert {name: pinned[name] for name in ("found.f1", "found.p", "time", "crashes")} == flat(GOOD)
    assert len(pinned["gold"]) == 64


@pytest.mark.parametrize(
    ("why", "scores", "code", "word"),
    [
        ("nothing changed", GOOD, 0, "held"),
        ("a score fell", {**GOOD, "found": {"f1": 0.49, "p": 0.6}}, 1, "FELL"),
        ("a score rose", {**GOOD, "found": {"f1": 0.51, "p": 0.6}}, 0, "rose"),
        ("one rose and one fell", {**GOOD, "found": {"f1": 0.9, "p": 0.5}}, 1, "FELL"),
        ("a lower time is better", {**GOOD, "time": 1.0}, 0, "rose"),
        ("within the noise", {**GOOD, "time": 2.4}, 0, "held"),
        ("beyond the noise", {**GOOD, "time": 2.6}, 1, "FELL"),
        ("one crash more", {**GOOD, "crashes": 1}, 1, "FELL"),
        ("a metric is gone", {"time": 2.0, "crashes": 0, "found": {"f1": 0.5}}, 1, "GONE"),
        ("a metric is new", {**GOOD, "recall": 0.1}, 0, "new"),
    ],
)
def test_what_fails(run, why, scores, code, word):
    run(GOOD, "--update")
    got, out = run(scores)
    assert (got, word in out) == (code, True), why


def test_one_task_can_be_left_out(run):
    code, out = run(GOOD, "--but", "toy")
    assert (code, out) == (0, "")
    assert run(GOOD, "--but", "other")[0] == 1
    assert run(GOOD, "toy", "--but", "toy")[0] == 0


def test_changed_gold_fails_until_it_is_pinned(run, shared):
    run(GOOD, "--update")
    (shared / "toy" / "gold.txt").write_text("ten killed")
    code, out = run(GOOD)
    assert (code, "GOLD CHANGED" in out) == (1, True)
    assert run(GOOD, "--update")[0] == 0
    assert run(GOOD)[0] == 0


def test_update_raises_floors_and_never_lowers_one(run):
    run(GOOD, "--update")
    better = {**GOOD, "found": {"f1": 0.7, "p": 0.6}}
    assert run(better, "--update")[0] == 0
    assert json.loads(run.floors.read_text())["toy"]["found.f1"] == 0.7
    code, out = run(GOOD, "--update")
    assert (code, "only with --allow-lower" in out) == (1, True)
    assert json.loads(run.floors.read_text())["toy"]["found.f1"] == 0.7


def test_a_fall_within_the_noise_does_not_lower_the_floor(run):
    run(GOOD, "--update")
    assert run({**GOOD, "time": 2.4}, "--update")[0] == 0
    assert json.loads(run.floors.read_text())["toy"]["time"] == 2.0


def test_a_floor_is_lowered_with_a_reason_that_stays(run):
    run(GOOD, "--update")
    worse = {**GOOD, "found": {"f1": 0.4, "p": 0.6}}
    assert run(worse, "--update", "--allow-lower", "the gold had an error")[0] == 0
    pinned = json.loads(run.floors.read_text())["toy"]
    assert pinned["found.f1"] == 0.4
    assert pinned["lowered"] == {"found.f1": "the gold had an error"}
    assert run(worse)[0] == 0


def test_without_data_it_skips_and_says_so(run, shared, tmp_path, capsys):
    assert main(["--shared", str(tmp_path / "nowhere")], tasks=[TOY], floors=run.floors) == 0
    assert "skipped, no data at" in capsys.readouterr().out
    (shared / "toy" / "gold.txt").unlink()
    (shared / "toy").rmdir()
    code, out = run(GOOD)
    assert (code, "toy: skipped" in out) == (0, True)


def test_a_task_that_breaks_fails_and_the_rest_goes_on(shared, tmp_path, capsys):
    def broken(task, data, predictions):
        if task.name == "toy":
            raise RuntimeError("toy: exit 1, no scores")
        return {"f1": 1.0}

    other = Task("other", "toy", ("gold.txt",))
    arguments = ["--shared", str(shared), "--update"]
    assert main(arguments, tasks=[TOY, other], run=broken, floors=tmp_path / "f.json") == 1
    assert "FAILED  toy: exit 1" in capsys.readouterr().out
    assert set(json.loads((tmp_path / "f.json").read_text())) == {"other"}


def test_a_task_is_run_in_a_process_of_its_own(shared, monkeypatch):
    with pytest.raises(RuntimeError, match="no_such_task: exit 1, no scores"):
        gate.measure(Task("no_such_task", "toy", ()), shared, shared / "out.jsonl")


def test_only_what_is_gated_is_held():
    task = Task("speed", "toy", (), lower=("ratio",), gated=("ratio",))
    pinned = pin(task, {"ratio": 2.0, "seconds": 9.0}, "hash", None, None)
    assert pinned == {"ratio": 2.0, "gold": "hash"}
    verdicts = judge(task, {"ratio": 2.0, "seconds": 99.0}, "hash", pinned)
    assert verdicts == [Verdict("speed", "ratio", "held", 2.0, 2.0)]


def test_flat_leaves_out_what_is_no_number():
    assert flat({"a": {"f1": 1 / 3, "note": "x"}, "ok": True, "n": 2}) == {"a.f1": 0.3333, "n": 2}


def test_the_hash_sees_names_and_bytes(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a").write_text("x")
    first = sha256([tmp_path / "d"])
    assert sha256([tmp_path / "d"]) == first
    (tmp_path / "d" / "a").rename(tmp_path / "d" / "b")
    second = sha256([tmp_path / "d"])
    (tmp_path / "d" / "b").write_text("y")
    assert len({first, second, sha256([tmp_path / "d"])}) == 3


def test_a_table_has_columns():
    assert table([("metric", "score"), ("f1", 0.5)]) == "metric  score\nf1      0.500"


def test_f1_of_nothing_is_nothing():
    assert from_parts(0, 0) == {"p": 0, "r": 0, "f1": 0}


def test_every_task_can_be_run_and_has_its_card():
    folder = Path(gate.__file__).parent
    for task in gate.TASKS:
        assert (folder / task.name / "__main__.py").is_file(), task.name
        assert (folder / task.name / "README.md").is_file(), task.name
    assert set(json.loads(gate.FLOORS.read_text())) <= {task.name for task in gate.TASKS}


def test_precision_may_be_given_for_recall(shared, tmp_path, capsys):
    task = Task("toy", "toy", ("gold.txt",), gated=("*.f1",))
    arguments = ["--shared", str(shared)]
    before, after = {"found": {"f1": 0.5, "p": 0.9}}, {"found": {"f1": 0.6, "p": 0.5}}
    floors = tmp_path / "f.json"
    assert main([*arguments, "--update"], tasks=[task], run=lambda *_: before, floors=floors) == 0
    assert main(arguments, tasks=[task], run=lambda *_: after, floors=floors) == 0
    assert "found.p" not in capsys.readouterr().out
