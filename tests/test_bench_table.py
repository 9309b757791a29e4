"""The table of the bench: what is watched, and that every row does what it says."""

import json
import subprocess
import sys

import pytest

from benchmarks.table.rows import NEEDS, PAGES, REPORTS, ROWS, TEXTS, write_texts
from benchmarks.table.watch import watch
from benchmarks.throughput.made import write_archive

# Holds 80 MB, of them 40 in a process that it starts, and works for a while.
HOLDER = """
import subprocess, sys, time
held = b"x" * 40_000_000
if len(sys.argv) == 1:
    child = subprocess.Popen([sys.executable, __file__, "child"])
    print(sum(n * n for n in range(3_000_000)) > 0, "is told")
    child.wait()
time.sleep(1.5)
"""
ROW = {
    "id": "r1",
    "title": "Shells on Marden",
    "source": "mail",
    "text": "Shells hit Sella on Monday, the army said.",
}


def test_a_process_and_those_it_starts_are_watched(tmp_path):
    script = tmp_path / "holder.py"
    script.write_text(HOLDER)
    run = watch([sys.executable, str(script)])
    assert run.output == "True is told\n"
    assert run.peak > 80_000_000
    assert run.seconds > 1.5
    assert run.cpu_seconds > 0.05


def test_a_process_that_fails_gives_no_row():
    with pytest.raises(subprocess.CalledProcessError):
        watch([sys.executable, "-c", "raise SystemExit(3)"])


def test_each_row_tells_how_many_it_did(tmp_path):
    (tmp_path / REPORTS).write_text(
        "".join(json.dumps({**ROW, "id": str(n), "title": f"{n}"}) + "\n" for n in range(3))
    )
    write_texts(tmp_path)
    texts = [json.loads(line) for line in (tmp_path / TEXTS).read_text().splitlines()]
    assert len(texts) == 3 and all("Sella" in text for text in texts)
    pages, examples = tmp_path / "pages", tmp_path / "examples"
    pages.mkdir()
    examples.mkdir()
    for n in range(4):
        (examples / f"{n}.html").write_text(
            f"<html><body><h1>Page {n}</h1><p>{ROW['text']} It was day {n}.</p></body></html>"
        )
    write_archive(tmp_path / PAGES, pages, examples, 4)
    done = {
        name: row(tmp_path) for name, row in ROWS.items() if name not in NEEDS and "2 processes" not in name
    }
    assert done == {
        "spaCy alone": 3, "ours, 1 process": 3, "trafilatura alone (pages)": 4, "ours, ingest and clean (pages)": 4,
    }  # fmt: skip
