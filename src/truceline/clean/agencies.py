"""Agencies that no list has: what stands in brackets beside a place, or at the end of a report."""

import re
from typing import NamedTuple

from truceline.knowledge.furniture import Furniture

_NAME = r"[A-Z][\w&'’-]*(?:\.\w+)*(?: (?:[A-Z][\w&'’-]*|of|and|&)){0,4}"
_NAME_ONLY = re.compile(_NAME)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
# "MARDEN, Kelm. (KDXQ) -", "(WDXQ-TV)", "(DXQ13)", "(KDXQ.com)": the letters of a station, which signs its own reports.
_STATION = re.compile(
    r"[KW][A-Z]{2,3}(?:-?(?:TV|FM|AM|DT|LD))?(?: ?[Nn](?:ews|EWS))?|[A-Z]{2,6}-?\d{1,2}(?:-TV)?|\S+\.(?:com|COM|org|net)"
)
# "… on Sunday. (Lodestar)", or the brackets alone on a line.
_SIGNED = re.compile(rf"(?:^|(?<=[.!?\"”’»)])\s+)[(\[](?P<told>{_NAME})[)\]]\.?\s*$")


class Signed(NamedTuple):
    """The agency that signs a line, and where in the line its brackets begin."""

    start: int
    agency: str


def find_signature(line: str, text: str, furniture: Furniture) -> Signed | None:
    """Return the agency in brackets at the end of a line, or None."""
    found = _SIGNED.search(line[-80:])
    if not found:
        return None
    told = found["told"]
    agency = furniture.agency_names.get(told)
    if agency is None and names_agency(told, text, furniture):
        agency = told
    return Signed(max(0, len(line) - 80) + found.start(), agency) if agency else None


def names_agency(told: str, text: str, furniture: Furniture) -> bool:
    """Return whether words in brackets name an agency: no place, and no person who wrote the report.

    One word does, as do capitals and a name that ends like one ("Blue Star News"); two plain words are a person
    ("MARDEN (Ann Lee) -"), unless somebody in the text told them something.
    """
    if not _NAME_ONLY.fullmatch(told) or told.casefold() in furniture.unsigned or is_place(told, text):
        return False
    if _names_station(told, furniture) and not _is_short_for(told, text, furniture):
        return False
    words = told.split()
    if len(words) == 1 or told.isupper() or words[-1].casefold() in furniture.agency_words:
        return True
    return re.search(rf"\btold (?:the )?{re.escape(told)}\b", text) is not None


def spells_agency(letters: str, text: str, furniture: Furniture) -> bool:
    """Return whether capitals are short for an agency in the text: "KSNA" beside "Kelm State News Agency".

    A country in capitals is short for a name too, but not for one that ends like an agency's.
    """
    if not _ACRONYM.fullmatch(letters) or is_place(letters, text):
        return False
    told = re.search(rf"\btold {letters}\b|\({letters}\)", text)
    return told is not None or _is_short_for(letters, text, furniture)


def _is_short_for(letters: str, text: str, furniture: Furniture) -> bool:
    long = r"\s".join(rf"{re.escape(letter)}\w+" for letter in letters)
    ends = (found.group().split()[-1].casefold() for found in re.finditer(rf"\b{long}\b", text))
    return any(end in furniture.agency_words for end in ends)


def _names_station(told: str, furniture: Furniture) -> bool:
    broadcaster = any(told.startswith(name) for name in furniture.broadcasters)
    return broadcaster or _STATION.fullmatch(told) is not None


def is_place(told: str, text: str) -> bool:
    """Return whether the text speaks of something *in* it: "MARDEN (Kelm) - ..." names a country."""
    inside = (
        rf"\b(?:in|into|inside|across|near|outside|throughout|[Nn]orth of|[Ss]outh of) {re.escape(told)}\b"
    )
    return re.search(inside, text) is not None
