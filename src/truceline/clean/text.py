"""Read a flattened page: lines of title, date and menu around a block of prose."""

import re
from collections.abc import Sequence
from itertools import takewhile

from truceline.clean.agencies import find_signature
from truceline.clean.body import Found, mark_body
from truceline.clean.credits import credited, find_wire, is_credit
from truceline.clean.draft import Draft, Marks
from truceline.clean.head import Head, read_head, tells_of_report
from truceline.clean.lines import COST, Line, best_block, gain, split_lines
from truceline.clean.numeric import settle
from truceline.clean.outlets import outlet_of_lines
from truceline.knowledge.furniture import Furniture

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
DATE_RULE = "date-line/1"
# A longer line that has a word like "newsletter" tells of it.  Swept 30, 45 on half of 113 pages: .914, .915; without .911.
LONGEST_ASK = 45


def read_text(
    text: str,
    furniture: Furniture,
    *,
    aside: Sequence[tuple[int, int]] = (),
    lines: list[Line] | None = None,
) -> Draft:
    """Return the parts of a text that came without markup: a flattened page, a mail, a note, Markdown.

    What stands in the ranges `aside` (sorted) is boilerplate, whatever it reads like. `lines` are its paragraphs, where
    whoever calls knows them.
    """
    lines = split_lines(text, aside=aside) if lines is None else lines
    marks = Marks(text)
    for start, end in aside:
        marks.add(start, end, "boilerplate")
    if any(_HEADING.match(line.text) for line in lines):
        return _markdown(text, lines, furniture, marks)
    first, last = _block(lines, furniture)
    head = read_head(text, lines[:first], lines[first:last], furniture, marks)
    found = mark_body(text, lines[first:last], furniture, marks, title=head.title)
    # "(AP)" on a line of its own signs the report.
    signed = find_signature(lines[last].text, text, furniture) if last < len(lines) else None
    if signed:
        marks.add(lines[last].start, lines[last].end, "credit")
        found = found._replace(agency=found.agency or signed.agency)
    for line in lines[last:]:
        _mark_tail(line, furniture, marks)
    around = outlet_of_lines([*lines[:first], *lines[last:]], furniture)
    return _draft(text, marks, head._replace(outlet=head.outlet or around), found, furniture)


def _block(lines: list[Line], furniture: Furniture) -> tuple[int, int]:
    """Return the range of lines that hold the body; all of them where nothing reads like prose."""
    first, last = best_block([_gain(line, furniture) for line in lines])
    if last == 0:
        return 0, len(lines)
    # "Is the truce over?" reads like prose, and stands over it.
    if first == 0 and last - first > 1 and _is_heading(lines[first], lines[first + 1]):
        first += 1
    return first, last


def _gain(line: Line, furniture: Furniture) -> int:
    asks = furniture.asks.search(line.text) and line.words <= LONGEST_ASK
    return -COST if asks or furniture.is_furniture(line.text) or furniture.steps(line.text) else gain(line)


def _is_heading(line: Line, below: Line) -> bool:
    return line.words <= 16 and line.text.endswith("?") and below.words > line.words


def _mark_tail(line: Line, furniture: Furniture, marks: Marks) -> None:
    from_agency = line.words <= 4 and furniture.find_agency(line.text) is not None
    credit = from_agency or is_credit(line.text, furniture)
    marks.add(line.start, line.end, "credit" if credit else "boilerplate")


def _draft(text: str, marks: Marks, head: Head, found: Found, furniture: Furniture) -> Draft:
    credit = marks.credits()
    dated = settle(head.dated, text) if head.dated else None
    return Draft(
        text=text,
        parts=marks.done(),
        title=head.title,
        outlet=head.outlet,
        published=dated.when(text, DATE_RULE) if dated else found.when(text),
        published_at=dated.time if dated else None,
        byline=head.byline or found.byline or credited(marks.words("credit")),
        dateline=found.dateline,
        wire=found.agency
        or find_wire(text, credit=credit, outlet=head.outlet, signed=bool(head.byline), furniture=furniture),
    )


def _markdown(text: str, lines: list[Line], furniture: Furniture, marks: Marks) -> Draft:
    """Return Markdown: its first heading is the title, the rest is body but for who wrote it and when, told right below."""
    top = next(i for i, line in enumerate(lines) if _HEADING.match(line.text))
    line = lines[top]
    signs = _HEADING.match(line.text)
    size = signs.end() if signs else 0
    marks.add(line.start, line.start + size, "boilerplate")
    marks.add(line.start + size, line.end, "title")
    title = line.text[size:].strip(" #")
    below = lines[top + 1 :]
    over = list(takewhile(lambda line: tells_of_report(line, furniture), below))
    body = lines[:top] + below[len(over) :]
    head = read_head(text, over, body, furniture, marks)
    found = mark_body(text, body, furniture, marks, title=title)
    outlet = head.outlet or furniture.outlet_in_series(title)
    return _draft(text, marks, head._replace(title=title, outlet=outlet), found, furniture)
