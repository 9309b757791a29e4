"""Tellers: those who tell of something and are not named, by the words for them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from truceline.knowledge.file import read_file
from truceline.knowledge.singular import singulars
from truceline.model.actor import ActorKind

FILE = "tellers.yml"
# What stands behind a name and only says more of it: "Dr Xan of the clinic", "medics in Xtown".
BEHIND = re.compile(r"\s+(?:of|from|at|in|with|who|for|on|over|by|to|near|that)\s+|,\s*")
_AND = re.compile(r"\s+(?:and|or)\s+|,\s*")
LEADING = re.compile(
    r"^(?:a (?:\w+ )?(?:number|group|handful|couple) of|the|a|an|his|her|its|their|our|one|two|another|some|other)\s+",
    re.IGNORECASE,
)
V = TypeVar("V")
STATE = "state"
MILITARY = "military"
CROWD = "crowd"
REBELS = "rebels"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    people: dict[str, frozenset[str]]
    plain: frozenset[str]
    state: frozenset[str]
    military: frozenset[str]
    crowd: frozenset[str]
    bodies: dict[ActorKind, frozenset[str]]


class Tellers(msgspec.Struct, frozen=True):
    """What the words for an unnamed holder tell of who it is.

    `groups` gives the line of words that a word is of: a class of people, the state (STATE), soldiers (MILITARY) or the crowd (CROWD). `plain` say
    nothing of whose people somebody is; `bodies` are kinds of bodies by the words that they are called after.
    """

    groups: Mapping[str, str]
    plain: frozenset[str]
    bodies: Mapping[str, frozenset[ActorKind]]

    def group(self, words: str) -> str | None:
        """Return who is told of: "medics" for "a source at the hospital"; None where the words do not tell."""
        for part in _AND.split(words):
            head, *behind = BEHIND.split(LEADING.sub("", part.strip()))
            names = _words(head)
            found = self._ending(names) or (self._any(behind) if self._is_plain(names) else None)
            if found is not None:
                return found
        return None

    def kinds(self, words: str) -> frozenset[ActorKind]:
        """Return what kinds of bodies are called by such words: "the extremist group"; none where none is."""
        head, *behind = (_words(part) for part in BEHIND.split(LEADING.sub("", words)))
        while head:
            found = _first(_ends(head), self.bodies)
            if found is not None or not self._is_plain(head):
                return found or frozenset()
            head = head[:-1] or (behind.pop(0) if behind else [])
        return frozenset()

    def _ending(self, names: Sequence[str]) -> str | None:
        """Return the group of the longest end of the words, else of what stands before a plain one: "rescue workers"."""
        while names:
            found = _first(_ends(names), self.groups)
            if found is not None or not self._is_plain(names):
                return found
            names = names[:-1]
        return None

    def _is_plain(self, names: Sequence[str]) -> bool:
        return bool(names) and not self.plain.isdisjoint(singulars(names[-1]))

    def _any(self, several: Sequence[str]) -> str | None:
        """Return the group of the first words in what stands behind that have one and are of no crowd."""
        names = _words(" ".join(several))
        runs = (" ".join(names[i:j]) for i in range(len(names)) for j in range(len(names), i, -1))
        groups = {word: group for word, group in self.groups.items() if group != CROWD}
        return _first(runs, groups)


def load_tellers(directory: Path) -> Tellers:
    """Read tellers.yml.

    Raises:
        BadKnowledge: it has a field that is not known.
    """
    file = read_file(directory, FILE, _File)
    lines = {CROWD: file.crowd, STATE: file.state, MILITARY: file.military, **file.people}
    kinds: dict[str, set[ActorKind]] = {}
    for kind, words in file.bodies.items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    return Tellers(
        {word: group for group, words in lines.items() for word in words},
        file.plain,
        {word: frozenset(found) for word, found in kinds.items()},
    )


def _words(text: str) -> list[str]:
    return text.lower().replace("’s", "").replace("'s", "").split()


def _ends(names: Sequence[str]) -> Iterator[str]:
    return (" ".join(names[i:]) for i in range(len(names)))


def _first(phrases: Iterable[str], known: Mapping[str, V]) -> V | None:
    """Return what is known of the first of these phrases of which anything is, in singular or plural."""
    return next((known[form] for phrase in phrases for form in singulars(phrase) if form in known), None)
