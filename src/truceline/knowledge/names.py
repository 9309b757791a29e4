"""Names of actors: who they may mean at a word, in whatever spelling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from truceline.knowledge.entries import Called, NameKind, Told, actors_of, calls, check, read_all
from truceline.knowledge.outlets import Outlets
from truceline.knowledge.roles import Roles, load_roles
from truceline.knowledge.spelling import ARTICLES, distance, fold, skeleton, sounded
from truceline.model.actor import Actor
from truceline.model.errors import BadKnowledge

# The longest names ("Democratic People's Republic of Korea", with its institution) have 9 parts and some hyphens.
LONGEST_NAME = 16
# "Fateh" and "Fatah" are 0.1 apart, "Hezbollah" and "Hizballah" 0.13; "Nusra" and "Naser", with the same consonants, 0.3.
WORD_DISTANCE = 0.25
# Short names with capitals inside are known by their case alone.
SHORTEST_PLAIN = 3


class NameMatch(NamedTuple):
    """A name that begins at a word: its length in words, the ids of those it may mean, and what kind of name it is.

    "proper" and "acronym" name the actor itself; an "adjective" ("Syrian") or "people" ("Syrians") its country; a
    "seat" ("Moscow", "the Kremlin") stands for a government; an "eponym" is a person by whom a government is called.
    """

    length: int
    actors: tuple[str, ...]
    kind: NameKind


class _Atom(NamedTuple):
    """A part of a word, as it is compared. `article` marks what other transcriptions leave out."""

    folded: str
    raw: str
    word: int
    article: bool


class _Spelling(NamedTuple):
    atoms: tuple[str, ...]
    raws: tuple[str, ...]
    kind: NameKind
    actors: tuple[str, ...]


class Names:
    """All names, indexed by their first part. Frozen by convention, and picklable."""

    def __init__(self, actors: Mapping[str, Actor], told: Sequence[Told], roles: Roles) -> None:
        """Index the spellings of `told`."""
        self.actors = actors
        self.roles = roles
        self._governments = {
            one.id: one.entry.divided for one in told if one.kind == "state" and one.entry.divided
        }
        self._states = {one.entry.code: one.id for one in told if one.kind == "state" and one.entry.code}
        called = [call for one in told for call in calls(one)]
        self._exact = _indexed(called, fuzzy=False)
        self._fuzzy = _indexed(called, fuzzy=True)
        self._institutions = _institution_index(roles)
        self._outlets = Outlets(told)

    def match(self, words: Sequence[str], i: int) -> list[NameMatch]:
        """Return the longest names that begin at word `i`, one for each kind; none where nothing begins there.

        Words are the tokens of a text: "al-Nusra" may be one, or three ("al", "-", "Nusra").
        """
        parts = _parts(words[i])
        if not parts or not self._may_begin(parts[0][0]):
            return []
        atoms = _atoms(words, i)
        plain = list(self._plain(atoms, words, i))
        composed = [*self._with_institution(plain, atoms, i), *self._of_state(atoms, i)]
        longest = max((match.length for match in plain), default=0)
        longer = max((match.length for match in composed), default=0)
        if longer > longest:
            return _merged(match for match in composed if match.length == longer)
        return _merged(one for one in plain if one.length == longest)

    def outlet(self, name_or_host: str) -> Actor | None:
        """Return the outlet of that name, web host or address, or None."""
        id = self._outlets.find(name_or_host)
        return self.actors[id] if id else None

    def state(self, actor: str) -> str | None:
        """Return the id of the state that an actor belongs to by its country."""
        known = self.actors.get(actor)
        return self._states.get(known.country) if known and known.country else None

    def government(self, actor: str) -> str:
        """Return who speaks as the government of an actor's state: "syria" gives "syria_gov", "russia" itself."""
        state = self.state(actor) or actor
        return self._governments.get(state, state)

    def institution(self, actor: str, key: str) -> str | None:
        """Return the id of an institution of roles.yml in an actor's state: "russia", "army" gives "russia:army"."""
        state = self.state(actor)
        if state and key == "government" and state in self._governments:
            return self._governments[state]
        return f"{state}:{key}" if f"{state}:{key}" in self.actors else None

    def _plain(self, atoms: list[_Atom], words: Sequence[str], i: int) -> Iterator[NameMatch]:
        for spelling, count in _exact_at(self._exact, atoms, 0):
            if spelling.kind != "acronym" or not self._is_shouted(spelling, words, i):
                yield from self._with_institution(spelling, atoms, count, i)
        bare = [atom for atom in atoms if not atom.article]
        for spelling, count in _fuzzy_at(self._fuzzy, bare):
            yield from self._with_institution(spelling, bare, count, i)

    def _is_shouted(self, spelling: _Spelling, words: Sequence[str], i: int) -> bool:
        """Return whether an acronym that is also a word stands in a line of capitals."""
        if spelling.raws[0] not in self.roles.words_in_capitals:
            return False
        around = [*words[max(0, i - 2) : i], *words[i + 1 : i + 3]]
        letters = [word for word in around if word.isalpha() and len(word) > 1]
        return bool(letters) and all(word.isupper() for word in letters)

    def _with_institution(
        self, spelling: _Spelling, atoms: list[_Atom], count: int, i: int
    ) -> Iterator[NameMatch]:
        """Give the name itself, and the longer one that an institution makes of it ("Russian Foreign Ministry")."""
        yield NameMatch(_length(atoms, count, i), spelling.actors, spelling.kind)
        state = self._owner(spelling)
        if state is None:
            return
        after = count + (count < len(atoms) and atoms[count].folded == "s")
        for key, used in _institution_at(self._institutions, atoms, after):
            if actor := self.institution(state, key):
                yield NameMatch(_length(atoms, after + used, i), (actor,), "proper")

    def _owner(self, spelling: _Spelling) -> str | None:
        """Return the state whose institutions may follow the name: a state's, its capital's, an eponym's."""
        if len(spelling.actors) != 1 or spelling.kind == "people":
            return None
        owner = self.state(spelling.actors[0])
        governs = owner is not None and spelling.actors[0] in (owner, self._governments.get(owner))
        return owner if governs else None

    def _of_state(self, atoms: list[_Atom], i: int) -> Iterator[NameMatch]:
        """Give "Foreign Ministry of Russia", "Ministry of Defence of the Russian Federation"."""
        for key, used in _institution_at(self._institutions, atoms, 0):
            after = used
            while after < len(atoms) and atoms[after].folded in ("of", "the"):
                after += 1
            if after == used or not atoms[0].raw[:1].isupper():
                continue
            for spelling, count in _exact_at(self._exact, atoms, after):
                state = self._owner(spelling) if spelling.kind in ("proper", "acronym") else None
                if state and (actor := self.institution(state, key)):
                    yield NameMatch(_length(atoms, after + count, i), (actor,), "proper")


