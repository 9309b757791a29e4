"""Read what stands over the block: title, standfirst, publisher, section, byline, date."""

import re
from collections import Counter
from typing import NamedTuple

from truceline.clean.credits import Byline, find_byline
from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Marks
from truceline.clean.lines import Line
from truceline.knowledge.furniture import Furniture, fold_line

# Words that may stand beside a date on its line ("Published on", "by Ann Lee", "in World").
MOST_BESIDE = 6
_LATER = re.compile(r"updat|modif|edited|last", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]+ )")
_TITLE_WORDS = range(3, 31)
_STANDFIRST_WORDS = 8
_LEAD = 200
# A title is said again as heading and breadcrumb; what is said more often is a menu.
_MOST_TITLES = 4
# A menu may have hundreds of lines; what tells of the report stands in the last of them.
_NEAR = 80
_LONG_WORD = re.compile(r"\w{4,}")


class Head(NamedTuple):
    """What the lines over the body told."""

    title: str | None = None
    outlet: str | None = None
    dated: Dated | None = None
    byline: tuple[str, ...] = ()


def read_head(text: str, lines: list[Line], block: list[Line], furniture: Furniture, marks: Marks) -> Head:
    """Mark the lines over the block and return what they tell."""
    outlet: str | None = None
    dates: list[tuple[bool, Dated]] = []
    bylines: list[Byline] = []
    open_lines: list[Line] = []
    for line in lines[:-_NEAR]:
        marks.add(line.start, line.end, "boilerplate")
    lines = lines[-_NEAR:]
    for line in lines:
        line, glued = _unglue(line, furniture, marks)
        if _is_furniture(line, furniture):
            marks.add(line.start, line.end, "boilerplate")
        elif name := _publisher(line, furniture, glued=glued):
            marks.add(line.start, line.end, "publisher")
            # "KSNA" over "Kelm State News Agency": the name says more than its letters.
            outlet = name if outlet is None or outlet.isupper() else outlet
        elif _read_dates(text, line, furniture, dates, bylines, marks):
            outlet = outlet or _publisher_beside(line, furniture)
        else:
            open_lines.append(line)
    title = _choose_title(open_lines, lines, block, furniture)
    _mark_open(open_lines, title, block, marks)
    dated = min(dates, key=lambda pair: (pair[0], pair[1].start))[1] if dates else None
    names = bylines[0].names if bylines else ()
    return Head(title.text if title else None, outlet, dated, names)


def tells_of_report(line: Line, furniture: Furniture) -> bool:
    """Return whether a line tells when, by whom or where a report was published, and is no prose."""
    dated = find_date(line.text, furniture.zones)
    beside = line.words - (len(line.text[dated.start : dated.end].split()) if dated else 0)
    told = dated is not None or find_byline(line.text, 0, len(line.text)) is not None
    return (told and beside <= MOST_BESIDE) or furniture.names_publisher(line.text)


def _publisher(line: Line, furniture: Furniture, *, glued: bool) -> str | None:
    """Return the publisher that a whole line names: "The Evening Post", "HILL RADIO - Evening bulletin"."""
    if glued or furniture.names_publisher(line.text):
        return line.text
    return furniture.outlet_in_series(line.text)


def _publisher_beside(line: Line, furniture: Furniture) -> str | None:
    """Return the publisher that stands beside the date: "Evening Post, 8 March 2019"."""
    dated = find_date(line.text, furniture.zones)
    beside = line.text[: dated.start].strip(" ,|·•–—-") if dated else ""
    return beside if furniture.names_publisher(beside) else furniture.outlet_in_series(beside)


def _is_furniture(line: Line, furniture: Furniture) -> bool:
    # "12/03/2019" alone on a line is no row of page numbers, but has no letter either.
    if not any(char.isalpha() for char in line.text) and find_date(line.text, furniture.zones):
        return False
    # "River Mission | Situation report 3" has the signs of a path of sections.
    if furniture.outlet_in_series(line.text):
        return False
    return furniture.is_furniture(line.text) or bool(furniture.steps(line.text))


