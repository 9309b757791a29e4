"""Alignment: what happened to the sentences of one document in another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import msgspec

from truceline.copies.match import match
from truceline.copies.words import Sentence, band, is_name

# A word, or two for one, in the place of another: a thesaurus gives "a number of" for "several".
LONGEST_SWAP = 4
# A machine puts in a word at a time, an editor a clause.
LONGEST_PUT_IN = 1
# Fewer rare words than these do not tell whether sentences are of one piece with the others.
FEWEST_LOOSE = 5
# The band of "the".
THE = 4


class Side(msgspec.Struct, frozen=True):
    """One of the two documents.

    `words` are all its words, `covered` the share of them in sentences that stand in the other, `same` the share that stands
    there in its place. `single` and `longer` are the words that only this one has inside common sentences, one at a time and
    in clauses, as shares of the words of common sentences. Of the sentences that it has alone, `tail` is the share that
    closes it, `fitting` the share of their rare words that its common sentences hold too (None: too few).
    """

    words: int
    covered: float
    same: float
    single: float
    longer: float
    tail: float
    fitting: float | None


class Alignment(msgspec.Struct, frozen=True):
    """Two documents, sentence by sentence; shares are of the words of the sentences that both have.

    `touched`: in sentences with any change; `swapped`: one small word for another in its place; `renamed`: a name or a
    number for another; `moved`: in another place of the sentence; `jumps`: how many sentences in common come before one
    that they followed. `swaps` counts the different pairs of words that were swapped, a pair that comes ten times once:
    a house has its own spelling for one word or two. `commoner` tells how many more of them are commoner in the first than
    in the second, below zero in the second; `articles` how many more of its "the" the first has kept.
    """

    first: Side
    second: Side
    touched: float
    swapped: float
    renamed: float
    moved: float
    jumps: float
    swaps: int
    commoner: int
    articles: int

    def turned(self) -> "Alignment":
        """Return the same with the two documents in the other order."""
        return msgspec.structs.replace(
            self, first=self.second, second=self.first, commoner=-self.commoner, articles=-self.articles
        )


class _Tally:
    """The changes counted so far; of what stands on one side alone, the first side and the second."""

    def __init__(self) -> None:
        self.words, self.touched, self.same = [0, 0], 0, 0
        self.swapped, self.renamed, self.moved, self.articles = 0, 0, 0, 0
        self.pairs: set[tuple[Sentence, Sentence]] = set()
        self.single, self.longer = [0, 0], [0, 0]

    def add(self, first: Sentence, second: Sentence) -> None:
        """Count what happened to one sentence."""
        self.words[0] += len(first)
        self.words[1] += len(second)
        if first == second:
            self.same += len(first)
            return
        self.touched += len(first) + len(second)
        alone: tuple[list[int], list[int]] = ([], [])
        for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            if kind == "equal":
                self.same += b - a
            elif kind == "replace" and abs((b - a) - (d - c)) <= 2 and max(b - a, d - c) <= LONGEST_SWAP:
                self._replaced(first[a:b], second[c:d])
            else:
                self._alone(0, first[a:b])
                self._alone(1, second[c:d])
                alone[0].extend(first[a:b])
                alone[1].extend(second[c:d])
        self.moved += (Counter(alone[0]) & Counter(alone[1])).total()

    def _replaced(self, first: Sentence, second: Sentence) -> None:
        if any(map(is_name, (*first, *second))):
            self.renamed += max(len(first), len(second))
            return
        self.swapped += max(len(first), len(second))
        self.articles += sum(band(word) == THE for word in first) - sum(band(word) == THE for word in second)
        if len(first) == len(second):
            self.pairs.update(((one,), (other,)) for one, other in zip(first, second, strict=True))
        else:
            self.pairs.add((first, second))

    def commoner(self) -> int:
        """Return how many more of the pairs have the commoner word in the first."""
        bands = ((min(map(band, first)), min(map(band, second))) for first, second in self.pairs)
        return sum((one > other) - (one < other) for one, other in bands)

    def _alone(self, side: int, words: Sentence) -> None:
        counts = self.single if len(words) <= LONGEST_PUT_IN else self.longer
        counts[side] += len(words)


def align(first: Sequence[Sentence], second: Sequence[Sentence]) -> Alignment:
    """Return what happened to the sentences that two documents have in common."""
    found, tally = match(first, second), _Tally()
    for number, home in found.items():
        tally.add(first[home], second[number])
    order = [found[number] for number in sorted(found)]
    whole = sum(tally.words) / 2 or 1
    return Alignment(
        first=_side(first, set(order), tally, 0),
        second=_side(second, set(found), tally, 1),
        touched=tally.touched / (2 * whole),
        swapped=tally.swapped / whole,
        renamed=tally.renamed / whole,
        moved=tally.moved / whole,
        jumps=sum(b < a for a, b in pairwise(order)) / max(len(order) - 1, 1),
        swaps=len(tally.pairs),
        commoner=tally.commoner(),
        articles=tally.articles,
    )


def _side(sentences: Sequence[Sentence], common: set[int], tally: _Tally, number: int) -> Side:
    words = sum(map(len, sentences)) or 1
    whole = sum(tally.words) / 2 or 1
    alone = [one for one in range(len(sentences)) if one not in common]
    lonely = sum(len(sentences[one]) for one in alone)
    last = max(common, default=-1)
    return Side(
        words=words,
        covered=sum(len(sentences[one]) for one in common) / words,
        same=tally.same / words,
        single=tally.single[number] / whole,
        longer=tally.longer[number] / whole,
        tail=sum(len(sentences[one]) for one in alone if one > last) / lonely if lonely else 0.0,
        fitting=_fitting(
            [word for one in common for word in sentences[one]],
            [word for one in alone for word in sentences[one]],
        ),
    )


def _fitting(common: Iterable[int], alone: Iterable[int]) -> float | None:
    """Return the share of the rare words of sentences that others of the same document hold too."""
    held = set(common)
    rare = [word for word in alone if band(word) <= 1]
    return sum(word in held for word in rare) / len(rare) if len(rare) >= FEWEST_LOOSE else None
