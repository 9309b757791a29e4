"""Days as shown, with the words in which they are told."""

from collections.abc import Iterable, Iterator

from truceline.model.document import Span
from truceline.model.record import Days
from truceline.model.when import When


def show_days(when: When | None, told: Iterable[Span] = ()) -> Days | None:
    """Return a stretch of days as shown; its evidence is where its words stand in the spans that tell it."""
    if when is None:
        return None
    evidence = tuple(dict.fromkeys(_found(when.said, told)))
    return Days(when.first, when.last, when.granularity, when.said, evidence)


def _found(said: str, told: Iterable[Span]) -> Iterator[Span]:
    for span in told:
        at = span.quote.find(said)
        if said and at >= 0:
            yield Span(span.doc, span.start + at, span.start + at + len(said), said)
