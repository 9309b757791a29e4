"""The head of a row's text: date, repeated title, agency and labels run together before the first sentence."""

import re

from truceline.clean.dates import Dated, find_date
from truceline.clean.draft import Marks
from truceline.knowledge.furniture import Furniture
from truceline.model.document import PartKind

_BLANKS = re.compile(r"[\s|,.:;)–—-]*")
_BYLINE = re.compile(r"by\s+(?=[A-Z])")
_LONGEST_BYLINE = 60
_LONGEST_DATE = 60
_LONGEST_SECTION = 60
_SUMMARY = 300
_MOST_SECTIONS = 7
# What follows an agency's name where that is a credit: the first word of a sentence, no verb ("AFP reported").
_SENTENCE = re.compile(r"[\s.]+[\"“]?[A-Z0-9]")
# A title that is said again is at least this long; shorter, it may be the first words of the report.
_TITLE_LETTERS = 12
# A site's name behind the title: "… | Evening Post", "… - World - Evening Post", "…- Evening Post".
_SITE = re.compile(r"\s*[|»–—-]\s+")


def mark_row_head(
    text: str, start: int, title: str, furniture: Furniture, marks: Marks
) -> tuple[int, Dated | None]:
    """Mark what stands before the report itself; return where that begins, and the date that was told."""
    here, dated = start, None
    while True:
        here = _skip_blanks(text, here)
        found = _date_at(text, here, furniture)
        if found:
            marks.add(found.start, found.end, "date")
            dated, here = dated or found, found.end
            continue
        label = _next_label(text, here, title, furniture, opened=here > start)
        if label is None:
            return here, dated or _date_behind_summary(text, here, furniture, marks)
        marks.add(here, label[0], label[1])
        here = label[0]


def _next_label(
    text: str, here: int, title: str, furniture: Furniture, *, opened: bool
) -> tuple[int, PartKind] | None:
    """Return the end and kind of what stands at `here` and is no report yet; `opened` if a date or title went before."""
    if end := _end_of_label(text, here, furniture):
        return end, "boilerplate"
    if end := _end_of_title(text, here, title):
        return end, "title"
    if end := _end_of_agency(text, here, furniture, opened=opened):
        return end, "credit"
    if end := _end_of_byline(text, here, title):
        return end, "byline"
    end = _end_of_section(text, here, furniture)
    return (end, "section") if end else None


def _date_at(text: str, here: int, furniture: Furniture) -> Dated | None:
    found = find_date(text[here : here + _LONGEST_DATE], furniture.zones, at_start=True)
    return found._replace(start=found.start + here, end=found.end + here) if found else None


def _date_behind_summary(text: str, here: int, furniture: Furniture, marks: Marks) -> Dated | None:
    """Mark and return the date behind an agency near the head: "Summary of the report AFP Friday 23 Aug 2013 The report"."""
    for agency in furniture.agency.finditer(text, here, here + _SUMMARY):
        then = agency.end() + 1
        found = _date_at(text, then, furniture)
        if found and found.start == then and text[then].isalpha():
            marks.add(agency.start(), agency.end(), "credit")
            marks.add(found.start, found.end, "date")
            return found
    return None


def _skip_blanks(text: str, here: int) -> int:
    found = _BLANKS.match(text, here)
    return found.end() if found else here


def _end_of_label(text: str, here: int, furniture: Furniture) -> int | None:
    found = furniture.row_head.match(text, here)
    return found.end() if found and found.end() > here else None


def _end_of_title(text: str, here: int, title: str) -> int | None:
    """Return the end of the title said again at `here`, whole or without the site's name behind it."""
    pieces = list(_SITE.finditer(title))
    for cut in [len(title), *(piece.start() for piece in reversed(pieces))]:
        end = _same_letters(text, here, title[:cut])
        if end:
            return end
    return None


def _same_letters(text: str, here: int, words: str) -> int | None:
    """Return where `words` end in the text from `here`, blanks and punctuation aside."""
    wanted = [char for char in words.casefold() if char.isalnum()]
    if len(wanted) < _TITLE_LETTERS:
        return None
    at = here
    for char in wanted:
        while at < len(text) and not text[at].isalnum():
            at += 1
        if at >= len(text) or text[at].casefold() != char:
            return None
        at += 1
    if at < len(text) and text[at].isalnum():
        return None
    # "Is the truce over? As the …": the title's own mark belongs to it.
    return at + (words.rstrip()[-1] in "?!" and text[at : at + 1] == words.rstrip()[-1])


def _end_of_agency(text: str, here: int, furniture: Furniture, *, opened: bool) -> int | None:
    """Return the end of an agency's name before a date or label ("AFP Monday 3 Oct 2016"), or behind one ("AFP The army")."""
    found = furniture.agency.match(text, here)
    if not found:
        return None
    then = _skip_blanks(text, found.end())
    if _date_at(text, then, furniture) or _end_of_label(text, then, furniture):
        return found.end()
    # "REUTERS Ann Lee World North 0041 06.04.2017": who took the picture, and a path of sections.
    if _end_of_section(text, then, furniture):
        return None
    return found.end() if opened and _SENTENCE.match(text, found.end()) else None


def _end_of_section(text: str, here: int, furniture: Furniture) -> int | None:
    """Return the end of a path of sections that stands before a date: "World Middle East 03.10.2016"."""
    for blank in list(re.finditer(r"\s", text[here : here + _LONGEST_SECTION]))[:_MOST_SECTIONS]:
        words = text[here : here + blank.start()]
        if not all(word[0].isupper() or word.isdigit() for word in words.split()):
            return None
        if words and _date_at(text, here + blank.end(), furniture):
            return here + blank.start()
    return None


def _end_of_byline(text: str, here: int, title: str) -> int | None:
    """Return the end of "by Ann Lee" where the title follows, which alone tells where the name ends."""
    if not _BYLINE.match(text, here):
        return None
    for blank in re.finditer(r"\s", text[here : here + _LONGEST_BYLINE]):
        if _end_of_title(text, here + blank.end(), title):
            return here + blank.start()
    return None
