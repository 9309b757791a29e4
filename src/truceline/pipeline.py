"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.copies import copy_key, families, shelve, shelved_copies
from truceline.engines import run
from truceline.extract.reading import METHOD, read
from truceline.ingest import Form, Mark, Refused, find
from truceline.ingest.known import Known
from truceline.knowledge import Knowledge
from truceline.knowledge.own import FOLDER, Own, accept, known, own_knowledge
from truceline.model.copies import Copy, altered_copies, marked
from truceline.model.document import UNKNOWN_LANGUAGE, Document, Raw
from truceline.model.errors import BadArchive, TrucelineError
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.reconcile import reconcile
from truceline.store import read as kept
from truceline.store import write
from truceline.store.derived import Derived
from truceline.store.open import Record
from truceline.store.restore import add_archive
from truceline.store.shelf import drop_shelf, open_shelf

ARCHIVE = ".zip"
Watch = Callable[[int, int], None]
# From what the record keeps of an address to what is found there now.
Fetch = Callable[[Known], Iterable[Raw | Refused]]


class Report(msgspec.Struct, frozen=True):
    """What a run did: how many documents it read, what could not be read and why, and how many the record holds.

    `unread` are the languages of those that are kept and not read, one each.
    """

    read: int
    refused: tuple[Refused, ...]
    total: int
    unread: tuple[str, ...] = ()


def add(  # noqa: PLR0913 - where from, into what, when and how: one run is asked for all of it
    paths: Sequence[Path | str],
    record: Record,
    *,
    at: str,
    fetch: Fetch = lambda known: (),
    workers: int = 1,
    knowledge: Path | None = None,
    form: Form | None = None,
    watch: Watch | None = None,
) -> Report:
    """Read the reports and add what they say to the record; what is already there costs nothing.

    `at` is the ISO time for the log. A folder `knowledge` in a folder of reports, or the one given, becomes the record's
    own. `form` tells what files do not tell of themselves. `fetch` gives reports from elsewhere, where the user named
    addresses; it is told what is kept of each. `watch` is called with how many documents are read and how many wait.
    """
    for judgement in new_knowledge(paths, knowledge, own_knowledge(kept.judgements(record))):
        write.add_judgement(record, judgement)
    archives = [Path(path) for path in paths if Path(path).suffix == ARCHIVE]
    refused = [one for path in archives if (one := _unpack(path, record, at)) is not None]
    refused += keep(
        [path for path in paths if Path(path) not in archives], record, at=at, fetch=fetch, form=form
    )
    report = read_waiting(record, at=at, workers=workers, watch=watch)
    if not _is_derived(record):
        derive(record)
    return msgspec.structs.replace(report, refused=(*refused, *report.refused))


def new_knowledge(paths: Sequence[Path | str], knowledge: Path | None, own: Own = ()) -> list[Judgement]:
    """Return the judgements that make the knowledge beside these reports a record's own; bad knowledge raises."""
    return accept([*(Path(path) / FOLDER for path in paths), *([knowledge] if knowledge else [])], own)


def keep(
    paths: Sequence[Path | str],
    record: Record,
    *,
    at: str,
    fetch: Fetch = lambda known: (),
    form: Form | None = None,
) -> list[Refused]:
    """Keep the bytes of every report and log their names; return what could not be taken, and why.

    A long archive is read on from where the log says that it was left.
    """
    raws = chain(find(paths, resume=partial(_mark, record), form=form), fetch(partial(kept.newest, record)))
    return [one for one in (_keep(raw, record, at) for raw in raws) if one is not None]


def rebuild(record: Record, *, at: str, workers: int = 1, watch: Watch | None = None) -> Report:
    """Read what no reading by this method and knowledge exists for, and derive everything anew."""
    report = read_waiting(record, at=at, workers=workers, watch=watch)
    drop_shelf(record)
    derive(record)
    return report


