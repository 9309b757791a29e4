"""What `truceline show` shows: for each word after it, the nouns (for JSON) and the page made of them.

This module loads the database library and is imported only by a command that needs it.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from rich.console import Group, RenderableType
from rich.rule import Rule

from truceline.export.agreement import agreement_list, agreement_page
from truceline.export.beside import citation_list, condition_list, exhibit_list
from truceline.export.brief import brief_page, make_brief
from truceline.export.document import copy_list, document_page
from truceline.export.incident import incident_list, incident_page
from truceline.export.judgements import claim_list, judgement_list, unsure_list
from truceline.export.lists import (
    actor_list,
    document_list,
    hit_list,
    line_list,
    measure_list,
    statement_list,
)
from truceline.export.page import Documents, section
from truceline.export.relations import relation_list, series_page
from truceline.knowledge.load import HERE
from truceline.knowledge.relations import load_relations
from truceline.knowledge.spelling import alike
from truceline.model.copies import altered_copies, marked
from truceline.model.judgement import Judgement
from truceline.model.record import Agreement, Incident, Where
from truceline.reconcile.series import By, find_series
from truceline.review import claims_of, recurring_lines
from truceline.review.log import judgement_words
from truceline.store import actors, read
from truceline.store.facts import copies_about
from truceline.store.open import Record
from truceline.store.relations import called, incidents_of, relations, tellings

Noun = TypeVar("Noun")


class Shown(NamedTuple):
    """Nouns, and how to make a page of them if a page is wanted."""

    nouns: object
    page: Callable[[], RenderableType]


def _documents_of(record: Record, docs: Iterable[str]) -> Documents:
    wanted = set(docs)
    altered = altered_copies(read.copies(record, documents=wanted))
    return {doc: marked(read.document(record, doc), altered) for doc in wanted}


def _all(
    nouns: Callable[[Record], Iterable[Noun]], page: Callable[[list[Noun]], RenderableType]
) -> Callable[[Record], Shown]:
    """Return what shows all nouns of one sort, on a page that needs no documents beside them."""

    def shown(record: Record) -> Shown:
        # As data they are printed one by one: a hundred thousand reports have incidents of gigabytes.
        return Shown(iter(nouns(record)), lambda: page([*nouns(record)]))

    return shown


def _copies(record: Record) -> Shown:
    found = list(read.copies(record))
    documents = _documents_of(record, {doc for one in found for doc in (one.doc, one.of) if doc})
    return Shown(found, partial(copy_list, found, documents))


def _incident(record: Record, given: str) -> Shown:
    found = read.incident(record, given)
    documents = _documents_of(record, found.documents)
    return Shown(found, lambda: incident_page(found, documents, _titles(record, found)))


def incident_with_claims(record: Record, given: str) -> RenderableType:
    """Return the page of one incident with the id of each claim below the words that it was read from."""
    found = read.incident(record, given)
    documents = _documents_of(record, found.documents)
    return incident_page(found, documents, _titles(record, found), claims_of(record, found.id))


def _titles(record: Record, incident: Incident) -> dict[str, str]:
    """Return the titles of the incidents that one is a part of, and of its parts."""
    return {id_: read.incident(record, id_).title for id_ in (*incident.part_of, *incident.parts)}


def _claims(record: Record, given: str) -> Shown:
    found = claims_of(record, given)
    return Shown(found, partial(claim_list, found))


def _judgement_words(record: Record) -> Callable[[Judgement], str]:
    names = actors.names(record)
    return partial(judgement_words, name=lambda id_: names.get(id_, id_))


def _judgements(record: Record) -> Shown:
    found = read.kept_judgements(record)
    return Shown(found, lambda: judgement_list(found, _judgement_words(record)))


def _unsure(record: Record) -> Shown:
    found = list(read.unsure(record))
    return Shown(found, lambda: unsure_list(found, read.kept_judgements(record), _judgement_words(record)))


def _agreement(record: Record, given: str) -> Shown:
    found = read.agreement(record, given)

    def page() -> RenderableType:
        return agreement_page(found, _documents_of(record, found.documents), _meanwhile(record, found))

    return Shown(found, page)


def _meanwhile(record: Record, found: Agreement) -> list[Incident]:
    """Return the incidents that the reports tell which speak of an agreement."""
    return [*read.incidents_in(record, found.documents)]


def _document(record: Record, given: str) -> Shown:
    found = read.document(record, given)

    def page() -> RenderableType:
        copies = copies_about(record, found.id)
        others = {doc for one in copies for doc in (one.doc, one.of) if doc}
        return document_page(marked(found, altered_copies(copies)), copies, _documents_of(record, others))

    return Shown(found, page)


def _search(record: Record, words: str) -> Shown:
    found = read.search(record, words)
    documents = _documents_of(record, {hit.id for hit in found if hit.kind == "document"})
    return Shown(found, partial(hit_list, found, documents))


LISTS: dict[str, Callable[[Record], Shown]] = {
    "incidents": _all(read.incidents, incident_list),
    "agreements": _all(read.agreements, agreement_list),
    "actors": _all(read.actors, actor_list),
    "statements": _all(read.statements, statement_list),
    "documents": _all(read.documents, document_list),
    "measures": _all(read.measures, measure_list),
    "relations": _all(read.relations, relation_list),
    "conditions": _all(read.conditions, condition_list),
    "exhibits": _all(read.exhibits, exhibit_list),
    "citations": _all(read.citations, citation_list),
    "copies": _copies,
    "judgements": _judgements,
    "unsure": _unsure,
}


def conditions_at(record: Record, place: str) -> Shown:
    """Return the conditions of one place, in whatever spelling, and of places within it."""
    found = [
        one
        for one in read.conditions(record)
        if one.place and any(alike(place, name) for name in _names(one.place))
    ]
    return Shown(found, partial(condition_list, found))


def relations_of(record: Record, one: str, other: str | None) -> Shown:
    """Return how one actor and all its parts stand to others, or to another and all its parts."""
    found = list(relations(record, called(record, one), called(record, other) if other else None))
    return Shown(found, partial(relation_list, found))


def series_of(record: Record, one: str, other: str, by: By) -> Shown:
    """Return the series of two actors with all their parts, month by month or week by week."""
    told = list(tellings(record, called(record, one), called(record, other)))
    happened = incidents_of(record, {event for telling in told if (event := telling.incident_of)})
    found = find_series(told, load_relations(HERE).weights, happened, by)

    def page() -> RenderableType:
        names = {id_: name for t in told for id_, name in ((t.a, t.a_name), (t.b, t.b_name))}
        return series_page((one, other), found, _documents_of(record, {t.document for t in told}), names)

    return Shown(found, page)


def brief_of(record: Record, given: str, since: datetime.date) -> Shown:
    """Return what reports published since a day say of one agreement, and which tolls they revise."""
    documents = {doc.id: doc for doc in read.documents(record)}
    agreement, incidents = read.agreement(record, given), list(read.incidents(record))
    found = make_brief(agreement, since, incidents, documents)
    return Shown(found, partial(brief_page, found, documents, incidents, agreement.parties))


def _names(where: Where) -> set[str]:
    return {where.name, where.said, *where.within}


proposed = _all(recurring_lines, line_list)

ASKED: dict[str, Callable[[Record, str], Shown]] = {
    "incident": _incident,
    "claims": _claims,
    "agreement": _agreement,
    "document": _document,
    "search": _search,
}


def whole_record(record: Record) -> RenderableType:
    """Return a small record whole: its agreements and incidents one by one, then what stands beside them."""
    altered = altered_copies(read.copies(record))
    documents = {doc.id: marked(doc, altered) for doc in read.documents(record)}
    pages: list[RenderableType] = [agreement_page(one, documents) for one in read.agreements(record)]
    pages += [incident_page(one, documents) for one in read.incidents(record)]
    lists = (
        "incidents",
        "measures",
        "relations",
        "conditions",
        "exhibits",
        "citations",
        "copies",
        "documents",
    )
    pages += [section(name.capitalize(), LISTS[name](record).page()) for name in lists]
    return Group(*(part for page in pages for part in (page, Rule(style="quiet"))))
