"""A small record about an invented war: two reports that differ on how many, and a truce."""

import datetime
import hashlib
from itertools import pairwise
from typing import NamedTuple

from truceline.model.actor import Actor, Mention, Name, Tie
from truceline.model.citation import Citation
from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Words
from truceline.model.condition import Condition, Number
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Raw, Span
from truceline.model.event import Event
from truceline.model.exhibit import Exhibit
from truceline.model.ids import content_id
from truceline.model.judgement import Judgement, Weight
from truceline.model.reading import Reading
from truceline.model.record import (
    Account,
    Agreement,
    CitationShown,
    ConditionShown,
    Days,
    ExhibitShown,
    Grades,
    HappenedGrade,
    Incident,
    MeasureShown,
    ObligationShown,
    PerformanceShown,
    Reason,
    StatusShown,
    Toll,
    Where,
    WhoGrade,
)
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Measure, Obligation, Party, Performance, Status, Term
from truceline.model.when import When
from truceline.store.derived import Derived
from truceline.store.open import Record
from truceline.store.read import marks, newest_readings
from truceline.store.write import add_document, add_entry, add_judgement, add_reading, replace_derived

METHOD, KNOWLEDGE = "reader/1", "words/1"
AT = "2031-05-06T07:08:09"
MONDAY = When(
    datetime.date(2031, 5, 5), datetime.date(2031, 5, 5), "day", "on Monday", "weekday-before-publication"
)
DAYS = Days(MONDAY.first, MONDAY.last, "day", "on Monday")
WHERE = Where("Marrén", "Marrén", 10.5, 20.25, "near", "near", "XX")
ACTORS = (
    Actor("varland", "Varland", "state", (Name("Varland"), Name("فَارلاند")), country="XX"),
    Actor("varland:ministry", "Varland's ministry", "ministry", part_of=("varland",), speaks_for="varland"),
    Actor("osk", "Osk Front", "armed_group"),
)


class Sample(NamedTuple):
    """A report with what is read in it."""

    raw: Raw
    reading: Reading


def sample(killed: int, *, method: str = METHOD, knowledge: str = KNOWLEDGE) -> Sample:
    """Return a report of so many killed, and its reading with one of each noun."""
    text = (
        f"Shells hit Marrén on Monday and {killed} people were killed, the ministry said.\n"
        "It blamed the Osk Front. Under the truce, Varland must open the road. Talks may be cut.\n"
    )
    raw = Raw(f"reports/{killed}.txt", "text", text.encode())
    doc = Document(
        raw.id, hashlib.sha256(raw.content).hexdigest(), "text", "utf-8", text, (Part(0, len(text) - 1, "body"),),
        title=f"{killed} killed in Marrén",
    )  # fmt: skip
    return Sample(raw, _reading(doc, killed, method, knowledge))


def quoted(doc: Document, words: str) -> Span:
    """Return the span of the words."""
    start = doc.text.index(words)
    return doc.span(start, start + len(words))


def _reading(doc: Document, killed: int, method: str, knowledge: str) -> Reading:
    figure, anchor, blamed = (
        quoted(doc, f"{killed} people"),
        quoted(doc, "Shells hit"),
        quoted(doc, "Osk Front"),
    )
    ministry = Speaker("the ministry", quoted(doc, "the ministry"), "varland:ministry")
    statement = Statement(
        content_id(doc.id, "statement"), ministry, (quoted(doc, "said"),),
        (doc.span(0, figure.end + len(" were killed")),), "accuses", "indirect", "authorship", "osk",
    )  # fmt: skip
    event_id = content_id(doc.id, anchor.start, anchor.end, 0)
    values = {
        "toll": (Figure(killed, killed, "exact", "killed", "varland"), figure),
        "place": (Place("Marrén", "Marrén", "mrrn", "near", "XX", 10.5, 20.25), quoted(doc, "Marrén")),
        "date": (Date(MONDAY), quoted(doc, "on Monday")),
        "responsible": (Culprit(("osk",), "the Osk Front", "accused"), blamed),
        "position": (Position("accuses", "authorship", "osk"), blamed),
        "target": (Words("people", "varland"), figure),
    }
    claims = tuple(
        Claim(event_id, name, value, (span,), statement.id) for name, (value, span) in values.items()
    )
    event = Event(event_id, "shelling", "Assault", anchor, 0, "single", "happened", (anchor,), claims)
    return Reading(
        doc, method, knowledge,
        mentions=(Mention(blamed, "osk", 1), Mention(quoted(doc, "road"), None, 2)),
        ties=(Tie("osk", "also_called", "Front", (blamed,)),),
        statements=(statement,), events=(event,), terms=(_term(doc, statement.id),), measures=(_measure(doc),),
        conditions=(_condition(doc),), exhibits=(_exhibit(doc),), citations=(_citation(doc, statement.id),),
    )  # fmt: skip


def _term(doc: Document, statement: str) -> Term:
    duty, truce, varland = quoted(doc, "open the road"), quoted(doc, "the truce"), quoted(doc, "Varland")
    performance = Performance("not_met", (duty,), statement, "varland")
    obligation = Obligation(
        content_id(doc.id, "duty"), ("varland",), "Varland", "do", "open the road", (duty,), ("varland",),
        "osk", statement=statement, performance=(performance,),
    )  # fmt: skip
    return Term(
        content_id(doc.id, "term"), "ceasefire", truce, ("the truce",), (truce,),
        (Party("varland", "party", (varland,)),), MONDAY, status=(Status("in_effect", (truce,), ("osk",)),),
        obligations=(obligation,),
    )  # fmt: skip


