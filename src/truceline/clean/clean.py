"""Bytes as received -> Document."""

import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from truceline.clean.decode import charset_of_page, decode
from truceline.clean.docx import read_docx
from truceline.clean.draft import Draft
from truceline.clean.language import tell_language
from truceline.clean.mail import read_mail
from truceline.clean.note import read_note
from truceline.clean.outlets import outlet_of_address
from truceline.clean.page import read_page
from truceline.clean.pdf import read_pdf
from truceline.clean.recurring import mark_recurring
from truceline.clean.response import read_response
from truceline.clean.row import read_row
from truceline.clean.text import read_text
from truceline.clean.traces import find_traces
from truceline.clean.undated import infer_published
from truceline.knowledge.furniture import Furniture
from truceline.knowledge.outlet_lines import outlet_key
from truceline.knowledge.swaps import Swaps
from truceline.model.document import Document, Media, Raw
from truceline.model.errors import Unreadable

# Characters of one rendered report.  The parser needs a minute for 2 million.
LONGEST = 2_000_000
# Words and signs.  Prose of that length has 400,000; one that is all signs has a token for each, and took ten minutes.
MOST_TOKENS = 500_000
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Bytes of a page when its compression is undone, as of a page in a file.
LARGEST_PAGE = 10_000_000
# JSON in a page tells a name cut inside a picture sign as "\\ud83d", the library for mail a byte of no charset likewise. No
# encoding can write them.
_HALF = re.compile(r"[\ud800-\udfff]")


def clean(raw: Raw, furniture: Furniture, swaps: Swaps) -> Document:
    """Return the document: its text decoded once, its parts marked as ranges, its traces of alteration.

    Raises:
        Unreadable: nothing can be read in it; the message names it and the reason.
    """
    draft, encoding = _read(raw, furniture)
    _check_length(raw.name, draft.text)
    # A row may hold its title and a date alone: the title is still told.
    if not any(part.kind in ("body", "title") for part in draft.parts):
        raise Unreadable(f"{raw.name}: there is no text in it")
    draft = msgspec.structs.replace(
        draft,
        outlet=outlet_of_address(draft.outlet, draft.url, furniture),
        published=draft.published or infer_published(draft, furniture),
    )
    told: dict[str, Any] = {
        field: _whole(getattr(draft, field)) for field in draft.__struct_fields__ if field != "parts"
    }
    own = furniture.outlet_lines.get(outlet_key(draft.outlet, draft.url) or "", frozenset())
    language, parts = tell_language(draft.text, mark_recurring(draft.text, draft.parts, own))
    doc = Document(
        id=raw.id,
        sha256=hashlib.sha256(raw.content).hexdigest(),
        media=raw.media,
        encoding=encoding,
        parts=parts,
        language=language,
        **told,
    )
    return msgspec.structs.replace(doc, traces=tuple(find_traces(doc, swaps)) if doc.is_read else ())


def _whole(told: object) -> object:
    """Return words without halves of surrogate pairs, tuples of words likewise, and all else as it is."""
    if isinstance(told, str):
        return _HALF.sub("\ufffd", told)
    return tuple(map(_whole, told)) if isinstance(told, tuple) else told


def _check_length(name: str, text: str) -> None:
    if len(text) > LONGEST:
        raise Unreadable(f"{name}: too long for one report: {len(text):,} characters, at most {LONGEST:,}")
    tokens = sum(1 for _ in _TOKEN.finditer(text)) if len(text) > MOST_TOKENS else 0
    if tokens > MOST_TOKENS:
        raise Unreadable(
            f"{name}: too long for one report: {tokens:,} words and signs, at most {MOST_TOKENS:,}"
        )


def _read(raw: Raw, furniture: Furniture) -> tuple[Draft, str]:
    return _READERS[raw.media](raw, furniture)


def _text(raw: Raw, furniture: Furniture) -> tuple[Draft, str]:
    text, encoding = decode(raw.content)
    # Before its lines are looked at: 900,000 of them took a minute.
    _check_length(raw.name, text)
    return read_note(raw.id, text, furniture) or read_text(text, furniture), encoding


def _page(raw: Raw, furniture: Furniture) -> tuple[Draft, str]:
    text, encoding = decode(raw.content, charset_of_page(raw.content))
    return read_page(text, furniture), encoding


_READERS: dict[Media, Callable[[Raw, Furniture], tuple[Draft, str]]] = {
    "text": _text,
    "html": _page,
    "row": read_row,
    "warc": partial(read_response, longest=LARGEST_PAGE),
    "mail": read_mail,
    "pdf": lambda raw, furniture: (read_pdf(raw.name, raw.content, furniture), "pdf"),
    "docx": lambda raw, furniture: (read_docx(raw.name, raw.content, furniture), "docx"),
}
