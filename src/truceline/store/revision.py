"""Revision: replace what is shown of some incidents, agreements, documents and actors, or of all. Only the pipeline may.

Whoever takes a noun out gives its id; the rows that hang on it, and its words in the index, go with it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

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
    Unsure,
)
from truceline.store import rows, schema
from truceline.store.content import decode
from truceline.store.counts import HOLDER
from truceline.store.index import IndexWriter
from truceline.store.tables import Tables


class Beside(Protocol):
    """What is shown of documents one by one, beside incidents and agreements."""

    @property
    def measures(self) -> Iterable[MeasureShown]: ...  # noqa: D102 - the docstring of the class says it

    @property
    def conditions(self) -> Iterable[ConditionShown]: ...  # noqa: D102

    @property
    def exhibits(self) -> Iterable[ExhibitShown]: ...  # noqa: D102

    @property
    def citations(self) -> Iterable[CitationShown]: ...  # noqa: D102


class Revision:
    """Writes what is shown; some of it waits until `flush`."""

    def __init__(self, tables: Tables) -> None:
        """Write into these tables."""
        self._tables = tables
        self._index = IndexWriter(tables)

    def flush(self) -> None:
        """Write all that waits."""
        self._index.flush()
        self._tables.flush()

    def put_reading(self, reading: Reading, incidents: Mapping[str, str]) -> None:
        """Show what was read in a document; `incidents` tells in which incident an event is, if it is in one."""
        events, doc = reading.events, reading.document.id
        statements = (rows.statement_row(statement) for statement in reading.statements)
        claims = (rows.claim_row(claim) for event in events for claim in event.claims)
        told = (rows.event_row(event, incidents.get(event.id)) for event in events)
        for table, shown in ((schema.statement, statements), (schema.event, told), (schema.claim, claims)):
            self._tables.put(table, ({**row, "document": doc, "at": at} for at, row in enumerate(shown)))
        self._tables.put(schema.heading, [rows.heading_row(reading.document)])
        self._tables.put(schema.withheld, map(rows.withheld_row, reading.private))
        self._index.add_reading(reading)

    def move_events(self, incidents: Mapping[str, str | None]) -> None:
        """Put events that are shown already into incidents, or into none."""
        shown = self._tables.rows(schema.event.c.id, sorted(incidents))
        moved = [row for row in shown if row["incident"] != incidents[row["id"]]]
        self._tables.take(schema.event.c.number, [row["number"] for row in moved])
        told = ({key: value for key, value in row.items() if key != "number"} for row in moved)
        self._tables.put(schema.event, [{**row, "incident": incidents[row["id"]]} for row in told])

    def take_incidents(self, ids: Collection[str]) -> None:
        """Show these incidents no longer; whoever does not know an id has nothing to take."""
        for row in self._tables.take(schema.incident.c.id, ids):
            self._index.take_incident(decode(row["content"], Incident))
        told = self._tables.take(schema.account.c.incident, ids)
        for _, holder in {(row["incident"], row["holder"]) for row in told}:
            self._tables.counts.add_value(HOLDER, holder, -1)

    def put_incident(self, incident: Incident) -> None:
        """Show an incident with its accounts."""
        self._tables.put(schema.incident, [rows.incident_row(incident)])
        accounts = [rows.account_row(incident, account) for account in incident.accounts]
        self._tables.put(schema.account, ({**row, "at": at} for at, row in enumerate(accounts)))
        for holder in {row["holder"] for row in accounts}:
            self._tables.counts.add_value(HOLDER, holder, 1)
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

    def show_actors(self, gone: Collection[str], actors: Collection[Actor]) -> None:
        """Show these actors, each in the place of what was shown of it, and those that are gone no longer."""
        told = {actor.id: rows.actor_row(actor) for actor in actors}
        shown = self._tables.rows(schema.actor.c.id, sorted({*gone, *told}))
        same = {row["id"] for row in shown if row["content"] == told.get(row["id"], {}).get("content")}
        for row in self._tables.take(schema.actor.c.id, sorted({*gone, *told} - same)):
            self._index.take_actor(decode(row["content"], Actor))
        self.put_actors(actor for actor in actors if actor.id not in same)

    def put_actors(self, actors: Iterable[Actor]) -> None:
        """Show actors of whom nothing is shown yet."""
        several = list(actors)
        self._tables.put(schema.actor, map(rows.actor_row, several))
        for actor in several:
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

    def take_unsure(self, incidents: Collection[str]) -> None:
        """Show none of these incidents in a pair that waits any longer, and no judgement that waits."""
        self._tables.take(schema.unsure.c.kind, ["judgement"])
        for side in (schema.unsure.c.left, schema.unsure.c.right):
            self._tables.take(side, incidents)

    def put_unsure(self, unsure: Iterable[Unsure]) -> None:
        """Show what waits for a person."""
        self._tables.put(schema.unsure, map(rows.unsure_row, unsure))

    def take_copies(self, documents: Collection[str]) -> None:
        """Show of none of these documents that it is a copy."""
        self._tables.take(schema.copy.c.document, documents)

    def put_copies(self, copies: Iterable[Copy]) -> None:
        """Show copies."""
        self._tables.put(schema.copy, map(rows.copy_row, copies))
