"""Find words in the documents and in what the record shows."""

import re

import msgspec

from truceline.model.document import Document, Span
from truceline.store import schema
from truceline.store.database import database_of
from truceline.store.fold import fold, origin
from truceline.store.open import Record
from truceline.store.readings import DocumentOnly, load, newest_number, newest_numbers
from truceline.store.words import Term

# Characters shown around the words that were found: about a line and a half on each side.
_AROUND = 120
_LIMIT = 50

# "a phrase" in quotation marks, or a word, either with * for "begins with".
_TERM = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')


class Hit(msgspec.Struct, frozen=True):
    """One document, incident, agreement or actor in which the words were found.

    `span` is the place in a document's text with what stands around it; None for the others.
    """

    kind: str
    id: str
    title: str
    span: Span | None = None


def search(record: Record, words: str, *, limit: int = _LIMIT) -> list[Hit]:
    """Return where all the words are found, what the record shows first, then documents; the best of each first.

    Case, diacritics and Arabic vowel marks do not matter. Words in quotation marks are looked for as they stand, one
    after the other; a word that ends in * stands for all that begin so.

    Args:
        record: the record.
        words: what to look for.
        limit: at most so many.

    Raises:
        RecordError: the record cannot be read.
    """
    terms = terms_of(words)
    if not terms:
        return []
    rows, hits = record.rows(database_of(record.connection).matching(schema.found, terms).limit(limit)), []
    numbers = newest_numbers(record, documents=[row.id for row in rows if row.kind == "document"])
    for row in rows:
        number = numbers.get(row.id) if row.kind == "document" else None
        place = None if number is None else _place(load(record, number, DocumentOnly).document, terms)
        hits.append(Hit(row.kind, row.id, row.title, place))
    return hits


def place(record: Record, doc: str, words: str) -> Span | None:
    """Return the first place in a document (id) that has one of the words, with what stands around it."""
    number, terms = newest_number(record, doc), terms_of(words)
    return None if number is None or not terms else _place(load(record, number, DocumentOnly).document, terms)


def terms_of(words: str) -> list[Term]:
    """Return the folded terms."""
    terms = []
    for phrase, phrase_star, word in _TERM.findall(words):
        told = fold(phrase or word.rstrip("*")).replace("\x00", " ")
        if any(character.isalnum() for character in told):
            terms.append(Term(told, bool(phrase_star) or word.endswith("*")))
    return terms


def _place(doc: Document, terms: list[Term]) -> Span | None:
    """Return the first place in the document that has one of the terms; None if its newest reading has none."""
    folded = fold(doc.text)
    found = (re.search(_pattern(term, open_ended), folded) for term, open_ended in terms)
    places = [place.span() for place in found if place]
    if not places:
        return None
    first, last = min(places)
    return doc.span(*_widen(doc.text, origin(doc.text, first), origin(doc.text, last - 1) + 1))


def _pattern(term: str, open_ended: bool) -> str:
    words = re.findall(r"[^\W_]+", term)
    return r"(?<![^\W_])" + r"[\W_]+".join(words) + ("" if open_ended else r"(?![^\W_])")


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range with the words around it, within its line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    left = max(line_start, start - _AROUND)
    right = min(line_end, end + _AROUND)
    if left > line_start:
        left = text.find(" ", left, start) + 1 or start
    if right < line_end:
        right = max(text.rfind(" ", end, right), end)
    return left, right
