"""Write the full-text index over the documents and over what the record shows."""

from sqlalchemy import Connection, column, insert, table

from truceline.model.actor import Actor
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Incident
from truceline.store.fold import fold
from truceline.store.schema import found

WORDS = table("words", column("rowid"), column("text"))


# Rows written at a time: one by one, the names of some thousand actors take longer than all documents.
_BATCH = 500


class IndexWriter:
    """Numbers what is added, and puts its folded words into the index under that number; `flush` writes the rest."""

    def __init__(self, connection: Connection) -> None:
        """Start with an empty index."""
        self._connection = connection
        self._number = 0
        self._found: list[dict[str, object]] = []
        self._words: list[dict[str, object]] = []

    def _add(self, kind: str, id_: str, title: str, text: str) -> None:
        self._number += 1
        self._found.append({"number": self._number, "kind": kind, "id": id_, "title": title})
        self._words.append({"rowid": self._number, "text": fold(text)})
        if len(self._found) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was added since the last time."""
        if self._found:
            self._connection.execute(insert(found), self._found)
            self._connection.execute(insert(WORDS), self._words)
        self._found, self._words = [], []

    def add_reading(self, reading: Reading) -> None:
        """Add the whole text of the document that was read."""
        doc = reading.document
        self._add("document", doc.id, doc.title or "", doc.text)

    def add_incident(self, incident: Incident) -> None:
        """Add an incident's title."""
        self._add("incident", incident.id, incident.title, incident.title)

    def add_agreement(self, agreement: Agreement) -> None:
        """Add all names of an agreement."""
        title = agreement.names[0] if agreement.names else agreement.kind
        self._add("agreement", agreement.id, title, "\n".join(agreement.names))

    def add_actor(self, actor: Actor) -> None:
        """Add all names of an actor."""
        names = [actor.name, *(name.text for name in actor.names)]
        self._add("actor", actor.id, actor.name, "\n".join(names))
