"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.copies import copy_key, families, find_copies
from truceline.engines import run_here, run_in_processes
from truceline.extract.reading import METHOD, read
from truceline.ingest import Refused, find
from truceline.knowledge import Knowledge, load
from truceline.model.document import Raw
from truceline.model.errors import TrucelineError
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.reconcile import reconcile
from truceline.store import read as kept
from truceline.store import write
from truceline.store.derived import Derived
from truceline.store.open import Record

Watch = Callable[[int, int], None]


class Report(msgspec.Struct, frozen=True):
    """What one run did: documents read, those that could not be (name and reason), and those already there."""

    read: int
    refused: tuple[Refused, ...]
    total: int


def add(
    paths: Iterable[Path | str], record: Record, *, at: str, workers: int = 1, knowledge: Path | None = None,
    watch: Watch = lambda done, total: None,
) -> Report:
    """Read the reports and add what they say to the record; what is already there costs nothing.

    Args:
        paths: files and folders; a folder `knowledge` among or in them is the record's own.
        record: the record, open.
        at: ISO date and time, for the log.
        workers: how many processes read.
        knowledge: a folder with the record's own knowledge.
        watch: called with how many documents are read and how many there are to read.
    """
    paths = list(map(Path, paths))
    for folder in [*(path / "knowledge" for path in paths), *([knowledge] if knowledge else [])]:
        _accept(folder, record)
    refused = [one for one in (_keep(raw, record, at) for raw in find(paths)) if one is not None]
    done, bad = _read_all(record, at=at, workers=workers, watch=watch)
    derive(record)
    return Report(done, (*refused, *bad), len(kept.names(record)))


def rebuild(record: Record, *, at: str, workers: int = 1, watch: Watch = lambda done, total: None) -> Report:
    """Read what no reading by this method and knowledge exists for, and derive everything anew."""
    done, bad = _read_all(record, at=at, workers=workers, watch=watch)
    derive(record, anew=True)
    return Report(done, bad, len(kept.names(record)))


def read_one(raw: Raw, own: tuple[tuple[str, str], ...]) -> Reading | Refused:
    """Read one report: a function of its bytes, the knowledge and the method. This is what runs on many machines."""
    knowledge = _known(own)
    try:
        doc = clean(raw, knowledge.furniture, knowledge.swaps)
        return read(next(parse([doc], patches=[patches(doc, knowledge)])), knowledge)
    except TrucelineError as error:
        return Refused(raw.name, str(error))


def derive(record: Record, *, anew: bool = False) -> None:
    """Compare the documents and events of the whole record, and write what follows into its derived tables."""
    knowledge = _known(own_knowledge(record))
    before = kept.derivation(record)
    marks = kept.marks(record)
    if before and (before.marks, before.method, before.knowledge) == (marks, METHOD, knowledge.version) and not anew:
        return
    readings = sorted(kept.newest_readings(record, METHOD, knowledge.version), key=lambda one: one.document.id)
    copies = find_copies(copy_key(one.document) for one in readings)
    found = reconcile(readings, families(copies, [one.document.id for one in readings]), knowledge)
    write.replace_derived(
        record,
        Derived(
            marks=marks, method=METHOD, knowledge=knowledge.version, readings=readings, actors=found.actors,
            incidents=found.incidents, agreements=found.agreements, measures=found.measures, copies=copies,
        ),
    )


def own_knowledge(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the knowledge files that the record brings: the last accepted text of each."""
    accepted: Mapping[str, str] = {j.left: j.payload for j in kept.judgements(record) if j.kind == "knowledge"}
    return tuple(sorted(accepted.items()))


@cache
def _known(own: tuple[tuple[str, str], ...]) -> Knowledge:
    return load(dict(own))


def _accept(folder: Path, record: Record) -> None:
    """Keep the knowledge files of a folder as judgements, so that the record needs nothing beside it."""
    accepted = dict(own_knowledge(record))
    for path in sorted(folder.glob("*.yml")):
        text = path.read_text("utf-8")
        if accepted.get(path.name) != text:
            load({**accepted, path.name: text})
            write.add_judgement(record, Judgement("knowledge", path.name, "", "accepted", "added with the reports", payload=text))


def _keep(raw: Raw | Refused, record: Record, at: str) -> Refused | None:
    """Keep a report's bytes and log where they came from; return why, where it could not be."""
    if isinstance(raw, Refused):
        write.add_entry(record, at=at, name=raw.name, reason=raw.reason)
        return raw
    write.add_entry(record, at=at, name=raw.name, document=write.add_document(record, raw))
    return None


def _read_all(record: Record, *, at: str, workers: int, watch: Watch) -> tuple[int, tuple[Refused, ...]]:
    own = own_knowledge(record)
    waiting = kept.unread(record, METHOD, _known(own).version)
    job = partial(read_one, own=own)
    raws: Iterator[Raw] = (kept.raw(record, doc) for doc in waiting)
    results = run_here(job, raws) if workers == 1 else run_in_processes(job, raws, workers=workers)
    bad = []
    for done, result in enumerate(results, start=1):
        if isinstance(result, Refused):
            write.add_entry(record, at=at, name=result.name, reason=result.reason)
            bad.append(result)
        else:
            write.add_reading(record, result)
        watch(done, len(waiting))
    return len(waiting) - len(bad), tuple(bad)
