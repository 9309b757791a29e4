"""Read a row of a feed or table: fields by their usual names, and what is glued to the text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from truceline.clean.body import mark_body
from truceline.clean.credits import credited, find_byline, find_wire
from truceline.clean.datelines import find_inner_dateline
from truceline.clean.dates import Dated, find_date
from truceline.clean.decode import decode
from truceline.clean.draft import Draft, Marks
from truceline.clean.lines import split_lines
from truceline.clean.numeric import settle
from truceline.clean.outlets import bare_title, outlet_of_lines, outlet_of_title
from truceline.clean.render import looks_like_html, render
from truceline.clean.rowby import mark_author_behind, mark_byline_over
from truceline.clean.rowhead import mark_row_head
from truceline.clean.rowtail import mark_row_tail
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

FEED_RULE = "feed/1"
HEAD_RULE = "text-head/1"
_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
# The column of the title was printed with its name.
_LABEL = re.compile(r"\A\s*[Tt]itle:\s+")
_NAMES = re.compile(r"\n+|\s*[;|]\s*|\s+and\s+|,\s+")


def read_row(raw: Raw, furniture: Furniture) -> tuple[Draft, str]:
    """Return the title and body of a row, and how its bytes were read; its text is the title, an empty line, and the body.

    Raises:
        Unreadable: no column holds a text, or it is empty and there is no title; or the bytes are no row.
    """
    row, encoding = _columns(raw)
    title, body = _told(row, furniture, "title"), _told(row, furniture, "text")
    # A row may tell its title alone: that is kept.  Where no column holds text the rows are no reports.
    if not body.strip() and (not title.strip() or row.keys().isdisjoint(furniture.fields["text"])):
        raise Unreadable(f"{raw.name}: {_why_empty(row, furniture)}")
    if looks_like_html(body):
        body = render(body)
    text = f"{title}\n\n{body}" if title else body
    return _read(text, len(text) - len(body), row, furniture), encoding


def _columns(raw: Raw) -> tuple[dict[str, Any], str]:
    # Rows are made when a table is taken in; one out of an archive or from a caller may be anything.
    words, encoding = decode(raw.content)
    try:
        row = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{raw.name}: no row: {error}") from error
    if not isinstance(row, dict):
        raise Unreadable(f"{raw.name}: no row: a JSON object is wanted")
    return {key.strip().casefold(): value for key, value in row.items()}, encoding


def _read(text: str, start: int, row: dict[str, Any], furniture: Furniture) -> Draft:
    title = _LABEL.sub("", text[:start]).strip() or None
    marks = Marks(text)
    outlet = _told(row, furniture, "outlet") or outlet_of_title(title, furniture)
    first, dated = mark_row_head(text, start, title or "", furniture, marks)
    bare = bare_title(title, outlet) if title else ""
    # A title that the text says again is read once, where it stands in the text.
    at = text.find(bare)
    marks.add(at, at + len(bare), "boilerplate" if marks.has("title") else "title")
    marks.add(0, at, "boilerplate")
    marks.add(at, start, "publisher")
    last = mark_row_tail(text, first, furniture, marks)
    inner = find_inner_dateline(text, first, furniture)
    if inner:
        marks.add(inner.start, inner.end, "dateline")
    byline = _byline(marks)
    last = mark_author_behind(text, first, last, byline, marks)
    lines, over = mark_byline_over(text, split_lines(text, first, last), marks)
    found = mark_body(text, lines, furniture, marks, title=bare)
    if inner and found.dateline is None:
        found = found._replace(dateline=inner.place, agency=found.agency or inner.agency)
    credit = marks.credits()
    outlet = outlet or outlet_of_lines(split_lines(text), furniture)
    column = _told(row, furniture, "date")
    feed = _feed_date(column, text, furniture)
    dated = settle(dated, text) if dated else None
    # A feed that tells a day decides between the two readings of "03/04/2016" in the text.
    if dated and dated.other and feed and not feed.other and feed.day in (dated.day, dated.other):
        dated = dated.read_as(feed.day, "the feed")
    author = _told(row, furniture, "author")
    authors = tuple(name for name in _NAMES.split(author) if name) or byline or (over.names if over else ())
    return Draft(
        text=text,
        parts=marks.done(),
        title=bare or None,
        outlet=outlet,
        published=dated.when(text, HEAD_RULE)
        if dated
        else feed.when(column, FEED_RULE)
        if feed
        else found.when(text),
        published_at=_time(dated, feed),
        byline=authors or found.byline or credited(marks.words("credit")),
        dateline=found.dateline,
        wire=_of_another(found.agency, outlet, credit, furniture)
        or find_wire(text[start:], credit=credit, outlet=outlet, signed=bool(authors), furniture=furniture),
        url=_told(row, furniture, "url") or None,
    )


def _of_another(agency: str | None, outlet: str | None, credit: str, furniture: Furniture) -> str | None:
    """Return the agency of the dateline; where that is the outlet itself, the other one that the report credits."""
    own = outlet is not None and agency is not None and fold_line(outlet) == fold_line(agency)
    return (furniture.find_agency(credit) or agency) if own else agency


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


def _feed_date(told: str, text: str, furniture: Furniture) -> Dated | None:
    dated = find_date(told, furniture.zones)
    # Midnight to the second is a day without a time.
    if dated and dated.time and re.search(r"\b00:00:00\b", told):
        dated = dated._replace(time=None)
    return settle(dated, f"{told}\n{text}") if dated else None


def _time(dated: Dated | None, feed: Dated | None) -> str | None:
    """Return the time of day that the text tells, else the feed for the same day."""
    if dated is None:
        return feed.time if feed else None
    return dated.time or (feed.time if feed and feed.day == dated.day and not dated.other else None)


def _byline(marks: Marks) -> tuple[str, ...]:
    words = marks.words("byline")
    byline = find_byline(words, 0, len(words.split("\n")[0]))
    return byline.names if byline else ()
