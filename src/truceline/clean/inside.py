"""Stretches inside a paragraph that are no report: captions, embedded messages, datelines, names, what is said again."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.clean.draft import Marks
from truceline.clean.sentences import sentences
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.model.document import PartKind

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_AND_AGENCIES = re.compile(r"\b(?:and|&|\+) [Aa]gencies\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")
# A longer sentence is a report's, whoever is named behind it.
_LONGEST_CAPTION = 70
# "… near the border. July 27 2016. (Coastline)": the date of a caption is no sentence of its own.
_FEWEST_OF_CAPTION = 6
# "The army left. MARDEN (Coastline) - The army …": a summary stands over a report, which begins with its dateline.
_DATELINE = re.compile(
    r"[A-Z][A-Z/,’' -]{2,40}(?: [A-Z]\w{2,8} \d{1,2})? \(([\w .-]{2,40})\)(?:\s*[–—-]{1,2})?(?=\s)"
)
# Who wrote it, behind the last sentence: two or three words that could be a name, and no full stop.
_SIGNED = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,2}")
# Who wrote it, before the first sentence: names alone, and a full stop.
_NAMES = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,7}\.")
# "Marden In a related attack …": a heading that lost its line.  The sentence begins with a word that no name goes on with.
_OPENS = "(?:A|An|The|In|On|At|Meanwhile|Earlier|Later|Also|Separately|Elsewhere)"
_CRUMB = re.compile(
    rf"(?!(?:{_OPENS}|And|But|Or|As|For|By|From|With|To|Of) )((?:[A-Z][\w'’-]+ ){{1,2}})(?={_OPENS} (?!(?:in|into|to|on|for|and|or|of|is|was|at|by)\b)[a-z])"
)
# A shorter sentence may be said twice for its own sake.
_FEWEST_SAID_AGAIN = 8
# A summary that was run into its report has no more sentences.  What is said first further down, or in another paragraph, and
# then again is meant so: an interview's questions, the words of a list.
_SUMMARY = 3


class Stretch(NamedTuple):
    """A range of the text with its purpose."""

    start: int
    end: int
    kind: PartKind


class Where(NamedTuple):
    """The range of a paragraph, and whether the report begins or ends with it."""

    start: int
    end: int
    first: bool
    last: bool


def mark_inside(text: str, where: Where, furniture: Furniture, marks: Marks) -> tuple[str, ...]:
    """Mark what does not belong to the report in one of its paragraphs; return the name that signs it.

    Args:
        text: the whole text.
        where: the paragraph.
        furniture: the words that sites and agencies put there.
        marks: takes the stretches; of two that overlap the first stands.
    """
    over = _author_over(text, where.start, where.end) if where.first else None
    below = _author_below(text, where.start, where.end, furniture) if where.last else None
    for stretch in filter(None, (over, below)):
        marks.add(*stretch)
    for stretch in _stretches(text, over.end if over else where.start, where.end, furniture):
        marks.add(*stretch)
    return (text[below.start : below.end],) if below and below.kind == "byline" else ()


def _stretches(text: str, start: int, end: int, furniture: Furniture) -> Iterator[Stretch]:
    for shape in (furniture.inside_to_end, furniture.inside):
        yield from (Stretch(*found.span(), "boilerplate") for found in shape.finditer(text, start, end))
    parts = list(sentences(text, start, end))
    for first, last in parts[1:]:
        yield from _head_of_sentence(text, first, last, furniture)
    yield from _captions(text, parts, end, furniture)
    said: set[str] = set()
    for first, last in parts:
        folded = fold_line(text[first:last])
        if folded in said and len(folded.split()) >= _FEWEST_SAID_AGAIN:
            yield Stretch(first, last, "boilerplate")
        elif len(said) < _SUMMARY:
            said.add(folded)


def _author_over(text: str, start: int, end: int) -> Stretch | None:
    """Return the names that stand alone before the first sentence of a report."""
    parts = list(sentences(text, start, end))
    if len(parts) > 1 and _NAMES.fullmatch(text, *parts[0]):
        return Stretch(*parts[0], "byline")
    return None


def _author_below(text: str, start: int, end: int, furniture: Furniture) -> Stretch | None:
    """Return the name that stands alone behind the last sentence of a report; of a desk ("English Bulletin") it is a credit."""
    parts = list(sentences(text, start, end))
    if len(parts) < 2 or not _SIGNED.fullmatch(text, *parts[-1]):
        return None
    begin, stop = parts[-1]
    desk = text[begin:stop].split()[-1].casefold() in furniture.agency_words
    return Stretch(begin, stop, "credit" if desk else "byline")


def _captions(text: str, parts: list[tuple[int, int]], end: int, furniture: Furniture) -> Iterator[Stretch]:
    """Yield the sentence before who took a picture; of an agency alone in brackets only where the sentence is a caption's."""
    starts = [first for first, _ in parts]
    for found in furniture.photo.finditer(text, parts[0][0] if parts else end, end):
        yield _with_sentence(text, starts, found, furniture, sure=True)
    for found in _BRACKETS.finditer(text, parts[0][0] if parts else end, end):
        if _names_agency(found[1], furniture) and re.match(r"\s+[\"“]?[A-Z0-9]", text[found.end() : end]):
            yield _with_sentence(text, starts, found, furniture, sure=False)


def _names_agency(words: str, furniture: Furniture) -> bool:
    return words in furniture.agency_names or _AND_AGENCIES.search(words) is not None


def _with_sentence(
    text: str, starts: list[int], credit: re.Match[str], furniture: Furniture, *, sure: bool
) -> Stretch:
    before = [start for start in starts if start < credit.start()]
    # "… in Marden. (Coastline Photo)" : the bracket begins a sentence of its own.
    first = before[-1] if before else credit.start()
    words = _WORD.findall(text[first : credit.start()])
    if len(words) < _FEWEST_OF_CAPTION and len(before) > 1 and words:
        first = before[-2]
        words = _WORD.findall(text[first : credit.start()])
    told = {word.casefold() for word in words}
    caption = (
        sure or _YEAR.search(text, first, credit.start()) or not told.isdisjoint(furniture.caption_words)
    )
    if caption and len(words) <= _LONGEST_CAPTION and not _DATELINE.match(text, first):
        return Stretch(first, credit.end(), "caption")
    return Stretch(credit.start(), credit.end(), "credit")


def _head_of_sentence(text: str, first: int, last: int, furniture: Furniture) -> Iterator[Stretch]:
    dateline = _DATELINE.match(text, first, last)
    if dateline and dateline[1] in furniture.agency_names:
        yield Stretch(first, dateline.end(), "dateline")
        return
    crumb = _CRUMB.match(text, first, last)
    if crumb:
        yield Stretch(first, crumb.end(1), "section")
