"""Datelines: where a report was written, at the head of its body."""

import re
from typing import NamedTuple

from truceline.clean.agencies import is_place, names_agency, spells_agency
from truceline.knowledge.furniture import Furniture

_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_UPPER = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŤŮŹŻŽ"
# "MARDEN, March 11 (AP) -": the month is no second place.  "By Ann Lee MARDEN (AP) -": nor is who wrote it.
_FIRST = rf"(?!(?:{_MONTH}|{_WEEKDAY}|By|BY)(?!\w))[{_UPPER}][\w.'’-]*"
_NAME = rf"(?:{_FIRST}|(?:al|el|ad|ar|as|an|de|la|le|of|ez|on)\b)"
_NAMES = rf"{_FIRST}(?:[ \xa0]{_NAME}){{0,3}}"
_CAPITALS = rf"(?!{_MONTH})[{_UPPER}][{_UPPER}.'’-]{{2,}}"
_MONTH_DAY = (
    rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}}\b)?"
)
_DAY = rf"(?:[.,]?\s+(?:{_WEEKDAY}(?:,?\s+{_MONTH_DAY})?|{_MONTH_DAY}))?"
_DASH = r"(?:[–—―]|--|-(?=\s|$))"
_PLACES = rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES}|\s\({_NAMES}\))*?)"
# With an agency: MARDEN (AP) — and MARDEN, October 3 (TASS) - and Marden (Kelm), 3 October (AA) –.
_BRACKETS = (
    rf"{_DAY},?\s*[\[(](?P<told>[^()\[\]]{{2,60}})[\])]"
    rf"{_DAY}\s*(?:/[^/]{{1,30}}/\s*)?[.,]?\s*(?P<dash>(?:[–—―-]{{1,2}}|:)\s*)?"
)
_WITH_COUNTRY = re.compile(rf"(?P<place>{_NAMES}\s\({_NAMES}\)){_BRACKETS}")
_WITH_AGENCY = re.compile(_PLACES + _BRACKETS)
# "MOSCOW, March 3. /TASS/.", "Paris, France | AFP |" and, behind a day, "Tehran, March 3, IRNA –", "YEREVAN, MARCH 3, ARMENPRESS."
_WITH_SLASHES = re.compile(
    rf"{_PLACES}{_DAY}[.,]?\s*(?P<sign>[/|])\s*(?P<told>[^/|\n]{{2,30}})(?P=sign)\s*[.,]?\s*(?:[–—―-]{{1,2}}\s*)?"
)
_WITH_DAY = re.compile(rf"{_PLACES}[.,]\s+{_MONTH_DAY}[.,]?\s+")
# "Marden KSNA-The army", "Marden, KSNA – The army".
_GLUED = re.compile(
    rf"(?P<place>{_FIRST}(?: {_FIRST})?),?\s(?P<told>[A-Z]{{3,6}})\s?[–—-]{{1,2}}\s?(?=[\"“]?[A-Z])"
)
_AGENCY_ENDS = re.compile(r"\s*(?:[.,:]|[–—―-]{1,2})?\s*(?=[\"“‘«A-Z0-9])")
# "(Reuters) - The", "AFP, Beirut - The": the agency stands first, with a place or without.
# A section may stand over it: "Regional KSNA - The".
_AGENCY_FIRST = re.compile(
    r"(?:By\s+|Source:?\s+|(?:Regional|Local|National|International|World|Politics|Economy|Security)\s+(?![\[(]))?(?P<open>[\[(])?"
)
_THEN = re.compile(rf"\s*(?:{_DASH}\s*(?=[\"“‘«A-Z0-9])|,\s*(?=[{_UPPER}]))")
# "Moscow –", "Beirut, Lebanon -", "Geneva, Oct 3 —": the dash has a blank behind it, and a sentence follows.
_WITH_DASH = re.compile(
    rf"(?P<place>{_NAMES}(?:\s?[/,]\s?{_NAMES})*?){_DAY}\s*{_DASH}\s*(?=[\"“‘'«(]?[A-Z0-9]|$)"
)
# "WASHINGTON/BEIRUT The", "MARDEN: The": no dash is left, so that only capitals tell, and a sentence must follow.
_BARE = re.compile(
    rf"(?!{_MONTH}|{_WEEKDAY})(?P<place>{_CAPITALS}(?:\s?[/,]\s?{_CAPITALS}|\s{_CAPITALS}){{0,3}}(?:,\s(?!{_MONTH})[A-Z][a-z]+)?){_DAY}"
    r":?\s+(?=[\"“]?(?:[A-Z][a-z]|A\s|\d))"
)
_STOPPED = re.compile(rf"\.\s+{_MONTH_DAY}")
# Where columns of a page ran together, the summary stands before the dateline.
_WITHIN = 500
_WITHIN_RUN_IN = 900
_RUN_IN = re.compile(
    rf"(?<=[a-z0-9] ){_CAPITALS}(?:[ /]{_CAPITALS}){{0,2}} \([A-Z][\w -]{{1,30}}\)(?=\s[\"“]?[A-Z0-9])"
)
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’»)]*\s+|[\"”]\s+|\n")
_LONGEST = 60
_SHORTEST_BARE = 5


class Dateline(NamedTuple):
    """A dateline: the range up to where the sentence begins, the place as told, and the agency it credits."""

    start: int
    end: int
    place: str | None
    agency: str | None


