"""Datelines: where a report was written, at the head of its body."""

import re
from typing import NamedTuple

from truceline.clean.agencies import names_agency, spells_agency
from truceline.knowledge.furniture import Furniture

_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# "MARDEN, March 11 (AP) -": the month is no second place.
_FIRST = rf"(?!(?:{_MONTH}|{_WEEKDAY})(?!\w))[A-Z][\w.'’-]*"
_NAME = rf"(?:{_FIRST}|(?:al|el|ad|ar|as|an|de|la|le|of|ez|on)\b)"
_NAMES = rf"{_FIRST}(?:[ \xa0]{_NAME}){{0,3}}"
_CAPITALS = r"[A-Z][A-Z.'’-]{2,}"
_MONTH_DAY = (
    rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}}\b)?"
)
_DAY = rf"(?:,?\s+(?:{_WEEKDAY}(?:,?\s+{_MONTH_DAY})?|{_MONTH_DAY}))?"
_DASH = r"(?:[–—―]|--|-(?=\s))"
# With an agency: MARDEN (AP) — and MARDEN, October 3 (TASS) - and MARDEN Kelm (The Associated Press Ann Lee).
_WITH_AGENCY = re.compile(
    rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES}|\s\({_NAMES}\))*?){_DAY},?\s*[\[(](?P<told>[^()\[\]]{{2,60}})[\])]"
    rf"{_DAY}\s*(?:/[^/]{{1,30}}/\s*)?[.,]?\s*(?P<dash>(?:[–—―-]{{1,2}}|:)\s*)?"
)
# "Moscow –", "Beirut, Lebanon -", "Geneva, Oct 3 —": the dash has a blank behind it, and a sentence follows.
_WITH_DASH = re.compile(
    rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES})*?){_DAY}\s*{_DASH}\s*(?=[\"“‘'«(]?[A-Z0-9])"
)
# "WASHINGTON/BEIRUT The", "MARDEN: The": no dash is left, so that only capitals tell, and a sentence must follow.
_BARE = re.compile(
    rf"(?!{_MONTH}|{_WEEKDAY})(?P<place>{_CAPITALS}(?:\s?[/,]\s?{_CAPITALS}|\s{_CAPITALS}){{0,3}}(?:,\s(?!{_MONTH})[A-Z][a-z]+)?){_DAY}"
    r":?\s+(?=[\"“]?(?:[A-Z][a-z]|A\s|\d))"
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
    if found and _fits(found["place"], furniture):
        agency = furniture.find_agency(found["told"])
        # An agency that no list has needs a dash behind it: "Shells (Monday) fell" is a sentence.
        if agency is None and found["dash"] and names_agency(found["told"], text, furniture):
            agency = found["told"]
        if agency or (found["dash"] and head[found.end() : found.end() + 1].isupper()):
            return _at(text, start, found, found["place"], agency)
    found = _WITH_DASH.match(head)
    if found and _fits(found["place"], furniture):
        place, agency = _split_agency(found["place"], text, furniture)
        return _at(text, start, found, place, agency)
    found = _BARE.match(head)
    if (
        found
        and _fits(found["place"], furniture)
        and ("/" in found["place"] or len(found["place"]) >= _SHORTEST_BARE)
    ):
        return _at(text, start, found, found["place"], None)
    return None


def _split_agency(place: str, text: str, furniture: Furniture) -> tuple[str, str | None]:
    """Return the place and the agency of "Marden, KSNA -", which some state agencies write."""
    first, _, last = place.rpartition(",")
    last = last.strip()
    if first and last in furniture.agency_names:
        return first, furniture.agency_names[last]
    if first and spells_agency(last, text, furniture):
        return first, last
    return place, None


def _fits(place: str, furniture: Furniture) -> bool:
    return (
        len(place) <= _LONGEST
        and place not in furniture.agency_names
        and furniture.shouts.isdisjoint(re.split(r"\W+", place))
    )


def _at(text: str, start: int, found: re.Match[str], place: str, agency: str | None) -> Dateline:
    end = start + found.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Dateline(start, end, place.strip(" ,"), agency)
