"""Joined: which holders of an incident are one source, though they go by several names (DESIGN.md, rule 5)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.knowledge.tellers import BEHIND, CROWD, MILITARY, REBELS, STATE
from truceline.model.actor import ActorKind
from truceline.model.claim import Culprit, Place
from truceline.model.statement import Speaker
from truceline.reconcile.told import Told
from truceline.reconcile.world import UNNAMED, World, slug

PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which", "this", "that", "we", "i", "those", "these"))
# So many words in a row are one and the same sentence, in whichever reports they stand.
SAME_WORDS = 9
# No sentence reaches further than so many characters to either side.
LONGEST = 600
SENTENCE = re.compile(r"[.!?\n][\"”’']?\s")
# "A spokesman for the state": the name of a state tells what the words are about as often as whose they are.
STATES = frozenset(("state", "government"))
MONITORS = frozenset(("monitor",))
# Whose name tells no people: "doctors at the scene" are not the World Health Organization.
NO_GROUP = frozenset(("", "person", "intergovernmental"))
# Of whose people a named person is, too: a hospital's director; a named resident is himself.
SERVICES = frozenset(("medics", "rescuers"))
ARTICLE = re.compile(r"^(?:the|an?)-")
# "The Hill Today page" is called "Hill Today", and not "The".
LEADING = re.compile(r"^(?:The|An?)\s")
POINTED = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
OF = frozenset(("of", "from", "at", "in", "with", "who", "for", "on", "called", "named"))
CLAIMING = "claims-responsibility"
# What those who did it put out: "the claim said".
CLAIMS = frozenset(("claim",))
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
    for unit, others in _Found(claims, world).ties(claims):
        for other in (unit, *others):
            first.setdefault(other, other)
            _join(first, unit, other)
    return [_with_unit(one, _top(first, one.holder.unit)) for one in claims]


class _Found:
    """What the holders of an incident are found by."""

    def __init__(self, claims: Sequence[Told], world: World) -> None:
        self._world = world
        self._state = state_of_ground(claims, world)
        # Whom each report quotes or blames, by its id; of whom it quotes also by which words.
        self._named: dict[str, set[str]] = {}
        self._held: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
        self._groups: dict[str, set[str]] = {}
        self._alone: set[str] = set()
        self._claimants: set[str] = set()
        # The units of sides that those quoted without a name have, where they told it to the outlet of one.
        self._sided: dict[str, set[str]] = {}
        for one in claims:
            self._take(one)

    def _take(self, one: Told) -> None:
        named = self._named.setdefault(one.doc.id, set())
        if isinstance(one.claim.value, Culprit):
            named |= {self._world.one(actor) for actor in one.claim.value.actors}
        if not _teller(one):
            self._alone.add(one.holder.unit)
        if one.holder.id.startswith(UNNAMED) and not one.holder.unit.startswith(UNNAMED):
            self._sided.setdefault(one.holder.id, set()).add(one.holder.unit)
        if one.statement is not None:
            named.add(one.holder.id)
            called = (*_words(one), *one.holder.name.lower().split())
            self._held.setdefault(one.doc.id, set()).add((one.holder.unit, called))
            if one.stance == CLAIMING and not one.holder.unit.startswith(UNNAMED):
                self._claimants.add(one.holder.unit)
        if is_quoted(one) and self._kind(one.holder.id) not in NO_GROUP:
            group = self._world.wording.group(one.holder.name)
            self._groups.setdefault(group or "", set()).add(one.holder.unit)
        self._take_side(one)

    def _take_side(self, one: Told) -> None:
        """Keep the side that somebody named speaks for under the people that its name is for: "the Xlandish opposition" are rebels."""
        if not is_quoted(one) or one.holder.id.startswith(UNNAMED):
            return
        side = self._named_in(one) if self._kind(one.holder.id) == "person" else None
        side = side or one.holder.unit
        group = self._world.wording.group(self._world.name(side)) if side in self._world.actors else None
        if group == REBELS:
            self._groups.setdefault(group, set()).add(side)

    def ties(self, claims: Iterable[Told]) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield each holder's unit with all that makes it one source with others: who shares any of these is one with it."""
        # "A spokesman told the agency" and "a spokesman" are one holder of two units: the agency's, and nobody's.
        seen: set[tuple[str, str, str, tuple[str, ...]]] = set()
        for one in claims:
            if not is_quoted(one):
                yield one.holder.unit, (f"voice {one.holder.id}", *_runs(one))
            elif (told := (one.doc.id, one.holder.id, one.holder.unit, _words(one))) not in seen:
                seen.add(told)
                yield one.holder.unit, self._keys(one)

    def _keys(self, one: Told) -> Iterator[str]:
        if one.holder.unit.startswith(UNNAMED):
            yield from self._unnamed(one)
        elif one.holder.unit == one.holder.id and self._kind(one.holder.id) == "person":
            yield from self._person(one)
        elif self._kind(one.holder.id) == "people":
            yield from self._forces(one)

    def _forces(self, one: Told) -> Iterator[str]:
        """Yield the only armed group that speaks in a report beside "the forces" of a people: they are its."""
        if self._group(one) == MILITARY:
            groups = {unit for unit, _ in self._held[one.doc.id] if self._kind(unit) == "armed_group"}
            yield from groups if len(groups) == 1 else ()

    def _unnamed(self, one: Told) -> Iterator[str]:
        teller = _teller(one)
        if teller and one.holder.unit not in self._alone:
            yield from self._heard_from(one, teller)
        # "The agency quoted a source in the town … The source said": he speaks for whom the agency does.
        sided = self._sided.get(one.holder.id, set())
        if len(sided) == 1:
            yield from sided
        body = self._named_in(one) or self._claimant(one) or self._body(one)
        group = self._served(one) if self._is_by_name(one) else self._group(one)
        if body:
            yield body
        if not body or self._is_leaning(one):
            yield from self._of_words(one, group)
        yield f"words {ARTICLE.sub('', one.holder.id.rpartition(':')[2])}"
        # "The Coast page" is no other page told of before.
        if not body and not _name(one):
            yield from self._before(one)

    def _of_words(self, one: Told, group: str | None) -> Iterator[str]:
        """Yield what stands for the people that the words are for, else for the name at their head."""
        if group == MILITARY:
            yield self._of_group(STATE)
        elif group not in (None, CROWD) and not _is_two(one, group):
            yield self._of_group(group)
        elif group is None and (called := _name(one)):
            yield f"called {called[0].lower()}"

    def _person(self, one: Told) -> Iterator[str]:
        """Yield the body that a person heads or works for, where his office tells it and knowledge does not."""
        body, group = self._named_in(one) or self._body(one), self._served(one)
        if body:
            yield body
        elif group is not None:
            yield self._of_group(group)

    def _is_by_name(self, one: Told) -> bool:
        """Return whether somebody is called by a name that tells no people: "Xan", and not "Activists"."""
        return bool(CALLED.fullmatch(one.holder.name)) and self._world.wording.group(one.holder.name) is None

    def _served(self, one: Told) -> str | None:
        """Return the people whom somebody who has a name serves: a doctor, a policeman on the spot; a named resident is himself."""
        group = self._group(one)
        local = any(self._world.wording.is_local(words) for words in one.called)
        return group if group in SERVICES or (group == STATE and local) else None

    def _group(self, one: Told) -> str | None:
        found = (self._world.wording.group(words) for words in one.called)
        return next((group for group in found if group is not None), None)

    def _of_group(self, group: str) -> str:
        """Return what stands for such people: the state, or the only body named after them ("rescue workers": the Civil Defence)."""
        if group == STATE:
            return self._state or f"people {STATE}"
        named = self._groups.get(group, set())
        return next(iter(named)) if len(named) == 1 else f"people {group}"

    def _named_in(self, one: Told) -> str | None:
        """Return the unit of the first whom the words name as the one whose people they are: "the Observatory's director"."""
        named = (actor for actor in one.of if self._kind(actor) not in STATES)
        return next((self._unit(actor) for actor in named), None)

    def _is_leaning(self, one: Told) -> bool:
        """See "opposition activists": they are activists, and the opposition's; "opposition fighters" are no other people."""
        named = [self._world.wording.group(self._world.name(actor)) for actor in one.of]
        return REBELS in named and self._group(one) not in (None, REBELS, MILITARY, STATE, CROWD)

    def _heard_from(self, one: Told, teller: Speaker) -> Iterator[str]:
        """Yield the unit of the one through whom alone somebody is heard: "medics", whom only the monitor quotes.

        What somebody told an agency is no word of the agency, unless that speaks for a side.
        """
        if teller.actor is None:
            yield f"{UNNAMED}{one.family}:{slug(BEHIND.split(teller.name)[0])}"
        elif self._kind(unit := self._world.unit(teller.actor)) not in ("outlet", "agency"):
            yield unit

    def _claimant(self, one: Told) -> str | None:
        """Return the unit of the only one who claims the deed, where somebody unnamed does: "terrorist group claims blast"."""
        claims = one.stance == CLAIMING or one.holder.name.lower().split()[-1] in CLAIMS
        return next(iter(self._claimants)) if claims and len(self._claimants) == 1 else None

    def _kinds(self, one: Told) -> frozenset[ActorKind]:
        return frozenset().union(*(self._world.wording.bodies(words) for words in one.called))

    def _body(self, one: Told) -> str | None:
        """Return the unit of the only body that the report, or any report for a monitor, can mean by "the extremist group"."""
        kinds = self._kinds(one)
        pointed = POINTED.match(one.holder.name) or kinds == MONITORS or self._kind(one.holder.id) == "person"
        if not kinds or not pointed:
            return None
        near = {actor for actor in self._named[one.doc.id] if self._kind(actor) in kinds}
        if not near and "monitor" in kinds:
            near = {
                actor for named in self._named.values() for actor in named if self._kind(actor) == "monitor"
            }
        return self._unit(next(iter(near))) if len(near) == 1 else None

    def _before(self, one: Told) -> Iterator[str]:
        """Yield the unit of the only one in the report whom "the activist" can be: told with that word, and not so again.

        "An official of the brigade" is of the only brigade that speaks there.
        """
        told = self._held[one.doc.id]
        for noun in _pointed(one.holder.name):
            before = {unit for unit, called in told if unit != one.holder.unit and noun in called}
            if len(before) == 1:
                yield from before

    def _unit(self, actor: str) -> str:
        """Return the unit of an actor; an outlet's is its own voice."""
        unit = self._world.unit(actor)
        return f"voice {unit}" if self._kind(unit) in ("outlet", "agency") else unit

    def _kind(self, actor: str) -> str:
        found = self._world.actors.get(actor)
        return found.kind if found is not None else ""


