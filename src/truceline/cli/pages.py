"""What `truceline show` shows: for each word after it, the nouns (for JSON) and the page made of them.

This module loads the database library and is imported only by a command that needs it.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.rule import Rule

from truceline.export.agreement import agreement_list, agreement_page
from truceline.export.incident import incident_list, incident_page
from truceline.export.lists import (
    actor_list,
    copy_list,
    document_list,
    document_page,
    hit_list,
    measure_list,
    statement_list,
)
from truceline.export.page import Documents, section
from truceline.store import read
from truceline.store.open import Record


class Shown(NamedTuple):
    """Nouns, and how to make a page of them if a page is wanted."""

    nouns: object
    page: Callable[[], RenderableType]


def _documents_of(record: Record, docs: Iterable[str]) -> Documents:
    return {doc: read.document(record, doc) for doc in docs}


def _incidents(record: Record) -> Shown:
    found = list(read.incidents(record))
    return Shown(found, partial(incident_list, found))


def _agreements(record: Record) -> Shown:
    found = list(read.agreements(record))
    return Shown(found, partial(agreement_list, found))


def _actors(record: Record) -> Shown:
    found = list(read.actors(record))
    return Shown(found, partial(actor_list, found))


def _statements(record: Record) -> Shown:
    found = list(read.statements(record))
    return Shown(found, partial(statement_list, found))


def _documents(record: Record) -> Shown:
    found = list(read.documents(record))
    return Shown(found, partial(document_list, found))


def _measures(record: Record) -> Shown:
    found = list(read.measures(record))
    return Shown(found, partial(measure_list, found))


def _copies(record: Record) -> Shown:
    found = list(read.copies(record))
    documents = _documents_of(record, {doc for one in found for doc in (one.doc, one.of) if doc})
    return Shown(found, partial(copy_list, found, documents))


def _incident(record: Record, given: str) -> Shown:
    found = read.incident(record, given)
    return Shown(found, partial(incident_page, found, _documents_of(record, found.documents)))


def _agreement(record: Record, given: str) -> Shown:
    found = read.agreement(record, given)
    return Shown(found, partial(agreement_page, found, _documents_of(record, found.documents)))


def _document(record: Record, given: str) -> Shown:
    found = read.document(record, given)
    return Shown(found, partial(document_page, found))


def _search(record: Record, words: str) -> Shown:
    found = read.search(record, words)
    documents = _documents_of(record, {hit.id for hit in found if hit.kind == "document"})
    return Shown(found, partial(hit_list, found, documents))


LISTS: dict[str, Callable[[Record], Shown]] = {
    "incidents": _incidents,
    "agreements": _agreements,
    "actors": _actors,
    "statements": _statements,
    "documents": _documents,
    "measures": _measures,
    "copies": _copies,
}

ASKED: dict[str, Callable[[Record, str], Shown]] = {
    "incident": _incident,
    "agreement": _agreement,
    "document": _document,
    "search": _search,
}


def whole_record(record: Record) -> RenderableType:
    """Return a small record whole: its agreements and incidents one by one, then its measures and copies."""
    documents = {doc.id: doc for doc in read.documents(record)}
    pages: list[RenderableType] = [agreement_page(one, documents) for one in read.agreements(record)]
    pages += [incident_page(one, documents) for one in read.incidents(record)]
    lists = [
        ("Incidents", _incidents),
        ("Measures", _measures),
        ("Copies", _copies),
        ("Documents", _documents),
    ]
    pages += [section(name, made(record).page()) for name, made in lists]
    return Group(*(part for page in pages for part in (page, Rule(style="quiet"))))