def _length(atoms: list[_Atom], count: int, i: int) -> int:
    return atoms[count - 1].word - i + 1


def _merged(matches: Iterable[NameMatch]) -> list[NameMatch]:
    by_kind: dict[NameKind, NameMatch] = {}
    for match in matches:
        old = by_kind.get(match.kind)
        actors = dict.fromkeys((*(old.actors if old else ()), *match.actors))
        by_kind[match.kind] = NameMatch(match.length, tuple(actors), match.kind)
    return list(by_kind.values())


def _atoms(words: Sequence[str], i: int) -> list[_Atom]:
    atoms: list[_Atom] = []
    for at in range(i, min(len(words), i + LONGEST_NAME)):
        parts = _parts(words[at])
        if not parts and words[at] not in "-–’'" and at > i:
            break
        joined = at + 1 < len(words) and words[at + 1] in ("-", "–")
        for part, (folded, raw) in enumerate(parts):
            hyphen = joined if part == len(parts) - 1 else True
            atoms.append(_Atom(folded, raw, at, _is_article(folded, hyphen)))
    return atoms


@lru_cache(maxsize=1 << 16)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """Return the folded and raw parts of a word: "U.S.-led" gives "us" and "led", "Moscow's" "moscow" and "s"."""
    cut = word.replace("’", "'").replace("–", "-").replace("/", "-")
    if cut.endswith("'s") and len(cut) > 2:
        cut = cut[:-2] + "-s"
    raws = [raw.replace(".", "") for raw in cut.split("-")]
    folded = [(fold(raw).replace(" ", ""), raw) for raw in raws]
    return tuple((one, raw) for one, raw in folded if one)


