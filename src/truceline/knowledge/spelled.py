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
LONGEST_NAME = 16
# "Fateh" and "Fatah" are 0.1 apart, "Hezbollah" and "Hizballah" 0.13; "Nusra" and "Naser", with the same consonants, 0.3.
WORD_DISTANCE = 0.25
# One word with fewer consonants must be spelled as listed: "Hamas" and "Homs", "Watan" and "Within" share theirs.
SURE_CONSONANTS = 4
# Short names with capitals inside are known by their case alone.
SHORTEST_PLAIN = 3


class Atom(NamedTuple):
    """A part of a word, as it is compared. `article` marks what other transcriptions leave out; `last` ends its word."""

    folded: str
    raw: str
    word: int
    article: bool
    last: bool


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
    atoms: list[Atom] = []
    for at in range(i, min(len(words), i + LONGEST_NAME)):
        parts = parts_of(words[at])
        if not parts and words[at] not in "-–’'" and at > i:
            break
        joined = at + 1 < len(words) and words[at + 1] in ("-", "–")
        for part, (folded, raw) in enumerate(parts):
            hyphen = joined if part == len(parts) - 1 else True
            atoms.append(Atom(folded, raw, at, _is_article(folded, hyphen)))
    return atoms


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> tuple[tuple[str, str], ...]:
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




def indexed(called: Iterable[Called], fuzzy: bool) -> Index:
    grouped: defaultdict[tuple[tuple[str, ...], NameKind], list[Called]] = defaultdict(list)
    for call in called:
        if call.fuzzy == fuzzy:
            grouped[_key(call.text, fuzzy), call.kind].append(call)
    index: defaultdict[str, list[Spelling]] = defaultdict(list)
    for (atoms, kind), same in grouped.items():
        _refuse_shared(same)
        raws = tuple(atom.raw for atom in atoms_at(same[0].text.split(), 0) if not (fuzzy and atom.article))
        actors = tuple(dict.fromkeys(call.actor for call in same))
        index[skeleton(atoms[0]) if fuzzy else atoms[0]].append(Spelling(atoms, raws, kind, actors))
    return dict(index)


def _key(text: str, fuzzy: bool) -> tuple[str, ...]:
    atoms = tuple(atom.folded for atom in atoms_at(text.split(), 0) if not (fuzzy and atom.article))
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


def exact_at(index: Index, atoms: list[Atom], start: int) -> Iterator[tuple[Spelling, int]]:
    if start >= len(atoms):
        return
    for spelling in index.get(atoms[start].folded, ()):
        there = atoms[start : start + len(spelling.atoms)]
        same = tuple(atom.folded for atom in there) == spelling.atoms
        if same and all(
            _fits(atom.raw, raw, spelling.kind) for atom, raw in zip(there, spelling.raws, strict=True)
        ):
            yield spelling, len(spelling.atoms)


def fuzzy_at(index: Index, atoms: list[Atom]) -> Iterator[tuple[Spelling, int]]:
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


def institution_index(roles: Roles) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    index: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key, institution in roles.institutions.items():
        for word in institution.words:
            atoms = _key(word, fuzzy=False)
            index[atoms[0]].append((atoms, key))
    return dict(index)


def institution_at(
    index: Mapping[str, Sequence[tuple[tuple[str, ...], str]]], atoms: list[Atom], start: int
) -> Iterator[tuple[str, int]]:
    if start >= len(atoms):
        return
    for listed, key in index.get(atoms[start].folded, ()):
        if tuple(atom.folded for atom in atoms[start : start + len(listed)]) == listed:
            yield key, len(listed)


