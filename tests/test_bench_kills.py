"""The bench of kills, on the smallest run; and that it would see what it looks for."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.kills.kill import ended, fork, state
from tests.store_sample import AT, fill, sample
from truceline.store import write
from truceline.store.open import open_or_create

ROOT = Path(__file__).parents[1]
ROW = {
    "title": "Shells on Marden",
    "source": "mail",
    "text": "Shells hit Sella on Monday, the army said. Nine people died.",
}


def test_one_kill_on_sqlite_leaves_the_record_of_a_run_that_nobody_killed(tmp_path):
    rows = ({**ROW, "id": str(n), "text": f"{ROW['text']} It was shell {n}."} for n in range(40))
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    words = ["--data", str(tmp_path), "--count", "1", "--every", "0.1", "--sqlite", "--json"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", *words],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["sqlite"]
    assert (told["kills"], told["lost"], told["twice"], told["faults"], told["same"]) == (1, 0, 0, [], True)


def test_a_run_that_is_done_in_time_is_not_killed():
    assert ended(fork(lambda: None), 20)
    assert ended(fork(lambda: None), None)


def test_one_that_is_not_is_killed():
    start = time.monotonic()
    assert not ended(fork(lambda: time.sleep(60)), 0.2)
    assert time.monotonic() - start < 30


def test_one_that_fails_by_itself_stops_the_bench(capfd):
    def fail():
        raise ValueError("a fault of ours")

    with pytest.raises(RuntimeError, match="ended with 1"):
        ended(fork(fail), 20)
    assert "a fault of ours" in capfd.readouterr().err


def test_a_look_sees_what_is_twice_and_what_is_faulty(path):
    with open_or_create(path) as record:
        fill(record, sample(12))
        one = sample(30).raw
        write.add_document(record, one)
        write.add_entry(record, at=AT, name=sample(12).raw.name, document=one.id)
    look = state(path)
    assert (len(look["documents"]), len(look["readings"]), look["twice"]) == (2, 1, 1)
    assert look["during"] == "reading or keeping"
    with open_or_create(path) as record:
        write.add_entry(record, at=AT, name="another name", document=one.id)
    assert state(path)["twice"] == 2
