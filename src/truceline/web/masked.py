"""Masked: names of private victims and witnesses, taken out of what a page shows (DESIGN.md, rule 16)."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from truceline.model.ids import content_id

MASK = "[name withheld]"
_WORD = re.compile(r"\w+")
# The id of a person holds the name: "person:mark-toner", in the query of an address "person%3Amark-toner".
_PERSON = re.compile(r"\bperson(:|%3A)((?:[\w-]|%[0-9A-F]{2})+)")
_WITHHELD = "withheld-"


class Masked(msgspec.Struct, frozen=True):
    """A text with some of its ranges replaced by the mask, and where each of its characters went."""

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the range of the original lies now; one that cuts into a masked name takes in the whole mask."""
        return self._at(start, first=True), self._at(end, first=False)

    def _at(self, offset: int, *, first: bool) -> int:
        moved = offset
        for start, end in self.cuts:
            if offset >= end:
                moved += len(MASK) - (end - start)
            elif offset > start:
                moved += (0 if first else len(MASK)) - (offset - start)
        return moved


def mask(text: str, ranges: Iterable[tuple[int, int]]) -> Masked:
    """Return the text with these ranges of characters (half-open) masked; ranges that touch or overlap are one."""
    cuts: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if cuts and start <= cuts[-1][1]:
            cuts[-1] = (cuts[-1][0], max(end, cuts[-1][1]))
        else:
            cuts.append((start, end))
    shown, last = [], 0
    for start, end in cuts:
        shown += [text[last:start], MASK]
        last = end
    return Masked("".join((*shown, text[last:])), tuple(cuts))


class Names:
    """The names to mask in words that are no document's: titles, holders, reasons."""

    def __init__(self, private: Iterable[str], public: Iterable[str]) -> None:
        """Take the words that name private persons; a surname that somebody public bears too is left."""
        borne = {word for name in public for word in name.split()}
        words = {" ".join(name.split()) for name in private}
        kept = sorted((word for word in words if word not in borne), key=lambda word: (-len(word), word))
        # By their first word, the longest first: a record holds thousands, and a page asks for each of its words.
        self._names: dict[str, list[str]] = {}
        self._slugs = frozenset(map(_slug, kept))
        for name in kept:
            if first := _WORD.search(name):
                self._names.setdefault(first.group(), []).append(name[first.start() :])

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Return where the names stand in a text."""
        found: list[tuple[int, int]] = []
        for word in _WORD.finditer(text) if self._names else ():
            if found and word.start() < found[-1][1]:
                continue
            hits = (_loose(name).match(text, word.start()) for name in self._names.get(word.group(), ()))
            if hit := next(filter(None, hits), None):
                found.append(hit.span())
        return found

    def mask(self, text: str) -> str:
        """Return the text with the names masked, also where they stand in the id of an actor, as in an address."""
        ranges = self.ranges(text)
        shown = mask(text, ranges).text if ranges else text
        return _PERSON.sub(self._told, shown) if self._slugs and "person" in shown else shown

    def called(self, id_: str) -> str:
        """Return by what id an actor is called on a page: one that says no name, if the name is masked."""
        head, _, slug = id_.partition(":")
        withheld = head == "person" and self._has_name(slug)
        return f"{head}:{_WITHHELD}{content_id(id_)}" if withheld else id_

    def meant(self, called: str, ids: Iterable[str]) -> str:
        """Return which of these ids is called so."""
        if not called.startswith(f"person:{_WITHHELD}"):
            return called
        return next((one for one in ids if one.startswith("person:") and self.called(one) == called), called)

    def _told(self, found: re.Match[str]) -> str:
        slug = unquote(found[2])
        called = self.called(f"person:{slug}").removeprefix("person:")
        return f"person{found[1]}{called}" if called != slug else found[0]

    def _has_name(self, slug: str) -> bool:
        words = slug.split("-")
        parts = ("-".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))
        return any(part in self._slugs for part in parts)


def _slug(name: str) -> str:
    """Return a name as the id of a person has it."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


@lru_cache(maxsize=4096)
def _loose(name: str) -> re.Pattern[str]:
    """Return the pattern of a name whose words may stand on two lines."""
    words: Sequence[str] = name.split()
    return re.compile(r"\s+".join(re.escape(word) for word in words) + r"(?!\w)")
