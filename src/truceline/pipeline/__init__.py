"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Sequence
from functools import cache as once
from functools import partial
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.extract.reading import METHOD, read
from truceline.ingest import Form, Refused, our_fault
from truceline.knowledge.own import Own, known, own_knowledge
from truceline.model.document import Raw
from truceline.model.errors import TrucelineError
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.pipeline.deriving import derive
from truceline.pipeline.taking import Fetch, keep, keep_knowledge, new_knowledge, nothing
from truceline.pipeline.waiting import Report, Watch, read_waiting
from truceline.store import read as kept
from truceline.store import write
from truceline.store.open import Record
from truceline.store.parses import Parses

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
    cache: Path | None = None,
) -> Report:
    """Read the reports and add what they say to the record; what is already there costs nothing.

    `at` is the ISO time for the log. A folder `knowledge` in a folder of reports, or the one given, becomes the record's
    own. `form` tells what files do not tell of themselves. `fetch` gives reports from elsewhere, where the user named
    addresses; it is told what is kept of each. `watch` is called with how many documents are read and how many wait.
    `cache` is a file in which parses are left for other runs and looked for.
    """
    keep_knowledge(paths, knowledge, record)
    refused = keep(paths, record, at=at, fetch=fetch, form=form)
    report = _read(record, at=at, workers=workers, watch=watch, cache=cache)
    if not kept.is_derived(record, method=METHOD, knowledge=known(_own(record)).version):
        derive(record)
    return msgspec.structs.replace(report, refused=(*refused, *report.refused))


def rebuild(
    record: Record, *, at: str, workers: int = 1, watch: Watch | None = None, cache: Path | None = None
) -> Report:
    """Read what no reading by this method and knowledge exists for, and derive everything anew."""
    report = _read(record, at=at, workers=workers, watch=watch, cache=cache)
    write.forget_derived(record)
    derive(record)
    return report


def _read(record: Record, *, at: str, workers: int, watch: Watch | None, cache: Path | None) -> Report:
    own = _own(record)
    waiting = kept.unread(record, METHOD, known(own).version)
    return read_waiting(
        waiting, record, partial(read_one, own=own, cache=cache), at=at, workers=workers, watch=watch
    )


def read_one(raw: Raw, own: Own, cache: Path | None = None) -> Reading | Refused:
    """Read one report: a function of its bytes, the knowledge and the method. This is what runs on many machines.

    A cache changes what it costs, never what it says.
    """
    knowledge = known(own)
    try:
        doc = clean(raw, knowledge.furniture, knowledge.swaps)
        known_parses = _parses(cache) if cache is not None else None
        return read(next(parse([doc], patches=[patches(doc, knowledge)], cache=known_parses)), knowledge)
    except TrucelineError as error:
        return Refused(raw.name, str(error).removeprefix(f"{raw.name}: "))
    except Exception as error:  # one report must not stop a run of thousands
        return Refused(raw.name, our_fault(error))


@once
def _parses(path: Path) -> Parses:
    return Parses(path)


def _own(record: Record) -> Own:
    return own_knowledge(kept.judgements(record))
