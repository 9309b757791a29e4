"""Read a row of a feed or table: fields by their usual names, and what is glued to the text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from truceline.clean.body import mark_body
from truceline.clean.credits import find_wire
from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Draft, Marks
from truceline.clean.lines import split_lines
from truceline.clean.numeric import settle
from truceline.clean.render import looks_like_html, render
from truceline.clean.rowhead import mark_row_head
from truceline.clean.rowtail import mark_row_tail
from truceline.knowledge.furniture import Furniture
from truceline.model.document import Raw
from truceline.model.errors import Unreadable
from truceline.model.when import When

FEED_RULE = "feed/1"
HEAD_RULE = "text-head/1"
_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
_NAMES = re.compile(r"\n+|\s*[;|]\s*|\s+and\s+|,\s+")


def read_row(raw: Raw, furniture: Furniture) -> Draft:
    """Return the title and body of a row; its text is the title, an empty line, and the body.

    Raises:
        Unreadable: no column holds a text, or it is empty; or the bytes are no row.
    """
    row = _columns(raw)
    title, body = _told(row, furniture, "title"), _told(row, furniture, "text")
    if not body.strip():
        raise Unreadable(f"{raw.name}: {_why_empty(row, furniture)}")
    if looks_like_html(body):
        body = render(body)
    text = f"{title}\n\n{body}" if title else body
    return _read(text, len(text) - len(body), row, furniture)


def _columns(raw: Raw) -> dict[str, Any]:
    # Rows are made when a table is taken in; one out of an archive or from a caller may be anything.
    try:
        row = json.loads(raw.content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{raw.name}: no row: {error}") from error
    if not isinstance(row, dict):
        raise Unreadable(f"{raw.name}: no row: a JSON object is wanted")
    return {key.strip().casefold(): value for key, value in row.items()}


def _read(text: str, start: int, row: dict[str, Any], furniture: Furniture) -> Draft:
    title = text[:start].strip() or None
    marks = Marks(text)
    first, dated = mark_row_head(text, start, title or "", furniture, marks)
    # A title that the text says again is read once, where it stands in the text.
    marks.add(0, start, "boilerplate" if marks.has("title") else "title")
    last = mark_row_tail(text, first, furniture, marks)
    lines = split_lines(text, first, last)
    found = mark_body(text, lines, furniture, marks, title=title)
    credit = marks.words("credit", "byline")
    outlet = _told(row, furniture, "outlet") or None
    feed = _feed_date(_told(row, furniture, "date"), text, furniture)
    dated = settle(dated, text) if dated else None
    # A feed that tells a day decides between the two readings of "03/04/2016" in the text.
    if dated and dated.other and feed and feed.first in (dated.day, dated.other) and feed.first == feed.last:
        dated = dated.read_as(feed.first, "the feed")
    told = _told(row, furniture, "author")
    return Draft(
        text=text,
        parts=marks.done(),
        title=title,
        outlet=outlet,
        published=dated.when(text, HEAD_RULE) if dated else feed or found.when(text),
        published_at=dated.time if dated else None,
        byline=found.byline or tuple(name for name in _NAMES.split(told) if name),
        dateline=found.dateline,
        wire=found.agency or find_wire(text[start:], credit=credit, outlet=outlet, furniture=furniture),
        url=_told(row, furniture, "url") or None,
    )


def _why_empty(row: dict[str, Any], furniture: Furniture) -> str:
    columns = furniture.fields["text"]
    if not row.keys().isdisjoint(columns):
        return "its text is empty"
    return f"no column holds a text: {', '.join(columns[:4])} … are looked for"


def _told(row: dict[str, Any], furniture: Furniture, kind: str) -> str:
    """Return the first filled column of a kind as text, or an empty one."""
    for column in furniture.fields[kind]:
        words = "\n\n".join(_strings(row.get(column)))
        if words.strip():
            return _SURROGATE.sub("\ufffd", words)
    return ""


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)
    elif isinstance(value, dict):
        yield from _strings(value.get("name") or value.get("title"))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def _feed_date(told: str, text: str, furniture: Furniture) -> When | None:
    dated: Dated | None = find_date(told, furniture.zones)
    return settle(dated, f"{told}\n{text}").when(told, FEED_RULE) if dated else None
