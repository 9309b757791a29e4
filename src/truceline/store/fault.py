"""Fault: one thing in a record that does not hold."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.store.walk import walk

FaultKind = Literal["file", "hash", "span", "id"]


class Fault(msgspec.Struct, frozen=True):
    """What kind of thing does not hold, where, and what is wrong."""

    kind: FaultKind
    where: str
    reason: str


def span_faults(where: str, value: object, text_of: Callable[[str], str | None]) -> Iterator[Fault]:
    """Yield a fault for every span anywhere in the value that does not slice to its quote.

    Args:
        where: what the value is, for the message.
        value: a noun, or a span.
        text_of: gives the text of a document by its id; None if there is no such document.
    """
    for span in walk(value):
        if isinstance(span, Span) and (reason := _reason(span, text_of(span.doc))):
            yield Fault("span", where, reason)


def _reason(span: Span, text: str | None) -> str | None:
    at = f"{span.doc} {span.start}:{span.end}"
    if text is None:
        return f"{at} is in a document that was not read"
    if not 0 <= span.start < span.end <= len(text):
        return f"{at} leaves the text, which has {len(text)} characters"
    there = text[span.start : span.end]
    return None if there == span.quote else f"{at} quotes {span.quote!r}, and the text has {there!r}"
