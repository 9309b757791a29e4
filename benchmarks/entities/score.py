"""Score entities: the kind, and the stretch of text by overlap or exactly."""

from collections import defaultdict
from collections.abc import Sequence

from benchmarks.entities.gold import COUNTED, KINDS, Entity, Kind
from benchmarks.harness import f1

Scores = dict[str, dict[str, float]]


def score(gold: Sequence[Entity], predicted: Sequence[Entity]) -> dict[str, Scores]:
    """Return scores of what is `named`, the same `exact`, and of `all`: each in `micro` and by kind.

    For `named` a prediction that is matched to an entity without a name is left out: it is neither asked for nor wrong.
    """
    pairs = match(gold, predicted)
    unnamed = {j for i, j in pairs.items() if not gold[i].named}
    named = [one for one in gold if one.named]
    kept = [one for j, one in enumerate(predicted) if j not in unnamed]
    return {
        "named": _by_kind(named, kept, match(named, kept)),
        "exact": _by_kind(named, kept, match(named, kept, exact=True)),
        "all": _by_kind(gold, predicted, pairs),
    }


def _by_kind(gold: Sequence[Entity], predicted: Sequence[Entity], pairs: dict[int, int]) -> Scores:
    groups: dict[str, tuple[Kind, ...]] = {"micro": COUNTED, **{str(kind): (kind,) for kind in KINDS}}
    return {
        name: f1(
            sum(gold[i].kind in kinds for i in pairs),
            sum(one.kind in kinds for one in predicted),
            sum(one.kind in kinds for one in gold),
        )
        for name, kinds in groups.items()
    }


def match(gold: Sequence[Entity], predicted: Sequence[Entity], *, exact: bool = False) -> dict[int, int]:
    """Return which prediction each gold entity is matched to, one to one, by place in their lists.

    The nearest alike go first (what both cover over what either does); of equal ones the earlier gold, then prediction.
    """
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for j, guess in enumerate(predicted):
        places[guess.doc, guess.kind].append(j)
    fitting = sorted(
        (-alike, i, j)
        for i, one in enumerate(gold)
        for j in places[one.doc, one.kind]
        if (alike := _alike(one, predicted[j])) == 1 or (alike > 0 and not exact)
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in fitting:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _alike(one: Entity, other: Entity) -> float:
    shared = min(one.at[1], other.at[1]) - max(one.at[0], other.at[0])
    return shared / (max(one.at[1], other.at[1]) - min(one.at[0], other.at[0])) if shared > 0 else 0.0
