"""Citation: one report rests on another outlet or paper."""

from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.model.statement import Speaker

CitationKind = Literal["told", "aired", "published", "obtained", "quoted"]


class Citation(msgspec.Struct, frozen=True):
    """A report has something from another outlet: "told the agency", "the channel has obtained a draft".

    `kind` says how: somebody told it (or was interviewed by it), it aired or published the words itself, obtained the
    thing, or was quoted as having them. `statement` is what was so said, where that is read as one. An outlet that speaks
    of itself cites nobody.
    """

    id: str
    outlet: Speaker
    kind: CitationKind
    spans: tuple[Span, ...]
    statement: str | None = None
