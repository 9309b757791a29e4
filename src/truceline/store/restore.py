"""Add all of an archive to a record."""

from pathlib import Path

from truceline.store.archive import Named
from truceline.store.open import Record
from truceline.store.read import entries, kept_judgements
from truceline.store.unarchive import Archive, read_archive
from truceline.store.write import add_document, add_entry, add_judgement, add_reading


def add_archive(record: Record, path: Path, *, at: str) -> None:
    """Add all of an archive, or nothing; what the record has already is not added again.

    An empty record then gives the same archive. The derived tables stay as they are: derive them anew.

    Args:
        record: the record, open.
        path: the ZIP file.
        at: ISO date and time, for the log.

    Raises:
        NewerRecord: a newer Truceline wrote the archive.
        RecordError: it is no archive, or broken; or the record cannot be written.
    """
    with read_archive(path) as archive, record.writing():
        for raw in archive.raws():
            add_document(record, raw)
        for reading in archive.readings():
            add_reading(record, reading)
        _add_judgements(record, archive)
        _add_names(record, archive, at)


def _add_judgements(record: Record, archive: Archive) -> None:
    """Add the judgements from the first on that differs: the later of two overrides, so their order is theirs."""
    kept, told = [one.judgement for one in kept_judgements(record)], list(archive.judgements())
    same = next((i for i, pair in enumerate(zip(kept, told, strict=False)) if pair[0] != pair[1]), len(kept))
    for judgement in told[same:]:
        add_judgement(record, judgement)


def _add_names(record: Record, archive: Archive, at: str) -> None:
    logged = {Named(entry.name, entry.document or "", entry.reason or "") for entry in entries(record)}
    for named in archive.names():
        if named not in logged:
            add_entry(
                record, at=at, name=named.name, document=named.document or None, reason=named.reason or None
            )
