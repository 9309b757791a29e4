"""Find and unpack the readings that a record keeps."""

import zlib
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TypeVar

import msgspec
from sqlalchemy import func, select

from truceline.model.document import Document, Span
from truceline.model.errors import RecordError
from truceline.store import schema
from truceline.store.content import decode, unpack
from truceline.store.open import Record

T = TypeVar("T")

# Texts kept at hand: an incident's spans lie in a handful of documents, which the next one often shares.
_TEXTS = 256


class DocumentOnly(msgspec.Struct, frozen=True):
    """A reading of which only the document is wanted: the rest is skipped, not decoded."""

    document: Document


class Readable(msgspec.Struct, frozen=True):
    """What a page shows of a reading: the document, and where it names private persons."""

    document: Document
    private: tuple[Span, ...] = ()


def newest_numbers(
    record: Record,
    *,
    method: str | None = None,
    knowledge: str | None = None,
    documents: Collection[str] | None = None,
) -> dict[str, int]:
    """Return the number of the newest reading of each document that has one, by document id, sorted.

    Args:
        record: the record.
        method: only readings by this method.
        knowledge: only readings with this state of knowledge.
        documents: only of these documents (ids); a handful.
    """
    columns = schema.reading.c
    query = (
        select(columns.document, func.max(columns.number))
        .group_by(columns.document)
        .order_by(columns.document)
    )
    if documents is not None:
        query = query.where(columns.document.in_(documents))
    if method is not None:
        query = query.where(columns.method == method)
    if knowledge is not None:
        query = query.where(columns.knowledge == knowledge)
    return {row[0]: row[1] for row in record.rows(query)}


def newest_number(record: Record, doc: str) -> int | None:
    """Return the number of the newest reading of one document (id); None if it has none."""
    columns = schema.reading.c
    number = record.row(select(func.max(columns.number)).where(columns.document == doc))[0]
    return None if number is None else int(number)


def load(record: Record, number: int, kind: type[T]) -> T:
    """Return the reading with this number, or as much of it as `kind` asks for.

    Raises:
        RecordError: it is damaged, or of a form that this version does not know.
    """
    columns = schema.reading.c
    row = record.rows(
        select(columns.document, columns.method, columns.content).where(columns.number == number)
    )[0]
    return unpacked(record, row.content, kind, f"the reading of document {row.document} by {row.method}")


def unpacked(record: Record, content: bytes, kind: type[T], what: str) -> T:
    """Return the noun that was packed; `what` names it in the message if it cannot be.

    Raises:
        RecordError: it is damaged, or of a form that this version does not know.
    """
    try:
        return decode(unpack(content), kind)
    except (zlib.error, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise RecordError(f"{record.where}: {what} is damaged, or of another version ({error})") from error


def texts(record: Record, numbers: dict[str, int]) -> Callable[[str], str | None]:
    """Return a function from document id to text, as the readings with these numbers have it; None if none has it."""

    @lru_cache(maxsize=_TEXTS)
    def text_of(doc: str) -> str | None:
        number = numbers.get(doc)
        return None if number is None else load(record, number, DocumentOnly).document.text

    return text_of
