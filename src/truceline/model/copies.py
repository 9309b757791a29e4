"""Copy: one document made from another."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from truceline.model.document import Document, Trace

CopyKind = Literal["reprint", "excerpt", "edited", "altered"]


class Copy(msgspec.Struct, frozen=True):
    """`doc` was made from `of` (document ids); `of` is None for an altered copy whose original is not at hand."""

    doc: str
    of: str | None
    kind: CopyKind
    score: float
    reason: str


def altered_copies(copies: Iterable[Copy]) -> Mapping[str, Copy]:
    """Return the altered copies among these, by the document that is one."""
    return {copy.doc: copy for copy in copies if copy.kind == "altered"}


def marked(document: Document, altered: Mapping[str, Copy]) -> Document:
    """Return a document with a trace where only the comparison with its original shows that its words were swapped."""
    found = altered.get(document.id)
    if found is None or document.altered:
        return document
    trace = Trace("copy", f"altered copy of document {found.of}: {found.reason}")
    return msgspec.structs.replace(document, traces=(trace,))
