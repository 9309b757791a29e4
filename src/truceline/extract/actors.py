"""Who is named in a document: known names, persons and bodies learned from it, and phrases that lead to a side."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from truceline.extract.at_home import find_at_home
from truceline.extract.bodies import Bodies, find_bodies
from truceline.extract.described import find_described
from truceline.extract.governments import find_governments
from truceline.extract.holders import find_bare_offices, find_surnames, surname
from truceline.extract.ministries import find_ministries
from truceline.extract.persons import Person, find_persons, find_titled, person_id, ties_of
from truceline.extract.sides import ByToken, find_sides, government, put
from truceline.knowledge.names import NameMatch, Names
from truceline.model.actor import Actor, Mention, Tie
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# Whose director or spokesman an office names, where only the short name stands there.
BODIES = (
    "armed_group",
    "organisation",
    "monitor",
    "intergovernmental",
    "agency",
    "outlet",
    "ministry",
    "coalition",
)
# Characters of a document's id that tell its persons of unknown side from those of others.
SHORT_ID = 12


def find_actors(parsed: Parsed, names: Names) -> Cast:
    """Find who is named: known names, bodies, persons by their introductions, then surnames, offices and phrases."""
    known, eponyms = _known(parsed, names)
    find_at_home(parsed, known, names)
    bodies = find_bodies(parsed, names, known)
    _put_bodies(parsed, known, bodies)
    people = _People(parsed, names, known, eponyms)
    by_token = people.read()
    learned = sorted([*people.met.values(), *bodies.learned], key=lambda actor: actor.id)
    find_surnames(parsed, by_token, learned)
    for i, mention in eponyms.items():
        by_token.setdefault(i, mention)
    actors = {**names.actors, **{actor.id: actor for actor in learned}}
    _shared_names(parsed, by_token, names)
    find_sides(parsed, by_token, names, actors)
    find_described(parsed, by_token, names)
    find_ministries(parsed, by_token, names)
    find_bare_offices(parsed, by_token, people.introduced, names)
    _short_forms(parsed, by_token, actors, names)
    learned = [_with_late_side(one, people.introduced.get(one.id, []), by_token, actors) for one in learned]
    actors.update((one.id, one) for one in learned)
    find_governments(parsed, by_token, names)
    mentions = tuple(
        sorted(set(by_token.values()), key=lambda mention: (mention.span.start, mention.span.end))
    )
    ties = dict.fromkeys((*people.ties, *bodies.ties))
    return Cast(mentions, by_token, actors, tuple(learned), tuple(ties))


def _put_bodies(parsed: Parsed, known: ByToken, bodies: Bodies) -> None:
    """Let the names that the report itself gives go before what is known of them."""
    for (first, last), actor in sorted(bodies.named.items()):
        if all(i not in known or known[i].actor != actor for i in range(first, last)):
            put(known, parsed, first, last, actor)


class _People:
    """The persons of one document, as they are introduced."""

    def __init__(
        self, parsed: Parsed, names: Names, known: Mapping[int, Mention], eponyms: Mapping[int, Mention]
    ) -> None:
        self.parsed, self.names, self.known, self.eponyms = parsed, names, known, eponyms
        self.home = _sole_state(known, names)
        self.met: dict[str, Actor] = {}
        self.introduced: dict[str, list[Person]] = {}
        self.ties: list[Tie] = []
        self.by_token: ByToken = dict(known)

    def read(self) -> ByToken:
        """Return the mentions of known actors and of the persons met."""
        roles, offices = self.names.roles, _offices(self.parsed, self.names)
        persons = list(find_persons(self.parsed, roles, offices, self.known, self.eponyms))
        spoken = {person: self.parsed.span(person.first, person.last).quote for person in persons}
        for person in persons:
            # "De Lund said" opens a sentence: it is the end of "Ann de Lund".
            end = f" {spoken[person].lower()}"
            # "Abu al-Lund" is the father of Lund: he is no Lund.
            longer = {
                name for name in spoken.values() if name.lower().endswith(end) and not _is_father(name, end)
            }
            actor = self._sided(person)
            if len(longer) == 1 and person.office is None:
                # "Rami Abdel Rahman said. ... Abdel Rahman said": the end of the only longer name is that name.
                actor = msgspec.structs.replace(actor, id=person_id(longer.pop()))
                put(self.by_token, self.parsed, person.first, person.last, actor.id)
                continue
            self._meet(person, actor)
        for person in find_titled(self.parsed, roles, offices, {**self.eponyms, **self.by_token}):
            self._titled(person)
        return self.by_token

    def _meet(self, person: Person, actor: Actor) -> None:
        if actor.part_of or actor.id not in self.met:
            self.met.setdefault(actor.id, actor)
            self.met[actor.id] = actor if not self.met[actor.id].part_of else self.met[actor.id]
        self.introduced.setdefault(actor.id, []).append(person)
        self.ties.extend(msgspec.structs.replace(tie, actor=actor.id) for tie in ties_of(person, self.parsed))
        put(self.by_token, self.parsed, person.first, person.last, actor.id)

    def _sided(self, person: Person) -> Actor:
        tokens = range(person.first, person.last)
        actor = _with_side(person.actor(self.parsed), self.names, self.eponyms, tokens)
        return actor if person.past else self._with_ministry(actor, person)

    def _titled(self, person: Person) -> None:
        """Let "President Lee" be the only Lee of the document, or else a person of whom the side and the surname are known."""
        name = self.parsed.span(person.first, person.last).quote
        bearers = [actor for actor in self.met.values() if surname(actor.name) == name]
        if len(bearers) == 1:
            self._meet(person, bearers[0])
        elif not bearers:
            # Two presidents of one surname are two: the side is part of the id, or the document where no side is told.
            actor = self._sided(person)
            whose = actor.part_of[0] if actor.part_of else self.parsed.doc.id[:SHORT_ID]
            self._meet(person, msgspec.structs.replace(actor, id=person_id(f"{name} {whose}")))

    def _with_ministry(self, actor: Actor, person: Person) -> Actor:
        """Return "Defence Minister Lee" as of the ministry of the only state named: with two states it may be either's.

        Where only one state has an office of that title, and is named, it is that state's.
        """
        state = self.names.state(actor.part_of[0]) if actor.part_of else None
        if person.office is None or (actor.part_of and not self.names.is_state(actor.part_of[0])):
            return actor
        words = [token.text for token in self.parsed.tokens[slice(*person.office)]]
        matches = [match for i in range(len(words)) if (match := self.names.roles.at(words, i)) is not None]
        role = next((match.role for match in matches if match.role.institution), None)
        if role is None or role.institution is None:
            return actor
        only = self.names.roles.of_one_state.get(role.word)
        named = only is not None and any(
            only == self.names.state(m.actor) for m in self.known.values() if m.actor
        )
        ministry = role.institution.endswith("_ministry")
        if actor.part_of and not ministry:
            return actor
        state = state or (only if named else self.home if ministry else None)
        whose = self.names.institution(state, role.institution) if state else None
        return msgspec.structs.replace(actor, part_of=(whose,)) if whose else actor


def _is_father(name: str, end: str) -> bool:
    return name.lower().removesuffix(end) in ("abu", "umm", "um")


def _with_side(actor: Actor, names: Names, eponyms: Mapping[int, Mention], tokens: range) -> Actor:
    """Return the person with its side: a state's officials are its government's, and so is whoever it is called by."""
    if actor.part_of:
        return msgspec.structs.replace(
            actor, part_of=tuple(government(names, side) for side in actor.part_of)
        )
    called = next((eponyms[i].actor for i in tokens if i in eponyms), None)
    return msgspec.structs.replace(actor, part_of=(called,)) if called else actor


def _sole_state(known: Mapping[int, Mention], names: Names) -> str | None:
    """Return the state that the report is about, where it names no other."""
    states = {state for mention in known.values() if mention.actor and (state := names.state(mention.actor))}
    return states.pop() if len(states) == 1 else None


def _offices(parsed: Parsed, names: Names) -> frozenset[int]:
    words = [token.text for token in parsed.tokens]
    found: set[int] = set()
    for i in range(len(words)):
        match = names.roles.at(words, i)
        if match is not None and "office" in match.role.classes:
            found.update(range(i, i + match.length))
    return frozenset(found)


def _known(parsed: Parsed, names: Names) -> tuple[dict[int, Mention], dict[int, Mention]]:
    """Return the mentions of known names, and apart from them the eponyms, which may be a person's surname."""
    known: dict[int, Mention] = {}
    eponyms: dict[int, Mention] = {}
    words = [token.text for token in parsed.tokens]
    i = 0
    while i < len(words):
        matches = [
            m
            for m in _in_office(_matches(names, words, i), names, words, i)
            if parsed.tokens[i].sentence == parsed.tokens[i + m.length - 1].sentence
        ]
        if not matches or _for_or_against(words, i):
            i += 1
            continue
        length = max(match.length for match in matches)
        longest = [match for match in matches if match.length == length]
        actors = {actor for match in longest for actor in match.actors}
        adjective = all(match.kind == "adjective" for match in longest)
        home = eponyms if all(match.kind == "eponym" for match in longest) else known
        put(
            home, parsed, i, i + length, next(iter(actors)) if len(actors) == 1 else None, adjective=adjective
        )
        i += length
    return known, eponyms


