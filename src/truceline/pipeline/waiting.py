"""Read what waits: kept, and not yet read by this method with this knowledge."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from truceline.engines import Engine, run
from truceline.ingest import Refused
from truceline.model.document import UNKNOWN_LANGUAGE, Raw
from truceline.model.errors import Unreadable
from truceline.model.reading import Reading
from truceline.store import read as kept
from truceline.store import write
from truceline.store.open import Record

# Told how many documents are read, and how many there were to read.
Watch = Callable[[int, int], None]
# What came of a document: nothing to tell of, why it could not be read, or in what language it is kept unread.
Outcome = Refused | str | None


class Report(msgspec.Struct, frozen=True):
    """What a run did: how many documents it read, what could not be read and why, and how many the record holds.

    `unread` are the languages of those that are kept and not read, one each.
    """

    read: int
    refused: tuple[Refused, ...]
    total: int
    unread: tuple[str, ...] = ()


class Way(NamedTuple):
    """How documents are read: by what, by how many, who is told how many are done, and where parses are left."""

    engine: Engine = "processes"
    workers: int = 1
    watch: Watch | None = None
    cache: Path | None = None


def read_waiting(
    waiting: Sequence[str],
    record: Record,
    read: Callable[[Raw], Reading | Refused],
    *,
    at: str,
    way: Way,
    before: Iterable[Outcome] = (),
) -> Report:
    """Read the documents with these ids, one transaction each: a kill loses at most the one at hand.

    `read` reads one; with several workers it must be picklable. What came of others `before` is told of in the same report.
    """
    raws = (kept.raw(record, doc) for doc in waiting)
    results = run(read, raws, count=len(waiting), workers=way.workers, engine=way.engine)
    told = [*before]
    for done, found in enumerate(results, start=1):
        told.append(keep_reading(record, found, at))
        if way.watch is not None:
            way.watch(done, len(waiting))
    bad = tuple(one for one in told if isinstance(one, Refused))
    unread = tuple(one for one in told if isinstance(one, str))
    return Report(len(told) - len(bad) - len(unread), bad, kept.report_count(record), unread)


def keep_reading(record: Record, found: Reading | Refused, at: str) -> Outcome:
    """Keep a reading, or log why there is none: then return that, or the language in which it was not read."""
    found = _written(record, found)
    if isinstance(found, Refused):
        write.add_entry(record, at=at, name=found.name, reason=found.reason)
        return found
    return None if found.document.is_read else found.document.language or UNKNOWN_LANGUAGE


def _written(record: Record, found: Reading | Refused) -> Reading | Refused:
    """Keep a reading; of one that cannot be written as Unicode, return why, so that it does not stop the rest."""
    if isinstance(found, Reading):
        try:
            write.add_reading(record, found)
        except Unreadable as error:
            return Refused(kept.raw(record, found.document.id).name, str(error))
    return found
