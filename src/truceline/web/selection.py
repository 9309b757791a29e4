"""Selection: the part of a record that a report shows, and the words that say which part it is."""

import datetime
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from truceline.export.words import days_words
from truceline.model.document import Document
from truceline.model.errors import NotFound
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    Days,
    ExhibitShown,
    Incident,
    MeasureShown,
    Where,
)
from truceline.model.standing import RelationShown
from truceline.store import read
from truceline.store.fold import fold
from truceline.store.open import Record

# How many places an error names when the one asked for is not told.
_NAMED = 8


Beside = MeasureShown | ConditionShown | ExhibitShown | CitationShown | RelationShown
One = TypeVar("One", bound=Beside)


class Selection(msgspec.Struct, frozen=True):
    """What to show: one agreement (id or its beginning), what is told since a day, one place; None: no limit."""

    agreement: str | None = None
    since: datetime.date | None = None
    place: str | None = None


class Selected(msgspec.Struct, frozen=True):
    """What was selected, and in `told` by what rule, in sentences for the page; none where it is the whole record."""

    incidents: tuple[Incident, ...]
    agreements: tuple[Agreement, ...]
    measures: tuple[MeasureShown, ...]
    conditions: tuple[ConditionShown, ...] = ()
    exhibits: tuple[ExhibitShown, ...] = ()
    citations: tuple[CitationShown, ...] = ()
    relations: tuple[RelationShown, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def beside(self) -> tuple[Beside, ...]:
        """Return all that stands beside incidents and agreements."""
        return (*self.measures, *self.conditions, *self.exhibits, *self.citations, *self.relations)


def select(record: Record, selection: Selection, documents: Mapping[str, Document]) -> Selected:
    """Return the part of the record that a selection asks for.

    Raises:
        NotFound: there is no such agreement, or no incident is told from such a place.
    """
    found = Selected(
        tuple(read.incidents(record)),
        tuple(read.agreements(record)),
        tuple(read.measures(record)),
        tuple(read.conditions(record)),
        tuple(read.exhibits(record)),
        tuple(read.citations(record)),
        # What is known before any report is quoted by none.
        tuple(one for one in read.relations(record) if one.evidence),
    )
    if selection.agreement is not None:
        found = _of_agreement(found, read.agreement(record, selection.agreement))
    if selection.place is not None:
        found = _at(found, selection.place)
    if selection.since is not None:
        found = _since(found, selection.since, documents)
    return found


def cited(selected: Selected) -> set[str]:
    """Return the ids of the documents that tell of what is selected."""
    nouns: list[Incident | Agreement] = [*selected.incidents, *selected.agreements]
    docs = {doc for noun in nouns for doc in noun.documents}
    return docs | {span.doc for one in selected.beside for span in one.evidence}


def _of_agreement(found: Selected, agreement: Agreement) -> Selected:
    told = frozenset(agreement.documents)
    rule = "One agreement, with the incidents and measures told in the reports that speak of it."
    return Selected(
        tuple(one for one in found.incidents if told & set(one.documents)),
        (agreement,),
        *_of_reports(found, told),
        told=(*found.told, rule),
    )


def _of_reports(
    found: Selected, docs: Container[str]
) -> tuple[
    tuple[MeasureShown, ...], tuple[ConditionShown, ...], tuple[ExhibitShown, ...], tuple[CitationShown, ...],
    tuple[RelationShown, ...],
]:  # fmt: skip
    """Return what the reports of these ids tell beside incidents and agreements."""

    def of(several: tuple[One, ...]) -> tuple[One, ...]:
        return tuple(one for one in several if any(span.doc in docs for span in one.evidence))

    relations = of(found.relations)
    return of(found.measures), of(found.conditions), of(found.exhibits), of(found.citations), relations


def _at(found: Selected, place: str) -> Selected:
    wanted = fold(place)
    incidents = tuple(one for one in found.incidents if wanted in _places(one))
    if not incidents:
        told = sorted({one.place.name for one in found.incidents if one.place})
        raise NotFound(f"no incident is told from {place!r}; places told: {_some(told)}")
    docs = {doc for one in incidents for doc in one.documents}
    rule = f"Incidents told from {place}, or from a place within it, and its conditions; all else of the same reports."
    measures, _, exhibits, citations, relations = _of_reports(found, docs)
    return Selected(
        incidents,
        tuple(one for one in found.agreements if docs & set(one.documents)),
        measures,
        tuple(one for one in found.conditions if one.place and wanted in _names([one.place])),
        exhibits,
        citations,
        relations,
        (*found.told, rule),
    )


def _places(incident: Incident) -> set[str]:
    return _names([one for one in (incident.place, *(account.place for account in incident.accounts)) if one])


def _names(where: Iterable[Where]) -> set[str]:
    return {fold(name) for one in where for name in (one.name, one.said, *one.within)}


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "") or "none"


def _since(found: Selected, day: datetime.date, documents: Mapping[str, Document]) -> Selected:
    late = {
        doc.id
        for doc in documents.values()
        if doc.published and (doc.published.last or datetime.date.max) >= day
    }

    def lasts(days: Days | None, docs: set[str]) -> bool:
        """Told days decide; where no day is told, the day of a report that tells of it."""
        if days is not None and (days.first or days.last):
            return (days.last or datetime.date.max) >= day
        return bool(late & docs)

    shown = days_words(Days(day, day, "day", ""))
    rule = f"From {shown} on: by the day told, or where none is told by the day of a report that tells of it."
    return Selected(
        tuple(one for one in found.incidents if lasts(one.date, set(one.documents))),
        tuple(one for one in found.agreements if lasts(one.ended, set(one.documents))),
        tuple(one for one in found.measures if lasts(one.date, {span.doc for span in one.evidence})),
        *_of_reports(found, late)[1:],
        told=(*found.told, rule),
    )