def _matches(names: Names, words: list[str], i: int) -> list[NameMatch]:
    """Return the names at a word, or the longer one that stands there with one slip in it."""
    found, misspelt = names.match(words, i), names.misspelt(words, i)
    longer = misspelt is not None and misspelt.length > max((one.length for one in found), default=0)
    return [misspelt] if misspelt is not None and longer else found


def _in_office(matches: list[NameMatch], names: Names, words: list[str], i: int) -> list[NameMatch]:
    """Return the names at a word; of "former Xlandish president" only the country: he does not speak for it."""
    if not matches or matches[0].length == 1 or _before(words, i) not in names.roles.out_of_office:
        return matches
    role = names.roles.get(words[i + matches[0].length - 1])
    return names.match(words[: i + 1], i) if role is not None and "office" in role.classes else matches


def _before(words: list[str], i: int) -> str:
    """Return the word before, in small letters; over a hyphen that stands alone ("ex - president")."""
    at = i - 2 if i > 1 and words[i - 1] == "-" else i - 1
    return words[at].lower() if at >= 0 else ""


def _for_or_against(words: list[str], i: int) -> bool:
    """See "pro-Xland forces": they are not Xland's."""
    return i >= 2 and words[i - 1] == "-" and words[i - 2].lower() in ("pro", "anti", "ex", "non")


