"""Read a web page: rendered to lines, its body told by trafilatura, its metadata by the page itself."""

import datetime
import re
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from truceline.clean.align import align
from truceline.clean.body import mark_body
from truceline.clean.credits import find_byline, find_wire
from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Draft, Marks
from truceline.clean.head import MOST_BESIDE
from truceline.clean.lines import Line, split_lines
from truceline.clean.numeric import settle
from truceline.clean.outlets import outlet_of_lines, outlet_of_page
from truceline.clean.render import render, sanitised
from truceline.clean.text import read_text
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.when import When

META_RULE = "page-meta/1"
LINE_RULE = "date-line/1"
# The date library bounds dates by today's unless told: a reading must not depend on the day it is made.
_DATE_BOUNDS = {
    "original_date": True,
    "extensive_search": True,
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}
# The heading is often the first line of what the extractor takes for the body.
_TITLE_WITHIN = 2
_AUTHORS = re.compile(r"\s*[;|]\s*")


def read_page(markup: str, furniture: Furniture) -> Draft:
    """Return the parts of a page: body lines, title, and what its metadata tells."""
    text = render(markup)
    extract = _extract(markup)
    if extract is None or not (extract.text or "").strip():
        return read_text(text, furniture)
    marks = Marks(text)
    lines = split_lines(text)
    first, block = _block(text, lines, extract, furniture)
    title = _title(lines[: first + _TITLE_WITHIN], extract.title, marks)
    found = mark_body(text, block, furniture, marks, title=extract.title)
    byline = _byline(text, lines[:first], marks)
    dated = _date(text, lines[:first], extract.date, markup, furniture, marks)
    outlet = outlet_of_page(markup, extract.sitename, extract.title, extract.author, furniture)
    outlet = outlet or outlet_of_lines(lines, furniture)
    for line in lines:
        marks.add(line.start, line.end, "boilerplate")
    credit = marks.words("credit", "byline")
    authors = _authors(extract.author, furniture, found.agency) or byline
    return Draft(
        text=text,
        parts=marks.done(),
        title=extract.title or title,
        outlet=outlet,
        published=dated.when or found.when(text),
        published_at=dated.time,
        byline=authors or found.byline,
        dateline=found.dateline,
        wire=found.agency
        or find_wire(
            marks.words("body"), credit=credit, outlet=outlet, signed=bool(authors), furniture=furniture
        ),
        url=extract.url,
    )


class _Published(NamedTuple):
    when: When | None
    time: str | None


def _extract(markup: str) -> Extract | None:
    try:
        found = bare_extraction(
            sanitised(markup),
            fast=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(_DATE_BOUNDS),
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError):
        # Broken markup breaks the extractor in many ways; the lines of the page are still there.
        return None
    return found if isinstance(found, Extract) else None


def _block(text: str, lines: list[Line], extract: Extract, furniture: Furniture) -> tuple[int, list[Line]]:
    """Return the number of the first body line, and the body's lines, cut to what is body.

    The extractor takes the heading and the line with the date for body more often than not.
    """
    ranges = align(text, extract.text or "")
    block = [Line(start, end, text[start:end]) for start, end in ranges]
    while len(block) > 1 and _stands_over(block[0], extract.title, furniture):
        del block[0]
    start = block[0].start if block else len(text)
    return next((i for i, line in enumerate(lines) if line.end > start), len(lines)), block


def _stands_over(line: Line, title: str | None, furniture: Furniture) -> bool:
    if title and fold_line(line.text) == fold_line(title):
        return True
    found = find_date(line.text, furniture.zones)
    beside = line.words - len(line.text[found.start : found.end].split()) if found else line.words
    byline = find_byline(line.text, 0, len(line.text))
    return (found is not None and beside <= MOST_BESIDE) or (byline is not None and line.words <= MOST_BESIDE)


def _title(lines: list[Line], title: str | None, marks: Marks) -> str | None:
    wanted = fold_line(title) if title else ""
    for line in reversed(lines):
        if wanted and fold_line(line.text) == wanted:
            marks.add(line.start, line.end, "title")
            return line.text
    return None


def _byline(text: str, lines: list[Line], marks: Marks) -> tuple[str, ...]:
    for line in reversed(lines[-15:]):
        byline = find_byline(text, line.start, line.end)
        if byline:
            marks.add(byline.start, byline.end, "byline")
            return byline.names
    return ()


def _date(
    text: str, lines: list[Line], told: str | None, markup: str, furniture: Furniture, marks: Marks
) -> _Published:
    """Return the date that the page's metadata tells, with the time of day of a line that tells the same day.

    The date that the extractor tells is its own reading of such a line where the markup does not hold it.
    """
    day = datetime.date.fromisoformat(told) if told else None
    near: Dated | None = None
    for line in lines[-15:]:
        found = find_date(line.text, furniture.zones) if line.words <= 20 else None
        if found and (day is None or day in (found.day, found.other)):
            found = found._replace(start=line.start + found.start, end=line.start + found.end)
            near = near or settle(found, text)
            marks.add(found.start, found.end, "date")
    time = near.time if near else None
    if near and (told is None or told not in markup):
        return _Published(near.when(text, LINE_RULE), time)
    return _Published(When(day, day, "day", str(day), META_RULE) if day else None, time)


def _authors(told: str | None, furniture: Furniture, agency: str | None) -> tuple[str, ...]:
    """Return the authors told: persons where there are any, else the agency whose report it is."""
    names = [name for name in _AUTHORS.split(told or "") if name]
    persons = [name for name in names if name != agency and name not in furniture.agency_names]
    return tuple(persons or names)
