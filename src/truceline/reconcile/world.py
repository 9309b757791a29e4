"""World: everyone who is named in the record, one entry each, and who holds a claim."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import msgspec

from truceline.knowledge.roles import Roles
from truceline.knowledge.tellers import BEHIND
from truceline.model.actor import Actor
from truceline.model.document import Document, Observer
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
from truceline.reconcile.people import in_order, merged, unify
from truceline.reconcile.wording import Wording

# Before the id of those who are quoted without a name.
UNNAMED = "unnamed:"
PRINTS = ("outlet", "agency")
# Who says so to the outlet of a party, and is not told to be another's: "the military said, state television reported".
FORCES = frozenset(
    ("military", "army", "armed forces", "army command", "military command", "general command")
)


class Holder(msgspec.Struct, frozen=True, order=True):
    """Who says something: an actor, an outlet in its own voice, or unnamed persons of one document.

    `unit` is what counts as one source: the side for a party and all who speak for it, the family of copies for an
    outlet's own voice, the holder itself for anybody else.
    """

    id: str
    name: str
    side: str | None
    via: tuple[str, ...]
    unit: str


class World:
    """The actors of all readings; persons that several documents introduce are one where nothing speaks against it."""

    def __init__(
        self,
        known: Mapping[str, Actor],
        outlets: Callable[[str], Actor | None],
        readings: Iterable[Reading],
        roles: Roles | None = None,
        learned: Iterable[Actor] = (),
        introduced: Iterable[tuple[str, Actor]] = (),
    ) -> None:
        """Gather the actors; `outlets` gives the known outlet of a name, `roles` what words such as "rebels" are.

        `learned` are those whom documents introduce that nobody asks about; `introduced` those whom documents do of which
        the actors are known and no reading is at hand.
        """
        self._outlet_of = outlets
        self.wording = Wording(roles)
        told = [(reading.document.id, actor) for reading in readings for actor in reading.actors]
        told += introduced
        everyone = in_order((*(actor for _, actor in told), *learned))
        self._one = unify(everyone)
        self.actors: dict[str, Actor] = dict(known)
        for actor in everyone:
            kept = self.actors.setdefault(self._one[actor.id], actor)
            if kept.id != self._one[actor.id] or (not kept.part_of and actor.part_of):
                self.actors[self._one[actor.id]] = merged(self._one[actor.id], kept, actor)
        # A person is on a side as of a document: whom two put on two sides is on neither, but in each on its own.
        self.torn = self._on_two_sides(everyone)
        self._as_of = {
            (doc, actor.id): self.side(actor.part_of[0])
            for doc, actor in told
            if actor.kind == "person" and actor.part_of and self.one(actor.id) in self.torn
        }
        for id in self.torn:
            self.actors[id] = msgspec.structs.replace(self.actors[id], part_of=())

    def _on_two_sides(self, everyone: Iterable[Actor]) -> frozenset[str]:
        """Return the ids of those whom documents put on different sides."""
        sides: dict[str, set[str]] = {}
        for actor in everyone:
            if actor.kind == "person" and actor.part_of:
                sides.setdefault(self.one(actor.id), set()).add(self.side(actor.part_of[0]))
        return frozenset(id for id, found in sides.items() if len(found) > 1)

    def one(self, actor: str) -> str:
        """Return the id under which the record keeps this actor."""
        return self._one.get(actor, actor)

    def named(self, readings: Iterable[Reading]) -> tuple[Actor, ...]:
        """Return the actors that the readings name and all that stand above them, by id."""
        return self.with_all_above(id for reading in readings for id in named_in(reading))

    def with_all_above(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors with these ids and all that stand above them, by id."""
        waiting = {self.one(id) for id in ids}
        found: dict[str, Actor] = {}
        while waiting:
            actor = self.actors[waiting.pop()]
            found[actor.id] = actor
            above = (*actor.part_of, actor.speaks_for, actor.led_by)
            waiting |= {self.one(one) for one in above if one and self.one(one) not in found}
        return tuple(found[key] for key in sorted(found))

    def name(self, actor: str) -> str:
        """Return how to call an actor; the id itself where nobody knows it."""
        found = self.actors.get(self.one(actor))
        return found.name if found is not None else actor

    def side(self, actor: str) -> str:
        """Return the id at the top of what the actor speaks for or is part of."""
        actor = self.one(actor)
        seen = {actor}
        while (found := self.actors.get(actor)) is not None:
            above = found.speaks_for or (found.part_of[0] if found.part_of else None)
            if above is None or above in seen:
                break
            seen.add(above)
            actor = above
        return actor

    def above(self, actor: str) -> set[str]:
        """Return the ids of all that the actor speaks for or is part of, without itself."""
        found: set[str] = set()
        waiting = [self.one(actor)]
        while waiting:
            one = self.actors.get(waiting.pop())
            upward = [self.one(up) for up in (*one.part_of, one.speaks_for) if up] if one is not None else []
            waiting += [up for up in upward if up not in found]
            found |= set(upward)
        return found - {self.one(actor)}

    def answers(self, actor: str) -> str:
        """Return who answers for an actor: its side, or who leads it where it is a coalition."""
        side = self.side(actor)
        found = self.actors.get(side)
        return found.led_by if found is not None and found.led_by else side

    def is_party(self, actor: str) -> bool:
        """Return whether the actor is one that fights or governs, so that all who speak for it are one source."""
        found = self.actors.get(self.one(actor))
        return found is not None and found.kind in (
            "state",
            "government",
            "armed_force",
            "armed_group",
            "coalition",
            "ministry",
        )

    def is_state(self, actor: str) -> bool:
        """Return whether a state or a government answers for the actor."""
        found = self.actors.get(self.answers(actor))
        return found is not None and found.kind in ("state", "government")

    def holder(self, doc: Document, statement: Statement | None, family: str) -> Holder:
        """Return who holds what a statement says; for None, the document's own voice.

        `family` is the id that stands for the document and all copies of it.
        """
        if statement is None or statement.speaker is None:
            return self._own_voice(doc, family)
        speaker = statement.speaker
        if doc.observer is not None and speaker.words == doc.observer.words:
            return self._own_voice(doc, family)
        if self._is_its_printer(doc, speaker):
            return self._own_voice(doc, family)
        via = tuple(self._called(one) for one in statement.via)
        if speaker.actor is None:
            # A reprint's "rescue workers" are the original's, and "Dr Xan of the clinic" is Dr Xan.
            words = slug(BEHIND.split(speaker.name)[0])
            unnamed = f"{UNNAMED}{family}:{words}"
            heard = self._heard_by(doc, statement)
            side = self._quoted_by_its_own(doc, speaker.name, heard)
            return Holder(
                unnamed, speaker.name, side, via, side or (f"{UNNAMED}{heard}:{words}" if heard else unnamed)
            )
        actor = self.one(speaker.actor)
        side = self._as_of.get((doc.id, speaker.actor)) or self.side(actor)
        return Holder(actor, self.name(actor), side, via, side if self.is_party(side) else self.unit(actor))

    def is_its_own(self, doc: Document, statement: Statement) -> bool:
        """Return whether a statement of a report is its own voice: "the agency reported", in the agency's report."""
        return statement.speaker is not None and self._is_its_printer(doc, statement.speaker)

    def _is_its_printer(self, doc: Document, speaker: Speaker) -> bool:
        """Return whether a report names its own outlet or wire as who says it; "an agency photographer" has seen it himself."""
        return speaker.actor in self.printers(doc) and self.is_bare(speaker)

    def printers(self, doc: Document) -> frozenset[str]:
        """Return the outlet and the agency whose report it is, by id, where they are known."""
        found = (self._outlet_of(name) for name in (doc.wire, doc.outlet) if name)
        return frozenset(one.id for one in found if one is not None and one.kind in PRINTS)

    def prints_others(self, actor: str) -> bool:
        """Return whether an actor is an outlet that speaks for no side: what it tells, it has from others."""
        known = self.actors.get(actor)
        return known is not None and known.kind in PRINTS and self.side(actor) == actor

    def is_bare(self, speaker: Speaker) -> bool:
        """Return whether an outlet itself is named as who says it; "an agency photographer" has seen it himself."""
        last = (speaker.words.quote if speaker.words else speaker.name).lower().rstrip("s").split()[-1:]
        return not (self.wording.ends_in(last[0], "office", "civilian") if last else False)

    def unit(self, actor: str) -> str:
        """Return what counts as one source with an actor: the side that it is of, for a person or an office at least the body.

        The head of an agency and the agency are one, as are an envoy and who sends him; two agencies of the United Nations
        each have their own eyes.
        """
        actor, side = self.one(actor), self.side(actor)
        top = self.actors.get(side)
        if actor not in self.actors or top is None or top.kind != "intergovernmental":
            return side
        while (found := self.actors.get(actor)) and found.kind in ("person", "office") and found.part_of:
            actor = found.part_of[0]
        return actor

    def state_of(self, country: str) -> str | None:
        """Return the unit of those who govern a country by its code: whose army it is; None where nobody knows."""
        state = self._states.get(country)
        army = f"{state}:army"
        return self.side(army) if state and army in self.actors else None

    @cached_property
    def _states(self) -> dict[str, str]:
        """The states by the codes of their countries, where one has it alone."""
        states = [actor for actor in self.actors.values() if actor.kind == "state" and actor.country]
        count = Counter(actor.country for actor in states)
        return {actor.country: actor.id for actor in states if actor.country and count[actor.country] == 1}

    def _heard_by(self, doc: Document, statement: Statement) -> str | None:
        """Return the outlet that heard somebody unnamed: what "an official told the agency" is one source, whoever prints it.

        In a print of the agency's own report the copies tell that already.
        """
        heard = self.actors.get(self.one(statement.via[-1].actor or "")) if statement.via else None
        if heard is None or heard.kind not in ("outlet", "agency") or heard.part_of:
            return None
        own = (self._outlet_of(name) for name in (doc.outlet, doc.wire) if name)
        return None if any(one is not None and one.id == heard.id for one in own) else heard.id

    def _quoted_by_its_own(self, doc: Document, words: str, heard: str | None) -> str | None:
        """Return the side of "a military source" in a report of the outlet that speaks for a party: it is that party's.

        So is one who told the party's outlet (`heard`), whoever reports it: "the military said, state television reported".
        """
        # Whose report it is, its wire tells: a party's paper that prints a foreign agency quotes that agency's source.
        outlet = self.actors[heard] if heard else self._outlet_of(doc.wire or doc.outlet or "")
        side = self.side(outlet.id) if outlet is not None and outlet.speaks_for else None
        own = heard is not None and words.lower().removeprefix("the ") in FORCES
        official = side is not None and self._rules(side) and (own or self.wording.is_of_a_state(words))
        return side if official else None

    def _rules(self, side: str) -> bool:
        """Return whether a side has officials: an armed group's channel quotes those of the state, too."""
        return self.is_party(side) and self.actors[side].kind != "armed_group"

    def _called(self, speaker: Speaker) -> str:
        return self.name(speaker.actor) if speaker.actor else speaker.name

    def _observer(self, doc: Document, observer: Observer, family: str) -> Holder:
        """Return the observer of a field note: a holder like any other; all of one organisation are one source."""
        outlet = self._outlet_of(observer.organisation or "")
        side = self.side(outlet.id) if outlet is not None and outlet.speaks_for else None
        behind = outlet.id if outlet else f"outlet:{slug(observer.organisation or '')}"
        unit = (
            (side if side and self.is_party(side) else behind) if observer.organisation else f"voice:{family}"
        )
        name = f"{observer.name}, {observer.organisation}" if observer.organisation else observer.name
        return Holder(f"observer:{slug(name)}", name, side, (), unit)

    def _voice(self, outlet: Actor, family: str) -> str:
        """Return the unit of a report's own voice: a monitor's own report is the monitor, a paper's is told with its copies."""
        return f"voice:{family}" if outlet.kind in PRINTS else self.unit(outlet.id)

    def _own_voice(self, doc: Document, family: str) -> Holder:
        if doc.observer is not None:
            return self._observer(doc, doc.observer, family)
        words = doc.wire or doc.outlet
        outlet = self._outlet_of(words) if words else None
        if outlet is not None:
            side = self.side(outlet.id) if outlet.speaks_for else None
            return Holder(outlet.id, outlet.name, side, (), side or self._voice(outlet, family))
        if doc.altered and doc.wire is None:
            # Whoever swapped the words is no holder of what they say.
            return Holder(
                f"outlet:document-{doc.id}",
                "unnamed outlet",
                None,
                (doc.outlet,) if doc.outlet else (),
                f"voice:{family}",
            )
        if words:
            return Holder(f"outlet:{slug(words)}", words, None, (), f"voice:{family}")
        return Holder(f"outlet:document-{doc.id}", "unnamed outlet", None, (), f"voice:{family}")


def named_in(reading: Reading) -> set[str]:
    """Return the ids of the actors that a reading names or introduces."""
    ids = {mention.actor for mention in reading.mentions if mention.actor}
    # A paper may be known by what stands beside its name only ("the Xyz agency"), and be no mention.
    outlets = {one.outlet.actor for one in reading.citations if one.outlet.actor}
    return ids | outlets | {actor.id for actor in reading.actors}


def slug(words: str) -> str:
    """Return words as a part of an id."""
    return re.sub(r"\W+", "-", re.sub(r"['’]", "", words.lower())).strip("-")
