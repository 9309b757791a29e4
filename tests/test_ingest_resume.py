"""A long archive, stopped in the middle and added again: the same record as by one run, and nothing done twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.pages import answer, page, zipped
from truceline import pipeline
from truceline.ingest import find
from truceline.pipeline import taking
from truceline.store import read
from truceline.store.archive import write_archive
from truceline.store.open import open_or_create

AT = "2019-03-20T08:00:00+00:00"
PAGES = [answer(page(n), uri=f"http://post.example/{n}") for n in range(40)]


class Stopped(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "news.warc.gz"
    file.write_bytes(zipped(PAGES))
    return file


def unread(*_, **__):
    """Stand in for reading: what is tested is what is kept."""
    return pipeline.Report(0, (), 0)


def add(record_path, path, monkeypatch):
    with monkeypatch.context() as patch, open_or_create(record_path) as record:
        patch.setattr(pipeline, "read_waiting", unread)
        patch.setattr(pipeline, "derive", lambda _: None)
        pipeline.add([path], record, at=AT)


def kept(record_path):
    with open_or_create(record_path) as record:
        return [one.id for one in read.raws(record)], [one.name for one in read.entries(record)]


def archived(record_path):
    out = record_path.with_suffix(".zip")
    with open_or_create(record_path) as record:
        write_archive(record, out)
    return out.read_bytes()


@pytest.mark.parametrize("after", [0, 1, 17, 39])
def test_stopped_after_any_record_and_run_again_it_does_the_rest(tmp_path, path, monkeypatch, after):
    whole, halves = tmp_path / "whole.truceline", tmp_path / "halves.truceline"
    add(whole, path, monkeypatch)

    def stopping(*words, **named):
        for n, one in enumerate(find(*words, **named)):
            if n == after:
                raise Stopped
            yield one

    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(taking, "find", stopping)
        add(halves, path, monkeypatch)
    add(halves, path, monkeypatch)
    assert kept(halves)[0] == kept(whole)[0]
    assert len(kept(halves)[0]) == 40
    # Each name stands in the log once: what was kept before the stop was not read again.
    assert sorted(kept(halves)[1]) == sorted(set(kept(whole)[1]))
    assert archived(halves) == archived(whole)


def test_added_twice_nothing_is_logged_twice(tmp_path, path, monkeypatch):
    record = tmp_path / "a.truceline"
    add(record, path, monkeypatch)
    first = kept(record)
    add(record, path, monkeypatch)
    assert kept(record) == first


def test_an_archive_that_grew_is_read_on(tmp_path, path, monkeypatch):
    record = tmp_path / "a.truceline"
    path.write_bytes(zipped(PAGES[:30]))
    add(record, path, monkeypatch)
    path.write_bytes(zipped(PAGES))
    add(record, path, monkeypatch)
    ids, names = kept(record)
    assert len(ids) == len(names) == 40


def test_an_archive_that_was_replaced_is_read_from_its_start(tmp_path, path, monkeypatch):
    record = tmp_path / "a.truceline"
    add(record, path, monkeypatch)
    path.write_bytes(zipped(answer(page(n), uri=f"http://hill.example/{n}") for n in range(40)))
    add(record, path, monkeypatch)
    assert len(kept(record)[0]) == 80


def test_killed_outright_and_run_again_it_does_the_rest(tmp_path, monkeypatch):
    path = tmp_path / "news.warc.gz"
    path.write_bytes(zipped(answer(page(n), uri=f"http://post.example/{n}") for n in range(3_000)))
    killed, whole = tmp_path / "killed.truceline", tmp_path / "whole.truceline"
    process = subprocess.Popen(
        [sys.executable, "-m", "truceline", "add", path, "--record", killed, "--workers", "1"],
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while documents(killed) < 200:
        assert time.monotonic() < deadline, "nothing was kept"
        assert process.poll() is None
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    there = documents(killed)
    assert 200 <= there < 3_000
    add(killed, path, monkeypatch)
    add(whole, path, monkeypatch)
    ids, names = kept(killed)
    assert ids == kept(whole)[0]
    assert len(ids) == len(names) == len(set(names)) == 3_000


def documents(record):
    """Return how many documents the file holds, without waiting for whoever writes to it."""
    if not record.exists():
        return 0
    connection = sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM document").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
