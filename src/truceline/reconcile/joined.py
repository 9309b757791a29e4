"""Joined: which holders of an incident are one source, though they go by several names (DESIGN.md, rule 5)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.knowledge.tellers import BEHIND, CROWD, MILITARY, STATE
from truceline.model.claim import Culprit, Place
from truceline.model.statement import Speaker
from truceline.reconcile.told import Told
from truceline.reconcile.world import UNNAMED, World, slug

PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which", "this", "that", "we", "i", "those", "these"))
# So many words in a row are one and the same sentence, in whichever reports they stand.
SAME_WORDS = 9
SENTENCE = re.compile(r"[.!?\n][\"”’']?\s")
# "A spokesman for the state": the name of a state tells what the words are about as often as whose they are.
STATES = frozenset(("state", "government"))
MONITORS = frozenset(("monitor",))
# Of whose people a named person is, too: a hospital's director speaks for it; a named resident is himself.
SERVICES = frozenset(("medics", "rescuers"))
POINTED = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
OF = frozenset(("of", "from", "at", "in", "with", "who", "for", "on"))
# A name at the head of what a report calls somebody: "Xenia, a teacher from the town".
CALLED = re.compile(r"[A-Z][\w'’-]+(?: (?:al-|el-)?[A-Z][\w'’-]+)*")


def is_quoted(one: Told) -> bool:
    """Return whether somebody is quoted whom the report names or describes; "she" is one of those, or nobody."""
    said = one.statement
    return said is not None and said.speaker is not None and one.holder.name.lower() not in PRONOUNS


def printer(one: Told) -> str:
    """Return whose report it is: the wire's, else the outlet's, else nobody's but its own."""
    return one.doc.wire or one.doc.outlet or one.doc.id


def joined(claims: Sequence[Told], world: World) -> list[Told]:
    """Return the claims with one unit for all holders that are one source.

    One are what an outlet tells in its own voice in several reports; reports that print one and the same sentence; those who
    are quoted without a name by words for the same people ("medics", "a hospital source"); whoever is called after a body and
    that body ("the Observatory's director", "the monitor"); and all who speak for the state on whose ground it happened.
    """
    first: dict[str, str] = {}
    found = _Found(claims, world)
    for one in claims:
        unit = first.setdefault(one.holder.unit, one.holder.unit)
        for other in found.keys(one):
            first.setdefault(other, other)
            _join(first, unit, other)
    return [_with_unit(one, _top(first, one.holder.unit)) for one in claims]


