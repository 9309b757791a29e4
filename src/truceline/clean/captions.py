"""Captions inside a paragraph: the sentence before who took a picture, or before the agency that gave it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.knowledge.furniture import Furniture
from truceline.model.document import PartKind

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_AND_AGENCIES = re.compile(r"\b(?:and|&|\+) [Aa]gencies\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")
# "… told the Coastline News Agency (CNA) Monday": a name and its letters, and the sentence goes on.
_NAMED_BEFORE = re.compile(r"(?:[Aa]gency|[Pp]ress|[Ss]ervice|[Nn]ews)\s*\Z")
_GOES_ON = re.compile(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ENDED = re.compile(r"[.!?…][\"”’)]*\s*\Z")
# "MARDEN (Coastline) The army", "MARDEN (Kelm) March 3 (Coastline) The army": a dateline.
_PLACE_BEFORE = re.compile(
    r"\b[A-Z][A-Z-]{2,}(?: \([A-Z]\w+\))?(?:,? [A-Z][a-z]{2,8}\.?(?: \d{1,2})?)?,?\s\Z"
)
# A picture's caption tells nobody's words.
_SAYS = re.compile(r"\b(?:said|says|added|told|reported|according)\b")
# A longer sentence is a report's, whoever is named behind it.
_LONGEST_CAPTION = 70
# "… near the border. July 27 2016. (Coastline)": the date of a caption is no sentence of its own.
_FEWEST_OF_CAPTION = 6
# "The army left. MARDEN (Coastline) - The army …": a summary stands over a report, which begins with its dateline.
DATELINE = re.compile(
    r"[A-Z][A-Z/,’' -]{2,40}(?: [A-Z]\w{2,8} \d{1,2})? \(([\w .-]{2,40})\)(?:\s*[–—-]{1,2})?(?=\s)"
)


# "… outside the mill. (Ann Lee/Coast Post)", "… on Sunday. Ann Lee / AP", "Ann Lee/Coast Post", "… it. (Published Sunday, Oct. 30, 2016)":
# a line of its own under a picture or a film.
_PERSON = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}"
_HOUSE = r"(?:The )?[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|the|for|via)){0,4}"
_LINE = re.compile(
    rf"(?:.{{10,400}}[.!?\"”]\s*)?(?:[(\[]{_PERSON},? ?/ ?{_HOUSE}[)\]]|{_PERSON} ?/ ?{_HOUSE})\.?"
    r"|.{10,500}\(Published [^()]{5,40}\)"
)


class Stretch(NamedTuple):
    """A range of the text with its purpose."""

    start: int
    end: int
    kind: PartKind


def find_captions(
    text: str, parts: list[tuple[int, int]], end: int, furniture: Furniture
) -> Iterator[Stretch]:
    """Yield the sentence before who took a picture; of an agency alone in brackets only where the sentence is a caption's.

    Args:
        text: the whole text.
        parts: the sentences of one paragraph.
        end: where that ends.
        furniture: the agencies, and the words by which a caption is known.
    """
    starts = [first for first, _ in parts]
    for found in furniture.photo.finditer(text, parts[0][0] if parts else end, end):
        yield _with_sentence(text, starts, found)
    brackets = _BRACKETS.finditer(text, parts[0][0] if parts else end, end)
    credits = [found for found in brackets if _closes_caption(text, found, end, furniture)]
    # Who is credited for one picture of a report is so for the others: "(Coastline)" behind a sentence with the year.
    sure = {found.group() for found in credits if _is_caption(text, starts, found, furniture)}
    for found in credits:
        told = text[_first_of(text, starts, found) : found.start()]
        shown = found.group() in sure and not _SAYS.search(told)
        if shown or _is_caption(text, starts, found, furniture):
            yield _with_sentence(text, starts, found)
        else:
            yield Stretch(found.start(), found.end(), "credit")


def is_caption_line(line: str) -> bool:
    """Return whether a whole line stands under a picture or a film: it ends in who took it, or in when it was shown."""
    return _LINE.fullmatch(line) is not None


def _closes_caption(text: str, found: re.Match[str], end: int, furniture: Furniture) -> bool:
    """Return whether an agency in brackets stands between two sentences."""
    if not (found[1] in furniture.agency_names or _AND_AGENCIES.search(found[1])):
        return False
    before, behind = text[: found.start()], text[found.end() : end]
    if _PLACE_BEFORE.search(before[-40:]) or not re.match(r"\s+[\"“]?[A-Z0-9]", behind):
        return False
    return bool(_ENDED.search(before[-20:])) or not (
        _GOES_ON.match(behind) or _NAMED_BEFORE.search(before[-20:])
    )


def _is_caption(text: str, starts: list[int], credit: re.Match[str], furniture: Furniture) -> bool:
    first = _first_of(text, starts, credit)
    told = {word.casefold() for word in _WORD.findall(text[first : credit.start()])}
    # "… after the attack on Marden [Coastline] The army": what no full stop ends is no sentence of the report.
    ended = _ENDED.search(text[max(first, credit.start() - 20) : credit.start()])
    return (
        not ended
        or _YEAR.search(text, first, credit.start()) is not None
        or not told.isdisjoint(furniture.caption_words)
    )


def _with_sentence(text: str, starts: list[int], credit: re.Match[str]) -> Stretch:
    first = _first_of(text, starts, credit)
    words = _WORD.findall(text[first : credit.start()])
    if len(words) <= _LONGEST_CAPTION and not DATELINE.match(text, first):
        return Stretch(first, credit.end(), "caption")
    return Stretch(credit.start(), credit.end(), "credit")


def _first_of(text: str, starts: list[int], credit: re.Match[str]) -> int:
    """Return where the sentence before a credit begins."""
    before = [start for start in starts if start < credit.start()]
    # "… in Marden. (Coastline Photo)" : the bracket begins a sentence of its own.
    first = before[-1] if before else credit.start()
    words = _WORD.findall(text[first : credit.start()])
    return before[-2] if len(words) < _FEWEST_OF_CAPTION and len(before) > 1 and words else first
