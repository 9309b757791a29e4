"""Make predictions from a record: where deals are spoken of, what is told of their state, who owes what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from benchmarks.accounts.gold import LONGEST, Report
from benchmarks.built import Built
from truceline.model.document import Span
from truceline.model.reading import Reading
from truceline.model.terms import Obligation, Performance, State, Status, Term

# The gold's words for our states; the others are the same words.
STATES: Mapping[State, str] = {
    "proposed": "expected", "not_extended": "ended", "abandoned": "ended",
}  # fmt: skip
# A mention of which no state is told says that there is a deal.
NO_STATE = "exists"
# The gold's word for who is bound where no one is named; it knows no empty bearer.
UNTOLD_BEARER = "all parties"


class Told(msgspec.Struct, frozen=True):
    """One report's reading, as the task looks at it.

    `offset` is where the row's text starts in ours, which has the title before it; `agreement` maps a term to its deal.
    """

    built: Built
    reading: Reading
    report: Report
    offset: int
    agreement: Mapping[str, str]

    def names(self, actors: Iterable[str]) -> str:
        """Return the names of these actors, joined; empty where none is known."""
        known = {**self.built.actors, **{actor.id: actor for actor in self.reading.actors}}
        return " and ".join(known[actor].name for actor in actors if actor in known)

    def holder(self, statement: str | None) -> str:
        """Return who says it: the speaker, or the outlet."""
        speakers = {one.id: one.speaker for one in self.reading.statements}
        speaker = speakers.get(statement) if statement else None
        return speaker.name if speaker else self.report.source

    def place(self, spans: Sequence[Span]) -> tuple[int, int] | None:
        """Return where these words stand in the row's text, cut to what a prediction may hold; None for the title."""
        start, end = spans[0].start - self.offset, spans[-1].end - self.offset
        return (start, min(end, start + LONGEST)) if start >= 0 else None


def predict(built: Built, ids: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[dict[str, Any]]:
    """Yield predictions in the form of the task (README.md), in the order of documents and texts.

    Args:
        built: the record.
        ids: the report's id by the document's.
        reports: the reports by id; offsets count characters of their `text`.
    """
    agreement = _agreements(built)
    for reading in built.readings:
        report = reports[ids[reading.document.id]]
        offset = reading.document.text.find(report.text)
        if offset >= 0:
            told = Told(built, reading, report, offset, agreement)
            for term in reading.terms:
                yield from _mentions(told, term)
                yield from (row for duty in term.obligations for row in _duty(told, term, duty))


def _agreements(built: Built) -> dict[str, str]:
    """Return the deal of each term: the one that has all its mentions and names.

    One sentence may speak of two deals; a deal is called by its least term.
    """
    found: dict[str, str] = {}
    for reading in built.readings:
        here = [deal for deal in built.agreements if reading.document.id in deal.documents]
        for term in reading.terms:
            fitting = [
                deal.id
                for deal in here
                if deal.id <= term.id
                and set(term.mentions) <= set(deal.evidence)
                and set(term.names) <= set(deal.names)
            ]
            found[term.id] = term.id if term.id in fitting else next(iter(fitting), term.id)
    return found


def _mentions(told: Told, term: Term) -> Iterator[dict[str, Any]]:
    """Yield a row for each sentence that speaks of the deal and each state told in it."""
    for span in term.mentions:
        place = told.place([span])
        if place is None:
            continue
        here = [status for status in term.status if _touches(status, span)]
        for says, by in dict.fromkeys((_state(one), told.names(one.by)) for one in here) or [(NO_STATE, "")]:
            yield {
                "doc": told.report.id, "start": place[0], "end": place[1], "type": "mention",
                "agreement": told.agreement[term.id], "says": says, "by_whom": by or None,
            }  # fmt: skip


def _touches(status: Status, span: Span) -> bool:
    return any(one.start < span.end and span.start < one.end for one in status.spans)


def _state(status: Status) -> str:
    return STATES.get(status.state, status.state)


def _duty(told: Told, term: Term, duty: Obligation) -> Iterator[dict[str, Any]]:
    place = told.place(duty.spans)
    if place is None:
        return
    performance = _said(duty.performance)
    yield {
        "doc": told.report.id, "start": place[0], "end": place[1], "type": "obligation",
        "agreement": told.agreement[term.id],
        "bearer": told.names(duty.bearers) or duty.bearer_as_said or UNTOLD_BEARER, "duty": duty.duty,
        "said_of_performance": performance.says if performance else None,
        "performance_holder": told.holder(performance.statement) if performance else None,
    }  # fmt: skip


def _said(performances: Sequence[Performance]) -> Performance | None:
    """Return what is said first of the duty's performance, before "nothing yet"."""
    return next((one for one in performances if one.says != "pending"), next(iter(performances), None))
