"""Daft as the engine: the same record as from the process pool, nothing told to anybody, nothing left behind."""

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from tests.pages import BODY, answer, page, zipped
from truceline import pipeline
from truceline.cli import app
from truceline.engines import need_daft
from truceline.engines.on_daft import QUIET
from truceline.ingest import Refused, files, find
from truceline.ingest.stores import find_in_store, is_read, is_store, pattern
from truceline.model.errors import EngineMissing, NotFetched
from truceline.pipeline import flowing
from truceline.pipeline.flowing import Held, sort_sources
from truceline.store.archive import write_archive
from truceline.store.open import open_or_create

ROOT = Path(__file__).parents[1]
AT = "2031-05-06T00:00:00Z"
# A process that starts so can reach nobody, and what it tried is written down.
SILENT = [ROOT / "tests" / "silence", ROOT / "src", ROOT]


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A folder with what can be read, and what cannot."""
    folder = tmp_path_factory.mktemp("in") / "reports"
    (folder / "deep").mkdir(parents=True)
    for n in range(5):
        (folder / f"{n}.txt").write_text("\n".join(words.format(n=n + 2) for words in BODY))
    (folder / "deep" / "again.txt").write_bytes((folder / "1.txt").read_bytes())
    (folder / "deep" / "foreign.txt").write_text(
        "Die Armee hat gestern eine Stadt im Norden beschossen. " * 9
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    (folder / "empty.txt").write_text("")
    rows = [
        {"text": " ".join(BODY).format(n=n), "title": f"Row {n}", "date": "2019-03-20"} for n in range(20, 30)
    ]
    (folder / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows) + "not JSON\n")
    table = pyarrow.Table.from_pylist([row | {"title": f"Cell {row['title']}"} for row in rows])
    pyarrow.parquet.write_table(table, folder / "cells.parquet")
    pages = zipped(answer(page(n), uri=f"http://post.example/{n}") for n in range(40, 46))
    (folder / "pages.warc.gz").write_bytes(pages)
    return folder


@pytest.fixture(scope="module")
def from_the_pool(reports):
    """The archive of what the process pool reads in that folder, and its report."""
    path = reports.parent / "pool.truceline"
    with open_or_create(path) as record:
        report = pipeline.add([reports], record, at=AT)
        write_archive(record, path.with_suffix(".zip"))
    return path.with_suffix(".zip"), report


@pytest.fixture(scope="module")
def from_daft(reports):
    """What a process without sockets did with Daft, and what it tried to reach."""
    script = f"""
        import json
        from pathlib import Path
        from truceline import pipeline
        from truceline.store.archive import write_archive
        from truceline.store.check import check
        from truceline.store.open import open_or_create

        if __name__ == "__main__":
            folder, told = Path({str(reports)!r}), []
            for name, path in (
                ("daft", folder), ("daft", folder), ("store", f"file://{{folder}}"), ("none", f"file://{{folder}}/nothing-here"),
            ):
                with open_or_create(folder.parent / f"{{name}}.truceline") as record:
                    report = pipeline.add([path], record, at={AT!r}, engine="daft", workers=2)
                    told.append([report.read, report.total, sorted(one.name for one in report.refused), report.unread])
                    assert check(record) == []
            for name in ("daft", "store"):
                with open_or_create(folder.parent / f"{{name}}.truceline") as record:
                    write_archive(record, folder.parent / f"{{name}}.zip")
            print(json.dumps(told))
    """
    done, attempts = silently(script, reports.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), attempts


def silently(script, folder):
    """Run a script in a process that can reach nobody; return how it ended, and what it and those it started tried."""
    path, attempts = folder / "script.py", folder / "attempts"
    path.write_text(textwrap.dedent(script))
    attempts.write_text("")
    env = {name: value for name, value in os.environ.items() if name not in QUIET}
    env |= {"PYTHONPATH": os.pathsep.join(map(str, SILENT)), "TRUCELINE_ATTEMPTS": str(attempts)}
    done = subprocess.run([sys.executable, str(path)], env=env, capture_output=True, text=True, timeout=300)
    return done, attempts.read_text().splitlines()


def test_the_archive_is_that_of_the_process_pool_byte_for_byte(reports, from_the_pool, from_daft):
    assert (reports.parent / "daft.zip").read_bytes() == from_the_pool[0].read_bytes()


def test_what_is_told_of_the_run_is_the_same(from_the_pool, from_daft):
    _, report = from_the_pool
    refused = sorted(one.name for one in report.refused)
    assert report.read > 20 and report.unread == ("de",)
    assert {Path(name).name for name in refused} == {"broken.pdf", "empty.txt", "rows.jsonl:11"}
    assert from_daft[0][0] == [report.read, report.total, refused, ["de"]]


def test_what_is_held_is_not_read_again(from_daft):
    read, total, refused, unread = from_daft[0][1]
    assert (read, total, unread) == (0, from_daft[0][0][1], [])
    assert refused == from_daft[0][0][2]


def test_a_store_gives_what_a_folder_gives(reports, from_the_pool, from_daft):
    def members(name):
        with zipfile.ZipFile(reports.parent / name) as archive:
            return {one: archive.read(one) for one in archive.namelist() if one != "manifest.json"}

    ours, theirs = members("store.zip"), members("pool.zip")
    names = ours["names.jsonl"].replace(b"file://", b"")
    assert sorted(names.splitlines()) == sorted(theirs["names.jsonl"].splitlines())
    assert ours | {"names.jsonl": b""} == theirs | {"names.jsonl": b""}


def test_nothing_leaves_the_machine(from_daft):
    _, attempts = from_daft
    watched = {line for line in attempts if line.startswith("watched")}
    # The process itself, and two workers for each of the two flows and more.
    assert len(watched) >= 5
    assert set(attempts) - watched == set()


def test_without_what_keeps_it_quiet_the_engine_would_call(tmp_path):
    done, attempts = silently("import daft, time\ntime.sleep(2)\n", tmp_path)
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("look up") for line in attempts), "the test above would see nothing"


def test_results_come_in_the_order_of_the_parts_and_items(tmp_path):
    script = """
        from functools import partial
        from truceline.engines import flow_on_daft, run_on_daft

        if __name__ == "__main__":
            parts = [partial(range, 0), partial(range, 30), partial(range, 30, 41)]
            assert list(flow_on_daft(parts, hex, workers=2)) == [hex(n) for n in range(41)]
            assert list(flow_on_daft([], hex, workers=2)) == []
            import truceline.engines.on_daft as engine
            engine.OF_A_WORKER = 15
            assert list(run_on_daft(str, range(50), workers=2)) == [str(n) for n in range(50)]
            from truceline.engines.daft_plan import _in_order
            mixed = [(0, 1, "b"), (1, 0, "x"), (0, 0, "a"), (0, 3, "d"), (1, 1, "y"), (0, 2, "c")]
            assert "".join(_in_order(mixed)) == "xabycd", "a cluster's order is mended within each part"
            print("all is in order")
    """
    done, _ = silently(script, tmp_path)
    assert done.stdout == "all is in order\n", done.stderr


@pytest.mark.parametrize(
    ("how", "told"), [(signal.SIGINT, "Daft was stopped|KeyboardInterrupt"), (signal.SIGKILL, "")]
)
def test_no_worker_is_left_behind_and_a_stopped_run_is_not_a_finished_one(tmp_path, how, told):
    script = tmp_path / "run.py"
    script.write_text(
        textwrap.dedent("""
        import os, time
        from truceline.engines import run_on_daft

        def wait(n):
            import os, time
            if n:
                time.sleep(60)
            return os.getpid()

        if __name__ == "__main__":
            for pid in run_on_daft(wait, range(20), workers=2):
                print(pid, flush=True)
            print("finished", flush=True)
        """)
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    pipe = subprocess.PIPE
    run = subprocess.Popen([sys.executable, str(script)], env=env, stdout=pipe, stderr=pipe, text=True)
    while not (children := workers_of(run.pid)):
        time.sleep(0.2)
    time.sleep(5)
    run.send_signal(how)
    out, err = run.communicate(timeout=120)
    assert run.returncode != 0
    assert "finished" not in out
    assert re.search(told, err)
    assert all(gone(child) for child in children), "a worker outlived its parent"


def workers_of(pid):
    """Return the workers that a process has started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for one in found for child in one.read_text().split() if is_worker(child)]


