"""Persons: their words on pairs of events, made of one piece; the later of two that contradict each other holds."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from truceline.model.judgement import Judgement

Pair = frozenset[str]


class Against(NamedTuple):
    """A word that does not hold, because later ones say otherwise; `over` are those of them on other pairs."""

    judgement: Judgement
    over: tuple[Judgement, ...]


class Persons:
    """What persons say of pairs of events: which are one happening, which are two, which is part of which.

    Wholes are the events that are one happening by persons' words and by what was joined since; two events of two wholes
    that are apart may not be joined through others, either.
    """

    def __init__(self, said: Iterable[Judgement]) -> None:
        """Take the words, given in the order in which they were said; of two on one pair the later holds."""
        self.same: list[tuple[str, str]] = []
        self.parts: list[tuple[str, str]] = []
        self.against: list[Against] = []
        self.pairs: dict[Pair, Judgement] = {}
        self._apart: set[Pair] = set()
        self._wholes: dict[str, set[str]] = {}
        for one in reversed(list(said)):
            pair = frozenset((one.left, one.right))
            if pair not in self.pairs:
                self.pairs[pair] = one
                self._hear(one, pair)
        self.same.sort()
        self.parts.sort()

    def _hear(self, one: Judgement, pair: Pair) -> None:
        match one.verdict:
            case "same" if self.may_join(one.left, one.right):
                self.same.append((one.left, one.right))
                self.join(one.left, one.right)
            case "different" if one.right not in self._whole(one.left):
                self._apart.add(pair)
            case "part-of" if one.right not in self._whole(one.left) and not self._is_within(
                one.right, one.left
            ):
                self._apart.add(pair)
                self.parts.append((one.left, one.right))
            case "same" | "different" | "part-of":
                self.against.append(Against(one, self._behind(one)))

    def may_join(self, left: str, right: str) -> bool:
        """Return whether no word keeps apart the wholes that two events belong to."""
        if not self._apart:
            return True
        ours, theirs = self._whole(left), self._whole(right)
        return not any(
            (a in ours and b in theirs) or (b in ours and a in theirs) for a, b in map(sorted, self._apart)
        )

    def join(self, left: str, right: str) -> None:
        """Make one whole of the wholes that two events belong to."""
        joined = self._whole(left) | self._whole(right)
        for event in joined:
            self._wholes[event] = joined

    def _whole(self, event: str) -> set[str]:
        return self._wholes.get(event, {event})

    def _is_within(self, part: str, whole: str) -> bool:
        """Return whether the one is a part of the other already, through however many others."""
        seen: set[str] = set()
        waiting = [part]
        while waiting:
            inside = self._whole(waiting.pop())
            if whole in inside:
                return True
            above = {up for low, up in self.parts if low in inside} - seen
            seen |= above
            waiting += sorted(above)
        return False

    def _behind(self, one: Judgement) -> tuple[Judgement, ...]:
        """Return the later words on other pairs of the same wholes."""
        concerned = self._whole(one.left) | self._whole(one.right)
        pair = frozenset((one.left, one.right))
        return tuple(
            word
            for other, word in self.pairs.items()
            if other != pair and other & concerned and word.verdict != "unsure"
        )


def parts_of(persons: Persons, groups: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return by the least event of each group those of the groups that it is a part of, by persons' words."""
    least = {event: min(group) for group in groups for event in group}
    found: dict[str, set[str]] = {}
    for part, whole in persons.parts:
        if part in least and whole in least and least[part] != least[whole]:
            found.setdefault(least[part], set()).add(least[whole])
    return {part: sorted(wholes) for part, wholes in found.items()}
