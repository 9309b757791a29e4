"""Breaches: who is told to have broken a deal, by whom, how that stands, and which happening it is about.

The record finds no breach of its own (DESIGN.md, rule 13): what happens while a truce lasts is an incident.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from truceline.model.claim import Culprit, Date, Place, Words
from truceline.model.document import Span
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import BreachShown, Standing
from truceline.model.terms import Term
from truceline.model.when import When
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.voices import Voices, earliest, told_on
from truceline.reconcile.world import Holder, World

Told = Sequence[tuple[Reading, Term]]
# Who says so having looked: what such a body tells of a breach is a finding, anybody else's word is an allegation.
FINDING = frozenset({"monitor", "intergovernmental"})
# What can break a truce; guns that are pulled back keep it.
HOSTILE = frozenset({"ASSAULT", "COERCE"})
HAPPENED = frozenset({"happened", "ongoing", "not confirmed", "denied"})
# "Broke it 34 times", "dozens of violations": no single happening is meant.
SEVERAL = re.compile(
    r"\b(?:times|violations|breaches|repeated(?:ly)?|numerous|daily|constant(?:ly)?|dozens|hundreds|continu\w+)\b",
    re.IGNORECASE,
)
ADMITTING = frozenset({"admits", "claims-responsibility"})
# A breach of which a report tells fell in the month before it, unless it dates it.
RECENT = datetime.timedelta(days=31)
# "Despite the truce" says no more than that there was one.
BROKEN = re.compile(r"\b(?:violat|breach|brok|break|infring|contraven|flout)", re.IGNORECASE)
STOP = re.compile(r"[.!?][\"”’']?\s|\n")


class Breach(NamedTuple):
    """One telling: who is blamed (ids), where it stands, when, in which statement, or by whom where none is read."""

    by: tuple[str, ...]
    spans: tuple[Span, ...]
    when: When | None
    statement: str | None
    teller: str | None = None
    by_as_said: str = ""
    denied: bool = False


def show_breaches(told: Told, voices: Voices, world: World) -> tuple[BreachShown, ...]:
    """Return what is told of breaches of one deal, by day, each holder's word by itself; the same words once."""
    left_out = {
        world.answers(party.actor) for _, term in told for party in term.parties if party.role == "excluded"
    }
    shown: dict[tuple[object, ...], BreachShown] = {}
    for reading, term in told:
        for one in _breaches(reading, term):
            found = _shown(reading, term, one, (voices, world), left_out)
            about = None if found.date else found.told or found.event
            key = (found.by, found.holder, found.standing, found.date and found.date.said, about)
            before = shown.get(key)
            shown[key] = found if before is None else _joined(before, found)
    return tuple(sorted(shown.values(), key=_when))


def _joined(a: BreachShown, b: BreachShown) -> BreachShown:
    evidence = tuple(sorted({*a.evidence, *b.evidence}))
    # Two reports may read two events of their own: those of one happening lead to one incident, and one is enough.
    event = min(filter(None, (a.event, b.event)), default=None)
    return msgspec.structs.replace(a, evidence=evidence, told=earliest(a.told, b.told), event=event)


def _when(one: BreachShown) -> tuple[str, ...]:
    day = (one.date and (one.date.first or one.date.last)) or one.told
    return (str(day or "9999"), *one.by, one.holder, one.standing, str(one.event), str(one.evidence[:1]))


def _breaches(reading: Reading, term: Term) -> Iterator[Breach]:
    """Yield the tellings of one document: states of the deal, then of its duties what no state tells in the same words."""
    seen: list[Span] = []
    for status in term.status:
        if status.state == "violated":
            seen += status.spans
            yield Breach(
                status.by, status.spans, status.when, status.statement, status.teller, status.by_as_said
            )
    for duty in term.obligations:
        for said in duty.performance:
            if said.says == "breached" and not _shared(said.spans, seen):
                yield Breach(duty.bearers, said.spans, None, said.statement)
    yield from _denials(reading, term)


def _denials(reading: Reading, term: Term) -> Iterator[Breach]:
    """Yield who denies a breach, where the deal itself is named in the denial."""
    for said in reading.statements:
        about = tuple(span for span in said.content if _shared((span,), term.mentions))
        if said.stance == "denies" and said.object == "breach" and said.speaker and about:
            own = (said.speaker.actor,) if said.speaker.actor else ()
            yield Breach(own, about, None, said.id, denied=True)


def _shared(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)


