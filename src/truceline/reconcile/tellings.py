"""Tellings: what one document says of how actors stand to each other, and what is known of it before any document."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, get_args

from truceline.model.actor import Actor, Tie
from truceline.model.claim import Culprit, Date, Figure, Words
from truceline.model.document import Span
from truceline.model.event import Event, Modality
from truceline.model.ids import content_id
from truceline.model.reading import Reading
from truceline.model.standing import HELD, StandingKind, Telling
from truceline.model.statement import Statement
from truceline.model.when import When
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.world import World

# Stances that tell how the speaker stands to whom the words are against.
STANCES: Mapping[str, StandingKind] = {
    "accuses": "accuses",
    "condemns": "condemns",
    "threatens": "threatens",
}
# What those who belong together do with each other is no relation of two sides; that they fight or part is.
AMONG_THEMSELVES: frozenset[StandingKind] = frozenset(
    ("fights", "breaks with", "accuses", "condemns", "part of")
)
KINDS: Mapping[str, StandingKind] = {kind: kind for kind in get_args(StandingKind)}
KNOWN = "known"


class Said(NamedTuple):
    """One telling before it is known who tells it, and when."""

    kind: StandingKind
    a: str
    b: str
    modality: Modality
    when: When | None
    statement: str | None
    evidence: tuple[Span, ...]
    event: str | None = None


def show_tellings(
    readings: Iterable[Reading], families: Mapping[str, str], world: World
) -> tuple[Telling, ...]:
    """Return what these documents tell of how actors stand to each other, by id.

    Args:
        readings: one for each document.
        families: the document that stands for each document and its copies.
        world: who is who.
    """
    found = (one for reading in readings for one in _of_reading(reading, families, world))
    return tuple(sorted(found, key=lambda one: one.id))


def known_tellings(actors: Iterable[Actor], name: Callable[[str], str]) -> tuple[Telling, ...]:
    """Return to whom these actors belong, as it is known before any document. A person's office is no relation of two sides."""
    return tuple(
        Telling(
            content_id("telling", KNOWN, one.id, one.part_of[0]), "part of", one.id, one.part_of[0],
            one.name, name(one.part_of[0]), "happened", None, None, None, inferred=False,
            holder=KNOWN, unit=KNOWN, document="", evidence=(),
        )
        for one in actors
        if one.part_of and one.kind != "person"
    )  # fmt: skip


def _of_reading(reading: Reading, families: Mapping[str, str], world: World) -> Iterator[Telling]:
    doc = reading.document
    statements = {one.id: one for one in reading.statements}
    for said in dict.fromkeys(_all(reading, world)):
        if not _are_two(said, world):
            continue
        holder = world.holder(doc, statements.get(said.statement or ""), families.get(doc.id, doc.id))
        first, last, inferred = stretch(said.when, doc.published)
        a_name, b_name = _names(said, world)
        where = [(span.start, span.end) for span in said.evidence]
        yield Telling(
            content_id("telling", doc.id, said.kind, said.a, said.b, where, said.statement or "", said.event or ""),
            said.kind, said.a, said.b, a_name, b_name, said.modality, show_days(said.when), first, last,
            inferred=inferred, holder=holder.name, unit=holder.unit, document=doc.id, evidence=said.evidence,
            incident_of=said.event,
        )  # fmt: skip


def _all(reading: Reading, world: World) -> Iterator[Said]:
    """Yield all that a document tells, with the ids under which the record keeps the actors."""
    told = (*_related(reading), *_stated(reading), *_denied(reading, world), *_renamed(reading))
    for said in (*told, *(one for event in reading.events for one in _happened(event))):
        yield said._replace(a=world.one(said.a), b=world.one(said.b))


def _related(reading: Reading) -> Iterator[Said]:
    for one in reading.relations:
        # Who is where, and what lies in what, is no relation of two actors.
        kind = KINDS.get(one.kind)
        if kind is None or one.a.actor is None or one.b.actor is None:
            continue
        spans = (one.cue, one.a.span, one.b.span)
        yield Said(kind, one.a.actor, one.b.actor, one.modality, one.when, one.statement, spans)


