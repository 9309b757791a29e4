"""Predict relations from what a reading holds; the program extracts none as such (README.md says what is taken for what)."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

from benchmarks.bare import read_bare
from benchmarks.relations.gold import Kind
from truceline.knowledge import Knowledge
from truceline.model.claim import Culprit, Figure, Place, Words
from truceline.model.document import Span
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.relation import RelationKind
from truceline.model.terms import Term

# Two names of one actor stand side by side: "the Marden Front (MF)", "Marden's army, the Marden Front".
BESIDE = re.compile(
    r"\s*[(\[,“\"']+\s*(?:(?:(?:also|otherwise|better|formerly|previously)\s+)?(?:known|called)\s(?:[\w’'.-]+\s){0,6}?(?:as\s)?)?"
)
# "Ann Marsh, Marden's new minister", "the minister for trade, Ann Marsh": few words of the office beside the comma.
OFFICE_BESIDE = re.compile(r"(?:\s[\w’'.-]+){0,5}[\])”\"']*\s*,\s*(?:[\w’'.-]+\s){0,5}")
# The gold ties words of one sentence only; a reading ties a place to what the sentence before told of it.
SENTENCE_END = re.compile(r"[.!?][”\"')\]]*\s+[^a-z\s]|\n")

# Our kinds in the gold's words; who breaks with whom has none.
KIND_OF: dict[RelationKind, Kind] = {
    "fights": "FightingAgainst",
    "supports": "AlliesOf",
    "arms": "AlliesOf",
    "allied": "AlliesOf",
    "cooperates": "CommWith",
    "negotiates": "CommWith",
    "consults": "CommWith",
    "present": "CoLocated",
    "lies in": "CoLocated",
    "away": "Apart",
}

Found = tuple[Kind, Span, Span]


def predict(texts: Iterable[tuple[str, str]], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield predictions in the form of BENCHMARKS.md, document by document."""
    for name, text in texts:
        for kind, a, b in relations(read_bare(name, text, knowledge)):
            yield {"doc": name, "type": kind, "a": [a.start, a.end], "b": [b.start, b.end]}


def relations(reading: Reading) -> list[Found]:
    """Return each relation once, with the words of both arguments, which stand apart in one sentence."""
    found = [
        *_synonyms(reading),
        *_told(reading),
        *(one for event in reading.events for one in (*_fights(event), *_together(event))),
        *(one for term in reading.terms for one in _talks(term)),
    ]
    return [one for one in dict.fromkeys(found) if _in_one_sentence(reading.document.text, one[1], one[2])]


def _in_one_sentence(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.end <= second.start and not SENTENCE_END.search(text[first.end : second.start + 1])


def _told(reading: Reading) -> Iterator[Found]:
    """Yield the relations that a reading tells of, by the gold's kind; what is denied is none."""
    for one in reading.relations:
        kind = KIND_OF.get(one.kind)
        if kind is not None and one.modality != "denied":
            yield kind, one.a.span, one.b.span


def _synonyms(reading: Reading) -> Iterator[Found]:
    """Two names of one actor side by side, a former name, an office beside who holds it.

    "Minister Ann Marsh" is one naming; "Ann Marsh, the minister" is two of one person.
    """
    text = reading.document.text
    # "Xtown, Xland": the state that both words may stand for is told as a place.
    lying = {(one.a.span, one.b.span) for one in reading.relations if one.kind == "lies in"}
    for one, other in pairwise(reading.mentions):
        if (one.span, other.span) in lying:
            continue
        if one.actor is not None and one.actor == other.actor and _beside(text, one.span, other.span):
            yield "IsSynonymOf", one.span, other.span
    yield from _in_office(reading)
    for tie in reading.ties:
        if tie.kind in ("also_called", "renamed") and len(tie.spans) > 1:
            yield "IsSynonymOf", tie.spans[0], tie.spans[1]
        elif tie.kind == "office":
            holders = (one.span for one in reading.mentions if one.actor == tie.actor)
            yield from (
                ("IsSynonymOf", tie.spans[0], one)
                for one in holders
                if _beside(text, tie.spans[0], one, OFFICE_BESIDE)
            )


def _in_office(reading: Reading) -> Iterator[Found]:
    """Yield "Ann Marsh, the ministry's spokeswoman": she, and those in whose office she is."""
    above = {one.id: set(one.part_of) for one in reading.actors if one.kind == "person"}
    for one, other in pairwise(reading.mentions):
        for person, office in ((one, other), (other, one)):
            held = person.actor is not None and office.actor in above.get(person.actor, ())
            if held and _beside(reading.document.text, person.span, office.span, OFFICE_BESIDE):
                yield "IsSynonymOf", person.span, office.span


def _beside(text: str, one: Span, other: Span, between: re.Pattern[str] = BESIDE) -> bool:
    first, second = sorted((one, other))
    return between.fullmatch(text[first.end : second.start]) is not None


def _fights(event: Event) -> Iterator[Found]:
    """Who is told to have done it, and what or whom it hit or harmed; what is denied is no fight."""
    if event.modality == "denied":
        return
    agents = [claim.spans[0] for culprit, claim in event.values(Culprit) if culprit.certainty != "denied"]
    for agent in agents:
        yield from (("FightingAgainst", agent, hit) for hit in _hit(event))


def _together(event: Event) -> Iterator[Found]:
    """What was hit or harmed, and where; what is told as outside a place is not there."""
    places = [claim.spans[0] for place, claim in event.values(Place) if place.relation != "outside"]
    for place in places:
        yield from (("CoLocated", hit, place) for hit in _hit(event))


def _talks(term: Term) -> Iterator[Found]:
    """The parties to a deal have spoken with each other."""
    parties = [party for party in term.parties if party.role == "party"]
    for one, other in combinations(parties, 2):
        if one.actor != other.actor:
            yield "CommWith", one.spans[0], other.spans[0]


def _hit(event: Event) -> list[Span]:
    targets = [claim.spans[0] for _, claim in event.values(Words) if claim.property == "target"]
    return [*targets, *(claim.spans[0] for _, claim in event.values(Figure))]
