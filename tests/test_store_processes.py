"""Several processes on one record, and processes that are killed."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.store_sample import KNOWLEDGE, METHOD, derive, sample
from truceline.store import read, write
from truceline.store.check import check
from truceline.store.open import open_or_create, open_record

ROOT = Path(__file__).parents[1]
HEAD = """
    import os, signal, sys, time
    from pathlib import Path
    from tests.store_sample import AT, derive, fill, sample
    from truceline.store import read, write
    from truceline.store.open import open_or_create, open_record

    where = sys.argv[1]

    def add(record, number):
        one = sample(number)
        with record.writing():
            write.add_document(record, one.raw)
            write.add_reading(record, one.reading)
            write.add_entry(record, at=AT, name=one.raw.name, document=one.raw.id)
"""


def start(script, *arguments):
    """Start a Python process with the script; its output comes through a pipe."""
    code = textwrap.dedent(HEAD) + textwrap.dedent(script)
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


pytestmark = pytest.mark.both_databases


def is_whole(where):
    """Return whether nothing lies beside the record's file; a server's files are the server's."""
    return not isinstance(where, Path) or [one.name for one in where.parent.iterdir()] == [where.name]


KILLED = [
    ("between documents", ""),
    (
        "in the middle of a document",
        """
        with record.writing():
            write.add_document(record, sample(99).raw)
            os.kill(os.getpid(), signal.SIGKILL)
        """,
    ),
    (
        "while what follows is filled in",
        """
        def readings():
            yield from read.newest_readings(record)
            os.kill(os.getpid(), signal.SIGKILL)
        import msgspec
        write.replace_derived(record, msgspec.structs.replace(derive(record), readings=readings(), incidents=()))
        """,
    ),
]


@pytest.mark.parametrize(("when", "last"), KILLED, ids=[row[0] for row in KILLED])
def test_a_killed_process_leaves_a_usable_record(where, when, last):
    script = """
        record = open_or_create(where)
        for number in (11, 12, 13):
            add(record, number)
        write.replace_derived(record, derive(record))
        add(record, 14)
        print("four are in", flush=True)
    """
    script = textwrap.dedent(script) + textwrap.dedent(last) + "\nos.kill(os.getpid(), signal.SIGKILL)\n"
    process = start(script, where)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (-signal.SIGKILL, "four are in\n"), err
    with open_record(where) as record:
        assert read.marks(record).documents == 4
        assert len(next(read.incidents(record)).accounts) == 3
        assert check(record) == []
        assert read.unread(record, METHOD, KNOWLEDGE) == []
        write.replace_derived(record, derive(record))
        assert len(next(read.incidents(record)).accounts) == 4
    assert is_whole(where)


def test_a_process_killed_at_any_moment_loses_nothing_that_it_told(where):
    script = """
        with open_or_create(where) as record:
            for number in range(1000):
                add(record, number)
                print(number, flush=True)
    """
    told = -1
    for _ in range(4):
        process = start(script, where)
        for line in process.stdout:
            told = max(told, int(line))
            if told % 25 == 24:
                break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        told += 1
        with open_record(where) as record:
            assert check(record) == []
            assert read.marks(record).documents >= told
            assert len(read.names(record)) == read.marks(record).documents


def test_a_process_killed_while_it_creates_leaves_nothing_in_the_way(path):
    script = """
        import truceline.store.backup as backup
        backup._publish = lambda draft, path: os.kill(os.getpid(), signal.SIGKILL)
        open_or_create(where)
    """
    process = start(script, path)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert not path.exists()
    open_or_create(path).close()


def test_two_processes_add_to_one_record_and_nothing_is_lost(where):
    script = """
        first = int(sys.argv[2])
        with open_or_create(where) as record:
            for number in range(first, first + 60):
                add(record, number)
            write.replace_derived(record, derive(record))
    """
    for process in [start(script, where, first) for first in (0, 30, 60)]:  # half of each is another's too
        finish(process)
    with open_record(where) as record:
        assert read.marks(record).documents == len(read.names(record)) == 120
        assert len(list(read.newest_readings(record))) == 120
        assert len(list(read.entries(record))) == 180
        assert check(record) == []
    assert is_whole(where)


def test_a_process_that_waits_too_long_says_who_is_in_the_way(where):
    with open_or_create(where) as record, record.writing():
        write.add_document(record, sample(1).raw)
        process = start(
            """
            with open_record(where, patience=0.3) as record:
                add(record, 2)
            """,
            where,
        )
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "RecordBusy" in err
    assert "another process is writing" in err
    with open_record(where) as record:
        assert read.marks(record).documents == 1
        assert check(record) == []


def test_opening_and_closing_at_once(where):
    script = """
        for _ in range(40):
            with open_or_create(where) as record:
                list(read.raws(record))
    """
    for process in [start(script, where) for _ in range(3)]:
        finish(process)
    assert is_whole(where)
