"""Flowing: files are opened and read in one flow, by the machines of an engine; this one keeps what they send."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from truceline.engines import Part, brought, flow_on_daft, listed, on_cluster
from truceline.ingest import Form, Refused, files, find
from truceline.ingest.standard import NAME
from truceline.ingest.stores import find_in_store, is_read, is_store, pattern
from truceline.model.document import Raw
from truceline.model.errors import NotFetched
from truceline.model.reading import Reading
from truceline.pipeline.taking import ARCHIVE, Fetch
from truceline.pipeline.waiting import Outcome, Way, keep_reading
from truceline.store import write
from truceline.store.open import Record

F = TypeVar("F")

Reports = Part[Raw | Refused]
Read = Callable[[Raw], Reading | Refused]
# Bytes. What is in a larger file is not all held at once: this machine opens it, one report at a time.
LARGEST_PART = 64_000_000
# Files that are opened together, and their bytes: many small ones would be as many tasks.
FILES_OF_A_PART, BYTES_OF_A_PART = 32, 4_000_000


class Sources(NamedTuple):
    """What was named, by who opens it.

    Attributes:
        parts: what the engine's machines open, in the order given.
        paths: what this machine opens: archives of records, standard input, large files, tables with mapped columns, and on a
            cluster all files of its own.
        here: likewise, what is in an object store; and what is refused unopened.
    """

    parts: list[Reports]
    paths: list[Path | str]
    here: list[Reports]


class Taken(NamedTuple):
    """A report from a worker: its name and id; its bytes, and what was read or why not, where the record lacks them."""

    name: str
    document: str
    raw: Raw | None
    found: Reading | Refused | None


Work = Callable[[Raw | Refused], Taken | Refused]


class Flowed(NamedTuple):
    """What came of each document that was read, what was refused, and what is left for this machine to open."""

    read: Mapping[str, Outcome]
    refused: Sequence[Refused]
    paths: Sequence[Path | str]
    here: Sequence[Reports]

    def and_then(self, fetch: Fetch) -> Fetch:
        """Return what gives the reports that are left in stores and those that are fetched."""
        return lambda known: chain(chain.from_iterable(part() for part in self.here), fetch(known))


class Held:
    """Ids of documents, eight bytes each: all that are read already go to every worker."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Take the ids."""
        self._ids = array("Q", sorted(int(one, 16) for one in ids))

    def __contains__(self, doc: str) -> bool:
        number = int(doc, 16)
        place = bisect_left(self._ids, number)
        return place < len(self._ids) and self._ids[place] == number


def sort_sources(paths: Sequence[Path | str], form: Form | None) -> Sources:
    """Return what is opened by whom."""
    sources = Sources([], [], [])
    for path in paths:
        if is_store(path):
            _sort_store(str(path), form, sources)
        elif _is_ours(path) or (form is not None and form.columns):
            sources.paths.append(path)
        else:
            _sort_files(path, form, sources)
    return sources


def _is_ours(path: Path | str) -> bool:
    """Return whether only this machine can open a path: on a cluster the others need not have its files."""
    return str(path) == NAME or Path(path).suffix == ARCHIVE or on_cluster()


def _sort_files(path: Path | str, form: Form | None, sources: Sources) -> None:
    small: list[tuple[Path, int]] = []
    for one in files([path]):
        if isinstance(one, Refused):
            sources.here.append(partial(list, [one]))
        elif (size := one.stat().st_size if one.exists() else 0) > LARGEST_PART:
            sources.paths.append(one)
        else:
            small.append((one, size))
    sources.parts.extend(partial(find, several, form=_portable(form)) for several in _together(small))


def _sort_store(address: str, form: Form | None, sources: Sources) -> None:
    open_ = partial(find_in_store, bring=brought, form=_portable(form))
    try:
        found = [one for one in listed(pattern(address)) if is_read(one.address, address)]
    except NotFetched as error:
        sources.here.append(partial(list, [Refused(address, str(error))]))
        return
    small = [(one.address, one.size) for one in found if one.size <= LARGEST_PART]
    sources.parts.extend(partial(open_, several) for several in _together(small))
    sources.here.extend(partial(open_, [one.address]) for one in found if one.size > LARGEST_PART)


def _together(several: Iterable[tuple[F, int]]) -> Iterator[list[F]]:
    """Yield neighbouring files together, up to a number and a size."""
    part: list[F] = []
    size = 0
    for file, bytes_ in several:
        if part and (len(part) == FILES_OF_A_PART or size + bytes_ > BYTES_OF_A_PART):
            yield part
            part, size = [], 0
        part.append(file)
        size += bytes_
    if part:
        yield part


def _portable(form: Form | None) -> Form | None:
    """Return what was told of files, without the standard input of this process."""
    return Form(form.columns, form.kind) if form is not None else None


def unopened(paths: Sequence[Path | str]) -> Flowed:
    """Return that nothing was read yet: this machine opens everything."""
    return Flowed({}, (), paths, ())


def flow(
    paths: Sequence[Path | str], record: Record, work: Work, *, at: str, form: Form | None, way: Way
) -> Flowed:
    """Read what the engine's machines can open, and keep it: one transaction a document, in the order of its file.

    Args:
        paths: files, folders, addresses of object stores.
        record: where to keep it.
        work: reads one report, or knows it: `take` with what it needs; picklable.
        at: the ISO time for the log.
        form: what files do not tell of themselves.
        way: by how many it is done, and who is told.
    """
    sources = sort_sources(paths, form)
    read: dict[str, Outcome] = {}
    refused: list[Refused] = []
    for one in flow_on_daft(sources.parts, work, workers=way.workers):
        if isinstance(one, Refused):
            refused.append(one)
            write.add_entry(record, at=at, name=one.name, reason=one.reason)
        else:
            _keep(record, one, at, read)
        if way.watch is not None:
            way.watch(len(read), max(len(read), len(sources.parts)))
    return Flowed(read, refused, sources.paths, sources.here)


def take(raw: Raw | Refused, *, read: Read, held: Held) -> Taken | Refused:
    """Read a report, unless it is held. This is what runs on many machines."""
    if isinstance(raw, Refused):
        return raw
    doc = raw.id
    return Taken(raw.name, doc, None, None) if doc in held else Taken(raw.name, doc, raw, read(raw))


def _keep(record: Record, taken: Taken, at: str, read: dict[str, Outcome]) -> None:
    with record.writing():
        if taken.raw is not None:
            write.add_document(record, taken.raw)
        write.add_entry(record, at=at, name=taken.name, document=taken.document)
        if taken.found is not None and taken.document not in read:
            read[taken.document] = keep_reading(record, taken.found, at)
