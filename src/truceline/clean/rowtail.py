"""The tail of a row's text: credits, tags and links run together behind the last sentence."""

import re

from truceline.clean.credits import HELPED
from truceline.clean.draft import Marks
from truceline.knowledge.furniture import Furniture
from truceline.model.document import PartKind

# Nothing that stands behind a report is looked for further from the end.
_WITHIN = 900
_LONGEST_SIGN = 100
_AGENCY_BEFORE = re.compile(r"[\s.\"”)][–—-]{1,2}\s*\Z|[(\[]\s*(?:[Ww]ith |[Ss]ource:? )?\Z|\bSource:? \Z")
_AGENCY_AFTER = re.compile(r"[\w ,./]{0,40}[)\]]?[\s.]*\Z")
_CREDIT_BEFORE = re.compile(r"[.\"”)!?]\s*[(\[–—-]*\s*\Z|\n\s*\Z")


def mark_row_tail(text: str, start: int, furniture: Furniture, marks: Marks) -> int:
    """Mark what stands behind the report; return where the report ends."""
    end = len(text.rstrip())
    while True:
        kind: PartKind = "boilerplate"
        cut = _furniture(text, start, end, furniture)
        if cut is None:
            cut, kind = _credit(text, start, end, furniture), "credit"
        if cut is None:
            return end
        marks.add(cut, end, kind)
        end = len(text[:cut].rstrip())


def _furniture(text: str, start: int, end: int, furniture: Furniture) -> int | None:
    """Return where the furniture that reaches to `end` begins; at least one word of the report must stay."""
    for found in furniture.row_tail.finditer(text, max(start + 1, end - _WITHIN), end):
        if found.end() == end and text[found.start() - 1].isspace() and text[start : found.start()].strip():
            return found.start()
    sign = furniture.row_sign.search(text, max(start + 1, end - _LONGEST_SIGN), end)
    return sign.start() if sign else None


def _credit(text: str, start: int, end: int, furniture: Furniture) -> int | None:
    """Return where the credit that reaches to `end` begins: "--AFP", "(With AP)", "Reporting by …; Editing by …"."""
    begin = max(start + 1, end - _WITHIN)
    helped = _helped(text, begin, end)
    if helped:
        return helped
    for found in furniture.credit.finditer(text, begin, end):
        before = _CREDIT_BEFORE.search(text, start, found.start())
        if before and "." not in text[found.end() : end].strip(" ."):
            return found.start() - (1 if text[found.start() - 1] in "([" else 0)
    for found in furniture.agency.finditer(text, max(begin, end - 60), end):
        before = _AGENCY_BEFORE.search(text, start, found.start())
        if before and _AGENCY_AFTER.match(text, found.end(), end):
            return before.start() + (0 if text[before.start()] in "([-–—S" else 1)
    return None


def _helped(text: str, begin: int, end: int) -> int | None:
    """Return where "The Coastline Agency contributed to this report." begins, behind a sentence."""
    # The pattern tries each stretch anew; without the word that it needs there is nothing to try.
    if "contributed" not in text[begin:end]:
        return None
    for found in HELPED.finditer(text, begin, end):
        if found.end() == end and text[begin : found.start() + 1].rstrip().endswith(
            (".", '"', "”", "!", "?")
        ):
            return found.end() - len(found.group().lstrip())
    return None
