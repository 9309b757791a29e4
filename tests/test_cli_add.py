"""`truceline add`: what it does with bad input, twice, killed, and beside another process."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tests.demo import EXAMPLES
from truceline.cli import app
from truceline.cli.bar import FETCHING, READING, Bar
from truceline.export.page import THEME

NEWS = "Selmont, 4 May 2019\n\nGunmen killed {n} people in the village of Orrel on Friday, the mayor said.\n"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def start(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "truceline", *map(str, words)], stderr=subprocess.PIPE, text=True
    )


def archive(record):
    out = record.with_suffix(".zip")
    out.unlink(missing_ok=True)
    assert run("archive", out, "--record", record).exit_code == 0
    return out.read_bytes()


def rows(file):
    with sqlite3.connect(file) as opened:
        return opened.execute("SELECT value FROM parses").fetchall()


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(3, 15):
        (folder / f"{n:02}.txt").write_text(NEWS.format(n=n))
    return folder


def test_bad_documents_are_listed_and_the_rest_is_added(tmp_path):
    folder, record = tmp_path / "in", tmp_path / "war.truceline"
    folder.mkdir()
    (folder / "good.txt").write_text(NEWS.format(n=3))
    (folder / "wide.txt").write_bytes(NEWS.format(n=4).encode("utf-16"))
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 40)
    (folder / "rows.jsonl").write_text(
        '{"text": "Guns fell silent in Orrel on Friday, the mayor said."}\n[1, 2]\n{"te'
    )
    done = run("add", folder, "--record", record, "--workers", 1)
    assert done.exit_code == 3
    assert done.stdout == ""
    for bad in ("empty.txt", "picture.txt", "rows.jsonl:2", "rows.jsonl:3"):
        assert any(bad in line and line.startswith("not read: ") for line in done.stderr.splitlines()), (
            bad,
            done.stderr,
        )
    assert "Traceback" not in done.stderr
    assert "3 read, 4 could not be read" in " ".join(done.stderr.split())
    assert run("check", "--record", record).exit_code == 0


def test_a_second_run_and_the_order_change_nothing(tmp_path, reports):
    at_once, one_by_one = tmp_path / "a.truceline", tmp_path / "b.truceline"
    files = sorted(reports.iterdir())[:4]
    assert run("add", *files, "-r", at_once, "--workers", 1).exit_code == 0
    first = archive(at_once)
    again = run("add", *files, "-r", at_once, "--workers", 1)
    assert "0 read" in again.stderr
    assert archive(at_once) == first
    for file in reversed(files):
        assert run("add", file, "-r", one_by_one, "--workers", 1).exit_code == 0
    assert archive(one_by_one) == first
    shown = [run("show", "incidents", "--json", "-r", record).stdout for record in (at_once, one_by_one)]
    assert shown[0] == shown[1] != "[]\n"


def test_parses_are_left_for_other_records_and_change_nothing(tmp_path, reports, monkeypatch):
    monkeypatch.setenv("TRUCELINE_CACHE", str(tmp_path / "left"))
    left = tmp_path / "left" / "parses.sqlite"
    without, cold, warm = (tmp_path / f"{name}.truceline" for name in ("without", "cold", "warm"))
    assert run("add", reports, "-r", without, "--workers", 1, "--no-cache").exit_code == 0
    assert not left.exists()
    assert run("add", reports, "-r", cold, "--workers", 1).exit_code == 0
    assert len(rows(left)) == len(list(reports.iterdir()))
    monkeypatch.setattr(sys.modules["truceline.parse.parse"], "_together", None)
    assert run("add", reports, "-r", warm, "--workers", 1).exit_code == 0
    assert archive(without) == archive(cold) == archive(warm)


def test_a_parse_that_is_damaged_is_made_again(tmp_path, reports, monkeypatch):
    monkeypatch.setenv("TRUCELINE_CACHE", str(tmp_path / "left"))
    left = tmp_path / "left" / "parses.sqlite"
    sound, other = tmp_path / "sound.truceline", tmp_path / "other.truceline"
    assert run("add", reports, "-r", sound, "--workers", 1).exit_code == 0
    with sqlite3.connect(left) as file:
        file.execute("UPDATE parses SET value = substr(value, 1, 9)")
    assert run("add", reports, "-r", other, "--workers", 1).exit_code == 0
    assert archive(sound) == archive(other)
    assert all(len(value) > 9 for (value,) in rows(left))


def test_killed_and_run_again_only_the_rest_is_read(tmp_path, reports):
    record, whole = tmp_path / "killed.truceline", tmp_path / "whole.truceline"
    process = start("add", reports, "--record", record, "--workers", 1)
    deadline = time.monotonic() + 120
    while readings(record) < 2:
        assert time.monotonic() < deadline, "nothing was read"
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    there = readings(record)
    done = run("add", reports, "--record", record, "--workers", 1)
    assert done.exit_code == 0, done.stderr
    assert f"{12 - there} read" in done.stderr
    run("add", reports, "--record", whole, "--workers", 1)
    assert archive(record) == archive(whole)
    assert run("check", "--record", record).exit_code == 0


def readings(record):
    """Return how many readings the file holds, without waiting for whoever writes to it."""
    if not record.exists():
        return 0
    connection = sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM reading").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_two_processes_may_add_to_one_record(tmp_path, reports):
    record = tmp_path / "shared.truceline"
    files = sorted(reports.iterdir())
    both = [start("add", *half, "--record", record, "--workers", 1) for half in (files[:6], files[6:])]
    told = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert readings(record) == 12
    assert run("check", "--record", record).exit_code == 0


def test_without_a_record_it_says_so_and_exits_1(tmp_path, reports, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("add", reports)
    assert done.exit_code == 1
    assert "--record FILE" in done.stderr


def test_what_is_no_record_is_not_written_to(tmp_path, reports):
    letter = tmp_path / "letter.truceline"
    letter.write_text("Dear all,")
    done = run("add", reports, "--record", letter)
    assert done.exit_code == 1
    assert str(letter) in done.stderr
    assert letter.read_text() == "Dear all,"


def test_knowledge_that_contradicts_itself_is_named(tmp_path, reports):
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "actors.yml").write_text("state: [not, a, mapping]\n")
    done = run("add", reports, "--record", tmp_path / "x.truceline", "--knowledge", knowledge)
    assert done.exit_code == 1
    assert "actors.yml" in done.stderr


def test_the_demo_prints_and_keeps_the_record(tmp_path):
    kept = tmp_path / "kept.truceline"
    done = run("demo", "--keep", kept)
    assert done.exit_code == 0, done.stderr
    assert "Mardrin" in done.stdout
    assert f"{len(list((EXAMPLES / 'reports').iterdir())) + 2} read" in done.stderr
    assert run("check", "--record", kept).exit_code == 0
    assert run("demo", "--keep", kept).exit_code == 1


def test_the_bar_tells_pace_and_time_left_on_a_terminal():
    screen = io.StringIO()
    with Bar(Console(file=screen, force_terminal=True, width=120, theme=THEME)) as bar:
        bar(1, 4)
        time.sleep(0.05)
        bar(2, 4)
    shown = screen.getvalue()
    assert "2/4" in shown
    assert "documents a second" in shown
    assert "0:00 left" in shown


def test_the_bar_turns_from_fetching_to_reading():
    screen = io.StringIO()
    with Bar(Console(file=screen, force_terminal=True, width=120, theme=THEME)) as bar:
        bar.turn_to(FETCHING)
        bar(1, 4)
        time.sleep(0.2)
        fetched = screen.getvalue()
        bar.turn_to(READING)
        time.sleep(0.2)
    assert "fetching" in fetched
    assert "1/4" in fetched
    assert "addresses a second" in fetched
    read = screen.getvalue()[len(fetched) :]
    assert "loading the language model" in read
    assert "1/4" not in read.rpartition("reading")[2]


def test_where_nobody_watches_it_is_a_line_now_and_then(capsys):
    with Bar(Console(file=io.StringIO(), theme=THEME)) as bar:
        for done in range(1, 121):
            bar(done, 120)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == ["50 of 120 documents read", "100 of 120 documents read"]


def test_a_zip_that_is_no_archive_of_ours_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "good.txt").write_text(NEWS.format(n=3))
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as file:
        file.writestr("../../escaped.txt", NEWS.format(n=4))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"\0" * 300_000_000)
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04words")
    paths = [tmp_path / name for name in ("reports.zip", "bomb.zip", "cut.zip", "good.txt")]
    done = run("add", *paths, "--record", tmp_path / "a.truceline", "--workers", 1)
    assert done.exit_code == 3
    said = " ".join(done.stderr.split())
    assert "reports.zip is no archive of a record" in said
    assert "unpacks to 300000000 bytes" in said
    assert "cut.zip is no archive of a record" in said
    assert "1 read, 3 could not be read" in said
    assert not list(tmp_path.parent.glob("**/escaped.txt"))