class _Found:
    """What the holders of an incident are found by."""

    def __init__(self, claims: Sequence[Told], world: World) -> None:
        self._claims = claims
        self._world = world
        self._state = _state(claims, world)
        self._alone = {one.holder.unit for one in claims if not _teller(one)}

    def keys(self, one: Told) -> Iterator[str]:
        """Yield what makes a holder one with others: who shares any of these is one source with it."""
        if not is_quoted(one):
            yield f"voice {one.holder.id}"
            yield from (f"printed {run}" for run in _runs(one))
        elif one.holder.unit.startswith(UNNAMED):
            yield from self._unnamed(one)
        elif one.holder.unit == one.holder.id and self._kind(one.holder.id) == "person":
            yield from self._person(one)

    def _unnamed(self, one: Told) -> Iterator[str]:
        teller = _teller(one)
        if teller and one.holder.unit not in self._alone:
            yield self._heard_from(one, teller)
        body = self._named_in(one) or self._body(one)
        group = self._group(one)
        if body:
            yield body
        elif group in (STATE, MILITARY):
            yield self._state or f"people {STATE}"
        elif group not in (None, CROWD):
            yield self._of_group(group) or f"people {group}"
        elif group is None and (called := CALLED.match(one.holder.name)):
            yield f"called {called[0].lower()}"
        yield f"{printer(one)} {one.holder.id.rpartition(':')[2]}"
        yield from self._before(one)

    def _person(self, one: Told) -> Iterator[str]:
        """Yield the body that a person heads or works for, where his office tells it and knowledge does not."""
        body, group = self._named_in(one) or self._body(one), self._group(one)
        if body:
            yield body
        elif group == STATE:
            yield self._state or f"people {STATE}"
        elif group in SERVICES:
            yield self._of_group(group) or f"people {group}"

    def _group(self, one: Told) -> str | None:
        found = (self._world.teller(words) for words in one.called)
        return next((group for group in found if group is not None), None)

    def _named_in(self, one: Told) -> str | None:
        """Return the unit of the first whom the words name as the one whose people they are: "the Observatory's director"."""
        named = (actor for actor in one.of if self._kind(actor) not in STATES)
        return next((self._unit(actor) for actor in named), None)

    def _of_group(self, group: str) -> str | None:
        """Return the unit of the only body that is named after such people: "rescue workers" are those of the Civil Defence."""
        named = {
            one.holder.unit
            for one in self._claims
            if is_quoted(one)
            and self._kind(one.holder.id) not in ("", "person")
            and self._world.teller(one.holder.name) == group
        }
        return next(iter(named)) if len(named) == 1 else None

    def _heard_from(self, one: Told, teller: Speaker) -> str:
        """Return the unit of the one through whom alone somebody is heard: "medics", whom only the monitor quotes."""
        if teller.actor is not None:
            return self._unit(self._world.one(teller.actor))
        return f"{UNNAMED}{one.family}:{slug(BEHIND.split(teller.name)[0])}"

    def _body(self, one: Told) -> str | None:
        """Return the unit of the only body that the report, or any report for a monitor, can mean by "the extremist group"."""
        kinds = frozenset().union(*(self._world.bodies(words) for words in one.called))
        pointed = POINTED.match(one.holder.name) or kinds == MONITORS or self._kind(one.holder.id) == "person"
        if not kinds or not pointed:
            return None
        near = self._bodies([other for other in self._claims if other.doc.id == one.doc.id], kinds)
        if not near and "monitor" in kinds:
            near = self._bodies(self._claims, MONITORS)
        return self._unit(next(iter(near))) if len(near) == 1 else None

    def _bodies(self, claims: Iterable[Told], kinds: Collection[str]) -> set[str]:
        """Return the bodies of these kinds that hold something or are blamed."""
        named = {one.holder.id for one in claims if one.statement is not None}
        blamed = {
            self._world.one(actor)
            for one in claims
            if isinstance(one.claim.value, Culprit)
            for actor in one.claim.value.actors
        }
        return {actor for actor in named | blamed if self._kind(actor) in kinds}

    def _before(self, one: Told) -> Iterator[str]:
        """Yield the unit of the only one in the report whom "the activist" can be: told with that word, and not so again."""
        words = one.holder.name.lower().split()
        if words[0] != "the" or len(words) < 2:
            return
        noun = _noun(words[1:])
        told = [other for other in self._claims if other.doc.id == one.doc.id]
        before = {
            other.holder.unit
            for other in told
            if other.holder.unit != one.holder.unit and noun in _words(other)
        }
        if len(before) == 1:
            yield from before

    def _unit(self, actor: str) -> str:
        """Return the unit of an actor; an outlet's is its own voice."""
        unit = self._world.unit(actor)
        return f"voice {unit}" if self._kind(unit) in ("outlet", "agency") else unit

    def _kind(self, actor: str) -> str:
        found = self._world.actors.get(actor)
        return found.kind if found is not None else ""


def _teller(one: Told) -> Speaker | None:
    """Return who tells what somebody said: the last in the chain, where that is no outlet's own reporter."""
    return one.statement.via[-1] if one.statement is not None and one.statement.via else None


def _state(claims: Sequence[Told], world: World) -> str | None:
    """Return the unit of the state on whose ground it happened; None where no place tells, or several do."""
    told = Counter(
        one.claim.value.country
        for one in claims
        if isinstance(one.claim.value, Place) and one.claim.value.country
    )
    most = [country for country, count in told.items() if count == max(told.values())]
    return world.state_of(most[0]) if len(most) == 1 else None


def _runs(one: Told) -> Iterator[str]:
    """Yield each run of words of the sentence that a claim was read in: who prints the same has it from the same."""
    span, text = one.claim.spans[0], one.doc.text
    start = max((found.end() for found in SENTENCE.finditer(text, 0, span.start)), default=0)
    stop = SENTENCE.search(text, span.end)
    words = re.findall(r"\w+", text[start : stop.start() if stop else len(text)].lower())
    yield from (" ".join(words[i : i + SAME_WORDS]) for i in range(len(words) - SAME_WORDS + 1))


def _words(one: Told) -> list[str]:
    words = one.statement.speaker.words if one.statement and one.statement.speaker else None
    return words.quote.lower().split() if words else []


def _noun(words: Sequence[str]) -> str:
    """Return what the words are of: "source" in "source in the city"."""
    cut = next((i for i, word in enumerate(words) if word in OF), len(words))
    return words[cut - 1] if cut else ""


def _with_unit(one: Told, unit: str) -> Told:
    if one.holder.unit == unit:
        return one
    return msgspec.structs.replace(one, holder=msgspec.structs.replace(one.holder, unit=unit))


def _join(first: dict[str, str], one: str, other: str) -> None:
    a, b = _top(first, one), _top(first, other)
    first[max(a, b)] = min(a, b)


def _top(first: Mapping[str, str], unit: str) -> str:
    while first[unit] != unit:
        unit = first[unit]
    return unit
