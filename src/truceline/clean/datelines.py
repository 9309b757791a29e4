"""Datelines: where a report was written, at the head of its body."""

import re
from typing import NamedTuple

from truceline.knowledge.furniture import Furniture

_NAME = r"(?:[A-Z][\w.'’-]*|(?:al|el|ad|ar|as|an|de|la|le|of|ez|on)\b)"
_NAMES = rf"[A-Z][\w.'’-]*(?:[ \xa0]{_NAME}){{0,3}}"
_CAPITALS = r"[A-Z][A-Z.'’-]{2,}"
_DAY = r"(?:,?\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?)?"
# With an agency: BEIRUT (AP) — and MOSCOW, October 3 (TASS) - and DAMASCUS Syria (The Associated Press Ann Lee).
_WITH_AGENCY = re.compile(
    rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES}|\s\({_NAMES}\))*?){_DAY},?\s*[\[(](?P<told>[^()\[\]]{{2,60}})[\])]\s*(?:/[^/]{{1,30}}/\s*)?[.:]?\s*(?:[–—―-]{{1,2}}\s*)?"
)
# "Moscow –", "Beirut, Lebanon -", "Geneva, Oct 3 —": the dash has a blank behind it, and a sentence follows.
_WITH_DASH = re.compile(
    rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES})*?){_DAY}\s*(?:[–—―]|--|-(?=\s))\s*(?=[\"“‘'«(]?[A-Z0-9])"
)
# "WASHINGTON/BEIRUT The": no dash is left, so that only capitals tell, and a sentence must follow.
_BARE = re.compile(
    rf"(?P<place>{_CAPITALS}(?:\s?[/,]\s?{_CAPITALS}|\s{_CAPITALS}){{0,3}}(?:,\s[A-Z][a-z]+)?)\s+(?=[\"“]?(?:[A-Z][a-z]|A\s|\d))"
)
_LONGEST = 60
_SHORTEST_BARE = 5


class Dateline(NamedTuple):
    """A dateline: the range up to where the sentence begins, the place as told, and the agency it credits."""

    start: int
    end: int
    place: str
    agency: str | None


def find_dateline(text: str, start: int, furniture: Furniture) -> Dateline | None:
    """Return the dateline that begins at `start`, or None."""
    head = text[start : start + 160].split("\n", 1)[0]
    found = _WITH_AGENCY.match(head)
    if found:
        agency = furniture.find_agency(found["told"])
        if agency and _fits(found["place"], furniture):
            return _at(text, start, found, agency)
    found = _WITH_DASH.match(head)
    if found and _fits(found["place"], furniture):
        return _at(text, start, found, None)
    found = _BARE.match(head)
    if (
        found
        and _fits(found["place"], furniture)
        and ("/" in found["place"] or len(found["place"]) >= _SHORTEST_BARE)
    ):
        return _at(text, start, found, None)
    return None


def _fits(place: str, furniture: Furniture) -> bool:
    return (
        len(place) <= _LONGEST
        and place not in furniture.agency_names
        and furniture.shouts.isdisjoint(re.split(r"\W+", place))
    )


def _at(text: str, start: int, found: re.Match[str], agency: str | None) -> Dateline:
    end = start + found.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Dateline(start, end, found["place"].strip(" ,"), agency)
