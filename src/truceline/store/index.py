"""Write the full-text index over the documents and over what the record shows."""

from sqlalchemy import func, select

from truceline.model.actor import Actor
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Incident
from truceline.store.database import database_of
from truceline.store.fold import fold
from truceline.store.schema import found
from truceline.store.tables import Tables, Told

# Rows written at a time: one by one, the names of some thousand actors take longer than all documents.
_BATCH = 500


class IndexWriter:
    """Numbers what is added, and puts its folded words into the index under that number; `flush` writes the rest."""

    def __init__(self, tables: Tables) -> None:
        """Go on behind what the index holds."""
        self._tables = tables
        self._number = int(tables.connection.scalar(select(func.coalesce(func.max(found.c.number), 0))) or 0)
        self._found: list[Told] = []
        self._words: list[tuple[int, str]] = []

    def _add(self, kind: str, id_: str, title: str, text: str) -> None:
        self._number += 1
        self._found.append({"number": self._number, "kind": kind, "id": id_, "title": title})
        self._words.append((self._number, fold(text)))
        if len(self._found) >= _BATCH:
            self.flush()

    def _take(self, kind: str, id_: str, text: str) -> None:
        """Take one row out: an index without texts is told again which words go."""
        self.flush()
        rows = [row for row in self._tables.rows(found.c.id, [id_]) if row["kind"] == kind]
        for row in rows[:1]:
            self._tables.take(found.c.number, [row["number"]])
            database_of(self._tables.connection).take_words(
                self._tables.connection, row["number"], fold(text)
            )

    def flush(self) -> None:
        """Write what was added since the last time."""
        if self._found:
            self._tables.put(found, self._found)
            database_of(self._tables.connection).add_words(self._tables.connection, self._words)
        self._found, self._words = [], []

    def add_reading(self, reading: Reading) -> None:
        """Add the whole text of the document that was read."""
        doc = reading.document
        self._add("document", doc.id, doc.title or "", doc.text)

    def add_incident(self, incident: Incident) -> None:
        """Add an incident's title."""
        self._add("incident", incident.id, incident.title, incident.title)

    def take_incident(self, incident: Incident) -> None:
        """Take out an incident that was added."""
        self._take("incident", incident.id, incident.title)

    def add_agreement(self, agreement: Agreement) -> None:
        """Add all names of an agreement."""
        title = agreement.names[0] if agreement.names else agreement.kind
        self._add("agreement", agreement.id, title, "\n".join(agreement.names))

    def take_agreement(self, agreement: Agreement) -> None:
        """Take out an agreement that was added."""
        self._take("agreement", agreement.id, "\n".join(agreement.names))

    def add_actor(self, actor: Actor) -> None:
        """Add all names of an actor."""
        self._add("actor", actor.id, actor.name, _names(actor))

    def take_actor(self, actor: Actor) -> None:
        """Take out an actor that was added."""
        self._take("actor", actor.id, _names(actor))


def _names(actor: Actor) -> str:
    return "\n".join([actor.name, *(name.text for name in actor.names)])
