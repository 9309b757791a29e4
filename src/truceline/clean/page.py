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
from truceline.clean.linked import Linked, read_linked
from truceline.clean.numeric import settle
from truceline.clean.outlets import outlet_of_lines, outlet_of_page, site_of_page
from truceline.clean.render import has_too_many_tags, render, sanitised
from truceline.clean.text import DATE_RULE, read_text
from truceline.clean.times import time_of_page
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.document import PartKind
from truceline.model.when import When

META_RULE = "page-meta/1"
# The date library bounds dates by today's unless told: a reading must not depend on the day it is made.
_DATE_BOUNDS = {
    "original_date": True,
    "extensive_search": True,
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}
# The heading is often the first line of what the extractor takes for the body.
_TITLE_WITHIN = 2
_NEAR = 15
_AUTHORS = re.compile(r"\s*[;|]\s*")
# "The Evening Post https; Www Evening Example": an address that was taken for two authors.
_ADDRESS = re.compile(r"https?\b|^www\b", re.IGNORECASE)
_SITE = re.compile(r"\s+[|»·•–—-]\s+|\s+::\s+")


def read_page(markup: str, furniture: Furniture) -> Draft:
    """Return the parts of a page: body lines, title, and what its metadata tells."""
    text = render(markup)
    extract = _extract(markup)
    if extract is None or not (extract.text or "").strip():
        return read_text(text, furniture)
    marks = Marks(text)
    lines = split_lines(text)
    linked = read_linked(markup)
    first, block = _block(text, lines, extract, linked.section, furniture)
    over = lines[: first + _TITLE_WITHIN]
    title = _headline(extract.title, over, extract.sitename)
    heading = _mark_title(over, (title, linked.headline), marks)
    found = mark_body(text, block, furniture, marks, title=extract.title)
    byline = _byline(text, lines[:first], marks)
    dated = _date(text, lines[:first], extract.date, markup, furniture, marks)
    site = site_of_page(linked, extract.sitename)
    outlet = outlet_of_page(markup, site, extract.title, extract.author, furniture)
    outlet = outlet or outlet_of_lines(lines, furniture)
    _mark_told(lines[:first], linked, marks)
    for line in lines:
        marks.add(line.start, line.end, "boilerplate")
    credit = marks.credits()
    authors = linked.persons or _authors(extract.author, furniture, found.agency) or byline
    return Draft(
        text=text,
        parts=marks.done(),
        title=title or heading,
        outlet=outlet,
        published=dated.when or found.when(text),
        published_at=time_of_page(dated.when, dated.time, linked.published, furniture),
        byline=authors or found.byline or ((linked.desk,) if linked.desk else ()),
        dateline=found.dateline,
        wire=found.agency
        or _agency_of(authors, furniture)
        or find_wire(
            marks.words("body"), credit=credit, outlet=outlet, signed=bool(authors), furniture=furniture
        ),
        url=extract.url,
    )


class _Published(NamedTuple):
    when: When | None
    time: str | None


def _extract(markup: str) -> Extract | None:
    if has_too_many_tags(markup):
        return None
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


def _block(
    text: str, lines: list[Line], extract: Extract, section: str | None, furniture: Furniture
) -> tuple[int, list[Line]]:
    """Return the number of the first body line, and the body's lines, cut to what is body.

    The extractor takes the heading and the line with the date for body more often than not.
    """
    ranges = align(text, extract.text or "")
    block = [Line(start, end, text[start:end]) for start, end in ranges]
    while len(block) > 1 and _stands_over(block[0], (extract.title, section), furniture):
        del block[0]
    start = block[0].start if block else len(text)
    return next((i for i, line in enumerate(lines) if line.end > start), len(lines)), block


def _stands_over(line: Line, told: tuple[str | None, ...], furniture: Furniture) -> bool:
    if any(words and fold_line(line.text) == fold_line(words) for words in told):
        return True
    found = find_date(line.text, furniture.zones)
    beside = line.words - len(line.text[found.start : found.end].split()) if found else line.words
    byline = find_byline(line.text, 0, len(line.text))
    return (found is not None and beside <= MOST_BESIDE) or (byline is not None and line.words <= MOST_BESIDE)


def _headline(title: str | None, over: list[Line], site: str | None) -> str | None:
    """Return the title without the site behind it, by its name or by the heading over the text: "Rebels leave - Marden Post"."""
    headings = {fold_line(line.text) for line in over}
    for cut in reversed(list(_SITE.finditer(title or ""))):
        names_site = title is not None and site is not None and _letters(title[cut.end() :]) == _letters(site)
        if title and (names_site or fold_line(title[: cut.start()]) in headings):
            return title[: cut.start()]
    return title


def _mark_title(over: list[Line], told: tuple[str | None, ...], marks: Marks) -> str | None:
    """Mark the last line that is the title, or what linked data calls the headline, and return it."""
    for title in told:
        wanted = fold_line(title) if title else ""
        for line in reversed(over):
            if wanted and fold_line(line.text) == wanted:
                marks.add(line.start, line.end, "title")
                return line.text
    return None


def _mark_told(over: list[Line], linked: Linked, marks: Marks) -> None:
    """Mark the lines over the text that the markup calls the summary or the section."""
    kinds: tuple[tuple[str | None, PartKind], ...] = (
        (linked.summary, "standfirst"),
        (linked.section, "section"),
    )
    for told, kind in kinds:
        # Sections are steps of the menu too: the one next to the text is meant.
        for line in reversed(over[-_NEAR:]):
            if told and fold_line(line.text) == fold_line(told):
                marks.add(line.start, line.end, kind)
                break


def _byline(text: str, lines: list[Line], marks: Marks) -> tuple[str, ...]:
    for line in reversed(lines[-_NEAR:]):
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
    for line in lines[-_NEAR:]:
        found = find_date(line.text, furniture.zones) if line.words <= 20 else None
        if found and (day is None or day in (found.day, found.other)):
            found = found._replace(start=line.start + found.start, end=line.start + found.end)
            near = near or settle(found, text)
            marks.add(found.start, found.end, "date")
    time = near.time if near else None
    if near and (told is None or told not in markup):
        return _Published(near.when(text, DATE_RULE), time)
    return _Published(When(day, day, "day", str(day), META_RULE) if day else None, time)


def _authors(told: str | None, furniture: Furniture, agency: str | None) -> tuple[str, ...]:
    """Return the authors told, each once and without addresses: persons where there are any, else the agency whose report it is."""
    named = {
        _letters(name): name
        for name in reversed(_AUTHORS.split(told or ""))
        if name and not _ADDRESS.search(name)
    }
    names = list(reversed(named.values()))
    persons = [name for name in names if name != agency and name not in furniture.agency_names]
    return tuple(persons or names)


def _agency_of(authors: tuple[str, ...], furniture: Furniture) -> str | None:
    return next((furniture.agency_names[name] for name in authors if name in furniture.agency_names), None)


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalpha())
