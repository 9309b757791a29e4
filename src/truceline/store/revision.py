"""Revision: replace what is shown of some incidents, agreements, documents and actors, or of all. Only the pipeline may.

Whoever takes a noun out gives its id; the rows that hang on it, and its words in the index, go with it.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from truceline.model.actor import Actor
from truceline.model.copies import Copy
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
)
from truceline.store import rows, schema
from truceline.store.content import decode
from truceline.store.index import IndexWriter
from truceline.store.tables import Tables


class Beside(msgspec.Struct, frozen=True):
    """What is shown of documents one by one, beside incidents and agreements."""

    measures: Iterable[MeasureShown] = ()
    conditions: Iterable[ConditionShown] = ()
    exhibits: Iterable[ExhibitShown] = ()
    citations: Iterable[CitationShown] = ()


class Revision:
    """Writes what is shown; `flush` writes the last words of the index."""

    def __init__(self, tables: Tables) -> None:
        """Write into these tables."""
        self._tables = tables
        self._index = IndexWriter(tables)
        self.flush = self._index.flush

    def put_reading(self, reading: Reading, incidents: Mapping[str, str]) -> None:
        """Show what was read in a document; `incidents` tells in which incident an event is, if it is in one."""
        events, doc = reading.events, reading.document.id
        statements = (rows.statement_row(statement) for statement in reading.statements)
        claims = (rows.claim_row(claim) for event in events for claim in event.claims)
        told = (rows.event_row(event, incidents.get(event.id)) for event in events)
        for table, shown in ((schema.statement, statements), (schema.event, told), (schema.claim, claims)):
            self._tables.put(table, ({**row, "document": doc, "at": at} for at, row in enumerate(shown)))
        self._index.add_reading(reading)

    def move_events(self, incidents: Mapping[str, str | None]) -> None:
        """Put events that are shown already into incidents, or into none."""
        before = self._tables.take(schema.event.c.id, incidents)
        self._tables.put(schema.event, [{**row, "incident": incidents[row["id"]]} for row in before])

    def take_incidents(self, ids: Collection[str]) -> None:
        """Show these incidents no longer; whoever does not know an id has nothing to take."""
        for row in self._tables.take(schema.incident.c.id, ids):
            self._index.take_incident(decode(row["content"], Incident))
        self._tables.take(schema.account.c.incident, ids)

    def put_incident(self, incident: Incident) -> None:
        """Show an incident with its accounts."""
        self._tables.put(schema.incident, [rows.incident_row(incident)])
        accounts = (rows.account_row(incident, account) for account in incident.accounts)
        self._tables.put(schema.account, ({**row, "at": at} for at, row in enumerate(accounts)))
        self._index.add_incident(incident)

    def take_agreements(self, ids: Collection[str]) -> None:
        """Show these agreements no longer."""
        for row in self._tables.take(schema.agreement.c.id, ids):
            self._index.take_agreement(decode(row["content"], Agreement))
        self._tables.take(schema.obligation.c.agreement, ids)

    def put_agreement(self, agreement: Agreement) -> None:
        """Show an agreement with its duties."""
        self._tables.put(schema.agreement, [rows.agreement_row(agreement)])
        duties = (rows.obligation_row(agreement, duty) for duty in agreement.obligations)
        self._tables.put(schema.obligation, ({**row, "at": at} for at, row in enumerate(duties)))
        self._index.add_agreement(agreement)

    def take_actors(self, ids: Collection[str]) -> None:
        """Show these actors no longer."""
        for row in self._tables.take(schema.actor.c.id, ids):
            self._index.take_actor(decode(row["content"], Actor))

    def put_actors(self, actors: Iterable[Actor]) -> None:
        """Show actors."""
        for actor in actors:
            self._tables.put(schema.actor, [rows.actor_row(actor)])
            self._index.add_actor(actor)

    def take_beside(self, documents: Collection[str]) -> None:
        """Show nothing beside incidents and agreements of these documents any longer."""
        for table in (schema.measure, schema.condition, schema.exhibit, schema.citation):
            self._tables.take(table.c.document, documents)

    def put_beside(self, beside: Beside) -> None:
        """Show what documents tell beside incidents and agreements."""
        self._tables.put(schema.measure, map(rows.measure_row, beside.measures))
        self._tables.put(schema.condition, map(rows.condition_row, beside.conditions))
        self._tables.put(schema.exhibit, map(rows.exhibit_row, beside.exhibits))
        self._tables.put(schema.citation, map(rows.citation_row, beside.citations))

    def take_copies(self, documents: Collection[str]) -> None:
        """Show of none of these documents that it is a copy."""
        self._tables.take(schema.copy.c.document, documents)

    def put_copies(self, copies: Iterable[Copy]) -> None:
        """Show copies."""
        self._tables.put(schema.copy, map(rows.copy_row, copies))
