"""Built: a record made from reports through the real pipeline, as the bench looks at it."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from truceline import pipeline
from truceline.knowledge import load
from truceline.knowledge.names import Names
from truceline.model.actor import Actor
from truceline.model.copies import Copy
from truceline.model.document import Document
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Incident, MeasureShown
from truceline.store import read as kept
from truceline.store.open import open_or_create

# The log's only clock.
AT = "2000-01-01T00:00:00+00:00"


class Built(msgspec.Struct, frozen=True):
    """All that a record says. `came_as` maps a document's id to the names under which it came."""

    names: Names
    readings: tuple[Reading, ...]
    actors: Mapping[str, Actor]
    incidents: tuple[Incident, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    measures: tuple[MeasureShown, ...] = ()
    copies: tuple[Copy, ...] = ()
    came_as: Mapping[str, tuple[str, ...]] = {}

    @property
    def documents(self) -> dict[str, Document]:
        """Return the documents by id."""
        return {reading.document.id: reading.document for reading in self.readings}


def build(paths: Iterable[Path], *, workers: int = 1) -> Built:
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
