import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.store_sample import fill, sample
from truceline.model.document import Raw
from truceline.model.errors import NewerRecord, NotARecord, RecordBusy, RecordError
from truceline.store import read, write
from truceline.store.open import create_record, open_or_create, open_record
from truceline.store.versions import Step, bring_up

# Opening and closing.


def companions(path):
    return sorted(one.name for one in path.parent.iterdir())


def test_while_open_it_is_in_wal_and_closing_leaves_one_whole_file(path):
    with open_or_create(path) as record:
        write.add_document(record, sample(12).raw)
        assert companions(path) == [path.name, path.name + "-shm", path.name + "-wal"]
    assert companions(path) == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"  # no WAL: a reader that cannot write can open it
    copy = path.with_name("copy.truceline")
    shutil.copyfile(path, copy)
    with open_record(copy) as record:
        assert [raw.content for raw in read.raws(record)] == [sample(12).raw.content]


def test_the_last_to_close_leaves_wal(path):
    with open_or_create(path) as first:
        with open_record(path) as second:
            write.add_document(second, sample(12).raw)
        assert len(list(read.raws(first))) == 1
    assert companions(path) == [path.name]


def test_an_error_inside_still_closes(path):
    with pytest.raises(KeyError), open_or_create(path) as record:
        write.add_document(record, sample(12).raw)
        raise KeyError
    assert companions(path) == [path.name]


def test_creating_never_replaces(path):
    path.write_text("mine")
    with pytest.raises(RecordError, match="there already"):
        create_record(path)
    assert path.read_text() == "mine"


def test_two_empty_records_are_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        create_record(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def other_database(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE meta (key, value)")
    other.execute("INSERT INTO meta VALUES ('application', 'something else')")
    other.commit()
    other.close()


def other_table(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name)")
    other.close()


NO_RECORDS = [
    ("missing", lambda path: None, "no such file"),
    ("empty", lambda path: path.touch(), "is empty"),
    ("text", lambda path: path.write_text("A report."), "no SQLite"),
    ("other table", other_table, "something else"),
    ("other meta", other_database, "something else"),
    ("folder", lambda path: path.mkdir(), "a folder"),
    ("pipe", os.mkfifo, "no ordinary file"),
    ("header only", lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 500), "damaged"),
    ("name with signs", lambda path: path.write_text("x"), "no SQLite"),
]


@pytest.mark.parametrize(("name", "make", "why"), NO_RECORDS, ids=[row[0] for row in NO_RECORDS])
def test_what_is_no_record_is_refused_by_name_and_untouched(tmp_path, name, make, why):
    path = tmp_path / f"{name}?#%41.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotARecord, match=why) as told:
        open_record(path)
    assert path.name in str(told.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert companions(path) == ([path.name] if path.exists() else [])


def test_a_name_with_signs_is_no_trouble(tmp_path):
    path = tmp_path / "my war?mode=ro#1 %41.truceline"
    with open_or_create(path) as record:
        write.add_document(record, sample(12).raw)
    assert companions(path) == [path.name]


def test_a_busy_record_says_so_after_its_patience(filled, path):
    with open_record(path, patience=0.2) as second:
        with filled.writing():
            write.add_document(filled, sample(77).raw)
            with pytest.raises(RecordBusy, match=r"war\.truceline.*another process"):
                write.add_document(second, sample(78).raw)
            assert read.marks(second).documents == 2  # reading goes on
        write.add_document(second, sample(78).raw)
    assert read.marks(filled).documents == 4


def test_a_full_disk_keeps_what_there_was(filled, path):
    before = list(read.raws(filled))
    filled.connection.exec_driver_sql("PRAGMA max_page_count = 40").all()
    with pytest.raises(RecordError, match="disk is full"):
        write.add_document(filled, Raw("big.txt", "text", os.urandom(2**20)))
    with pytest.raises(RecordError, match="disk is full"), filled.writing():
        write.add_document(filled, Raw("big.txt", "text", os.urandom(2**20)))
    assert list(read.raws(filled)) == before
    filled.connection.exec_driver_sql("PRAGMA max_page_count = 100000").all()
    write.add_document(filled, sample(77).raw)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_record_that_cannot_be_written_can_be_read(filled, path):
    filled.close()
    path.chmod(stat.S_IRUSR)
    with open_record(path) as record:
        assert list(read.incidents(record))
        with pytest.raises(RecordError, match="cannot be written"):
            write.add_document(record, sample(77).raw)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(RecordError, match="war"):
        open_or_create(tmp_path / "no" / "war.truceline")


# Formats.


def set_format(path, number, needs="9.8"):
    other = sqlite3.connect(path)
    for key, value in (("format", number), ("needs", needs)):
        other.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    other.commit()
    other.close()


def test_a_newer_record_names_the_version_that_it_needs(path):
    create_record(path)
    set_format(path, "2")
    with pytest.raises(NewerRecord, match=r"war\.truceline needs Truceline 9\.8"):
        open_record(path)


@pytest.mark.parametrize("number", ["0", "-1", "x", ""])
def test_a_format_that_is_none(path, number):
    create_record(path)
    set_format(path, number)
    with pytest.raises(NotARecord):
        open_record(path)


def add_colour(connection):
    connection.exec_driver_sql("ALTER TABLE document ADD COLUMN colour TEXT")


def add_table(connection):
    connection.exec_driver_sql("CREATE TABLE extra (x)")


STEPS = (Step("0.2", add_colour), Step("0.3", add_table))


def test_an_older_record_is_copied_and_brought_up(path):
    with open_or_create(path) as record:
        fill(record, sample(12))
    before = path.read_bytes()
    kept = bring_up(path, STEPS)
    assert kept == path.with_name("war.format-1.truceline")
    with open_record(kept) as old:
        assert len(list(read.raws(old))) == 1
    with pytest.raises(NewerRecord, match=r"needs Truceline 0\.3"):
        open_record(path)
    assert bring_up(path, STEPS) is None
    other = sqlite3.connect(path)
    assert other.execute("SELECT colour FROM document").fetchall() == [(None,)]
    assert other.execute("SELECT COUNT(*) FROM extra").fetchone() == (0,)
    other.close()
    assert before != path.read_bytes()


def test_a_step_that_fails_leaves_the_record_as_it_was(path):
    create_record(path)

    def fails(connection):
        add_table(connection)
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")

    with pytest.raises(RecordError, match="nowhere"):
        bring_up(path, (STEPS[0], Step("0.3", fails)))
    open_record(path).close()
    assert bring_up(path, STEPS) == path.with_name("war.format-1-2.truceline")


def test_steps_begin_where_the_record_is(path):
    create_record(path)
    bring_up(path, STEPS[:1])
    assert bring_up(path, STEPS) == path.with_name("war.format-2.truceline")


def test_what_is_no_record_is_not_brought_up(tmp_path):
    path = Path(tmp_path / "other.db")
    other_table(path)
    with pytest.raises(NotARecord):
        bring_up(path, STEPS)
    assert companions(path) == ["other.db"]
