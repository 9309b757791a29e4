"""Kill what adds to a record, look at what it left, and let another go on."""

import json
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.build import AT
from truceline import pipeline
from truceline.store import read as kept
from truceline.store.archive import write_archive
from truceline.store.check import check
from truceline.store.connection import Where
from truceline.store.open import is_there, open_or_create, open_record

# Seconds between two looks at a child.
LOOK = 0.02


class Killed(msgspec.Struct, frozen=True):
    """What the kills did.

    Attributes:
        kills: how often a process was killed.
        finished: how often one was done before its time, so that another file was added.
        documents: how many the record holds in the end.
        during: at how many kills what was under way: reports being kept, being read, what follows being derived, nothing yet.
        lost: documents, readings and names that a look had seen and a later one did not.
        twice: names with two documents, documents with two names, and readings beyond one a document.
        faults: what `check` found at any look, and does not find in a record that nobody killed.
        same: whether the archive is that of a record that nobody killed.
    """

    kills: int
    finished: int
    documents: int
    during: Mapping[str, int]
    lost: int
    twice: int
    faults: Sequence[str]
    same: bool


def kill_often(files: Sequence[Path], where: Where, *, kills: int, every: float, seed: int) -> Killed:
    """Add files to a record, one file more whenever one run is through, and kill it so many times.

    Each run is a process of its own, forked from this one, in which models and knowledge are loaded: all kills fall on the
    work. The first `every` seconds of a run are as likely as any to be its last.

    Args:
        files: reports; the more there are, the longer it takes until there is nothing left to do.
        where: a record that is not there yet.
        kills: how many.
        every: seconds; between nothing and twice as long passes until a kill.
        seed: of the waiting times.
    """
    chance = random.Random(seed)
    during: Counter[str] = Counter()
    seen: dict[str, set[str]] = {}
    faults: set[str] = set()
    done = finished = lost = twice = 0
    taken = 1
    while done < kills:
        given = files[:taken]
        if ended(fork(partial(add, given, where)), chance.uniform(0, 2 * every)):
            finished, taken = finished + 1, min(taken + 1, len(files))
            continue
        done += 1
        look = ask(lambda: state(where))
        during[look["during"]] += 1
        now = {name: set(look[name]) for name in ("documents", "readings", "names")}
        lost += sum(len(seen.get(name, set()) - now[name]) for name in now)
        twice += look["twice"]
        faults |= set(look["faults"])
        seen = now
    ended(fork(lambda: add(files[:taken], where)), None)
    last = ask(lambda: state(where))
    faults |= set(last["faults"])
    return Killed(
        done,
        finished,
        len(last["documents"]),
        during,
        lost,
        twice + last["twice"],
        sorted(faults),
        same=False,
    )


def add(files: Sequence[Path], where: Where) -> None:
    """Add files to a record."""
    with open_or_create(where) as record:
        pipeline.add(files, record, at=AT)


def archive(where: Where, out: Path) -> bytes:
    """Return the archive of a record."""
    with open_record(where) as record:
        write_archive(record, out)
    return out.read_bytes()


def state(where: Where) -> dict[str, Any]:
    """Return what a record holds, and what is wrong with it."""
    if not is_there(where):
        return {
            "documents": [],
            "readings": [],
            "names": [],
            "twice": 0,
            "faults": 0,
            "during": "nothing yet",
        }
    with open_record(where) as record:
        names = kept.names(record)
        readings = [reading.document.id for reading in kept.newest_readings(record)]
        owners = Counter(name for several in names.values() for name in several)
        marks, made = kept.marks(record), kept.derivation(record)
        behind = made is None or made.marks.readings < marks.readings
        unread = marks.documents > len(readings)
        return {
            "documents": sorted(names),
            "readings": readings,
            "names": sorted(owners),
            "twice": sum(count - 1 for count in owners.values()) + sum(len(several) - 1 for several in names.values())
            + marks.readings - len(set(readings)) + marks.documents - len(names),
            "faults": [f"{one.kind} {one.where}: {one.reason}" for one in check(record)],
            "during": "reading or keeping" if unread else "deriving" if behind else "nothing to do",
        }  # fmt: skip


def fork(work: Callable[[], object]) -> int:
    """Do the work in a fork of this process, and return its number."""
    number = os.fork()
    if number:
        return number
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended(child: int, seconds: float | None) -> bool:
    """Return whether a child came to its end within so many seconds; if it did not, it is killed outright.

    Raises:
        RuntimeError: it came to a bad end by itself.
    """
    until = None if seconds is None else time.monotonic() + seconds
    while until is None or time.monotonic() < until:
        number, status = os.waitpid(child, os.WNOHANG)
        if number:
            if status:
                raise RuntimeError(
                    f"a run ended with {os.waitstatus_to_exitcode(status)} that nobody had killed"
                )
            return True
        time.sleep(LOOK)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def ask(question: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what a fork of this process answers: a connection to a database stays in it."""
    reading, writing = os.pipe()

    def answer() -> None:
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(question()))

    child = fork(answer)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    ended(child, None)
    answered: dict[str, Any] = json.loads(told)
    return answered
