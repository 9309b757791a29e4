"""Bylines and credits: who wrote a report, and which agency it came from."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from truceline.knowledge.furniture import Furniture

_PARTICLE = r"(?:al|el|bin|ibn|von|van|der|de|da|di|la|le|abu|ter)"
# "by Ann Lee Apr. 28, 2023": the date's month is no name.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
_NAME = rf"[A-Z][\w.'’-]*(?: (?!{_MONTH})(?:[A-Z][\w.'’-]*|{_PARTICLE}\b)){{0,4}}"
_BYLINE = re.compile(
    rf"^(?:(?:Written|Posted|Reported|Published|Story|Words|Report|Analysis)\s+)?(?:by|BY|By):?\s+"
    rf"(?P<names>{_NAME}(?:(?:,? and |, | & ){_NAME})*)"
)
_CREDIT_PIECE = re.compile(r"\b[a-z]+ by:?\s+(?=[A-Z])", re.IGNORECASE)
# "The Coastline Agency contributed to this report.", "With Ann Lee, Joe Low": who helped.  The report is the outlet's own.
HELPED = re.compile(
    r"[^.!?\n]{3,250}\bcontributed (?:reporting |information )?to this (?:report|story|article)\b[^.!?\n]{0,40}\.?"
)
_WITH = re.compile(rf"With (?:reporting by )?(?P<names>{_NAME}(?:(?:,? and |, | & ){_NAME})*)")
_SPLIT = re.compile(r",\s*and\s+|\s+and\s+|\s*[,&]\s*")
_PLACE = re.compile(r"\s+in\s+.*$", re.DOTALL)
# Who was told is weaker than a credit, but most papers that print agency copy keep no more than this.
_TO = re.compile(r"\b(?:told|tells|telling|(?:speaking|spoke|said) to|interview with)\s(?:the\s)?\Z")
_PEOPLE = re.compile(r"(?:['’]s)?\s(?:correspondent|photographer|reporter|journalist|video journalist)s?\b")
# The agency that ends a report, and the number that the paper gave it.
_ENDS = re.compile(r"\b(?P<agency>[A-Z][\w-]+)(?: [Nn]ews)?(?: [Aa]gency)? reported\W*(?:\d[\d\W]*)?\Z")
LONGEST_CLOSING = 80
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
    if furniture.credit.match(bare) or HELPED.fullmatch(line.strip(" ()[]")) or _WITH.fullmatch(line):
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


def find_wire(
    text: str, *, credit: str, outlet: str | None, signed: bool, furniture: Furniture
) -> str | None:
    """Return the agency whose report this is, by a credit, a house phrase, or who was told what.

    Args:
        text: the body and what stands behind it.
        credit: the words of credits and bylines, empty if there are none.
        outlet: who published it; an agency that prints what credits nobody prints its own, and that is no copy.
        signed: whether it names those who wrote it: then an agency that was told something is only quoted.
        furniture: the agencies.
    """
    credit = HELPED.sub("", credit)
    agency = furniture.find_agency(credit)
    if agency:
        return agency
    for name, mark in furniture.marks:
        if mark.search(text):
            return name
    closing = None if signed else _closing(text, furniture)
    if closing:
        return closing
    told = Counter(_told(text, furniture))
    styled = bool(furniture.credit.search(credit))
    for name in furniture.credit_agencies:
        if styled and told[name]:
            return name
    # An agency's own report, which is no copy of its own, quotes the others.
    own = outlet is not None and furniture.is_agency(outlet)
    return None if own or signed or _told_itself(text, outlet) else _most_told(told)


def _closing(text: str, furniture: Furniture) -> str | None:
    """Return the only agency that a report names, where it ends in it: "…, CNA reported." and a number of the paper.

    Some papers print it in small letters: "Cna reported".
    """
    ends = _ENDS.search(text.rstrip()[-LONGEST_CLOSING:])
    if ends is None:
        return None
    agency = furniture.agency_names.get(ends["agency"]) or furniture.agency_names.get(ends["agency"].upper())
    named = {furniture.agency_names[one.group()] for one in furniture.agency.finditer(text)}
    return agency if named <= {agency} else None


def _most_told(told: Counter[str]) -> str | None:
    first_two = told.most_common(2)
    # Two agencies that were told as much as each other: the report is somebody else's, who quotes both.
    unsure = len(first_two) == 2 and first_two[0][1] == first_two[1][1]
    return first_two[0][0] if first_two and not unsure else None


def _told_itself(text: str, outlet: str | None) -> bool:
    """Return whether somebody "told the Evening Post", whose report this is: it has its own people."""
    if not outlet:
        return False
    name = re.escape(outlet.removeprefix("The ").removeprefix("the "))
    return any(_TO.search(text, 0, found.start()) for found in re.finditer(rf"\b{name}\b", text))


def _told(text: str, furniture: Furniture) -> Iterator[str]:
    """Yield the agency at each place where somebody speaks to one, or one has its own people there."""
    for agency in furniture.agency.finditer(text):
        before, after = (
            text[max(0, agency.start() - 20) : agency.start()],
            text[agency.end() : agency.end() + 20],
        )
        if _TO.search(before) or _PEOPLE.match(after):
            yield furniture.agency_names[agency.group()]


def _names(joined: str) -> tuple[str, ...]:
    names = (_PLACE.sub("", name).strip(" .;,()[]") for name in _SPLIT.split(joined))
    return tuple(name.title() if name.isupper() and " " in name else name for name in names if name)
