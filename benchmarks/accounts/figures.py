"""Score figures, speakers and blame."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from benchmarks.accounts.gold import LONGEST, Count, Row, fits
from benchmarks.accounts.names import camps, same_name
from benchmarks.harness import f1

EFFECTS: tuple[Literal["killed"], Literal["wounded"]] = ("killed", "wounded")
CERTAINTIES = ("fact", "accused", "suspected", "denied")


class Figure(msgspec.Struct, frozen=True):
    """One number of one account."""

    row: Row
    effect: str
    count: Count


class Match(msgspec.Struct, frozen=True):
    """A gold figure with the predicted one that is it, and whether its speaker is right."""

    gold: Figure
    predicted: Figure
    speaker: bool


def figures(rows: Sequence[Row]) -> list[Figure]:
    """Return the figures of these accounts that have any bound."""
    return [
        Figure(row, effect, count)
        for row in rows
        for effect in EFFECTS
        if (count := getattr(row, effect)) is not None and (count.low is not None or count.high is not None)
    ]


def match(gold: Sequence[Figure], predicted: Sequence[Figure], outlets: Mapping[str, str]) -> list[Match]:
    """Pair figures one to one, in the order of the gold; among those that fit, one with the right speaker first."""
    pairs: list[Match] = []
    used: set[int] = set()
    by_key: defaultdict[tuple[str, str, Count], list[int]] = defaultdict(list)
    for i, figure in enumerate(predicted):
        by_key[_key(figure)].append(i)
    for figure in gold:
        free = [i for i in by_key[_key(figure)] if i not in used and fits(figure.row, predicted[i].row)]
        same = [
            same_name(figure.row.speaker, predicted[i].row.speaker, outlets[figure.row.doc]) for i in free
        ]
        if free:
            best = free[same.index(True)] if any(same) else free[0]
            used.add(best)
            pairs.append(Match(figure, predicted[best], any(same)))
    return pairs


def _key(figure: Figure) -> tuple[str, str, Count]:
    return figure.row.doc, figure.effect, figure.count


def score_figures(matches: Sequence[Match], predicted: int, gold: int) -> dict[str, dict[str, float]]:
    """Return the scores of figures, and of figures with their speaker."""
    return {
        "figure": f1(len(matches), predicted, gold),
        "figure_speaker": f1(sum(one.speaker for one in matches), predicted, gold),
    }


def score_blame(rows: Sequence[Row], predicted: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return the scores of culprits (exactly the same camps), and of how surely they are named."""
    blaming = [row for row in rows if row.responsible]
    used: set[int] = set()
    pairs = [(row, _take(row, predicted, used)) for row in blaming]
    right = [(row, one) for row, one in pairs if one is not None]
    extra = [one for i, one in enumerate(predicted) if i not in used and one.responsible]
    certainty = _certainty(pairs, [one for one in extra if one.end - one.start <= LONGEST])
    return {
        "blame": f1(len(right), sum(bool(one.responsible) for one in predicted), len(blaming)),
        "certainty": certainty,
    }


def _take(row: Row, predicted: Sequence[Row], used: set[int]) -> Row | None:
    """Return the free prediction that blames whom this account blames; it is used up."""
    near = [i for i, one in enumerate(predicted) if i not in used and one.responsible and fits(row, one)]
    same = [i for i in near if camps(predicted[i].responsible) == camps(row.responsible)]
    if not same:
        return None
    best = min(same, key=lambda i: predicted[i].certainty != row.certainty)
    used.add(best)
    return predicted[best]


def _certainty(pairs: Sequence[tuple[Row, Row | None]], extra: Sequence[Row]) -> dict[str, float]:
    """Return F1 of each certainty that occurs, and their mean as `macro_f1`; one untold is a fact."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row, one in pairs:
        told, read = row.certainty or "fact", (one.certainty or "fact") if one else None
        if told == read:
            right[told] += 1
        else:
            wrong.update([told] if read is None else [told, read])
    wrong.update(one.certainty or "fact" for one in extra)
    each = {c: 2 * right[c] / (2 * right[c] + wrong[c]) for c in CERTAINTIES if right[c] + wrong[c]}
    return {"macro_f1": sum(each.values()) / len(each) if each else 0.0, **each}