def _is_article(folded: str, hyphen: bool) -> bool:
    """Return whether the part is an Arabic article: "al" always is one, "as" and "an" only before a hyphen."""
    return folded in ("al", "el") or (hyphen and folded in ARTICLES)


def _fits(raw: str, listed: str, kind: NameKind) -> bool:
    """Return whether the case of a word fits the name: capitals where the name has them."""
    if kind == "acronym" or (listed.isupper() and len(listed) > 1):
        return raw.isupper()
    # "LeT" and "JeM" are groups, "Let" opens a sentence.
    if len(listed) <= SHORTEST_PLAIN and not listed[1:].islower() and len(listed) > 1:
        return raw == listed
    return not listed[:1].isupper() or raw[:1].isupper()


Index = Mapping[str, Sequence[_Spelling]]


def _indexed(called: Iterable[Called], fuzzy: bool) -> Index:
    grouped: defaultdict[tuple[tuple[str, ...], NameKind], list[Called]] = defaultdict(list)
    for call in called:
        if call.fuzzy == fuzzy:
            grouped[_key(call.text, fuzzy), call.kind].append(call)
    index: defaultdict[str, list[_Spelling]] = defaultdict(list)
    for (atoms, kind), same in grouped.items():
        _refuse_shared(same)
        raws = tuple(atom.raw for atom in _atoms(same[0].text.split(), 0) if not (fuzzy and atom.article))
        actors = tuple(dict.fromkeys(call.actor for call in same))
        index[skeleton(atoms[0]) if fuzzy else atoms[0]].append(_Spelling(atoms, raws, kind, actors))
    return dict(index)


def _key(text: str, fuzzy: bool) -> tuple[str, ...]:
    atoms = tuple(atom.folded for atom in _atoms(text.split(), 0) if not (fuzzy and atom.article))
    if not atoms:
        raise BadKnowledge(f"actors: {text!r} has no letters to know it by")
    return atoms


def _refuse_shared(same: list[Called]) -> None:
    """Raise BadKnowledge where one spelling leads to two actors, unless both say that they share it."""
    if len({call.actor for call in same}) > 1 and not all(call.shared for call in same):
        first, second = same[0], next(call for call in same if call.actor != same[0].actor)
        raise BadKnowledge(
            f"{second.file}: {second.actor}: {second.text!r} already calls {first.actor} ({first.file})"
        )


def _exact_at(index: Index, atoms: list[_Atom], start: int) -> Iterator[tuple[_Spelling, int]]:
    if start >= len(atoms):
        return
    for spelling in index.get(atoms[start].folded, ()):
        there = atoms[start : start + len(spelling.atoms)]
        same = tuple(atom.folded for atom in there) == spelling.atoms
        if same and all(
            _fits(atom.raw, raw, spelling.kind) for atom, raw in zip(there, spelling.raws, strict=True)
        ):
            yield spelling, len(spelling.atoms)


def _fuzzy_at(index: Index, atoms: list[_Atom]) -> Iterator[tuple[_Spelling, int]]:
    if not atoms:
        return
    for spelling in index.get(skeleton(atoms[0].folded), ()):
        there = atoms[: len(spelling.atoms)]
        if len(there) == len(spelling.atoms) and all(
            _alike(atom.folded, one) and _fits(atom.raw, raw, spelling.kind)
            for atom, one, raw in zip(there, spelling.atoms, spelling.raws, strict=True)
        ):
            yield spelling, len(spelling.atoms)


@lru_cache(maxsize=1 << 14)
def _alike(word: str, listed: str) -> bool:
    return skeleton(word) == skeleton(listed) and distance(sounded(word), sounded(listed)) <= WORD_DISTANCE


def _institution_index(roles: Roles) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    index: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key, institution in roles.institutions.items():
        for word in institution.words:
            atoms = _key(word, fuzzy=False)
            index[atoms[0]].append((atoms, key))
    return dict(index)


def _institution_at(
    index: Mapping[str, Sequence[tuple[tuple[str, ...], str]]], atoms: list[_Atom], start: int
) -> Iterator[tuple[str, int]]:
    if start >= len(atoms):
        return
    for listed, key in index.get(atoms[start].folded, ()):
        if tuple(atom.folded for atom in atoms[start : start + len(listed)]) == listed:
            yield key, len(listed)


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
