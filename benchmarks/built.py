"""Built: what a record says, as the bench looks at it."""

from collections.abc import Mapping

import msgspec

from truceline.knowledge.names import Names
from truceline.model.actor import Actor
from truceline.model.copies import Copy
from truceline.model.document import Document
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Incident, MeasureShown


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
