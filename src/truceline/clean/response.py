"""Read an answer of the web, kept as one WARC record: its codings undone, its kind told by its head."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from truceline.clean.codings import undo
from truceline.clean.dates import find_date
from truceline.clean.decode import charset_of_page, decode
from truceline.clean.draft import Draft
from truceline.clean.page import read_page
from truceline.clean.pdf import read_pdf
from truceline.clean.render import looks_like_html
from truceline.clean.row import FEED_RULE
from truceline.clean.text import read_text
from truceline.knowledge.furniture import Furniture
from truceline.model.document import Raw
from truceline.model.errors import Unreadable
from truceline.model.when import When

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# What is markup shows in the first characters.
_HEAD = 2_048


class _Answer(NamedTuple):
    """A record taken apart: the fields of the archive and of the answer, by names in small letters."""

    told: dict[str, str]
    head: dict[str, str]
    payload: bytes


def read_response(raw: Raw, furniture: Furniture, longest: int) -> tuple[Draft, str]:
    """Return what the page says, and how its bytes were read.

    What the page does not tell comes from the record: its address; title and date from what a feed told of it ("Feed-Title",
    "Feed-Published"). The day of fetching is no publication.

    Raises:
        Unreadable: it is no such record, its payload unpacks to more than `longest` bytes, or nothing is in it.
    """
    answer = _taken_apart(raw)
    payload, cut = undo(raw.name, answer.payload, answer.head, longest)
    kind = answer.head.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/pdf" or payload.startswith(b"%PDF-"):
        draft, encoding = read_pdf(raw.name, payload, furniture), "pdf"
    else:
        text, encoding = decode(payload, _charset(answer, payload))
        is_page = kind != "text/plain" or looks_like_html(text[:_HEAD])
        draft = read_page(text, furniture) if is_page else read_text(text, furniture)
    return _with_told(draft, answer.told, furniture), encoding + ", cut short" * cut


def _taken_apart(raw: Raw) -> _Answer:
    told, block = _split(raw.content)
    size = told.get("content-length", "")
    # A length of 20 digits is longer than any block; "²" is a digit and no number.
    if size.isdecimal() and len(size) < 20:
        block = block[: int(size)]
    head, payload = _split(block)
    if not told.get("", "").startswith("WARC/") or not head.get("", "").startswith("HTTP/"):
        raise Unreadable(f"{raw.name}: no answer of the web in a WARC record")
    return _Answer(told, head, payload)


def _split(block: bytes) -> tuple[dict[str, str], bytes]:
    """Return the fields over the first blank line, the first line under the name "", and what is behind it."""
    blank = _BLANK_LINE.search(block)
    head = block[: blank.start()] if blank else block
    fields = dict(_fields(head.decode("utf-8", "replace")))
    return fields, block[blank.end() :] if blank else b""


def _fields(head: str) -> Iterator[tuple[str, str]]:
    first, *lines = _FOLDED.sub(" ", head).splitlines() or [""]
    for line in reversed(lines):  # of a field that is told twice the first stands
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()
    yield "", first


def _charset(answer: _Answer, payload: bytes) -> str | None:
    found = _CHARSET.search(answer.head.get("content-type", ""))
    if found:
        return found[1]
    return charset_of_page(payload)


def _with_told(draft: Draft, told: dict[str, str], furniture: Furniture) -> Draft:
    uri = told.get("warc-target-uri", "").strip("<>")
    return msgspec.structs.replace(
        draft,
        url=uri or draft.url,
        fetched=told.get("warc-date") or None,
        title=draft.title or told.get("feed-title") or None,
        published=draft.published or _feed_date(told.get("feed-published", ""), furniture),
    )


def _feed_date(told: str, furniture: Furniture) -> When | None:
    dated = find_date(told, furniture.zones)
    return dated.when(told, FEED_RULE) if dated else None
