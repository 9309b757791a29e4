"""Read a monitor's field note: a header that says who saw it, from where and when; what was seen, heard, told; a signature."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.clean.body import mark_body
from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Draft, Marks
from truceline.clean.lines import Line, split_lines
from truceline.clean.numeric import settle
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.document import Observer, PartKind, Relayed, Span

NOTE_RULE = "note-time/1"
_FIELD = re.compile(
    r"[ \t>*_#-]*(?P<key>[^\W\d][\w /]{2,30}?)[*_]*[ \t]*:[*_]*[ \t]*(?P<value>[^\n]*?)[ \t]*$"
)
_LABEL = re.compile(
    r"[ \t>*_#-]*(?P<key>[^\W\d]\w{2,12})(?:[ \t]+(?:to us |to me )?(?:by|from)[ \t]+(?P<by>[^:\n]{2,100}?))?[*_]*[ \t]*:[*_]*[ \t]*"
)
_SIGNED = re.compile(r"[ \t]*(?:\(signed\)|[–—-]{1,2})[ \t]*(?P<value>\S[^\n]*?)[ \t]*$", re.IGNORECASE)
# A day of one patrol has ten; a log of thousands is no note.
_MOST_LABELS = 300
# Characters.  A longer line is prose, whatever it begins with.
_LONGEST_FIELD = 300
# A title, and what stands under it, may stand over the header.
_MOST_OVER = 2
_KINDS: dict[str, PartKind] = {
    "observer": "byline",
    "organisation": "publisher",
    "position": "dateline",
    "time": "date",
    "signature": "credit",
}


class _Value(NamedTuple):
    """What a line of the header says, and where."""

    start: int
    end: int
    words: str


class _Section(NamedTuple):
    """A stretch under "Seen:", "Heard:" or "Told by the mayor:"."""

    kind: str
    label: tuple[int, int]
    by: tuple[int, int] | None
    start: int
    end: int


def read_note(doc: str, text: str, furniture: Furniture) -> Draft | None:
    """Return the parts of a field note, or None if the text does not begin with the header of one.

    Args:
        doc: the document's id, which its spans carry.
        text: the text.
        furniture: the words of headers.
    """
    lines = [
        Line(found.start(), found.end(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    first, header = _header(lines, furniture)
    if "observer" not in header or sum(bool(_LABEL.match(line.text)) for line in lines) > _MOST_LABELS:
        return None
    marks = Marks(text)
    title = _title(lines[: first - len(header)], marks)
    for kind, value in header.items():
        marks.add(value.start, value.end, _KINDS[kind])
    last, signature = _signature(lines[first:], header["observer"].words, furniture, marks)
    end = lines[first + last - 1].end if last else (lines[first - 1].end if first else 0)
    sections = list(_sections(text, lines[first : first + last], end, furniture))
    body = [line for one in sections for line in split_lines(text, one.start, one.end)]
    for one in sections:
        marks.add(*one.label, "boilerplate")
    mark_body(text, body, furniture, marks, title=title)
    for line in lines:
        marks.add(line.start, line.end, "boilerplate")
    return _draft(doc, text, marks, _Told(title, header, sections, signature), furniture)


class _Told(NamedTuple):
    """What was read in a note."""

    title: str | None
    header: dict[str, _Value]
    sections: list[_Section]
    signature: str


def _header(lines: list[Line], furniture: Furniture) -> tuple[int, dict[str, _Value]]:
    """Return the number of the first line behind the header, and its fields; those of the first stand."""
    header: dict[str, _Value] = {}
    for i, line in enumerate(lines):
        found = _field(line)
        kind = furniture.note.get(fold_line(found["key"])) if found else None
        if found and kind in _KINDS and kind != "signature":
            start = line.start + found.start("value")
            header.setdefault(str(kind), _Value(start, start + len(found["value"]), found["value"]))
        elif header or i >= _MOST_OVER or (found and kind):
            return i, header
    return len(lines), header


def _field(line: Line) -> re.Match[str] | None:
    return _FIELD.match(line.text) if len(line.text) <= _LONGEST_FIELD else None


def _title(over: list[Line], marks: Marks) -> str | None:
    for line in over[:1]:
        words = line.text.strip(" #*_\t")
        start = line.start + line.text.index(words)
        marks.add(start, start + len(words), "title")
        return words
    return None


def _signature(lines: list[Line], observer: str, furniture: Furniture, marks: Marks) -> tuple[int, str]:
    """Return how many lines stand over the signature, and who signed."""
    for i in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
        found = _field(lines[i])
        signs = found if found and furniture.note.get(fold_line(found["key"])) == "signature" else None
        signs = signs or _SIGNED.match(lines[i].text[:_LONGEST_FIELD])
        signer = signs["value"] if signs else lines[i].text.strip()
        if signs or fold_line(signer) == fold_line(observer):
            marks.add(lines[i].start, lines[i].end, "credit")
            return i, signer
    return len(lines), ""


def _sections(text: str, lines: list[Line], end: int, furniture: Furniture) -> Iterator[_Section]:
    """Yield the stretches between labels; what stands over the first is as good as seen."""
    open_label: tuple[str, tuple[int, int], tuple[int, int] | None] | None = None
    start = lines[0].start if lines else end
    for line in lines:
        found = _LABEL.match(line.text)
        kind = furniture.note.get(fold_line(found["key"])) if found else None
        if not found or kind not in ("seen", "heard", "told"):
            continue
        if open_label or start < line.start:
            yield _section(open_label, start, line.start)
        by = None if found["by"] is None else (line.start + found.start("by"), line.start + found.end("by"))
        label = text[line.start : line.start + found.end()].rstrip()
        open_label = ("told" if by else str(kind), (line.start, line.start + len(label)), by)
        start = line.start + found.end()
    if start < end:
        yield _section(open_label, start, end)


def _section(
    label: tuple[str, tuple[int, int], tuple[int, int] | None] | None, start: int, end: int
) -> _Section:
    kind, where, by = label or ("seen", (start, start), None)
    return _Section(kind, where, by, start, end)


def _draft(doc: str, text: str, marks: Marks, told: _Told, furniture: Furniture) -> Draft:
    header = told.header
    dated = _dated(text, header.get("time"), furniture)
    position, organisation = header.get("position"), header.get("organisation")
    over = furniture.outlet_in_series(told.title or "")
    observer = Observer(
        name=header["observer"].words,
        words=_span(doc, text, header["observer"].start, header["observer"].end),
        organisation=organisation.words if organisation else over,
        position=position.words if position else None,
        signed=fold_line(header["observer"].words) in fold_line(told.signature),
        relayed=tuple(_relayed(doc, text, marks, told.sections)),
    )
    return Draft(
        text=text,
        parts=marks.done(),
        title=told.title,
        outlet=observer.organisation,
        published=dated.when(text, NOTE_RULE) if dated else None,
        published_at=dated.time if dated else None,
        byline=(observer.name,),
        dateline=observer.position,
        observer=observer,
    )


def _dated(text: str, told: _Value | None, furniture: Furniture) -> Dated | None:
    dated = find_date(told.words, furniture.zones) if told else None
    if not told or not dated:
        return None
    return settle(dated._replace(start=told.start + dated.start, end=told.start + dated.end), text)


def _relayed(doc: str, text: str, marks: Marks, sections: list[_Section]) -> Iterator[Relayed]:
    for one in sections:
        words = tuple(
            _span(doc, text, part.start, part.end)
            for part in marks.done()
            if part.kind == "body" and one.start <= part.start < one.end
        )
        if words and one.kind != "seen":
            by = _span(doc, text, *one.by) if one.by else None
            yield Relayed("told" if one.kind == "told" else "heard", _span(doc, text, *one.label), words, by)


def _span(doc: str, text: str, start: int, end: int) -> Span:
    return Span(doc, start, end, text[start:end])
