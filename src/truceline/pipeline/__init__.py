"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.copies import families, find_on_shelf
from truceline.extract.reading import METHOD, read
from truceline.ingest import Form, Refused, our_fault
from truceline.knowledge.own import Own, known, own_knowledge
from truceline.model.copies import altered_copies, marked
from truceline.model.document import Raw
from truceline.model.errors import TrucelineError
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.pipeline.taking import Fetch, keep, keep_knowledge, new_knowledge, nothing
from truceline.pipeline.waiting import Report, Watch, read_waiting
from truceline.reconcile import reconcile
from truceline.store import read as kept
from truceline.store import write
from truceline.store.derived import Derived
from truceline.store.open import Record
from truceline.store.shelf import drop_shelf, open_shelf

__all__ = ["Fetch", "Report", "Watch", "add", "derive", "keep", "new_knowledge", "read_one", "rebuild"]


def add(  # noqa: PLR0913 - where from, into what, when and how: one run is asked for all of it
    paths: Sequence[Path | str],
    record: Record,
    *,
    at: str,
    fetch: Fetch = nothing,
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
    keep_knowledge(paths, knowledge, record)
    refused = keep(paths, record, at=at, fetch=fetch, form=form)
    report = _read(record, at=at, workers=workers, watch=watch)
    if not kept.is_derived(record, method=METHOD, knowledge=known(_own(record)).version):
        derive(record)
    return msgspec.structs.replace(report, refused=(*refused, *report.refused))


def rebuild(record: Record, *, at: str, workers: int = 1, watch: Watch | None = None) -> Report:
    """Read what no reading by this method and knowledge exists for, and derive everything anew."""
    report = _read(record, at=at, workers=workers, watch=watch)
    drop_shelf(record)
    derive(record)
    return report


def _read(record: Record, *, at: str, workers: int, watch: Watch | None) -> Report:
    own = _own(record)
    waiting = kept.unread(record, METHOD, known(own).version)
    return read_waiting(waiting, record, partial(read_one, own=own), at=at, workers=workers, watch=watch)


def read_one(raw: Raw, own: Own) -> Reading | Refused:
    """Read one report: a function of its bytes, the knowledge and the method. This is what runs on many machines."""
    knowledge = known(own)
    try:
        doc = clean(raw, knowledge.furniture, knowledge.swaps)
        return read(next(parse([doc], patches=[patches(doc, knowledge)])), knowledge)
    except TrucelineError as error:
        return Refused(raw.name, str(error).removeprefix(f"{raw.name}: "))
    except Exception as error:  # one report must not stop a run of thousands
        return Refused(raw.name, our_fault(error))


def derive(record: Record) -> None:
    """Compare the documents and events of the whole record, and write what follows into the derived tables."""
    said, marks = list(kept.judgements(record)), kept.marks(record)
    knowledge = known(own_knowledge(said))
    readings = list(kept.newest_readings(record, method=METHOD, knowledge=knowledge.version))
    docs = [reading.document for reading in readings]
    with record.writing():
        shelf = open_shelf(record, method=METHOD, knowledge=knowledge.version)
        copies = find_on_shelf(shelf, docs, knowledge.swaps.common, knowledge.furniture.agency_names)
    family, altered = families(copies, [doc.id for doc in docs]), altered_copies(copies)
    seen = [msgspec.structs.replace(one, document=marked(one.document, altered)) for one in readings]
    found = reconcile(seen, family, knowledge, said)
    shown = (found.actors, found.incidents, found.agreements, found.measures)
    beside = (found.conditions, found.exhibits, found.citations, found.unsure)
    write.replace_derived(
        record, Derived(marks, METHOD, knowledge.version, readings, *shown, copies, *beside)
    )


def _own(record: Record) -> Own:
    return own_knowledge(kept.judgements(record))
