"""Read what waits: kept, and not yet read by this method with this knowledge."""

from collections.abc import Callable, Sequence

import msgspec

from truceline.engines import run
from truceline.ingest import Refused
from truceline.model.document import UNKNOWN_LANGUAGE, Raw
from truceline.model.errors import Unreadable
from truceline.model.reading import Reading
from truceline.store import read as kept
from truceline.store import write
from truceline.store.open import Record

# Told how many documents are read, and how many there were to read.
Watch = Callable[[int, int], None]


class Report(msgspec.Struct, frozen=True):
    """What a run did: how many documents it read, what could not be read and why, and how many the record holds.

    `unread` are the languages of those that are kept and not read, one each.
    """

    read: int
    refused: tuple[Refused, ...]
    total: int
    unread: tuple[str, ...] = ()


def read_waiting(
    waiting: Sequence[str],
    record: Record,
    read: Callable[[Raw], Reading | Refused],
    *,
    at: str,
    workers: int,
    watch: Watch | None,
) -> Report:
    """Read the documents with these ids, one transaction each: a kill loses at most the one at hand.

    `read` reads one; with several workers it must be picklable.
    """
    raws = (kept.raw(record, doc) for doc in waiting)
    bad, unread = [], []
    for done, found in enumerate(run(read, raws, count=len(waiting), workers=workers), start=1):
        if isinstance(found := _written(record, found), Refused):
            write.add_entry(record, at=at, name=found.name, reason=found.reason)
            bad.append(found)
        else:
            unread += [] if found.document.is_read else [found.document.language or UNKNOWN_LANGUAGE]
        if watch is not None:
            watch(done, len(waiting))
    read_now = len(waiting) - len(bad) - len(unread)
    return Report(read_now, tuple(bad), kept.report_count(record), tuple(unread))


def _written(record: Record, found: Reading | Refused) -> Reading | Refused:
    """Keep a reading; of one that cannot be written as Unicode, return why, so that it does not stop the rest."""
    if isinstance(found, Reading):
        try:
            write.add_reading(record, found)
        except Unreadable as error:
            return Refused(kept.raw(record, found.document.id).name, str(error))
    return found