def _shown(
    reading: Reading, term: Term, one: Breach, who: tuple[Voices, World], left_out: set[str]
) -> BreachShown:
    voices, world = who
    holder, side = voices.named(reading, one.statement, one.teller)
    return BreachShown(
        by=tuple(sorted({world.name(actor) for actor in one.by})) or _quoted(one.by_as_said),
        holder=holder,
        side=side,
        standing=_standing(reading, one, voices.holder(reading, one.statement), world, left_out),
        date=show_days(one.when, one.spans),
        told=told_on(reading),
        event=_about(reading, term, one, world),
        evidence=tuple(sorted(one.spans)),
    )


def _quoted(words: str) -> tuple[str, ...]:
    return (f"“{' '.join(words.split())}”",) if words else ()


def _standing(reading: Reading, one: Breach, holder: Holder, world: World, left_out: set[str]) -> Standing:
    if one.denied:
        return "denied"
    blamed = {world.answers(actor) for actor in one.by}
    if blamed and blamed <= left_out:
        return "excluded"
    said = next((s for s in reading.statements if s.id == one.statement), None)
    if said is not None and said.stance in ADMITTING and _is_own(holder, blamed, world):
        return "admitted"
    actor = world.actors.get(holder.id)
    looked = actor is not None and actor.kind in FINDING and not actor.speaks_for
    if looked and one.teller is None and any(BROKEN.search(span.quote) for span in one.spans):
        return "found"
    return "alleged"


def _is_own(holder: Holder, blamed: set[str], world: World) -> bool:
    """Return whether who tells it is who broke it; who admits it without a name means itself."""
    return not blamed or (holder.side is not None and blamed == {world.answers(holder.side)})


def _about(reading: Reading, term: Term, one: Breach, world: World) -> str | None:
    """Return the only event of the report that a breach can be about: told in its words, in its sentence, else beside it.

    It must fit in what is told of day and doer; several, or none, leave it open.
    """
    if any(SEVERAL.search(span.quote) for span in one.spans):
        return None
    told = told_on(reading)
    recent = [event for event in reading.events if told is None or one.when or _is_recent(event, told)]
    fitting = [event for event in recent if _fits(event, term, one, world)]
    marked = [event for event in fitting if _is_marked(event, one)]
    here = _sentence(reading.document.text, one.spans)
    beside = [event for event in fitting if any(_shared((m,), [here]) for m in event.mentions)]
    words = reading.document.text[here.start : here.end]
    elsewhere = {place.said for event in reading.events for place, _ in event.values(Place)}
    there = [event for event in fitting if _is_there(event, {name for name in elsewhere if name in words})]
    for found in (marked, beside, there):
        if found:
            return found[0].id if len(found) == 1 else None
    return None


def _is_marked(event: Event, one: Breach) -> bool:
    """Return whether the event itself is told as a breach in these words: "shelled the town in breach of the truce"."""
    claims = [claim for _, claim in event.values(Words) if claim.property == "breach"]
    return any(_shared(claim.spans, one.spans) for claim in claims)


def _is_there(event: Event, named: set[str]) -> bool:
    """Return whether an event is told of a place that is named with the breach, or no place speaks against it."""
    places = [place for place, _ in event.values(Place)]
    own = {name for place in places for name in (place.said, place.name, *place.within)}
    return not named or not places or bool(named & own)


def _is_recent(event: Event, told: datetime.date) -> bool:
    """Return whether an event fell in the month before a report, or has no day; "this year" is no day."""
    days = [date.when for date, _ in event.values(Date)]
    return not days or any(_is_near(day, told) for day in days)


def _is_near(day: When, told: datetime.date) -> bool:
    if day.first is None or day.last is None:
        return True
    return day.last >= told - RECENT and day.last - day.first <= RECENT


def _fits(event: Event, term: Term, one: Breach, world: World) -> bool:
    if event.background or event.mode not in HOSTILE or event.modality not in HAPPENED:
        return False
    days = [date.when for date, _ in event.values(Date)]
    start = term.effective or term.announced
    wanted = [when for when in (one.when,) if when is not None and when.first is not None]
    if any(not day.overlaps(when) for day in days for when in wanted):
        return False
    if start and start.first and any(day.last and day.last < start.first for day in days):
        return False
    doers = {world.answers(actor) for culprit, _ in event.values(Culprit) for actor in culprit.actors}
    blamed = {world.answers(actor) for actor in one.by}
    return not doers or not blamed or bool(doers & blamed)


def _sentence(text: str, spans: Sequence[Span]) -> Span:
    """Return the stretch of text between full stops in which the words stand."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = max(
        (found.end() for found in STOP.finditer(text, max(first - 600, 0), first)),
        default=max(first - 600, 0),
    )
    after = STOP.search(text, last)
    return Span(spans[0].doc, start, after.start() if after else last, "")
