"""Mark the body: what stands inside the block of prose, and what does not belong there."""

import re
from typing import NamedTuple

from truceline.clean.agencies import find_signature
from truceline.clean.captions import is_caption_line
from truceline.clean.credits import credited, is_credit
from truceline.clean.datelines import Dateline, find_dateline
from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Marks
from truceline.clean.inside import Where, mark_inside
from truceline.clean.lines import Line
from truceline.clean.numeric import settle
from truceline.clean.playlists import find_films
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.when import When

# ". The decision": the words of a link were lost, its full stop was not.
_LOST_LINK = re.compile(r"[.,;:][\s\xa0]+(?=[\"“‘]?[A-Z])")
# A summary may stand over the line with the dateline.
_DATELINE_WITHIN = 2
# Credits close a report: only the last lines are asked.
_CREDIT_WITHIN = 3

DATELINE_RULE = "dateline-date/1"


class Found(NamedTuple):
    """What the body told beside its prose: dateline, the agency and the date in it, and who is credited at its end."""

    dateline: str | None
    agency: str | None
    byline: tuple[str, ...]
    dated: Dated | None = None

    def when(self, text: str) -> When | None:
        """Return the day that the dateline tells: when a report was written is when it appeared, where nothing else says."""
        return self.dated.when(text, DATELINE_RULE) if self.dated else None


def mark_body(
    text: str, lines: list[Line], furniture: Furniture, marks: Marks, *, title: str | None
) -> Found:
    """Mark each line of the block: body, or the furniture and credits inside it."""
    dateline: Dateline | None = None
    byline: tuple[str, ...] = ()
    signed: str | None = None
    films = find_films(lines)
    for i, line in enumerate(lines):
        start = line.start
        again = title and fold_line(line.text) == fold_line(title)
        if i in films or furniture.is_furniture(line.text) or again:
            marks.add(line.start, line.end, "boilerplate")
            continue
        if i >= len(lines) - _CREDIT_WITHIN and len(lines) > 1 and is_credit(line.text, furniture):
            marks.add(line.start, line.end, "credit")
            byline = byline or credited(line.text)
            continue
        # The last line of a flattened report may be all of it, and signed "Ann Lee/Joe".
        if line is not lines[-1] and is_caption_line(line.text):
            marks.add(line.start, line.end, "caption")
            continue
        start = _skip(text, line, furniture, marks)
        if dateline is None and i < _DATELINE_WITHIN:
            dateline = find_dateline(text, start, furniture)
            if dateline:
                marks.add(dateline.start, dateline.end, "dateline")
        if line is lines[-1]:
            signed = _mark_agency(text, start, line.end, furniture, marks)
        where = Where(start, line.end, first=i == 0, last=line is lines[-1])
        names = mark_inside(text, where, furniture, marks)
        byline = byline or names
        marks.add(start, line.end, "body")
    agency = dateline.agency if dateline else None
    dated = _dated(text, dateline, furniture) if dateline else None
    return Found(dateline.place if dateline else None, agency or signed, byline, dated)


def _mark_agency(text: str, start: int, end: int, furniture: Furniture, marks: Marks) -> str | None:
    signature = find_signature(text[start:end], text, furniture)
    if signature is None:
        return None
    marks.add(start + signature.start, end, "credit")
    return signature.agency


def _dated(text: str, dateline: Dateline, furniture: Furniture) -> Dated | None:
    """Return the whole date of "MARDEN, 13 May 2019 (AP) -"; one without a year is none."""
    found = find_date(text[dateline.start : dateline.end], furniture.zones)
    moved = (
        found._replace(start=dateline.start + found.start, end=dateline.start + found.end) if found else None
    )
    return settle(moved, text) if moved else None


def _skip(text: str, line: Line, furniture: Furniture, marks: Marks) -> int:
    """Mark what is stuck to the head of a line, and return where its prose begins."""
    for shape in (furniture.glued_head, _LOST_LINK):
        found = shape.match(text, line.start, line.end)
        if found:
            marks.add(line.start, found.end(), "boilerplate")
            return found.end()
    return line.start
