"""Spellings of names, cut into parts and indexed by the first, so that one look-up answers for a word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from truceline.knowledge.entries import Called, NameKind
from truceline.knowledge.roles import Roles
from truceline.knowledge.spelling import ARTICLES, distance, fold, skeleton, sounded
from truceline.model.errors import BadKnowledge

# The longest names ("Democratic People's Republic of Korea", with its institution) have 9 parts and some hyphens.
LONGEST_NAME = 14
# "Fateh" and "Fatah" are 0.1 apart, "Hezbollah" and "Hizballah" 0.13; "Nusra" and "Naser", with the same consonants, 0.3.
WORD_DISTANCE = 0.25
# One word with fewer consonants must be spelled as listed: "Hamas" and "Homs", "Watan" and "Within" share theirs.
SURE_CONSONANTS = 4
# Short names with capitals inside are known by their case alone.
SHORTEST_PLAIN = 3
HYPHENS = ("-", "–")
_INSIDE_NAMES = (*HYPHENS, "'", "’")


class Atom(NamedTuple):
    """A part of a word, as it is compared. `article` marks what other transcriptions leave out; `last` ends its word."""

    folded: str
    raw: str
    word: int
    article: bool
    last: bool


# Names of so many words are known without all of their capitals.
LONG = 3


class Spelling(NamedTuple):
    """A listed spelling: its folded parts, the parts as written, its kind and those it names.

    `strict` spellings allow no other transcription, only a missing article.
    """

    atoms: tuple[str, ...]
    raws: tuple[str, ...]
    kind: NameKind
    actors: tuple[str, ...]
    strict: bool


Index = Mapping[str, Sequence[Spelling]]
Institutions = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def atoms_at(words: Sequence[str], i: int) -> list[Atom]:
    """Return the parts of the words from `i` on, up to the first word that no name goes beyond."""
    atoms: list[Atom] = []
    for at in range(i, min(len(words), i + LONGEST_NAME)):
        parts = parts_of(words[at])
        if not parts and words[at] not in _INSIDE_NAMES:
            break
        before_hyphen = at + 1 < len(words) and words[at + 1] in HYPHENS
        for part, (folded, raw) in enumerate(parts, 1):
            last = part == len(parts)
            atoms.append(Atom(folded, raw, at, is_article(folded, not last or before_hyphen), last))
    return atoms


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> tuple[tuple[str, str], ...]:
    """Return the folded and raw parts of a word: "U.S.-led" gives "us" and "led", "Moscow's" "moscow" and "s"."""
    if word == "&":
        return (("and", "and"),)
    cut = word.replace("’", "'").replace("–", "-").replace("/", "-")
    if cut.endswith("'s") and len(cut) > len("'s"):
        cut = cut[: -len("'s")] + "-s"
    raws = [raw.replace(".", "") for raw in cut.split("-")]
    folded = [(fold(raw).replace(" ", ""), raw) for raw in raws]
    return tuple((one, raw) for one, raw in folded if one)


def is_article(folded: str, hyphen: bool) -> bool:
    """Return whether the part is an Arabic article: "al" always is one, "as" and "an" only before a hyphen."""
    return folded in ("al", "el") or (hyphen and folded in ARTICLES)


def indexed(called: Iterable[Called], *, transcribed: bool) -> Index:
    """Index the spellings that are transcribed from another script, or those that are not, by their first part.

    The transcribed ones are kept without articles, under the consonants of the first part.

    Raises:
        BadKnowledge: one spelling leads to two actors that do not say that they share it, or has no letters.
    """
    grouped: defaultdict[tuple[tuple[str, ...], NameKind], list[Called]] = defaultdict(list)
    for call in called:
        if call.fuzzy == transcribed:
            atoms = _without_articles(atoms_at(call.text.split(), 0), transcribed)
            if not atoms:
                raise BadKnowledge(f"{call.file}: {call.actor}: {call.text!r} has no letters")
            grouped[tuple(atom.folded for atom in atoms), call.kind].append(call)
    index: defaultdict[str, list[Spelling]] = defaultdict(list)
    for (folded, kind), same in grouped.items():
        _refuse_shared(same)
        first = skeleton(folded[0]) if transcribed else folded[0]
        index[first].append(_spelling(folded, kind, same))
    return dict(index)


def _without_articles(atoms: list[Atom], transcribed: bool) -> list[Atom]:
    return [atom for atom in atoms if not atom.article] if transcribed else atoms


def _spelling(folded: tuple[str, ...], kind: NameKind, same: list[Called]) -> Spelling:
    written = [_without_articles(atoms_at(call.text.split(), 0), call.fuzzy) for call in same]
    raws = tuple(min((atom.raw for atom in there), key=_capitals) for there in zip(*written, strict=True))
    strict = kind == "acronym" or (len(folded) == 1 and _consonants(folded[0]) < SURE_CONSONANTS)
    return Spelling(folded, raws, kind, tuple(dict.fromkeys(call.actor for call in same)), strict)


def _consonants(word: str) -> int:
    """Count the consonants that a name is known by; the opening vowel of a skeleton is none ("Ansaru", "answer")."""
    return len(skeleton(word).removeprefix("a"))


def _capitals(raw: str) -> tuple[bool, bool]:
    """Rank how many capitals a part asks for: of "Xtown cartel" and "Xtown Cartel" the first finds both."""
    return raw.isupper() and len(raw) > 1, raw[:1].isupper()


def _refuse_shared(same: list[Called]) -> None:
    if len({call.actor for call in same}) > 1 and not all(call.shared for call in same):
        first, second = same[0], next(call for call in same if call.actor != same[0].actor)
        raise BadKnowledge(
            f"{second.file}: {second.actor}: {second.text!r} is already {first.actor} ({first.file})"
        )


def exact_at(index: Index, atoms: Sequence[Atom]) -> Iterator[Spelling]:
    """Give the spellings that the atoms begin with, letter for letter."""
    listed = index.get(atoms[0].folded, ()) if atoms else ()
    folded = tuple(atom.folded for atom in atoms) if listed else ()
    for spelling in listed:
        if folded[: len(spelling.atoms)] == spelling.atoms and (
            _fits(spelling, atoms) or _fits_loosely(spelling, atoms)
        ):
            yield spelling


def transcribed_at(index: Index, atoms: Sequence[Atom]) -> Iterator[Spelling]:
    """Give the transcribed spellings that the atoms, which have no articles, begin with in some transcription."""
    for spelling in index.get(skeleton(atoms[0].folded), ()) if atoms else ():
        alike = _same if spelling.strict else _alike
        if _fits(spelling, atoms) and all(
            alike(a.folded, b) for a, b in zip(atoms, spelling.atoms, strict=False)
        ):
            yield spelling


def _fits(spelling: Spelling, atoms: Sequence[Atom]) -> bool:
    """Return whether there are enough atoms, with capitals where the name has them."""
    return len(atoms) >= len(spelling.raws) and all(
        _has_capitals(atom.raw, raw, spelling.kind) for atom, raw in zip(atoms, spelling.raws, strict=False)
    )


def _fits_loosely(spelling: Spelling, atoms: Sequence[Atom]) -> bool:
    """Return whether a long name has lost some of its capitals: "Free Xland army" is not the army of Xland."""
    told = [atom for atom, raw in zip(atoms, spelling.raws, strict=False) if raw[:1].isupper()]
    is_long = spelling.kind == "proper" and len(spelling.raws) >= LONG
    return is_long and any(atom.raw[:1].isupper() for atom in told)


def _has_capitals(raw: str, listed: str, kind: NameKind) -> bool:
    if kind == "acronym" or (listed.isupper() and len(listed) > 1):
        return raw == raw.upper()
    # "LeT" and "JeM" are groups, "Let" opens a sentence.
    if 1 < len(listed) <= SHORTEST_PLAIN and not listed[1:].islower():
        return raw == listed
    return not listed[:1].isupper() or raw[:1].isupper()


def _same(word: str, listed: str) -> bool:
    return word == listed


@lru_cache(maxsize=1 << 14)
def _alike(word: str, listed: str) -> bool:
    return skeleton(word) == skeleton(listed) and distance(sounded(word), sounded(listed)) <= WORD_DISTANCE


def institution_index(roles: Roles) -> Institutions:
    """Index the words of institutions by their first part."""
    index: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key, institution in roles.institutions.items():
        for words in institution.words:
            atoms = tuple(atom.folded for atom in atoms_at(words.split(), 0))
            index[atoms[0]].append((atoms, key))
    return dict(index)


def institutions_at(index: Institutions, atoms: Sequence[Atom]) -> Iterator[tuple[str, int]]:
    """Give the institutions that the atoms begin with, each with the number of atoms that it takes."""
    for listed, key in index.get(atoms[0].folded, ()) if atoms else ():
        if tuple(atom.folded for atom in atoms[: len(listed)]) == listed:
            yield key, len(listed)
