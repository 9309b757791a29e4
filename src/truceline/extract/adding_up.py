"""Adding up: a lead that counts the dead of several strikes, 39, which the report then tells one by one: 36 here and 3 there."""

from collections.abc import Iterator

import msgspec

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.tallies import MANY

# What holds several towns.
WIDE = ("province", "country")


def sums_apart(scene: Scene, groups: list[list[Draft]]) -> Iterator[list[Draft]]:
    """Yield the groups, what sums up two of them as a group of its own: who did the one did not do the other.

    "Raids by the Xs and the Ys killed 39. An X plane hit a market, killing 36. Three more died in a separate Y raid".
    """
    for group in groups:
        total = next((t for t in _totals(scene, group) if _adds_up(group, groups, t)), None)
        summed = [one for one in group if total is not None and _counts(one, total)]
        parts = [one for one in group if one not in summed]
        if total is None:
            yield group
        elif any(_killed(one) for one in parts):
            yield from ([_as_sum(one) for one in summed], _of_its_day(scene, summed, parts))
        else:
            yield [_as_sum(one) for one in group] if _is_wide(group) else group


def with_days(groups: list[list[Draft]]) -> Iterator[list[Draft]]:
    """Yield the groups, one that takes a total of the sentence before apart with the day of the total.

    "Raids killed 21 in and around the town on Monday. 15 died in a mill and six in a village near it".
    """
    told = [one for group in groups for one in group if one.date is not None and not one.heading]
    for group in groups:
        first = group[0]
        counts = _counted(first)
        total = next(
            (one for one in told if first.sentence - one.sentence == 1 and sum(counts) in _killed(one)), None
        )
        undated = all(one.date is None for one in group)
        if undated and len(counts) > 1 and total is not None:
            yield [msgspec.structs.replace(first, date=total.date), *group[1:]]
        else:
            yield group


def _totals(scene: Scene, group: list[Draft]) -> Iterator[int]:
    """Yield the counts of the killed that are told of several strikes: "raids killed 39"."""
    for one in group:
        nouns = [scene.parsed.tokens[t.head] for t in one.cluster.triggers if not t.verb]
        if any(noun.tag == "NNS" for noun in nouns) and not one.heading:
            yield from (low for low in _killed(one) if low >= MANY)


def _adds_up(group: list[Draft], groups: list[list[Draft]], total: int) -> bool:
    """Return whether the report tells of two after it whose dead are as many, the one set apart from the other."""
    first = next(one for one in group if _counts(one, total))
    told = [(n, one) for n, several in enumerate(groups) for one in several if not one.heading]
    later = [(n, one) for n, one in told if one.sentence > first.sentence]
    apart = [(n, one) for n, one in later if one.other and groups[n] is not group]
    return any(
        a + b == total
        for n, one in later
        for m, two in apart
        if n != m and not one.other
        for a in _killed(one)
        for b in _killed(two)
    )


def _is_wide(group: list[Draft]) -> bool:
    """Return whether no town is told: raids on one town are not those on two others whose dead happen to be as many."""
    return all(one.place is None or one.place.value.precision in WIDE for one in group)


def _counts(one: Draft, total: int) -> bool:
    return total in _killed(one)


def _killed(one: Draft) -> set[int]:
    """Return its counts of all the killed, none of one alone: one more or less is chance."""
    return {count for count in _counted(one) if count > 1}


def _counted(one: Draft) -> list[int]:
    """Return its counts of the killed, each as often as it is told."""
    figures = (harm.value.figure for harm in one.harms)
    whole = (f for f in figures if f.effect == "killed" and f.part_of is None and f.exactness != "vague")
    return [f.low for f in whole if f.low]


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
