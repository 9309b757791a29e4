"""Bare: a text that is nothing but a report, read as one body, for sets that come without pages."""

import hashlib

from truceline.extract.reading import read
from truceline.knowledge import Knowledge
from truceline.model.document import Document, body_of_lines
from truceline.model.reading import Reading
from truceline.parse import parse, patches


def bare_document(name: str, text: str) -> Document:
    """Return a text as a document of body only: no title, no outlet; offsets are those of the text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, digest, "text", "utf-8", text, parts=body_of_lines(text))


def read_bare(name: str, text: str, knowledge: Knowledge) -> Reading:
    """Read a text as the pipeline reads a document."""
    doc = bare_document(name, text)
    [parsed] = parse([doc], patches=[patches(doc, knowledge)])
    return read(parsed, knowledge)
