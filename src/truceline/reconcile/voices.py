"""Voices: who says what a reading tells, by name, and for which side."""

import datetime
from collections.abc import Mapping

from truceline.model.reading import Reading
from truceline.reconcile.world import Holder, World


class Voices:
    """Tells the name of who says a statement of a reading, or of its outlet for None; and for whom that one speaks."""

    def __init__(self, world: World, families: Mapping[str, str]) -> None:
        """Take the actors, and the document that stands for each and its copies."""
        self._world = world
        self._families = families

    def __call__(self, reading: Reading, statement: str | None) -> str:
        """Return the name."""
        return self.holder(reading, statement).name

    def holder(self, reading: Reading, statement: str | None) -> Holder:
        """Return who says it."""
        said = next((one for one in reading.statements if one.id == statement), None)
        doc = reading.document
        return self._world.holder(doc, said, self._families.get(doc.id, doc.id))

    def named(
        self, reading: Reading, statement: str | None, teller: str | None = None
    ) -> tuple[str, str | None]:
        """Return the name of who says it, and of the side for which it is said, if for any.

        `teller` is the actor who says it where no statement is read.
        """
        if teller is not None:
            return self._world.name(teller), self._world.name(self._world.side(teller))
        holder = self.holder(reading, statement)
        return holder.name, self._world.name(holder.side) if holder.side else None


def told_on(reading: Reading) -> datetime.date | None:
    """Return the day of a report."""
    published = reading.document.published
    return published.last if published else None


def earliest(*days: datetime.date | None) -> datetime.date | None:
    """Return the first of the days that are known."""
    return min((day for day in days if day is not None), default=None)