def _unglue(line: Line, furniture: Furniture, marks: Marks) -> tuple[Line, bool]:
    """Return the line without the furniture stuck to its head, and whether a publisher was stuck to something."""
    head = furniture.glued_head.match(line.text)
    if head:
        cut = line.start + head.end()
        marks.add(line.start, cut, "boilerplate")
        return Line(cut, line.end, line.text[head.end() :]), False
    for joint in _JOINED.finditer(line.text):
        right = line.text[joint.start() :]
        if furniture.names_publisher(right):
            marks.add(line.start, line.start + joint.start(), "boilerplate")
            return Line(line.start + joint.start(), line.end, right), True
    return line, False


def _read_dates(
    text: str,
    line: Line,
    furniture: Furniture,
    dates: list[tuple[bool, Dated]],
    bylines: list[Byline],
    marks: Marks,
) -> bool:
    """Mark a line that holds a date, a byline or both; return whether it did."""
    found = find_date(line.text, furniture.zones)
    stop = line.start + found.start if found else line.end
    byline = find_byline(text, line.start, stop)
    beside = len(line.text.split()) - (len(line.text[found.start : found.end].split()) if found else 0)
    if byline:
        beside -= len(text[byline.start : byline.end].split())
    if not (byline or found) or beside > MOST_BESIDE:
        return False
    if byline:
        bylines.append(byline)
        marks.add(byline.start, byline.end, "byline")
    if found:
        dated = found._replace(start=line.start + found.start, end=line.start + found.end)
        dates.append((bool(_LATER.search(line.text[: found.start])), dated))
        marks.add(dated.start, dated.end, "date")
        in_section = re.match(r"\s*in [A-Z]", text[dated.end : line.end])
        marks.add(dated.end, line.end, "section" if in_section else "boilerplate")
    marks.add(line.start, line.end, "boilerplate")
    return True


def _choose_title(
    open_lines: list[Line], lines: list[Line], block: list[Line], furniture: Furniture
) -> Line | None:
    """Return the line that is most likely the title, if any can be."""
    body = " ".join(line.text for line in block)
    likely = [line for line in open_lines if line.words in _TITLE_WORDS]
    not_quoted = [line for line in likely if fold_line(line.text) not in body.casefold()]
    likely = not_quoted or likely
    if not likely:
        return None
    seen = Counter(fold_line(line.text) for line in lines)
    seen.update(fold_line(steps[-1]) for line in lines if (steps := furniture.steps(line.text)))
    lead = set(_LONG_WORD.findall(body.casefold()[: _LEAD * 7]))
    return max(
        likely,
        key=lambda line: (
            _title_score(line, seen, lead, len(open_lines) - open_lines.index(line)),
            -line.start,
        ),
    )


def _title_score(line: Line, seen: Counter[str], lead: set[str], distance: int) -> float:
    """Return how much a line looks like the title: said twice, of the lead's words, near, neither short nor a sentence."""
    words = set(_LONG_WORD.findall(line.text.casefold()))
    shared = len(words & lead) / max(len(words), 1)
    sentence = line.text.endswith(".") and line.words > 12
    return (
        3.0 * (1 < seen[fold_line(line.text)] <= _MOST_TITLES)
        + 2 * shared
        + min(line.words, 8) / 8
        - 0.05 * distance
        - sentence
    )


def _mark_open(open_lines: list[Line], title: Line | None, block: list[Line], marks: Marks) -> None:
    at = open_lines.index(title) if title else len(open_lines)
    body = " ".join(line.text for line in block).casefold()
    for i, line in enumerate(open_lines):
        if line is title:
            marks.add(line.start, line.end, "title")
        elif title and fold_line(line.text) == fold_line(title.text):
            marks.add(line.start, line.end, "boilerplate")
        elif i > at and (line.words >= _STANDFIRST_WORDS or fold_line(line.text) in body):
            marks.add(line.start, line.end, "standfirst")
        else:
            marks.add(line.start, line.end, "section" if i == at - 1 and line.words <= 3 else "boilerplate")
