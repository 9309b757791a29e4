import pytest

from tests.store_sample import derive, fill, sample
from truceline.model.errors import NotFound, RecordError
from truceline.store import read, write
from truceline.store.check import check
from truceline.store.open import open_or_create, open_record
from truceline.store.snapshot import copy_file, snapshot, snapshot_named, snapshots


@pytest.fixture
def record(tmp_path):
    with open_or_create(tmp_path / "war.truceline") as opened:
        fill(opened, sample(12))
        yield opened


def add(record, killed):
    one = sample(killed)
    write.add_document(record, one.raw)
    write.add_reading(record, one.reading)
    write.replace_derived(record, derive(record))


def test_a_snapshot_says_what_the_record_said(record):
    before = tuple(read.incidents(record)), tuple(read.agreements(record))
    first = snapshot(record, "Monday", "2031-05-05")
    add(record, 30)
    second = snapshot(record, "Tuesday", "2031-05-06")
    assert snapshots(record) == [first, second]
    assert (first.marks.documents, second.marks.documents) == (1, 2)
    said = snapshot_named(record, "Monday")
    assert (said.incidents, said.agreements) == before
    assert len(said.incidents[0].accounts) == 1
    assert len(snapshot_named(record, "Tuesday").incidents[0].accounts) == 2
    assert check(record) == []


def test_a_snapshot_never_changes(record):
    taken = snapshot(record, "Monday", "2031-05-05")
    add(record, 30)
    with pytest.raises(RecordError, match=r"Monday.*never change"):
        snapshot(record, "Monday", "2031-05-06")
    assert snapshots(record) == [taken]


def test_a_snapshot_that_is_not_there(record):
    with pytest.raises(NotFound, match="Sunday"):
        snapshot_named(record, "Sunday")


def test_the_same_words_have_the_same_hash(record):
    assert snapshot(record, "one", "2031").sha256 == snapshot(record, "two", "2032").sha256


def test_an_open_record_is_copied_whole(record, tmp_path):
    copy = tmp_path / "copy.truceline"
    copy_file(record, copy)
    assert copy.read_bytes()[18:20] == b"\x01\x01"  # out of WAL
    add(record, 30)
    with open_record(copy) as other:
        assert check(other) == []
        assert read.marks(other).documents == 1
        assert list(read.search(other, "truce"))
    assert sorted(one.name for one in tmp_path.glob("copy*")) == ["copy.truceline"]


def test_a_copy_never_replaces_a_file(record, path, tmp_path):
    for there in (tmp_path / "copy.truceline", path):
        there.exists() or there.write_text("mine")
        with pytest.raises(RecordError, match="there already"):
            copy_file(record, there)
    assert (tmp_path / "copy.truceline").read_text() == "mine"
    with pytest.raises(RecordError):
        copy_file(record, tmp_path / "no" / "copy.truceline")