def is_worker(pid):
    try:
        return b"udf_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def gone(pid):
    for _ in range(300):
        if not is_worker(pid):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def without_daft(monkeypatch):
    monkeypatch.setitem(sys.modules, "daft", None)
    monkeypatch.delitem(sys.modules, "truceline.engines.daft_plan", raising=False)


def test_without_the_extra_one_line_says_how_to_install_it(without_daft, reports, tmp_path):
    with pytest.raises(EngineMissing, match=r"daft is not installed: pip install 'truceline\[daft\]'"):
        need_daft()
    path = tmp_path / "war.truceline"
    done = CliRunner().invoke(app, ["add", str(reports), "-r", str(path), "--engine", "daft"])
    assert done.exit_code == 1
    assert "pip install 'truceline[daft]'" in done.stderr
    assert not path.exists(), "a run that cannot begin leaves no empty record"


def test_a_store_is_opened_by_an_engine_only(tmp_path):
    done = CliRunner().invoke(app, ["add", "s3://war/reports", "-r", str(tmp_path / "war.truceline")])
    assert done.exit_code == 2
    assert "--engine daft" in done.stderr


def test_files_are_those_that_are_opened_in_that_order(reports, tmp_path):
    named = [reports, tmp_path / "nowhere.txt", reports / "deep", tmp_path]
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "no-report.txt").write_text("x")
    listed = list(files(named))
    opened = [one for path in listed for one in ([path] if isinstance(path, Refused) else find([path]))]
    assert opened == list(find(named))
    assert tmp_path / "knowledge" / "no-report.txt" not in listed