def read_waiting(record: Record, *, at: str, workers: int, watch: Watch | None) -> Report:
    """Read every document that waits for it, one transaction each: a kill loses at most the one at hand."""
    own = own_knowledge(kept.judgements(record))
    waiting = kept.unread(record, METHOD, known(own).version)
    job, raws = partial(read_one, own=own), (kept.raw(record, doc) for doc in waiting)
    bad, unread = [], []
    for done, found in enumerate(run(job, raws, count=len(waiting), workers=workers), start=1):
        if isinstance(found, Refused):
            write.add_entry(record, at=at, name=found.name, reason=found.reason)
            bad.append(found)
        else:
            write.add_reading(record, found)
            unread += [] if found.document.is_read else [found.document.language or UNKNOWN_LANGUAGE]
        if watch is not None:
            watch(done, len(waiting))
    read_now = len(waiting) - len(bad) - len(unread)
    return Report(read_now, tuple(bad), kept.report_count(record), tuple(unread))


def read_one(raw: Raw, own: Own) -> Reading | Refused:
    """Read one report: a function of its bytes, the knowledge and the method. This is what runs on many machines."""
    knowledge = known(own)
    try:
        doc = clean(raw, knowledge.furniture, knowledge.swaps)
        return read(next(parse([doc], patches=[patches(doc, knowledge)])), knowledge)
    except TrucelineError as error:
        return Refused(raw.name, str(error).removeprefix(f"{raw.name}: "))


def derive(record: Record) -> None:
    """Compare the documents and events of the whole record, and write what follows into the derived tables."""
    said, marks = list(kept.judgements(record)), kept.marks(record)
    knowledge = known(own_knowledge(said))
    readings = list(kept.newest_readings(record, method=METHOD, knowledge=knowledge.version))
    with record.writing():
        copies = _copies(record, [reading.document for reading in readings], knowledge)
    family = families(copies, [reading.document.id for reading in readings])
    altered = altered_copies(copies)
    seen = [msgspec.structs.replace(one, document=marked(one.document, altered)) for one in readings]
    found = reconcile(seen, family, knowledge, said)
    shown = (found.actors, found.incidents, found.agreements, found.measures)
    write.replace_derived(record, Derived(marks, METHOD, knowledge.version, readings, *shown, copies))


def _copies(record: Record, docs: Sequence[Document], knowledge: Knowledge) -> tuple[Copy, ...]:
    """Return who copied whom; only documents that were not looked at before are looked for, in their own places."""
    shelf = open_shelf(record, method=METHOD, knowledge=knowledge.version)
    standing = {doc for _, doc in shelf.standing()}
    words, agencies = knowledge.swaps.common, knowledge.furniture.agency_names
    shelve(shelf, (copy_key(doc, words, agencies) for doc in docs if doc.id not in standing))
    return shelved_copies(shelf)


def _is_derived(record: Record) -> bool:
    version = known(own_knowledge(kept.judgements(record))).version
    made = kept.derivation(record)
    return made is not None and (made.marks, made.method, made.knowledge) == (
        kept.marks(record),
        METHOD,
        version,
    )


def _mark(record: Record, path: str) -> Mark | None:
    last = kept.last_kept(record, path)
    return Mark(last.name, last.document) if last and last.document else None


def _unpack(path: Path, record: Record, at: str) -> Refused | None:
    """Add an archive of a record; return why it could not be, so that one bad file does not stop the rest."""
    try:
        add_archive(record, path, at=at)
    except BadArchive as error:
        refused = Refused(str(path), f"{error}; a .zip of reports is to be unpacked first")
        write.add_entry(record, at=at, name=refused.name, reason=refused.reason)
        return refused
    return None


def _keep(raw: Raw | Refused, record: Record, at: str) -> Refused | None:
    """Keep a report's bytes and log under which name they came; return the reason where there are none to keep."""
    if isinstance(raw, Refused):
        write.add_entry(record, at=at, name=raw.name, reason=raw.reason)
        return raw
    with record.writing():
        write.add_entry(record, at=at, name=raw.name, document=write.add_document(record, raw))
    return None
