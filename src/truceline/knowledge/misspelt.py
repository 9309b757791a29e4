"""Long names with one slip of the pen: "the Xlandish Obervatory for Herders" where only one name can be meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from truceline.knowledge.spelled import Atom, Index, Spelling

# A name of fewer words, or a slip in a shorter one, may be another name.
FEWEST_WORDS = 3
SHORTEST_WORD = 6


class Misspelt:
    """The long names of several words, by their first and by their second word."""

    def __init__(self, index: Index) -> None:
        """Keep the names of `index` that are long enough."""
        first: defaultdict[str, list[Spelling]] = defaultdict(list)
        second: defaultdict[str, list[Spelling]] = defaultdict(list)
        for spelling in (one for listed in index.values() for one in listed if _is_long(one)):
            first[spelling.atoms[0]].append(spelling)
            if len(spelling.atoms[0]) >= SHORTEST_WORD:
                second[spelling.atoms[1]].append(spelling)
        self._first, self._second = dict(first), dict(second)
        self._parts: Mapping[str, object] = index

    def may_begin(self, folded: str, after: str) -> bool:
        """Return whether a long name begins with these two words, one of them perhaps misspelt."""
        return folded in self._first or after in self._second

    def at(self, atoms: Sequence[Atom]) -> Spelling | None:
        """Return the only name that the words can be, one of them misspelt; None where none or several are."""
        after = atoms[1].folded if len(atoms) > 1 else ""
        listed = [*self._first.get(atoms[0].folded, ()), *self._second.get(after, ())]
        found = [one for one in listed if len(one.atoms) <= len(atoms) and self._fits(one.atoms, atoms)]
        longest = max((len(one.atoms) for one in found), default=0)
        best = [one for one in found if len(one.atoms) == longest]
        actors = {one.actors for one in best}
        return best[0] if len(actors) == 1 and len(best[0].actors) == 1 else None

    def _fits(self, listed: Sequence[str], atoms: Iterable[Atom]) -> bool:
        """Return whether just one long word differs, by one slip, and is no word of another name ("Nigerien")."""
        wrong: tuple[str, str] | None = None
        for atom, meant in zip(atoms, listed, strict=False):
            if atom.folded == meant:
                continue
            if wrong is not None or len(meant) < SHORTEST_WORD or not atom.raw[:1].isupper():
                return False
            wrong = atom.folded, meant
        return wrong is not None and wrong[0] not in self._parts and is_slip(*wrong)


def _is_long(spelling: Spelling) -> bool:
    return spelling.kind == "proper" and len(spelling.atoms) >= FEWEST_WORDS


def is_slip(word: str, meant: str) -> bool:
    """Return whether a word is another with one letter left out, added or changed, or two changed about."""
    # Who errs in the first letter writes another word: "Rational", "National".
    if word == meant or word[0] != meant[0] or abs(len(word) - len(meant)) > 1:
        return False
    same = 0
    while same < min(len(word), len(meant)) and word[same] == meant[same]:
        same += 1
    rest, other = word[same:], meant[same:]
    if len(word) == len(meant):
        turned = len(rest) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return turned or rest[1:] == other[1:]
    # A lost or added "s" at the end is a plural, and may be another's name.
    longer = word if len(word) > len(meant) else meant
    return (rest == other[1:] or rest[1:] == other) and not (same == len(longer) - 1 and longer.endswith("s"))
