"""What the parser is to read instead of the kept words: swapped words put back, lost apostrophes restored."""

import re
from collections.abc import Iterator

from truceline.knowledge import Knowledge
from truceline.model.document import Document
from truceline.parse.restore import Patch

CAPITALISED = re.compile(r"\b[A-Z][\w-]*[a-z]s\b")


def patches(doc: Document, knowledge: Knowledge) -> tuple[Patch, ...]:
    """Return the patches for a document, in the order of its text; they never overlap."""
    swapped = [Patch(*found) for found in knowledge.swaps.restore(doc.text)] if doc.altered else []
    taken = [(patch.start, patch.end) for patch in swapped]
    lost = [
        p
        for p in _apostrophes(doc, knowledge)
        if not any(p.start < end and start < p.end for start, end in taken)
    ]
    return tuple(sorted([*swapped, *lost]))


def _apostrophes(doc: Document, knowledge: Knowledge) -> Iterator[Patch]:
    """Read "Xlands army" as "Xland's army" where only the shorter word is a name; many feeds lose the apostrophe.

    Only for documents that have no apostrophe at all: elsewhere the word is as it was written.
    """
    if re.search(r"\w['’]s\b", doc.text):
        return
    for match in CAPITALISED.finditer(doc.text):
        word = match.group()
        if knowledge.names.match([word], 0) or not knowledge.names.match([word[:-1]], 0):
            continue
        if re.match(r" [a-z]", doc.text[match.end() : match.end() + 2]):
            yield Patch(match.start(), match.end(), f"{word[:-1]}'s")