def _measure(doc: Document) -> Measure:
    cut = quoted(doc, "Talks may be cut")
    return Measure(
        content_id(doc.id, "measure"), "varland", "osk", None, "talks", "may be cut", "hinted", (cut,)
    )


def _condition(doc: Document) -> Condition:
    here = Place("Marrén", "Marrén", "mrrn", "near", "XX", 10.5, 20.25)
    span = quoted(doc, "Marrén")
    return Condition(
        content_id(doc.id, "condition"), "living", Number(9, None, "at least"), "people", "live", (span,), here, MONDAY
    )  # fmt: skip


def _exhibit(doc: Document) -> Exhibit:
    front = Speaker("the Osk Front", quoted(doc, "Osk Front"), "osk")
    span = quoted(doc, "the truce")
    return Exhibit(
        content_id(doc.id, "exhibit"), "document", "the truce", (span,), source=front, verified=(front,)
    )


def _citation(doc: Document, statement: str) -> Citation:
    front = Speaker("the Osk Front", quoted(doc, "Osk Front"), "osk")
    return Citation(content_id(doc.id, "citation"), front, "told", (quoted(doc, "Varland"),), statement)


def derive(record: Record, *, method: str = METHOD, knowledge: str = KNOWLEDGE) -> Derived:
    """Return what follows from the record: one incident of all events, one agreement, one measure a report."""
    grown = marks(record)
    readings = tuple(newest_readings(record, method=method, knowledge=knowledge))
    return Derived(
        grown, method, knowledge, readings, ACTORS,
        (_incident(readings),) if readings else (), (_agreement(readings),) if readings else (),
        tuple(_shown(reading) for reading in readings),
        tuple(Copy(two.document.id, one.document.id, "edited", 0.5, "half the words")
              for one, two in pairwise(readings)),
        tuple(ConditionShown(one.id, one.kind, 9, None, "at least", "people", "live", WHERE, DAYS, None, "Post", one.spans)
              for reading in readings for one in reading.conditions),
        tuple(ExhibitShown(one.id, one.kind, one.words, None, None, None, "Osk Front", (), (), False, None, "Post", one.spans)
              for reading in readings for one in reading.exhibits),
        tuple(CitationShown(one.id, "Post", "Osk Front", one.kind, None, reading.document.id, one.spans)
              for reading in readings for one in reading.citations),
    )  # fmt: skip


def _incident(readings: tuple[Reading, ...]) -> Incident:
    events = tuple(sorted(event.id for reading in readings for event in reading.events))
    accounts = tuple(_account(reading) for reading in readings)
    docs = tuple(reading.document.id for reading in readings)
    tolls = tuple(toll for account in accounts for toll in account.tolls)
    grades = Grades(
        HappenedGrade("weak", (Reason("one side says so", accounts[0].evidence),), ("another report",)),
        WhoGrade("attributed", ("Osk Front",), (Reason("the ministry"),)),
    )
    return Incident(
        events[0], "Shelling of Marrén", "shelling", "happened", "single", (), DAYS, WHERE, tolls, grades,
        ("toll",), accounts, events, docs,
    )  # fmt: skip


def _account(reading: Reading) -> Account:
    claim = reading.events[0].claims[0]
    figure = claim.value
    assert isinstance(figure, Figure)
    toll = Toll(
        "killed", "Varland", "unknown", "people", None, "single", None, figure.low, figure.high, "exact",
        figure.low, None, claim.spans,
    )  # fmt: skip
    return Account(
        "Varland's ministry", "varland:ministry", "Varland", (), "accuses", "authorship", WHERE, DAYS, (toll,),
        ("Osk Front",), ("osk",), "accused", (), (reading.document.id,), 1, False, claim.spans,
    )  # fmt: skip


def _agreement(readings: tuple[Reading, ...]) -> Agreement:
    term = readings[0].terms[0]
    duty = term.obligations[0]
    performance = PerformanceShown("Varland's ministry", "not_met", None, duty.spans)
    obligation = ObligationShown(
        ("Varland",), ("Varland",), "do", "open the road", None, 1, None, DAYS, "reported", False,
        "Varland's ministry", (performance,), duty.spans,
    )  # fmt: skip
    status = StatusShown("in_effect", "own voice", ("Osk Front",), DAYS, term.mentions)
    docs = tuple(reading.document.id for reading in readings)
    return Agreement(
        term.id, ("the truce", "Truce of Marrén"), "ceasefire", ("Varland", "Osk Front"), (), (), DAYS, DAYS, None,
        (), (status,), (obligation,), docs, term.mentions,
    )  # fmt: skip


def _shown(reading: Reading) -> MeasureShown:
    one = reading.measures[0]
    return MeasureShown(
        one.id,
        "Varland",
        "Osk Front",
        None,
        one.what,
        one.words,
        one.rung,
        None,
        DAYS,
        "own voice",
        one.spans,
    )


def fill(record: Record, *samples: Sample) -> None:
    """Add the reports with a line in the log each, then one that was bad, a judgement, and what follows from all."""
    for one in samples:
        add_document(record, one.raw)
        add_reading(record, one.reading)
        add_entry(record, at=AT, name=one.raw.name, document=one.raw.id)
    add_entry(record, at=AT, name="reports/picture.txt", reason="it is binary")
    add_judgement(record, Judgement("events", "a", "b", "same", "reader", (Weight(2.5, "same day"),), "§"))
    replace_derived(record, derive(record))