def _with_late_side(
    actor: Actor, introduced: Sequence[Person], by_token: ByToken, actors: Mapping[str, Actor]
) -> Actor:
    """Return the person with the side that its office names in short: "Observatory director Ann Lee"."""
    if actor.part_of or actor.kind != "person":
        return actor
    told = {
        mention.actor
        for person in introduced
        if person.office and not person.past
        for i in range(*person.office)
        if (mention := by_token.get(i)) is not None and not mention.adjective and mention.actor in actors
    }
    bodies = {one for one in told if one and actors[one].kind in BODIES}
    return (
        msgspec.structs.replace(actor, part_of=tuple(bodies))
        if len(bodies) == 1 and bodies == told
        else actor
    )


def _shared_names(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let a name that several share be that of the only one whose state the report names: "the RSF" in one about Sudan."""
    open_ones = [m for m in dict.fromkeys(by_token.values()) if m.actor is None]
    if not open_ones:
        return
    told = {state for m in by_token.values() if m.actor and (state := names.state(m.actor))}
    for mention in open_ones:
        tokens = parsed.within(mention.span.start, mention.span.end)
        words = [parsed.tokens[i].text for i in tokens]
        found = [m for m in names.match(words, 0) if m.length == len(words) and m.kind != "seat"]
        fitting = {actor for m in found for actor in m.actors if names.state(actor) in told}
        if len(fitting) == 1:
            put(by_token, parsed, tokens[0], tokens[-1] + 1, fitting.pop())


def _short_forms(parsed: Parsed, by_token: ByToken, actors: Mapping[str, Actor], names: Names) -> None:
    """Let "the Front" or "the army" name the only actor of the document whose full name ends so.

    Zero or several leave it open. "The XYZ group" makes "the group" nobody's: it may be a monitor's too.
    """
    endings: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for mention in set(by_token.values()):
        actor = actors.get(mention.actor or "")
        if actor is None or mention.adjective or actor.kind == "person":
            continue
        for words in (mention.span.quote, actor.name):
            own = re.split(r" (?:for|of|in|to) ", words)[0].split()
            role = names.roles.get(own[-1])
            people = role is not None and "armed_nonstate" in role.classes and own[-1].islower()
            # "The army" is a state's, whatever groups call themselves armies.
            people = people or (actor.kind == "armed_group" and names.roles.means_government(own[-1]))
            if len(words.split()) > 1 and not people and own[-1].lower() not in names.roles.companions:
                endings.setdefault(own[-1].lower(), set()).add(actor.id)
        first[actor.id] = min(mention.span.start, first.get(actor.id, mention.span.start))
    for i, token in enumerate(parsed.tokens):
        found = endings.get(token.text.lower(), set())
        if (
            i not in by_token
            and len(found) == 1
            and _is_short(parsed, i)
            and _may_be_small(token.text, names)
            # "The forces" are those told of, not an army that the next sentence brings in.
            and (token.text[:1].isupper() or first[next(iter(found))] < token.start)
        ):
            put(by_token, parsed, i, i + 1, next(iter(found)))


def _may_be_small(word: str, names: Names) -> bool:
    """Return whether a word names a body in small letters too: "the front", "the ministry"; "the nations" and "state" do not."""
    lowered = word.lower()
    called = lowered in names.roles.bodies or lowered in names.small_ends
    return word[:1].isupper() or called


def _is_short(parsed: Parsed, i: int) -> bool:
    """Return whether the noun stands alone after "the": "the Front", not "the home front" nor "a front"."""
    token = parsed.tokens[i]
    if token.pos not in ("NOUN", "PROPN") or token.dep == "amod":
        return False
    # "coalition warplanes"
    if token.dep == "compound":
        return not parsed.children(i) and parsed.tokens[token.head].pos in ("NOUN", "PROPN")
    beside = [
        parsed.tokens[c] for c in parsed.children(i, "det", "amod", "compound", "poss", "nmod", "nummod")
    ]
    return [one.text.lower() for one in beside] == ["the"] and not parsed.children(i, "relcl")
