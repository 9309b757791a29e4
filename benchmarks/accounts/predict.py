"""Make predictions from a record: who says what happened, how many, by whom, in which incident."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from benchmarks.accounts.gold import LONGEST, Report
from benchmarks.built import Built
from truceline.model.claim import Claim, Culprit, Figure
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.statement import Statement

# The gold's words for stances; the rest of ours assert.
STANCES = {
    "accuses": "accuses", "denies": "denies", "admits": "admits", "doubts": "doubts", "confirms": "admits",
    "does-not-confirm": "not_confirmed", "claims-responsibility": "admits",
}  # fmt: skip


PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which"))


class Told(msgspec.Struct):
    """One prediction in the making: what one speaker says of one event, within LONGEST characters."""

    start: int
    end: int
    killed: Figure | None = None
    wounded: Figure | None = None
    culprit: Culprit | None = None

    def take(self, slot: str, claim: Claim, start: int, end: int) -> bool:
        """Take a claim where its place is free and the span stays short enough; return whether it did."""
        first, last = min(self.start, start), max(self.end, end)
        if getattr(self, slot) is not None or last - first > LONGEST:
            return False
        setattr(self, slot, claim.value)
        self.start, self.end = first, last
        return True


def predict(
    built: Built,
    ids: Mapping[str, str],
    reports: Mapping[str, Report],
    incident_of: Mapping[str, str] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield predictions in the form of the task (README.md), in the order of documents and texts.

    Args:
        built: the record.
        ids: the report's id by the document's.
        reports: the reports by id; offsets count characters of their `text`.
        incident_of: the incident of each event; the record's own without it.
    """
    if incident_of is None:
        incident_of = {event: incident.id for incident in built.incidents for event in incident.events}
    for reading in built.readings:
        report = reports[ids[reading.document.id]]
        # Our text of a row has the title before it.
        offset = reading.document.text.find(report.text)
        for event in reading.events:
            if event.id in incident_of and offset >= 0:
                yield from _of_event(built, reading, event, report, offset, incident_of[event.id])


def _of_event(
    built: Built, reading: Reading, event: Event, report: Report, offset: int, incident: str
) -> Iterator[dict[str, Any]]:
    statements = {statement.id: statement for statement in reading.statements}
    by_speaker: dict[str | None, list[Claim]] = {}
    for claim in event.claims:
        by_speaker.setdefault(claim.statement, []).append(claim)
    for said, claims in by_speaker.items():
        statement = statements.get(said) if said else None
        for told in _told(claims, offset):
            yield {
                "doc": report.id, "start": told.start, "end": told.end, "speaker": _speaker(statement, report),
                "stance": STANCES.get(statement.stance, "asserts") if statement else "asserts",
                "killed": _count(told.killed), "wounded": _count(told.wounded),
                "responsible": _named(built, told.culprit), "certainty": told.culprit.certainty if told.culprit else None,
                "incident": incident,
            }  # fmt: skip


def _told(claims: list[Claim], offset: int) -> list[Told]:
    """Put together what one speaker says of one event: a toll of each kind and a culprit, as near as they stand."""
    found: list[Told] = []
    seen: set[tuple[str, int | None, int | None]] = set()
    for claim in sorted(claims, key=lambda one: one.spans[0]):
        slot, start, end = _slot(claim), claim.spans[0].start - offset, claim.spans[-1].end - offset
        # The title is not in the text that is scored; a part of a total is told in the total's account.
        if slot is None or start < 0 or end - start > LONGEST:
            continue
        if isinstance(claim.value, Figure):
            key = (slot, claim.value.low, claim.value.high)
            if key in seen:
                continue
            seen.add(key)
        if not any(told.take(slot, claim, start, end) for told in found):
            told = Told(start, end)
            told.take(slot, claim, start, end)
            found.append(told)
    return found


def _slot(claim: Claim) -> str | None:
    value = claim.value
    if isinstance(value, Figure) and value.effect in ("killed", "wounded") and not value.part_of:
        return value.effect
    return "culprit" if isinstance(value, Culprit) else None


def _speaker(statement: Statement | None, report: Report) -> str:
    """Return the speaker, by name and as named in the text; the outlet where there is none."""
    if statement is None or statement.speaker is None:
        return report.source
    name, words = statement.speaker.name, statement.speaker.words
    said = " ".join(words.quote.split()) if words else ""
    return name if not said or said.lower() in PRONOUNS or said in name else f"{name} ({said})"


def _count(figure: Figure | None) -> dict[str, int | None] | None:
    return {"low": figure.low, "high": figure.high} if figure else None


def _named(built: Built, culprit: Culprit | None) -> str | None:
    """Return who is told to have done it: the actors' names, else the words."""
    if culprit is None:
        return None
    names = [built.actors[actor].name for actor in culprit.actors if actor in built.actors]
    return " and ".join(names) or culprit.words