def _stated(reading: Reading) -> Iterator[Said]:
    """See "A accused B": the speaker stands so to whom the words are against, whoever reports it."""
    for one in reading.statements:
        kind, speaker = STANCES.get(one.stance), one.speaker and one.speaker.actor
        if kind is not None and speaker and one.against:
            yield Said(kind, speaker, one.against, "happened", None, None, _spans(one))


def _denied(reading: Reading, world: World) -> Iterator[Said]:
    """See "A accused B. B denied it": B denies it to A, where one side alone accuses B's in the report."""
    accusers: dict[str, set[str]] = {}
    for one in reading.statements:
        if one.stance == "accuses" and one.against and one.speaker and one.speaker.actor:
            accusers.setdefault(world.answers(one.against), set()).add(one.speaker.actor)
    for one in reading.statements:
        if one.stance == "denies" and one.speaker and one.speaker.actor:
            told = accusers.get(world.answers(one.speaker.actor), set())
            if len({world.answers(accuser) for accuser in told}) == 1:
                yield Said("denies", one.speaker.actor, min(told), "happened", None, None, _spans(one))


def _spans(one: Statement) -> tuple[Span, ...]:
    words = one.speaker.words if one.speaker else None
    return (*one.cue, *((words,) if words else ()), *one.content)


def _renamed(reading: Reading) -> Iterator[Said]:
    for tie in reading.ties:
        if tie.kind == "renamed" and len(tie.spans) > 1:
            yield Said("renamed", tie.actor, tie.actor, "happened", None, None, _named(tie))


def _named(tie: Tie) -> tuple[Span, ...]:
    return tie.spans[:2]


def _happened(event: Event) -> Iterator[Said]:
    """See a single happening: who is told to have done it, and whom it hit or harmed."""
    if event.modality not in HELD or event.background:
        return
    when = next((value.when for value, _ in event.values(Date)), None)
    hit = [(value.side, claim) for value, claim in event.values(Figure)]
    hit += [(value.actor, claim) for value, claim in event.values(Words) if claim.property == "target"]
    seen = set()
    for (culprit, claim), (harmed, of) in product(event.values(Culprit), hit):
        for actor in culprit.actors if culprit.certainty != "denied" else ():
            if harmed is not None and (actor, harmed, claim.statement) not in seen:
                seen.add((actor, harmed, claim.statement))
                spans = (event.anchor, claim.spans[0], of.spans[0])
                yield Said("fights", actor, harmed, "happened", when, claim.statement, spans, event.id)


def _are_two(said: Said, world: World) -> bool:
    """Return whether two are tied who do not belong together, or do what sets them apart."""
    if said.kind == "renamed":
        return True
    if said.a == said.b or said.a in world.above(said.b) or said.b in world.above(said.a):
        return False
    return said.kind in AMONG_THEMSELVES or not _of_one_state(said.a, said.b, world)


def _of_one_state(a: str, b: str, world: World) -> bool:
    side = world.side(a)
    found = world.actors.get(side)
    return side == world.side(b) and found is not None and found.kind in ("state", "government")


def _names(said: Said, world: World) -> tuple[str, str]:
    if said.kind == "renamed":
        return said.evidence[0].quote, said.evidence[1].quote
    return world.name(said.a), world.name(said.b)


def stretch(
    when: When | None, published: When | None
) -> tuple[datetime.date | None, datetime.date | None, bool]:
    """Return the first and the last day for which a telling stands, and whether the report's day stands for one of them.

    "Since June" goes on until the report; "until June" says nothing of a beginning.
    """
    day = published.last if published is not None else None
    if when is None or (when.first is None and when.last is None):
        return day, day, True
    if when.last is None:
        last = max(when.first, day) if when.first and day else when.first
        return when.first, last, True
    return when.first or when.last, when.last, False