def test_who_opens_what(reports, tmp_path, monkeypatch):
    archive, large = tmp_path / "a.zip", tmp_path / "large.txt"
    archive.write_bytes(b"")
    large.write_text("x" * 2000)
    monkeypatch.setattr(
        flowing, "LARGEST_PART", 1000 + max(path.stat().st_size for path in reports.rglob("*.*"))
    )
    large.write_text("x" * (flowing.LARGEST_PART + 1))
    sources = sort_sources([reports, archive, "-", large], None)
    assert sources.paths == [archive, "-", large]
    assert [one for part in sources.parts for one in part()] == list(find([reports]))
    assert sources.here == []


def test_on_a_cluster_this_machine_opens_its_own_files(reports, monkeypatch):
    monkeypatch.setenv("DAFT_RUNNER", "ray")
    assert sort_sources([reports], None)[:2] == ([], [reports])


def test_small_files_go_together(tmp_path):
    for n in range(70):
        (tmp_path / f"{n:02}.txt").write_text("x" * (3_000_000 if n == 40 else 10))
    sizes = [len(list(part())) for part in sort_sources([tmp_path], None).parts]
    assert sizes == [32, 32, 6]


def test_what_is_held_is_known_exactly():
    held = Held(["0000000000ff", "abcdef012345", "ffffffffffff"])
    assert [one in held for one in ("abcdef012345", "abcdef012344", "0000000000ff", "ffffffffffff", "000000000000")] == [
        True, False, True, True, False,
    ]  # fmt: skip
    assert "000000000000" not in Held([])


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("s3://war/a", True),
        ("gs://war/a.warc.gz", True),
        ("https://post.example/a", False),
        ("ftp://post.example/a", False),
        ("s3", False),
        ("reports/a.txt", False),
    ],
)
def test_what_is_a_store(source, is_one):
    assert is_store(source) is is_one


def test_what_is_listed_and_read_in_a_store():
    assert pattern("s3://war/reports/") == "s3://war/reports/**"
    assert pattern("s3://war/a.warc.gz") == "s3://war/a.warc.gz"
    assert pattern("s3://war/*/a.txt") == "s3://war/*/a.txt"
    asked = "s3://war/reports"
    assert is_read("s3://war/reports/deep/a.txt", asked)
    assert not is_read("s3://war/reports/.a.txt", asked)
    assert not is_read("s3://war/reports/a.png", asked)
    assert is_read("s3://war/a.png", "s3://war/a.png")


def test_what_cannot_be_brought_is_refused_and_the_rest_is_read(reports):
    class Bring:
        def __init__(self, address):
            self.address = address

        def __enter__(self):
            if "gone" in self.address:
                raise NotFetched("it cannot be read (no such key)")
            return reports / "1.txt"

        def __exit__(self, *_):
            return None

    found = list(find_in_store(["s3://war/gone.txt", "s3://war/1.txt", "s3://war/a.png"], Bring))
    assert [one.name for one in found] == ["s3://war/gone.txt", "s3://war/1.txt", "s3://war/a.png"]
    assert found[0].reason == "it cannot be read (no such key)"
    assert found[2].reason.startswith("unknown kind of file")


def test_an_address_at_which_nothing_is_is_refused(reports, from_daft):
    assert from_daft[0][3] == [0, 0, [f"file://{reports}/nothing-here"], []]
