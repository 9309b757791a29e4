"""Build a record from reports through the real pipeline, and give what it then says."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.built import Built
from truceline import pipeline
from truceline.knowledge import load
from truceline.store import read as kept
from truceline.store.open import open_or_create

# The log's only clock.
AT = "2000-01-01T00:00:00+00:00"


def build(paths: Sequence[Path], *, workers: int = 1) -> Built:
    """Add these reports to a new record in a temporary folder, and return what it then says."""
    with tempfile.TemporaryDirectory() as folder, open_or_create(Path(folder) / "bench.truceline") as record:
        pipeline.add(paths, record, at=AT, workers=workers)
        knowledge = load()
        return Built(
            names=knowledge.names,
            readings=tuple(kept.newest_readings(record)),
            actors={actor.id: actor for actor in kept.actors(record)},
            incidents=tuple(kept.incidents(record)),
            agreements=tuple(kept.agreements(record)),
            measures=tuple(kept.measures(record)),
            copies=tuple(kept.copies(record)),
            came_as=kept.names(record),
        )
