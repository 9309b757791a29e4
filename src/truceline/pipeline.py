"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.copies import copy_key, families, find_copies
from truceline.engines import run_here, run_in_processes
from truceline.extract.reading import METHOD, read
from truceline.ingest import Refused, find
from truceline.knowledge.own import FOLDER, Own, accept, known, own_knowledge
from truceline.model.document import Raw
from truceline.model.errors import TrucelineError
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.reconcile import reconcile
from truceline.store import read as kept
from truceline.store import write
from truceline.store.derived import Derived
from truceline.store.open import Record

Watch = Callable[[int, int], None]


class Report(msgspec.Struct, frozen=True):
    """What a run did: how many documents it read, and what could not be read, each with its reason."""

    read: int
    refused: tuple[Refused, ...]


def add(
    paths: Sequence[Path | str],
    record: Record,
    *,
    at: str,
    workers: int = 1,
    knowledge: Path | None = None,
    watch: Watch = min,
) -> Report:
    """Read the reports and add what they say to the record; what is already there costs nothing.

    `at` is the ISO time for the log. A folder `knowledge` in a folder of reports, or the one given, becomes the record's
    own. `watch` is called with how many documents are read and how many wait.
    """
    folders = [Path(path) / FOLDER for path in paths] + ([knowledge] if knowledge else [])
    for judgement in accept(folders, own_knowledge(kept.judgements(record))):
        write.add_judgement(record, judgement)
    refused = [raw for raw in find(paths) if not _keep(raw, record, at)]
    run = rebuild(record, at=at, workers=workers, watch=watch)
    return Report(run.read, (*(raw for raw in refused if isinstance(raw, Refused)), *run.refused))


def rebuild(record: Record, *, at: str, workers: int = 1, watch: Watch = min) -> Report:
    """Read every document that has no reading by this method and knowledge, and derive what follows."""
    own = own_knowledge(kept.judgements(record))
    waiting = kept.unread(record, METHOD, known(own).version)
    job, raws = partial(read_one, own=own), (kept.raw(record, doc) for doc in waiting)
    bad = []
    for done, reading in enumerate(
        run_here(job, raws) if workers == 1 else run_in_processes(job, raws, workers=workers), 1
    ):
        if isinstance(reading, Refused):
            write.add_entry(record, at=at, name=reading.name, reason=reading.reason)
            bad.append(reading)
        else:
            write.add_reading(record, reading)
        watch(done, len(waiting))
    derive(record)
    return Report(len(waiting) - len(bad), tuple(bad))


def read_one(raw: Raw, own: Own) -> Reading | Refused:
    """Read one report: a function of its bytes, the knowledge and the method. This is what runs on many machines."""
    knowledge = known(own)
    try:
        doc = clean(raw, knowledge.furniture, knowledge.swaps)
        return read(next(parse([doc], patches=[patches(doc, knowledge)])), knowledge)
    except TrucelineError as error:
        return Refused(raw.name, str(error))


def derive(record: Record) -> None:
    """Compare the documents and events of the whole record, and write what follows, unless nothing is new."""
    said = list(kept.judgements(record))
    knowledge, marks, before = known(own_knowledge(said)), kept.marks(record), kept.derivation(record)
    if before and (before.marks, before.method, before.knowledge) == (marks, METHOD, knowledge.version):
        return
    readings = list(kept.newest_readings(record, method=METHOD, knowledge=knowledge.version))
    copies = find_copies(copy_key(reading.document) for reading in readings)
    family = families(copies, [reading.document.id for reading in readings])
    found = reconcile(readings, family, knowledge, said)
    derived = Derived(
        marks,
        METHOD,
        knowledge.version,
        readings,
        found.actors,
        found.incidents,
        found.agreements,
        found.measures,
        copies,
    )
    write.replace_derived(record, derived)


def _keep(raw: Raw | Refused, record: Record, at: str) -> bool:
    if isinstance(raw, Refused):
        write.add_entry(record, at=at, name=raw.name, reason=raw.reason)
        return False
    write.add_entry(record, at=at, name=raw.name, document=write.add_document(record, raw))
    return True
