"""Match: which sentence of one document stands for which of another. Linear but for sentences that share rare words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from truceline.copies.words import Sentence

# A word in more sentences than these tells nothing about which of them is meant.
MOST_SENTENCES = 3
# So many of the sentences that share most rare words are looked at.
CLOSEST = 3
# Half of the words of the shorter sentence: a sentence of which a swapper changed 41 words in 100 keeps more. Three words,
# because "he said" is in every report.
FEWEST_SHARED = 0.5
FEWEST_WORDS = 3
# Two of them in few sentences: long sentences have half their little words in common.
FEWEST_RARE = 2
# Between two matched sentences, as many unmatched ones on either side that are as long: the words alone were changed.
AS_LONG = 0.75


def match(first: Sequence[Sentence], second: Sequence[Sentence]) -> dict[int, int]:
    """Return for sentences of the second, by number, the sentence of the first that they stand for."""
    found = dict(_equal(first, second))
    if len(found) < len(second):
        words = [frozenset(sentence) for sentence in first]
        holders, taken = _holders(words), frozenset(found.values())
        for number, sentence in enumerate(second):
            if (
                number not in found
                and (best := _closest(frozenset(sentence), words, holders, taken)) is not None
            ):
                found[number] = best
    return found | dict(_between(found, first, second))


def _equal(first: Sequence[Sentence], second: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield sentences with the same words; of a sentence that stands there twice each one once, in order."""
    places: defaultdict[Sentence, list[int]] = defaultdict(list)
    for number in range(len(first) - 1, -1, -1):
        places[first[number]].append(number)
    for number, sentence in enumerate(second):
        if places.get(sentence):
            yield number, places[sentence].pop()


def _holders(first: Sequence[frozenset[int]]) -> dict[int, list[int]]:
    """Return the sentences that hold each word that few of them hold."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(first):
        for word in sentence:
            holders[word].append(number)
    most = max(MOST_SENTENCES, len(first) // 4)
    return {word: numbers for word, numbers in holders.items() if len(numbers) <= most}


def _closest(
    sentence: frozenset[int],
    first: Sequence[frozenset[int]],
    holders: dict[int, list[int]],
    taken: frozenset[int],
) -> int | None:
    """Return the sentence that shares most words, a free one before one that was matched as it stands."""
    votes = Counter(chain.from_iterable(holders[word] for word in sentence & holders.keys()))
    best: tuple[int, bool, int] | None = None
    for number, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:CLOSEST]:
        if count < min(FEWEST_RARE, len(sentence)):
            break
        shared = len(first[number] & sentence)
        enough = max(FEWEST_WORDS, FEWEST_SHARED * min(len(first[number]), len(sentence)))
        if shared >= enough and (best is None or (shared, number not in taken) > best[:2]):
            best = shared, number not in taken, number
    return best[2] if best else None


def _between(
    found: dict[int, int], first: Sequence[Sentence], second: Sequence[Sentence]
) -> Iterator[tuple[int, int]]:
    """Yield the sentences that only their neighbours and their length tell to be the same."""
    taken = set(found.values())
    known = [(-1, -1), *sorted(found.items()), (len(second), len(first))]
    for (here, there), (next_here, next_there) in pairwise(known):
        gap = next_here - here
        if gap == next_there - there:
            for step in range(1, gap):
                one, other = len(first[there + step]), len(second[here + step])
                if there + step not in taken and min(one, other) >= AS_LONG * max(one, other):
                    yield here + step, there + step
