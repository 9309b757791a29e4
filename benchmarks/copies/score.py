"""Score copies: pairs with their kind, the direction, what was flagged alone, and what was taken for a copy and is none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from benchmarks.copies.make import Made, Round, Sort
from benchmarks.copies.predict import Predicted
from benchmarks.copies.reports import Read
from benchmarks.harness import f1
from truceline.model.copies import CopyKind

KINDS: tuple[CopyKind, ...] = get_args(CopyKind)
Pair = frozenset[str]


class Found(NamedTuple):
    """A round with what was predicted in it."""

    round: Round
    predicted: Sequence[Predicted]


class Judged(NamedTuple):
    """A round's pairs that are copies, all that were said to be, those that are right, kind apart; and how many were made."""

    sort: Sort
    gold: Mapping[Pair, Made]
    told: Sequence[Predicted]
    right: Sequence[Predicted]
    made: int

    @property
    def named(self) -> list[Predicted]:
        """Return the right pairs with the right kind."""
        return [guess for guess in self.right if guess.kind == self.sort.kind]


def score_made(found: Iterable[Found]) -> dict[str, object]:
    """Return the scores over all rounds; a prediction between two real reports is left to `score_real`.

    A pair is right whichever is said to be the copy; `direction` says how often that is right too. `pairs` asks for no
    kind.
    """
    judged = [_judged(one) for one in found]
    copies = [one for one in judged if one.sort.kind]
    return {
        "by_kind": {kind: _of_kind(kind, judged) for kind in KINDS},
        "pairs": _any_kind(judged),
        "by_sort": {
            one.sort.name: {
                "found": _share(len(one.right), len(one.gold)),
                "kind": _share(len(one.named), len(one.gold)),
            }
            for one in copies
        },
        "direction": _direction(copies),
        "taken_for_copies": {
            one.sort.name: _share(len(one.told), one.made) for one in judged if not one.sort.kind
        },
    }


def of_made(one: Found) -> list[Predicted]:
    """Return the predicted pairs of a round with a made report in them."""
    made = {made.report.id for made in one.round.made}
    return [guess for guess in one.predicted if guess.of is not None and made & {guess.doc, guess.of}]


def score_alone(made: Mapping[str, Sequence[str]], alone: Iterable[str]) -> dict[str, float]:
    """Return the share of each sort's altered copies that is flagged where no original is at hand, and the mean.

    Args:
        made: the ids of the altered copies of each sort.
        alone: the ids of all that were flagged.
    """
    flagged = frozenset(alone)
    shares = {sort: _share(sum(one in flagged for one in ids), len(ids)) for sort, ids in made.items()}
    return shares | {"all": _share(sum(shares.values()), len(shares))}


def score_real(read: Sequence[Read], predicted: Sequence[Predicted]) -> dict[str, float]:
    """Return the scores of pairs of real reports among those that were read; the others are `unread`, and not counted.

    Of a story that n reports print, n - 1 are copies: found is a report that is paired with any other of them. `kind` is
    the share of right pairs whose kind is one that the reader gave.
    """
    verdicts = {one.pair: one.kinds for one in read}
    true = [pair for pair, kinds in verdicts.items() if kinds]
    told = [guess for guess in predicted if guess.of is not None]
    judged = [guess for guess in told if _pair(guess) in verdicts]
    right = [guess for guess in judged if verdicts[_pair(guess)]]
    # Two pairs that join the same reports by two ways are one copy more, not two.
    scores = f1(_joined(map(_pair, right)), len(judged), _joined(true))
    named = sum(guess.kind in verdicts[_pair(guess)] for guess in right)
    return {**scores, "kind": _share(named, len(right)), "unread": len(told) - len(judged)}


def score_readings(read: Sequence[Read], predicted: Sequence[Predicted]) -> dict[str, dict[str, int]]:
    """Return for each reading of real pairs ("edited", "edited or reprint", "none") how many there are and what became of them.

    `joined` are in one story, by whichever pairs; `told` were said to be a pair themselves, `right` of those with a kind that
    the reader gave. Of "none" all that are told are false alarms.
    """
    told = {_pair(guess): guess for guess in predicted if guess.of is not None}
    stories = _stories(told)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in read:
        row, guess = table[" or ".join(sorted(one.kinds)) or "none"], told.get(one.pair)
        row["pairs"] += 1
        row["joined"] += any(one.pair <= story for story in stories)
        row["told"] += guess is not None
        row["right"] += guess is not None and guess.kind in one.kinds
    columns = ("pairs", "joined", "told", "right")
    return {reading: {column: row[column] for column in columns} for reading, row in sorted(table.items())}


def _judged(one: Found) -> Judged:
    sort, told = one.round.sort, of_made(one)
    gold = {frozenset((made.report.id, made.of)): made for made in one.round.made if sort.kind}
    # A pair that is told twice is right once.
    right = {_pair(guess): guess for guess in reversed(told) if _pair(guess) in gold}
    return Judged(sort, gold, told, list(right.values()), len(one.round.made))


def _of_kind(kind: CopyKind, judged: Sequence[Judged]) -> dict[str, float]:
    told = sum(guess.kind == kind for one in judged for guess in one.told)
    own = [one for one in judged if one.sort.kind == kind]
    return f1(sum(len(one.named) for one in own), told, sum(len(one.gold) for one in own))


def _any_kind(judged: Sequence[Judged]) -> dict[str, float]:
    return f1(
        sum(len(one.right) for one in judged),
        sum(len(one.told) for one in judged),
        sum(len(one.gold) for one in judged),
    )


def _direction(copies: Sequence[Judged]) -> dict[str, float]:
    """Return how often the copy is said to be the copy: in all, and by how it is dated beside its original."""
    sides: defaultdict[str, list[bool]] = defaultdict(list)
    for one in copies:
        for guess in one.right:
            made = one.gold[_pair(guess)]
            sides[made.dated].append(guess.doc == made.report.id)
    every = [side for found in sides.values() for side in found]
    shares = {dated: _share(sum(found), len(found)) for dated, found in sorted(sides.items())}
    return {"all": _share(sum(every), len(every)), **shares}


def _pair(guess: Predicted) -> Pair:
    return frozenset((guess.doc, guess.of or ""))


def _joined(pairs: Iterable[Pair]) -> int:
    """Return how many of the reports of these pairs are copies: all but one of each story."""
    return sum(len(story) - 1 for story in _stories(pairs))


def _stories(pairs: Iterable[Pair]) -> list[set[str]]:
    """Return the reports that these pairs join."""
    stories: list[set[str]] = []
    for pair in pairs:
        met = [story for story in stories if story & pair]
        stories = [story for story in stories if not story & pair] + [set(pair).union(*met)]
    return stories


def _share(count: float, whole: float) -> float:
    return count / whole if whole else 0.0
