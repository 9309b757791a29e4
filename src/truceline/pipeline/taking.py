"""Take in: keep the bytes of what comes, and log under which name; or log why not."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from truceline.ingest import Form, Mark, Refused, find
from truceline.ingest.known import Known
from truceline.knowledge.own import FOLDER, Own, accept, own_knowledge
from truceline.model.document import Raw
from truceline.model.errors import BadArchive
from truceline.model.judgement import Judgement
from truceline.store import read as kept
from truceline.store import write
from truceline.store.open import Record
from truceline.store.restore import add_archive

ARCHIVE = ".zip"
# From what the record keeps of an address to what is found there now.
Fetch = Callable[[Known], Iterable[Raw | Refused]]


def nothing(known: Known) -> Iterable[Raw | Refused]:
    """Fetch nothing: no address was named."""
    return ()


def new_knowledge(paths: Sequence[Path | str], knowledge: Path | None, own: Own = ()) -> list[Judgement]:
    """Return the judgements that make the knowledge beside these reports a record's own; bad knowledge raises."""
    return accept([*(Path(path) / FOLDER for path in paths), *([knowledge] if knowledge else [])], own)


def keep_knowledge(paths: Sequence[Path | str], knowledge: Path | None, record: Record) -> None:
    """Make the knowledge beside these reports, and in the folder given, the record's own."""
    for judgement in new_knowledge(paths, knowledge, own_knowledge(kept.judgements(record))):
        write.add_judgement(record, judgement)


def keep(
    paths: Sequence[Path | str],
    record: Record,
    *,
    at: str,
    fetch: Fetch = nothing,
    form: Form | None = None,
) -> list[Refused]:
    """Keep the bytes of every report and log their names; return what could not be taken, and why.

    Archives of records come first, whole. A long archive of the web is read on from where the log says that it was left.
    """
    archives = [Path(path) for path in paths if Path(path).suffix == ARCHIVE]
    others = [path for path in paths if Path(path).suffix != ARCHIVE]
    raws = chain(find(others, resume=partial(_mark, record), form=form), fetch(partial(kept.newest, record)))
    taken = chain((_unpack(path, record, at) for path in archives), (_keep(raw, record, at) for raw in raws))
    return [one for one in taken if one is not None]


def _mark(record: Record, path: str) -> Mark | None:
    last = kept.last_kept(record, path)
    return Mark(last.name, last.document) if last and last.document else None


def _unpack(path: Path, record: Record, at: str) -> Refused | None:
    """Add an archive of a record; return why it could not be, so that one bad file does not stop the rest."""
    try:
        add_archive(record, path, at=at)
    except BadArchive as error:
        return _refuse(Refused(str(path), f"{error}; a .zip of reports is to be unpacked first"), record, at)
    return None


def _keep(raw: Raw | Refused, record: Record, at: str) -> Refused | None:
    """Keep a report's bytes and log under which name they came; return the reason where there are none to keep."""
    if isinstance(raw, Refused):
        return _refuse(raw, record, at)
    with record.writing():
        write.add_entry(record, at=at, name=raw.name, document=write.add_document(record, raw))
    return None


def _refuse(refused: Refused, record: Record, at: str) -> Refused:
    write.add_entry(record, at=at, name=refused.name, reason=refused.reason)
    return refused
