"""Outputs: what is read in the reports (places, dates, statements and more), each with the values that a reader judges."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from benchmarks.accounts.gold import REPORTS, Report
from benchmarks.judged.told import Values, duty, of_deal, speaker, standing, step, told_by
from truceline.clean import clean
from truceline.extract.actors import find_actors
from truceline.extract.dates import find_dates
from truceline.extract.places import find_places
from truceline.extract.reading import read
from truceline.ingest import find
from truceline.knowledge import Knowledge
from truceline.model.claim import Place
from truceline.model.condition import Condition
from truceline.model.document import Raw
from truceline.model.parsed import Found, Parsed
from truceline.model.reading import Reading
from truceline.model.statement import Statement
from truceline.parse import parse, patches

Kind = Literal["place", "date", "statement", "relation", "obligation", "measure", "condition"]
KINDS: tuple[Kind, ...] = ("place", "date", "statement", "relation", "obligation", "measure", "condition")


class Output(msgspec.Struct, frozen=True):
    """One thing read: its kind, the report, where it stands in the document's text, and its values.

    A place has `country` and `precision`, a date `first` and `last`, a statement `speaker`, `stance`, `object` and
    `against`, a condition `kind`, `low`, `high` and `place`; duties, steps and relations have what `told` says. A speaker
    is the actor's id, else where the words stand ("120-131"), else None. `beside` is what else a reader needs to know of it.
    `sentence` is what it stands in and begins at `at`, for what is drawn once though many reports print it.
    """

    kind: Kind
    report: str
    start: int
    end: int
    values: Values
    beside: str = ""
    sentence: str = ""
    at: int = 0


class Page(msgspec.Struct, frozen=True):
    """One report as read: its parse, for the sentences around an output, and the outputs in the order of the text."""

    report: str
    parsed: Parsed
    outputs: tuple[Output, ...]


def pages(data: Path, knowledge: Knowledge, wanted: frozenset[str] | None = None) -> Iterator[Page]:
    """Yield the wanted reports (all, where none are named), read as `truceline add` reads them."""
    lines = [line for line in (data / REPORTS).read_text("utf-8").splitlines() if line.strip()]
    names = [msgspec.json.decode(line, type=Report).id for line in lines]
    for raw in find([data / REPORTS]):
        name = names[int(raw.name.rsplit(":", 1)[1]) - 1]
        if isinstance(raw, Raw) and (wanted is None or name in wanted):
            doc = clean(raw, knowledge.furniture, knowledge.swaps)
            [parsed] = parse([doc], patches=[patches(doc, knowledge)])
            yield Page(name, parsed, tuple(_outputs(name, parsed, knowledge)))


def _outputs(report: str, parsed: Parsed, knowledge: Knowledge) -> Iterator[Output]:
    for found in find_places(parsed, knowledge.gazetteer, find_actors(parsed, knowledge.names)):
        where = {"country": found.value.country, "precision": found.value.precision}
        yield Output("place", report, *_ends(parsed, found), where, _place(found.value))
    for day in find_dates(parsed):
        first, last = (None if end is None else end.isoformat() for end in (day.value.first, day.value.last))
        beside = f"{day.value.granularity}, {day.value.rule}, {day.value.anchor or 'no anchor'}"
        yield Output("date", report, *_ends(parsed, day), {"first": first, "last": last}, beside)
    reading = read(parsed, knowledge)
    for statement in reading.statements:
        start, end = statement.content[0].start, statement.content[-1].end
        yield Output("statement", report, start, end, _said(statement), _chain(statement))
    for one in (*_relations(report, reading), *_duties(report, reading), *_steps(report, reading, knowledge)):
        token = parsed.within(one.start, one.end)[0]
        sentence = parsed.sentence_span(token)
        yield msgspec.structs.replace(one, sentence=sentence.quote, at=sentence.start)
    said = {one.id: one for one in reading.statements}
    for state in reading.conditions:
        span = state.spans[0]
        beside = told_by(state.when, said.get(state.statement or ""))
        yield Output("condition", report, span.start, span.end, _state(state), f"“{state.what}”, {beside}")


def _relations(report: str, reading: Reading) -> Iterator[Output]:
    for one in reading.relations:
        # What no actor stands at either end of is in no relation of the record.
        if one.a.actor is not None and one.b.actor is not None:
            beside = f"“{one.a.span.quote}”, “{one.b.span.quote}”"
            yield Output("relation", report, one.cue.start, one.cue.end, standing(reading, one), beside)


def _duties(report: str, reading: Reading) -> Iterator[Output]:
    for term in reading.terms:
        for one in term.obligations:
            start, end = one.spans[0].start, one.spans[-1].end
            yield Output("obligation", report, start, end, duty(reading, one), of_deal(term, one))


def _steps(report: str, reading: Reading, knowledge: Knowledge) -> Iterator[Output]:
    said = {one.id: one for one in reading.statements}
    for one in reading.measures:
        beside = told_by(one.when, said.get(one.statement or ""))
        start, end = one.spans[0].start, one.spans[-1].end
        yield Output(
            "measure",
            report,
            start,
            end,
            step(reading, one, knowledge.names.actors),
            f"“{one.words}”, {beside}",
        )


def _state(one: Condition) -> Values:
    low, high = (None if end is None else str(end) for end in (one.number.low, one.number.high))
    return {"kind": one.kind, "low": low, "high": high, "place": one.place.name if one.place else None}


def _ends(parsed: Parsed, found: Found[Any]) -> tuple[int, int]:
    return parsed.tokens[found.first].start, parsed.tokens[found.last - 1].end


def _place(place: Place) -> str:
    degrees = "no degrees" if place.lat is None else f"{place.lat:.2f}, {place.lon:.2f}"
    return f"{place.relation} {place.name} in {', '.join(place.within) or 'nothing'}; {degrees}".strip()


def _chain(statement: Statement) -> str:
    words = statement.speaker.words.quote if statement.speaker and statement.speaker.words else "nobody"
    through = "".join(f", through {one.name}" for one in statement.via)
    return f"words “{words}”{through}, cue “{' … '.join(span.quote for span in statement.cue)}”"


def _said(statement: Statement) -> Values:
    return {
        "speaker": speaker(statement.speaker),
        "stance": statement.stance,
        "object": statement.object,
        "against": statement.against,
    }
