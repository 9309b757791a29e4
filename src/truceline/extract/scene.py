"""Scene: what the other extractors found in a document, as the events are read from it."""

import msgspec

from truceline.model.claim import Harm
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.claim import Place
from truceline.model.document import Span
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.when import When


class Scene(msgspec.Struct, frozen=True):
    """One document with everything that is known of it before its events are."""

    parsed: Parsed
    cast: Cast
    names: Names
    words: Happenings
    statements: tuple[Statement, ...]
    figures: tuple[Found[Harm], ...]
    dates: tuple[Found[When], ...]
    places: tuple[Found[Place], ...]

    def holder(self, first: int, last: int) -> Statement | None:
        """Return the innermost statement in whose content the tokens stand; None for the document's own voice."""
        start, end = self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end
        around = [s for s in self.statements if any(c.start < end and start < c.end for c in s.content)]
        return min(around, key=lambda s: (sum(len(c.quote) for c in s.content), s.id), default=None)

    def sentence(self, i: int) -> int:
        """Return the number of the sentence of token `i`."""
        return self.parsed.tokens[i].sentence

    def tokens_of(self, spans: tuple[Span, ...]) -> list[int]:
        """Return the tokens that lie in these spans."""
        return [i for span in spans for i in self.parsed.within(span.start, span.end)]
