"""Names of actors: who they may mean at a word, in whatever spelling."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from truceline.knowledge.entries import NameKind, Told, actors_of, calls, check, read_all
from truceline.knowledge.misspelt import Misspelt
from truceline.knowledge.outlets import Outlets
from truceline.knowledge.roles import Roles, load_roles
from truceline.knowledge.spelled import (
    HYPHENS,
    Atom,
    Spelling,
    atoms_at,
    exact_at,
    indexed,
    institution_index,
    institutions_at,
    is_article,
    parts_of,
    transcribed_at,
)
from truceline.knowledge.spelling import skeleton
from truceline.model.actor import Actor


class NameMatch(NamedTuple):
    """A name that begins at a word: its length in words, the ids of those it may mean, and what kind of name it is.

    "proper" and "acronym" name the actor itself; an "adjective" ("Xlandish", "X-led") or "people" ("Xlanders") its
    country; a "seat" ("Xcapital") stands for a government; an "eponym" is a person by whom a government is called.
    """

    length: int
    actors: tuple[str, ...]
    kind: NameKind


class _Hit(NamedTuple):
    """A spelling found, with the atoms that follow it and the one that ends it."""

    spelling: Spelling
    end: Atom
    rest: Sequence[Atom]


# Bodies of other kinds that reports take up in small letters: "the agency", "the observatory", "the coalition".
SMALL_ENDS = frozenset(
    [
        "coalition",
        "observatory",
        "agency",
        "monitor",
        "group",
        "militia",
        "office",
        "department",
        "tribunal",
        "court",
        "mission",
    ]
)
# "Xland-based" is three words of a text.
_HYPHENED = re.compile(r"(?<=[A-Za-z])-(?=[a-z])")
_NEWSPAPER = re.compile(r" (?:newspaper|magazine)$")


class Names:
    """All names, indexed by their first part. Frozen by convention, and picklable."""

    def __init__(self, actors: Mapping[str, Actor], told: Sequence[Told], roles: Roles) -> None:
        """Index the spellings of `told`."""
        self.actors = actors
        self.roles = roles
        states = [one for one in told if one.kind == "state"]
        self._governments = {one.id: one.entry.divided for one in states if one.entry.divided}
        self._states = {one.entry.code: one.id for one in states if one.entry.code}
        called = [call for one in told for call in calls(one)]
        self._exact = indexed(called, transcribed=False)
        self._transcribed = indexed(called, transcribed=True)
        self._misspelt = Misspelt(self._exact)
        # "international coalition": the few first parts that need no capital.
        self._small = {
            first
            for first, names in self._exact.items()
            if any(not one.raws[0][:1].isupper() for one in names)
        }
        self._oppositions = {one.entry.opposes: one.id for one in told if one.entry.opposes}
        self._at_home: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
        for one in told:
            for name in one.entry.at_home:
                home = self._at_home.setdefault(self._states.get(one.entry.code or "", ""), {})
                words = _HYPHENED.sub(r" - ", name).split()
                home.setdefault(words[0], []).append((words, one.id))
        self._coalitions = [one for one in told if one.entry.fights_in]
        self._institutions = institution_index(roles)
        self._ministry_words = {
            word.split()[0]
            for one in roles.institutions.values()
            for word in one.words
            if one.kind == "ministry"
        }
        # "The ministry", "the army", "the council": what a state's institutions are called without the state.
        words = [word for one in roles.institutions.values() for word in one.words]
        self.small_ends = frozenset(word.split(" of ")[0].split()[-1] for word in words) | SMALL_ENDS
        self._branches: dict[tuple[str, str], set[str]] = {}
        for one in told:
            for group in one.entry.branch_of:
                self._branches.setdefault((group, self.state(one.id) or ""), set()).add(one.id)
        self._before: dict[str, list[list[str]]] = {}
        for *before, last in (name.lower().split() for name in roles.not_names):
            self._before.setdefault(last, []).append(before)
        self._outlets = Outlets(told)

    def match(self, words: Sequence[str], i: int) -> list[NameMatch]:
        """Return the longest names that begin at word `i`, one for each kind; none where nothing begins there.

        Words are the tokens of a text: "al-Xname" may be one, or three ("al", "-", "Xname").
        """
        parts = parts_of(words[i])
        hyphen = len(parts) > 1 or (i + 1 < len(words) and words[i + 1] in HYPHENS)
        if not parts:
            return []
        if not self._may_begin(*parts[0], hyphen):
            return self._lowered(parts[0][0], words, i)
        atoms = atoms_at(words, i)
        if self._ends_another(atoms[0].folded, words, i):
            return []
        hits = [
            hit
            for hit in self._hits(atoms)
            if _is_whole(hit) and not self._is_shouted(hit.spelling, words, i)
        ]
        plain = [_match(hit, i) for hit in hits]
        composed = [*self._with_institution(hits, i), *self._of_state(atoms, i)]
        return _without_echoes(_longest(composed, over=_longest(plain)))

    def misspelt(self, words: Sequence[str], i: int) -> NameMatch | None:
        """Return the long name that begins at word `i` with one slip in it, where it can be no other."""
        if not words[i][:1].isupper() or i + 1 >= len(words):
            return None
        parts, after = parts_of(words[i]), parts_of(words[i + 1])
        if not parts or not after or not self._misspelt.may_begin(parts[0][0], after[0][0]):
            return None
        atoms = atoms_at(words, i)
        spelling = self._misspelt.at(atoms)
        return _match(_hit(spelling, atoms), i) if spelling else None

    def outlet(self, name_or_host: str) -> Actor | None:
        """Return the outlet of that name, web host or address, or None."""
        id = self._outlets.find(name_or_host)
        return self.actors[id] if id else None

    @property
    def hosts(self) -> Mapping[str, str]:
        """Return the web hosts of outlets, with their names: "The Sun newspaper" is The Sun where nothing else can be meant."""
        known = self._outlets.hosts
        return {
            host: _NEWSPAPER.sub("", self.actors[id].name) for host, id in known.items() if id in self.actors
        }

    def state(self, actor: str) -> str | None:
        """Return the id of the state that an actor belongs to by its country."""
        known = self.actors.get(actor)
        return self._states.get(known.country) if known and known.country else None

    def government(self, actor: str) -> str:
        """Return who speaks as the government of an actor's state: "syria" gives "syria_gov", "russia" itself."""
        state = self.state(actor) or actor
        return self._governments.get(state) or state

    def institution(self, actor: str, key: str) -> str | None:
        """Return the id of an institution of roles.yml in an actor's state: "russia", "army" gives "russia:army"."""
        state = self.state(actor)
        if state and key == "government" and state in self._governments:
            return self._governments[state]
        return f"{state}:{key}" if f"{state}:{key}" in self.actors else None

    def arm(self, actor: str, word: str) -> str | None:
        """Return the armed force or police of an actor's state that one word names: "army", "troops", "warplanes"."""
        for key, used in institutions_at(self._institutions, atoms_at([word], 0)):
            if used == 1 and self.roles.institutions[key].kind == "armed_force":
                return self.institution(actor, key)
        return None

    def arm_at(self, actor: str, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Return the armed force of an actor's state that is named at word `i`, and how many words it takes: "army forces"."""
        atoms = atoms_at(words, i) if i < len(words) else []
        arms = [
            found
            for found in institutions_at(self._institutions, atoms)
            if self.roles.institutions[found[0]].kind == "armed_force"
        ]
        key, used = max(arms, key=lambda found: found[1], default=("", 0))
        found = self.institution(actor, key) if key else None
        return (found, atoms[used - 1].word - i + 1) if found else None

    def branch(self, group: str, state: str) -> str | None:
        """Return the branch of a group in a state, where only one is known: the Syrian branch of al-Qaeda."""
        found = self._branches.get((group, state), set())
        return next(iter(found)) if len(found) == 1 else None

    def opposition(self, government: str) -> str | None:
        """Return who is "the opposition" to a government."""
        return self._oppositions.get(government)

    def at_home(self, state: str) -> Mapping[str, Sequence[tuple[list[str], str]]]:
        """Return by first word the names that mean a body only in reports on a state's war, with its id."""
        return self._at_home.get(state, {})

    def opposes(self, actor: str) -> bool:
        """Return whether an actor is an opposition as a whole."""
        return actor in self._oppositions.values()

    def coalition(self, state: str, day: datetime.date | None) -> str | None:
        """Return the coalition that fights in a state, on a day if that is told, where only one does."""
        found = [
            one.id
            for one in self._coalitions
            if state in one.entry.fights_in
            and (day is None or not (one.entry.since and day < one.entry.since))
            and (day is None or not (one.entry.until and day >= one.entry.until))
        ]
        return found[0] if len(found) == 1 else None

    def acronym(self, actor: str) -> str | None:
        """Return a name in capitals of an actor that is no word beside; None where it has none."""
        words = (name.text for name in self.actors[actor].names)
        capitals = (one for one in words if one.isalpha() and one.isupper())
        return next((one for one in capitals if one not in self.roles.words_in_capitals), None)

    def is_state(self, actor: str) -> bool:
        """Return whether an actor is a state or its government."""
        return actor in (state := self.state(actor), self._governments.get(state or ""))

    def ministry_word(self, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Return the kind of ministry that is named at word `i`, be it in small letters, and how many words it takes: "defence ministry"."""
        if words[i].lower() not in self._ministry_words:
            return None
        atoms = atoms_at(words, i)
        best = max(institutions_at(self._institutions, atoms), key=lambda found: found[1], default=None)
        if best is None or best[1] < 2 or self.roles.institutions[best[0]].kind != "ministry":
            return None
        last = atoms[best[1] - 1].word
        small = {word.lower() for word in words[i : last + 1]}
        return (best[0], last - i + 1) if small & {"ministry", "department"} else None

    def ministry(self, actor: str, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Return the ministry of an actor's state that is named at word `i` in capitals, and how many words it takes."""
        if not words[i][:1].isupper():
            return None
        atoms = atoms_at(words, i)
        best = max(institutions_at(self._institutions, atoms), key=lambda found: found[1], default=None)
        if best is None or best[1] < 2 or self.roles.institutions[best[0]].kind != "ministry":
            return None
        length = atoms[best[1] - 1].word - i + 1
        found = self.institution(actor, best[0])
        small = any(
            not word[:1].isupper() and word not in ("of", "the", "for", "and")
            for word in words[i : i + length]
        )
        return (found, length) if found and not small else None

    def _may_begin(self, folded: str, raw: str, hyphen: bool) -> bool:
        """Return whether any name begins with this part; nearly all words are let go here."""
        if folded in self._small or is_article(folded, hyphen):
            return True
        if not raw[:1].isupper():
            return False
        known = folded in self._exact or folded in self._institutions
        return known or skeleton(folded) in self._transcribed

    def _lowered(self, first: str, words: Sequence[str], i: int) -> list[NameMatch]:
        """Return the long name whose first word has lost its capital: "the so-called free Xland Army" is not Xland's army."""
        if first not in self._exact or i + 1 >= len(words) or not words[i + 1][:1].isupper():
            return []
        atoms = atoms_at(words, i)
        hits = (_hit(spelling, atoms) for spelling in exact_at(self._exact, atoms))
        return _longest(_match(hit, i) for hit in hits if _is_whole(hit))

    def _hits(self, atoms: list[Atom]) -> Iterator[_Hit]:
        for spelling in exact_at(self._exact, atoms):
            yield _hit(spelling, atoms)
        bare = [atom for atom in atoms if not atom.article]
        for spelling in transcribed_at(self._transcribed, bare):
            yield _hit(spelling, bare)

    def _ends_another(self, folded: str, words: Sequence[str], i: int) -> bool:
        """Return whether the word ends a longer name that is not listed: "Latin America"."""
        return any(
            [word.lower() for word in words[max(0, i - len(before)) : i]] == before
            for before in self._before.get(folded, ())
        )

    def _is_shouted(self, spelling: Spelling, words: Sequence[str], i: int) -> bool:
        """Return whether a name that is also a word stands in a line of capitals ("WHO IS TO BLAME")."""
        plain = " ".join(raw.upper() for raw in spelling.raws if raw != "The")
        if plain not in self.roles.words_in_capitals:
            return False
        end = i + len(spelling.raws)
        around = [*words[max(0, i - 2) : i], *words[end : end + 2]]
        letters = [word for word in around if word.isalpha() and len(word) > 1]
        return bool(letters) and all(word.isupper() for word in letters)

    def _with_institution(self, hits: Iterable[_Hit], i: int) -> Iterator[NameMatch]:
        """Give the longer names that an institution makes of one: "Russian Foreign Ministry", "Moscow's army"."""
        for hit in hits:
            state = self._owner(hit.spelling)
            if state is None:
                continue
            owned = bool(hit.rest) and hit.rest[0].folded == "s"
            rest = hit.rest[1:] if owned else hit.rest
            for key, used in institutions_at(self._institutions, rest):
                if hit.spelling.kind == "seat" and not self.roles.institutions[key].of_seat:
                    continue
                if not owned and self._is_about(hit.spelling, rest[used - 1]):
                    continue
                if actor := self.institution(state, key):
                    yield NameMatch(rest[used - 1].word - i + 1, (actor,), "proper")

    def _is_about(self, spelling: Spelling, office: Atom) -> bool:
        """Return whether a state's own name before an envoy tells whither he is sent: "the Xland envoy" of others."""
        return spelling.kind == "proper" and office.folded in self.roles.about

    def _of_state(self, atoms: Sequence[Atom], i: int) -> Iterator[NameMatch]:
        """Give "Foreign Ministry of Russia", "Ministry of Defence of the Russian Federation"."""
        for key, used in institutions_at(self._institutions, atoms if atoms[0].raw[:1].isupper() else ()):
            rest = _after_of(atoms[used:])
            for spelling in exact_at(self._exact, rest):
                state = self._owner(spelling) if spelling.kind in ("proper", "acronym") else None
                if state and (actor := self.institution(state, key)):
                    yield NameMatch(_hit(spelling, rest).end.word - i + 1, (actor,), "proper")

    def _owner(self, spelling: Spelling) -> str | None:
        """Return the state whose institutions may follow the name: it, its government or its president is named."""
        if len(spelling.actors) != 1 or spelling.kind == "people":
            return None
        actor, owner = spelling.actors[0], self.state(spelling.actors[0])
        if owner is None:
            return None
        leads = spelling.kind == "eponym" and actor.startswith(f"{owner}:")
        return owner if leads or actor in (owner, self._governments.get(owner)) else None


def _hit(spelling: Spelling, atoms: Sequence[Atom]) -> _Hit:
    count = len(spelling.atoms)
    return _Hit(spelling, atoms[count - 1], atoms[count:])


def _is_whole(hit: _Hit) -> bool:
    """Return whether the name ends where it seems to: not in "PRC-77", nor in "The Guardian Council"."""
    if not hit.rest:
        return True
    follows = hit.rest[0]
    if not hit.end.last and follows.folded.isdigit():
        return False
    title = hit.spelling.raws[0] == "The" and follows.word == hit.end.word + 1
    return not (title and follows.raw[:1].isupper() and not follows.raw.isupper())


def _match(hit: _Hit, i: int) -> NameMatch:
    """Return the match; a name that ends inside a word ("U.S.-led") only describes."""
    kind = hit.spelling.kind if hit.end.last or (hit.rest and hit.rest[0].folded == "s") else "adjective"
    return NameMatch(hit.end.word - i + 1, hit.spelling.actors, kind)


def _after_of(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Return what follows "of" or "of the"; nothing where neither stands there."""
    if not atoms or atoms[0].folded != "of":
        return ()
    return atoms[2:] if len(atoms) > 1 and atoms[1].folded == "the" else atoms[1:]


def _without_echoes(found: list[NameMatch]) -> list[NameMatch]:
    """Leave out the name that an acronym already is: "UNHCR" is known as letters, and as the word "Unhcr"."""
    letters = {(one.length, one.actors) for one in found if one.kind == "acronym"}
    return [one for one in found if one.kind != "proper" or (one.length, one.actors) not in letters]


def _longest(matches: Iterable[NameMatch], over: Sequence[NameMatch] = ()) -> list[NameMatch]:
    """Return the longest matches, those of one kind as one; or `over`, unless they are longer still."""
    found = list(matches)
    length = max((match.length for match in found), default=0)
    if over and over[0].length >= length:
        return list(over)
    by_kind: dict[NameKind, tuple[str, ...]] = {}
    for match in found:
        if match.length == length:
            by_kind[match.kind] = tuple(dict.fromkeys((*by_kind.get(match.kind, ()), *match.actors)))
    return [NameMatch(length, actors, kind) for kind, actors in by_kind.items()]


def load_names(directory: Path, own: str | None) -> Names:
    """Read the actors and roles in `directory`.

    Args:
        directory: where `actors/*.yml` and `roles.yml` lie.
        own: the text of a record's own actors.yml; its entries replace those with the same id.

    Raises:
        BadKnowledge: a file contradicts itself; the message names the file, the entry and the reason.
    """
    roles = load_roles(directory)
    told = read_all(directory / "actors", own)
    actors = actors_of(told, roles.institutions)
    check(actors, told)
    return Names(actors, told, roles)
