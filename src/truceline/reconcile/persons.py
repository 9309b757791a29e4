"""Persons: their words on pairs of events, made of one piece; the later of two that contradict each other holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable
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

    Attributes:
        same: the pairs that are one happening, as far as the words hold.
        parts: the pairs of which the first is a part of the second.
        partners: the same, for each event.
        apart: for each event those that are another happening than it.
        against: the words that do not hold.
        pairs: the last word on each pair.
        holding: those of them that hold.
    """

    def __init__(self, said: Iterable[Judgement]) -> None:
        """Take the words, given in the order in which they were said; of two on one pair the later holds."""
        self.same: list[tuple[str, str]] = []
        self.parts: list[tuple[str, str]] = []
        self.against: list[Against] = []
        self.pairs: dict[Pair, Judgement] = {}
        self.partners: defaultdict[str, set[str]] = defaultdict(set)
        self.apart: defaultdict[str, set[str]] = defaultdict(set)
        self._wholes: dict[str, set[str]] = {}
        for one in reversed(list(said)):
            pair = frozenset((one.left, one.right))
            if pair not in self.pairs:
                self.pairs[pair] = one
                self._hear(one, pair)
        self.same.sort()
        self.parts.sort()
        self._bound = _components(self.pairs)
        fallen = {frozenset((one.judgement.left, one.judgement.right)) for one in self.against}
        self.holding = [one for pair, one in self.pairs.items() if pair not in fallen]

    def _hear(self, one: Judgement, pair: Pair) -> None:
        match one.verdict:
            case "same" if self.may_join(one.left, one.right):
                self.same.append((one.left, one.right))
                self.partners[one.left].add(one.right)
                self.partners[one.right].add(one.left)
                self.join(one.left, one.right)
            case "different" if one.right not in self._whole(one.left):
                self._part(one)
            case "part-of" if one.right not in self._whole(one.left) and not self._is_within(
                one.right, one.left
            ):
                self._part(one)
                self.parts.append((one.left, one.right))
            case "same" | "different" | "part-of":
                self.against.append(Against(one, self._behind(one)))

    def _part(self, one: Judgement) -> None:
        self.apart[one.left].add(one.right)
        self.apart[one.right].add(one.left)

    def may_join(self, left: str, right: str) -> bool:
        """Return whether no word keeps apart the wholes that two events belong to."""
        return not self.are_apart(self._whole(left), self._whole(right))

    def are_apart(self, ours: Iterable[str], theirs: Collection[str]) -> bool:
        """Return whether a word keeps apart any two of these events."""
        return any(not self.apart[one].isdisjoint(theirs) for one in ours if one in self.apart)

    def bound(self, events: Iterable[str]) -> set[str]:
        """Return all events that words bind together with any of these, through however many others, and these themselves.

        Events of which nobody said anything are bound to none.
        """
        return {other for event in events for other in self._bound.get(event, ())}

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


def _components(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return for each event all those that words bind together with it."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        joined = {*pair}.union(*(found.get(event, ()) for event in pair))
        found.update(dict.fromkeys(joined, joined))
    return found
