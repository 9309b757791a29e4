"""Bylines and credits: who wrote a report, and which agency it came from."""

import re
from typing import NamedTuple

from truceline.knowledge.furniture import Furniture

_PARTICLE = r"(?:al|el|bin|ibn|von|van|der|de|da|di|la|le|abu|ter)"
_NAME = rf"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|{_PARTICLE}\b)){{0,4}}"
_BYLINE = re.compile(
    rf"^(?:(?:Written|Posted|Reported|Published|Story|Words|Report|Analysis)\s+)?(?:by|BY|By):?\s+"
    rf"(?P<names>{_NAME}(?:(?:,? and |, | & ){_NAME})*)"
)
_CREDIT_PIECE = re.compile(r"\b[a-z]+ by:?\s+(?=[A-Z])", re.IGNORECASE)
_SPLIT = re.compile(r",\s*and\s+|\s+and\s+|\s*[,&]\s*")
_PLACE = re.compile(r"\s+in\s+.*$", re.DOTALL)
# "told Reuters" alone is weak: any paper may print it of another's interview.  Twice, and nothing else credited.
_TOLD_OFTEN = 2
LONGEST_BYLINE = 25


class Byline(NamedTuple):
    """A byline: the range from "By" to the last name, and the names."""

    start: int
    end: int
    names: tuple[str, ...]


def find_byline(text: str, start: int, end: int) -> Byline | None:
    """Return the byline at the head of a line ("By Ann Lee and Joe Low"), or None for anything else."""
    line = text[start:end].replace("\xa0", " ")
    found = _BYLINE.match(line)
    if not found or len(line.split()) > LONGEST_BYLINE or line.rstrip().endswith((".", "?", "!")):
        return None
    return Byline(start, start + found.end(), _names(found["names"]))


def is_credit(line: str, furniture: Furniture) -> bool:
    """Return whether a line is a credit: "(Reporting by …; editing by …)", or any two "… by Name" in brackets."""
    bare = line.lstrip(" ([—–-\xa0")
    if furniture.credit.match(bare):
        return True
    bracketed = line.lstrip().startswith(("(", "["))
    return bracketed and len(_CREDIT_PIECE.findall(line)) >= 2


def credited(line: str) -> tuple[str, ...]:
    """Return the people that a credit line names, in its order."""
    names: list[str] = []
    pieces = _CREDIT_PIECE.split(line.strip(" ()[].—–-"))
    for piece in pieces[1:]:
        for group in piece.split(";"):
            names += (name for name in _names(group) if len(name.split()) > 1)
    return tuple(dict.fromkeys(names))


def find_wire(text: str, *, credit: str, furniture: Furniture) -> str | None:
    """Return the agency whose report this is, by a credit, a house phrase, or who was told what.

    Args:
        text: the body and what stands behind it.
        credit: the words of credits and bylines, empty if there are none.
        furniture: the agencies.
    """
    agency = furniture.find_agency(credit)
    if agency:
        return agency
    for name, mark in furniture.marks:
        if mark.search(text):
            return name
    told = [told for agency in furniture.agency.finditer(text) if (told := _told(text, agency, furniture))]
    for name in dict.fromkeys(told):
        styled = name in furniture.credit_agencies and bool(furniture.credit.search(credit))
        if styled or told.count(name) >= _TOLD_OFTEN:
            return name
    return None


def _told(text: str, agency: re.Match[str], furniture: Furniture) -> str | None:
    return furniture.agency_names[agency.group()] if text[: agency.start()].endswith(("told ", "tells ")) else None


def _names(joined: str) -> tuple[str, ...]:
    names = (_PLACE.sub("", name).strip(" .;,()[]") for name in _SPLIT.split(joined))
    return tuple(name.title() if name.isupper() and " " in name else name for name in names if name)
