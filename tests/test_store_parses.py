"""The cache of parses: kept between runs, shared by processes, bounded, and never in the way."""

import sqlite3
import stat

import pytest

from truceline.store import parses
from truceline.store.parses import Parses


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "parses.sqlite"


def test_what_is_put_is_there_in_the_next_run(file):
    first = Parses(file)
    first.put(b"a", b"one")
    first.put(b"a", b"two")
    first.close()
    second = Parses(file)
    assert (second.get(b"a"), second.get(b"b")) == (b"two", None)


def test_two_use_one_file(file):
    one, other = Parses(file), Parses(file)
    one.put(b"a", b"1")
    other.put(b"b", b"2")
    assert (one.get(b"b"), other.get(b"a")) == (b"2", b"1")


def test_only_its_owner_reads_it(file):
    Parses(file).put(b"a", b"1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_full_file_forgets_the_oldest_and_grows_no_more(file, monkeypatch):
    monkeypatch.setattr(parses, "LOOK_EVERY", 10)
    full = Parses(file, room=200_000)
    for number in range(1000):
        full.put(number.to_bytes(4, "big"), bytes(2000))
    full.close()
    assert file.stat().st_size < 400_000
    again = Parses(file)
    assert again.get((999).to_bytes(4, "big")) == bytes(2000)
    assert again.get((0).to_bytes(4, "big")) is None


def test_what_is_no_cache_is_as_if_nothing_were_there(file, tmp_path):
    file.parent.mkdir()
    file.write_bytes(b"not a database, and long enough to be read as one" * 100)
    for path in (file, tmp_path / "war.txt" / "parses.sqlite"):
        (tmp_path / "war.txt").write_text("a file, no folder")
        broken = Parses(path)
        broken.put(b"a", b"1")
        assert broken.get(b"a") is None


def test_one_that_is_closed_keeps_nothing(file):
    closed = Parses(file)
    closed.close()
    closed.put(b"a", b"1")
    assert closed.get(b"a") is None
    with sqlite3.connect(file) as left:
        assert left.execute("SELECT count(*) FROM parses").fetchone() == (0,)
