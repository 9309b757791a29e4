"""Adding up: a lead that counts the dead of several strikes, 39, which the report then tells one by one: 36 here and 3 there."""

from collections.abc import Iterator

import msgspec

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.tallies import MANY


def sums_apart(scene: Scene, groups: list[list[Draft]]) -> Iterator[list[Draft]]:
    """Yield the groups, what sums up two of them as a group of its own: who did the one did not do the other.

    "Raids by the Xs and the Ys killed 39. An X plane hit a market, killing 36. Three more died in a separate Y raid".
    """
    for group in groups:
        total = next((t for t in _totals(scene, group) if _adds_up(group, groups, t)), None)
        summed = [one for one in group if total is not None and _counts(one, total)]
        rest = [one for one in group if one not in summed]
        apart = [[_as_sum(one) for one in summed], _of_its_day(scene, summed, rest)]
        yield from apart if summed and rest else [group]


def _totals(scene: Scene, group: list[Draft]) -> Iterator[int]:
    """Yield the counts of the killed that are told of several strikes: "raids killed 39"."""
    for one in group:
        nouns = [scene.parsed.tokens[t.head] for t in one.cluster.triggers if not t.verb]
        if any(noun.tag == "NNS" for noun in nouns) and not one.heading:
            yield from (low for low in _killed(one) if low >= MANY)


def _adds_up(group: list[Draft], groups: list[list[Draft]], total: int) -> bool:
    """Return whether the report tells of two after it whose dead are as many: one of the group, and one set apart from it."""
    first = next(one for one in group if _counts(one, total))
    later = [one for one in group if one.sentence > first.sentence and not one.heading]
    others = [
        one
        for other in groups
        if other is not group
        for one in other
        if one.other and one.sentence > first.sentence
    ]
    return any(a + b == total for one in later for a in _killed(one) for two in others for b in _killed(two))


def _counts(one: Draft, total: int) -> bool:
    return total in _killed(one)


def _killed(one: Draft) -> set[int]:
    figures = (harm.value.figure for harm in one.harms)
    return {f.low for f in figures if f.effect == "killed" and f.low is not None and f.exactness != "vague"}


def _of_its_day(scene: Scene, summed: list[Draft], rest: list[Draft]) -> list[Draft]:
    """Return what is summed up beside others, with the day of the sum where it tells none: "raids killed 39 on Sunday".

    The day is the report's word, and goes where nobody else speaks.
    """
    date = next((one.date for one in summed if one.date is not None), None)
    own = next(
        (one for one in rest if scene.holder(one.cluster.lead.first, one.cluster.lead.last) is None), None
    )
    if own is None or any(one.date is not None for one in rest):
        return rest
    return [msgspec.structs.replace(one, date=date) if one is own else one for one in rest]


def _as_sum(one: Draft) -> Draft:
    return msgspec.structs.replace(one, scope="aggregate")
