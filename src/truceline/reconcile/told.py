"""Told: each claim of an incident with its holder and the stance it was told in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from truceline.model.claim import Claim, Culprit, Figure, Position
from truceline.model.document import Document
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.statement import Stance, StanceObject, Statement
from truceline.reconcile.calls import Calls
from truceline.reconcile.earlier_days import apart, of_earlier_days
from truceline.reconcile.world import Holder, World

# Whose figure a report may repeat in its own voice: not that of one who denies it.
TELLS: frozenset[Stance] = frozenset(("says", "claims", "confirms"))
# What can be owned to only by a position on this very event.
OWNED: frozenset[Stance] = frozenset(("admits", "claims-responsibility"))
# Who gives ground did not do what he gave way to.
GIVING_GROUND, VAGUE = "retreat", "attack"
# Through whom an altered copy has what it tells, if that is not at hand.
UNSEEN = "an unseen original"
Count = tuple[str, int, str, bool] | None


class Told(msgspec.Struct, frozen=True):
    """One claim, who holds it, in what stance, and the statement it stands in (None: own voice).

    `order` is its place in time: the document's day, then the text. `read_as` is the id of the claim as it was read, where a
    person corrected it. `called` are the words by which the report calls the holder, `of` the actors that these name.
    """

    claim: Claim
    holder: Holder
    stance: Stance
    object: StanceObject | None
    doc: Document
    family: str
    statement: Statement | None = None
    read_as: str = ""
    called: tuple[str, ...] = ()
    of: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the claim as it was read."""
        return self.read_as or self.claim.id

    @property
    def order(self) -> tuple[str, str, int]:
        """Return what sorts claims by when they were told."""
        published = self.doc.published
        day = published.last.isoformat() if published and published.last else ""
        return day, self.doc.id, self.claim.spans[0].start


def told(
    events: Sequence[tuple[Event, Reading]], world: World, families: Mapping[str, str]
) -> Iterator[Told]:
    """Yield every claim of these events with its holder.

    What an altered copy claims belongs to its original: where that tells of the incident too, the copy adds nothing; where
    it is not at hand the claim comes through it, unseen.
    """
    tell = {reading.document.id for _, reading in events}
    counted, earlier = _counted(events), of_earlier_days(events)
    for event, reading in events:
        doc = reading.document
        if doc.altered and families.get(doc.id, doc.id) in tell - {doc.id}:
            continue
        statements = {statement.id: statement for statement in reading.statements}
        family, calls = families.get(doc.id, doc.id), Calls(reading)
        positions = {
            claim.statement: claim.value
            for claim in event.claims
            if isinstance(claim.value, Position) and claim.statement is not None
        }
        for claim in _of_deed(event, events):
            given = claim.statement or counted.get((doc.id, counted_as(claim)))
            for statement in _in_one_breath(statements, given, claim):
                stance, about = _stance(statement, positions.get(given or ""))
                holder = world.holder(doc, statement, family)
                if doc.altered and family == doc.id:
                    holder = msgspec.structs.replace(holder, via=(*holder.via, UNSEEN))
                called = calls.of(statement)
                day = earlier.get(event.id)
                others = (
                    apart(claim, day) if stance in OWNED else _of_others(apart(claim, day), holder, world)
                )
                if others is not None:
                    read_as = claim.id if others is not claim else ""
                    own = statement is not None and world.is_its_own(doc, statement)
                    said = None if own else statement
                    yield Told(others, holder, stance, about, doc, family, said, read_as, *called)


def _of_deed(event: Event, events: Sequence[tuple[Event, Reading]]) -> tuple[Claim, ...]:
    """Return the claims of an event that tell of the incident's deed: who fell back before an offensive is not its doer."""
    if event.kind != GIVING_GROUND or _is_giving_ground(events):
        return event.claims
    return tuple(claim for claim in event.claims if not isinstance(claim.value, Culprit))


def _is_giving_ground(events: Sequence[tuple[Event, Reading]]) -> bool:
    """Return whether the incident is told as a retreat more often than as anything else that says what it was."""
    told_as = Counter(one.kind for one, _ in events if one.kind != VAGUE)
    return all(told_as[GIVING_GROUND] > count for kind, count in told_as.items() if kind != GIVING_GROUND)


def _of_others(claim: Claim, holder: Holder, world: World) -> Claim | None:
    """Return the claim without the holder among those whom it accuses or suspects; None where it would accuse nobody else.

    "The two sides blamed each other": neither blames itself; nor does who says that he looks into whether his raid did it.
    """
    value = claim.value
    if not isinstance(value, Culprit) or value.certainty not in ("accused", "suspected"):
        return claim
    own = {world.answers(holder.id), holder.side}
    others = tuple(actor for actor in value.actors if world.answers(actor) not in own)
    if len(others) == len(value.actors):
        return claim
    if not others:
        return None
    return msgspec.structs.replace(claim, value=msgspec.structs.replace(value, actors=others))


def _in_one_breath(
    statements: Mapping[str, Statement], given: str | None, claim: Claim
) -> tuple[Statement | None, ...]:
    """Return the statements of all who say it with one verb: "a monitor and a medic said". A figure is each one's already."""
    statement = statements.get(given) if given else None
    if statement is None or isinstance(claim.value, Figure | Position):
        return (statement,)
    return tuple(
        one for one in statements.values() if (one.cue, one.content) == (statement.cue, statement.content)
    )


def _counted(events: Sequence[tuple[Event, Reading]]) -> dict[tuple[str, Count], str]:
    """Return whose figures those of a report's own voice are: the only statement in it that tells the same figure.

    The headline "Shells kill 11" over "at least 11 people died, medics said" is the medics' count.
    """
    found: dict[tuple[str, Count], set[str]] = {}
    for event, reading in events:
        tells = {one.id for one in reading.statements if one.stance in TELLS}
        for claim in event.claims:
            said, count = claim.statement, counted_as(claim)
            if said is not None and said in tells and count is not None:
                found.setdefault((reading.document.id, count), set()).add(said)
    return {key: min(statements) for key, statements in found.items() if len(statements) == 1}


def counted_as(claim: Claim) -> Count:
    """Return what makes a figure the same in a headline and in the text: whom it befell how, from how many on."""
    value = claim.value
    if not isinstance(value, Figure) or not value.low:
        return None
    return value.effect, value.low, value.scope, value.part_of is not None


def _stance(statement: Statement | None, position: Position | None) -> tuple[Stance, StanceObject | None]:
    """A position on the event outranks the verb: "said it was a mistake" admits.

    "Acknowledged that it was doing little to halt the offensive" admits no offensive: without a position it only says.
    """
    if position is not None:
        return position.stance, position.object
    if statement is not None and statement.stance not in OWNED:
        return statement.stance, statement.object
    return "says", None
