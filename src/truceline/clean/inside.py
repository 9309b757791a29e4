"""Stretches inside a paragraph that are no report: captions, embedded messages, datelines, names, what is said again."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.clean.captions import DATELINE, Stretch, find_captions
from truceline.clean.draft import Marks
from truceline.clean.sentences import sentences
from truceline.clean.tags import find_tags
from truceline.knowledge.furniture import Furniture, fold_line

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
_SOURCE = re.compile(r"Source:? ")
# A summary that was run into its report has no more sentences.  What is said first further down, or in another paragraph, and
# then again is meant so: an interview's questions, the words of a list.
_SUMMARY = 3


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
    parts = list(sentences(text, start, end))
    for found in furniture.inside_to_end.finditer(text, start, end):
        yield from _credit_first(found, furniture)
        yield Stretch(*found.span(), "boilerplate")
    yield from (
        Stretch(*found.span(), "boilerplate") for found in furniture.inside.finditer(text, start, end)
    )
    yield from find_tags(text, start, end, furniture)
    for first, last in parts[1:]:
        yield from _head_of_sentence(text, first, last, furniture)
    yield from find_captions(text, parts, end, furniture)
    said: set[str] = set()
    for first, last in parts:
        folded = fold_line(text[first:last])
        if folded in said and len(folded.split()) >= _FEWEST_SAID_AGAIN:
            yield Stretch(first, last, "boilerplate")
        elif len(said) < _SUMMARY:
            said.add(folded)


def _credit_first(found: re.Match[str], furniture: Furniture) -> Iterator[Stretch]:
    """Yield the agency in "Source Coastline Related News …"."""
    source = _SOURCE.match(found.group())
    agency = furniture.agency.match(found.group(), source.end()) if source else None
    if agency:
        yield Stretch(found.start(), found.start() + agency.end(), "credit")


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


def _head_of_sentence(text: str, first: int, last: int, furniture: Furniture) -> Iterator[Stretch]:
    for dateline in DATELINE.finditer(text, first, last):
        if dateline[1] in furniture.agency_names:
            # "Ann Lee Two die in Sella MARDEN (Coastline) The army …": a picture and a headline were run in before it.
            yield Stretch(first, dateline.start(), "boilerplate")
            yield Stretch(dateline.start(), dateline.end(), "dateline")
            return
    crumb = _CRUMB.match(text, first, last)
    if crumb:
        yield Stretch(first, crumb.end(1), "section")
