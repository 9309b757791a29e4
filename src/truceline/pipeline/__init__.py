"""The whole job, top to bottom: reports in, a record out."""

from collections.abc import Mapping, Sequence
from functools import cache as once
from functools import partial
from pathlib import Path

import msgspec

from truceline.clean import clean
from truceline.engines import Engine
from truceline.extract.reading import METHOD, read
from truceline.ingest import Form, Refused, our_fault
from truceline.knowledge.own import Own, known, own_knowledge
from truceline.model.document import Raw
from truceline.model.errors import TrucelineError
from truceline.model.reading import Reading
from truceline.parse import parse, patches
from truceline.pipeline.deriving import derive
from truceline.pipeline.flowing import Held, Work, flow, take, unopened
from truceline.pipeline.taking import Fetch, keep, keep_knowledge, new_knowledge, nothing
from truceline.pipeline.waiting import Outcome, Report, Watch, Way, read_waiting
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
    engine: Engine = "processes",
    knowledge: Path | None = None,
    form: Form | None = None,
    watch: Watch | None = None,
    cache: Path | None = None,
) -> Report:
    """Read the reports and add what they say to the record; what is already there costs nothing.

    `at` is the ISO time for the log. A folder `knowledge` in a folder of reports, or the one given, becomes the record's
    own. `form` tells what files do not tell of themselves. `fetch` gives reports from elsewhere, where the user named
    addresses; it is told what is kept of each. On the engine "daft" files are opened and read by its machines, and a path
    may be the address of an object store. `watch` is called with how many documents are read and how many wait.
    `cache` is a file in which parses are left for other runs and looked for.
    """
    keep_knowledge(paths, knowledge, record)
    way = Way(engine, workers, watch, cache)
    flowed = (
        flow(paths, record, _taking(record, cache), at=at, form=form, way=way)
        if engine == "daft"
        else unopened(paths)
    )
    refused = keep(flowed.paths, record, at=at, fetch=flowed.and_then(fetch), form=form)
    report = _read(record, at=at, way=way, before=flowed.read)
    if not kept.is_derived(record, method=METHOD, knowledge=known(_own(record)).version):
        derive(record)
    return msgspec.structs.replace(report, refused=(*flowed.refused, *refused, *report.refused))


def rebuild(
    record: Record,
    *,
    at: str,
    workers: int = 1,
    engine: Engine = "processes",
    watch: Watch | None = None,
    cache: Path | None = None,
) -> Report:
    """Read what no reading by this method and knowledge exists for, and derive everything anew."""
    report = _read(record, at=at, way=Way(engine, workers, watch, cache))
    write.forget_derived(record)
    derive(record)
    return report


def _read(record: Record, *, at: str, way: Way, before: Mapping[str, Outcome] | None = None) -> Report:
    own, before = _own(record), before or {}
    waiting = [doc for doc in kept.unread(record, METHOD, known(own).version) if doc not in before]
    read = partial(read_one, own=own, cache=way.cache)
    return read_waiting(waiting, record, read, at=at, way=way, before=before.values())


def _taking(record: Record, cache: Path | None) -> Work:
    """Return what reads a report that the record has no reading of."""
    own = _own(record)
    held = Held(kept.all_with_reading(record, METHOD, known(own).version))
    return partial(take, read=partial(read_one, own=own, cache=cache), held=held)


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
