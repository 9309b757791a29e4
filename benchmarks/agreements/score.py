"""Score mentions of deals, which of them are one deal, what is told of its state, and duties."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.accounts.gold import LONGEST
from benchmarks.accounts.names import camps
from benchmarks.agreements.gold import NOWHERE, Duty, Mention, Rows, read_gold, read_predictions
from benchmarks.harness import f1

Row = TypeVar("Row", Mention, Duty)
Pairs = dict[int, int]
# What changes no status, and what only may come: their label is not asked for.
NO_STATUS = ("exists", "fact_about_terms", "expected")
NOTHING_SAID = (None, "pending")


def score(data: Path, predictions: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the scores of these predictions (the form is in README.md) against the gold in the folder `data`."""
    gold = read_gold(data)
    told = read_predictions(predictions, gold)
    mentions, duties = _found(gold, told)
    return {
        "mentions": f1(len(mentions), len(told.mentions), len(gold.mentions)),
        "grouping": _grouping(gold.mentions, told.mentions, mentions),
        "status": _status(gold.mentions, told.mentions, mentions),
        "obligations": f1(len(duties), len(told.duties), len(gold.duties)),
        "performance": _performance(gold.duties, told.duties, duties),
    }


def marked(data: Path, predictions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the predictions with `right`: a mention found with its status, where that is asked for; a duty found."""
    gold = read_gold(data)
    told = read_predictions(predictions, gold)
    mentions, duties = _found(gold, told)
    right = {
        "mention": {
            j for i, j in mentions.items() if _state_right(gold.mentions[i], told.mentions[j]) is not False
        },
        "obligation": set(duties.values()),
    }
    place = {"mention": 0, "obligation": 0}
    rows = []
    for row in predictions:
        kind = row["type"]
        rows.append({**row, "right": place[kind] in right[kind]})
        place[kind] += row["doc"] in gold.documents
    return rows


def _found(gold: Rows, told: Rows) -> tuple[Pairs, Pairs]:
    return _pair(gold.mentions, told.mentions, _any), _pair(gold.duties, told.duties, _same_duty)


def _pair(gold: Sequence[Row], told: Sequence[Row], same: Callable[[Row, Row], bool]) -> Pairs:
    """Return which prediction each gold row is matched to, one to one, by place in their lists.

    The longest overlap goes first; of equal ones the later gold row, then the later prediction, as in the reference.
    """
    fitting = [
        (_shared(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(told)
        if _fits(one, other) and same(one, other)
    ]
    pairs: Pairs = {}
    used: set[int] = set()
    for _, i, j in sorted(fitting, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _shared(one: Row, other: Row) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _fits(gold: Row, told: Row) -> bool:
    """Return whether a prediction is short enough and overlaps; a gold quote of the title lies nowhere, and fits any."""
    if gold.doc != told.doc or told.end - told.start > LONGEST:
        return False
    return gold.start == NOWHERE or _shared(gold, told) > 0


def _any(gold: Mention, told: Mention) -> bool:
    return True


def _same_duty(gold: Duty, told: Duty) -> bool:
    same_bearer = gold.bearer == told.bearer or camps(gold.bearer) == camps(told.bearer)
    return gold.duty == told.duty and same_bearer


def _grouping(gold: Sequence[Mention], told: Sequence[Mention], pairs: Pairs) -> dict[str, float]:
    """Pairs of gold mentions that are one deal, in one report or two; a mention not found misses its pairs."""
    right = linked = true = 0
    for a, b in combinations(range(len(gold)), 2):
        same = gold[a].agreement == gold[b].agreement
        said = a in pairs and b in pairs and told[pairs[a]].agreement == told[pairs[b]].agreement
        right += same and said
        linked += said
        true += same
    return f1(right, linked, true)


def _status(gold: Sequence[Mention], told: Sequence[Mention], pairs: Pairs) -> dict[str, float]:
    asked = [right for i, j in pairs.items() if (right := _state_right(gold[i], told[j])) is not None]
    return {"accuracy": sum(asked) / len(asked) if asked else 0.0, "of": len(asked)}


def _state_right(gold: Mention, told: Mention) -> bool | None:
    """Return whether what is told of the state is right; None where the gold tells of none."""
    return None if gold.says in NO_STATUS else gold.says == told.says


def _performance(gold: Sequence[Duty], told: Sequence[Duty], pairs: Pairs) -> dict[str, float]:
    asked = [(gold[i], told[j]) for i, j in pairs.items() if gold[i].performance not in NOTHING_SAID]
    right = sum(one.performance == other.performance for one, other in asked)
    return {"accuracy": right / len(asked) if asked else 0.0, "of": len(asked)}