def find_dateline(text: str, start: int, furniture: Furniture) -> Dateline | None:
    """Return the dateline that begins at `start`, or None."""
    head = text[start : start + 160].split("\n", 1)[0]
    found = (
        _behind_agency(head, text, furniture)
        or _with_agency(head, text, furniture)
        or _with_dash(head, text, furniture)
        or _bare(head, text, furniture)
    )
    if found is None:
        return None
    place = found.place.strip(" ,") if found.place else None
    # "MOSCOW. March 3 (Interfax)", but "PUYALLUP, Wash." and "HALIFAX CO."
    place = place.rstrip(".") if place and _STOPPED.match(head, len(place) - 1) else place
    return Dateline(start, start + len(head[: found.end].rstrip()), place, found.agency)


def find_inner_dateline(text: str, start: int, furniture: Furniture) -> Dateline | None:
    """Return the first dateline with a known agency behind one of the first sentences: "… his office said. MARDEN (AP) -".

    Further behind, a picture's author and a headline may have been run in before it: "Ann Lee Two Die in Sella MARDEN (AP) The".
    """
    behind = [found.end() for found in _SENTENCE_ENDS.finditer(text, start, start + _WITHIN)]
    run_in = [found.start() for found in _RUN_IN.finditer(text, start, start + _WITHIN_RUN_IN)]
    for at in [*behind, *run_in]:
        head = text[at : at + 160].split("\n", 1)[0]
        found = _with_agency(head, text, furniture)
        if found and found.agency in furniture.agency_names.values():
            return Dateline(at, at + len(head[: found.end].rstrip()), found.place, found.agency)
    return None


def _behind_agency(head: str, text: str, furniture: Furniture) -> Dateline | None:
    """Return "(Reuters) -", which has no place, or "AFP, Beirut -"."""
    opened = _AGENCY_FIRST.match(head)
    agency = furniture.agency.match(head, opened.end()) if opened else None
    if not opened or not agency or (not opened["open"] and is_place(agency.group(), text)):
        return None
    closed = agency.end() + bool(opened["open"])
    then = _THEN.match(head, closed)
    if not then or (opened["open"] and head[agency.end()] not in ")]"):
        return None
    name = furniture.agency_names[agency.group()]
    place = _WITH_DASH.match(head, then.end())
    if place and _fits(place["place"], furniture):
        return Dateline(0, place.end(), place["place"], name)
    return Dateline(0, then.end(), None, name) if "," not in then.group() else None


def _with_agency(head: str, text: str, furniture: Furniture) -> Dateline | None:
    found = _WITH_COUNTRY.match(head) or _WITH_AGENCY.match(head)
    if found and _fits(found["place"], furniture):
        agency = furniture.find_agency(found["told"])
        # An agency that no list has needs a dash behind it: "Shells (Monday) fell" is a sentence.
        if agency is None and found["dash"] and names_agency(found["told"], text, furniture):
            agency = found["told"]
        if agency or (found["dash"] and head[found.end() : found.end() + 1].isupper()):
            return Dateline(0, found.end(), found["place"], agency)
    found = _WITH_SLASHES.match(head)
    if found and _fits(found["place"], furniture) and (agency := furniture.find_agency(found["told"])):
        return Dateline(0, found.end(), found["place"], agency)
    found = _GLUED.match(head)
    if found and _fits(found["place"], furniture) and (agency := furniture.agency_names.get(found["told"])):
        return Dateline(0, found.end(), found["place"], agency)
    found = _WITH_DAY.match(head)
    if found and _fits(found["place"], furniture):
        return _ending_in_agency(head, found["place"], found.end(), furniture)
    return None


def _with_dash(head: str, text: str, furniture: Furniture) -> Dateline | None:
    found = _WITH_DASH.match(head)
    if not found or not _fits(found["place"], furniture):
        return None
    # "MARDEN, Kelm -" on a line of its own is one; "Two killed -" is half a headline.
    if found.end() == len(head) and not found["place"].split(",")[0].isupper():
        return None
    place, agency = _split_agency(found["place"], text, furniture)
    if agency is None and (behind := _ending_in_agency(head, place, found.end(), furniture)):
        return behind
    return Dateline(0, found.end(), place, agency)


def _ending_in_agency(head: str, place: str, at: int, furniture: Furniture) -> Dateline | None:
    """Return the dateline that an agency ends: "Beirut – AFP The army", "Tehran, March 3, IRNA – The army"."""
    agency = furniture.agency.match(head, at)
    ends = _AGENCY_ENDS.match(head, agency.end()) if agency else None
    return Dateline(0, ends.end(), place, furniture.agency_names[agency.group()]) if agency and ends else None


def _bare(head: str, text: str, furniture: Furniture) -> Dateline | None:
    found = _BARE.match(head)
    if not found or not _fits(found["place"], furniture):
        return None
    place = found["place"]
    long = "/" in place or len(place) >= _SHORTEST_BARE
    return Dateline(0, found.end(), place, None) if long and not _names_person(found, text) else None


def _names_person(found: re.Match[str], text: str) -> bool:
    """Return whether capitals are the first half of a name that the text has in small letters: "REBECCA Low", "Rebecca Low"."""
    if ":" in found.group():
        return False
    then = re.match(r"\w+", found.string[found.end() :])
    return (
        then is not None
        and re.search(rf"\b{re.escape(found['place'].title())} {then.group()}\b", text) is not None
    )


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