def _is_two(one: Told, group: str) -> bool:
    """See "the monitor and opposition fighters": the monitor is no rebel."""
    return group == REBELS and " and " in BEHIND.split(one.holder.name)[0]


def _name(one: Told) -> re.Match[str] | None:
    """Return the name at the head of what the report calls somebody, past its article."""
    return CALLED.match(LEADING.sub("", one.holder.name))


def _teller(one: Told) -> Speaker | None:
    """Return who tells what somebody said: the last in the chain, where that is no outlet's own reporter."""
    return one.statement.via[-1] if one.statement is not None and one.statement.via else None


def state_of_ground(claims: Sequence[Told], world: World) -> str | None:
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
    before, behind = text[max(0, span.start - LONGEST) : span.start], text[span.end : span.end + LONGEST]
    sentence = f"{SENTENCE.split(before)[-1]}{text[span.start : span.end]}{SENTENCE.split(behind)[0]}"
    words = re.findall(r"\w+", sentence.lower())
    yield from (f"printed {' '.join(words[i : i + SAME_WORDS])}" for i in range(len(words) - SAME_WORDS + 1))


def _words(one: Told) -> tuple[str, ...]:
    words = one.statement.speaker.words if one.statement and one.statement.speaker else None
    return tuple(words.quote.lower().split()) if words else ()


def _pointed(name: str) -> Iterator[str]:
    """Yield what is pointed at as told before: "source" in "the source in the city", "brigade" in "a man from the brigade"."""
    words = name.lower().split()
    for i, word in enumerate(words[:-1]):
        if word == "the" and (not i or words[i - 1] in ("of", "from")):
            cut = next((j for j in range(i + 1, len(words)) if words[j] in OF), len(words))
            yield words[cut - 1]


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
