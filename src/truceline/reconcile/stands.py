"""Stands: where an event stands among others, so that those it could be one with are found by looking up a few places.

Whether two events are held against each other depends on these two alone, not on how many others there are: an event that
comes later changes what is compared with it, and nothing else.
"""

import datetime
from collections.abc import Iterator

from truceline.reconcile.keys import EventKey

EPOCH = datetime.date(1970, 1, 5)
# Weeks of a longer stretch count up to this many: "this year" is told of nothing in particular.
MOST_WEEKS = 6
# Tolls of fewer are too common to bring two events together.
TELLING_TOLL = 4


def stands(key: EventKey) -> frozenset[str]:
    """Return where an event stands: at each of its places, there in a week too; by what else few share in a week; on a day."""
    weeks = _weeks(key)
    ever = (f"{'ever' if weeks else 'timeless'} {place}" for place in key.places)
    at = (f"{name} {week}" for name in _names(key, "holds", "lies in") for week in weeks)
    return frozenset((*ever, *at, f"text {key.family}", *_day(key, "placed" if key.places else "placeless")))


def looks(key: EventKey) -> frozenset[str]:
    """Return where those stand that an event is compared with; it is compared by each of them.

    They are told of one place in one week or two that touch, or one of a place that holds the other's; or whenever, where
    one of the two is told without any time. Uncommon words, names and tolls bring together what is told of two places, and
    so does a report that both copy. Without a place it is compared with all of its kind on its day, with one only with
    those that have none.
    """
    weeks = _weeks(key)
    near = {week + step for week in weeks for step in (-1, 0, 1)}
    at = (f"{name} {week}" for name in _names(key, "lies in", "holds") for week in near)
    ever = (f"{one} {place}" for place in key.places for one in ("timeless", *(() if weeks else ("ever",))))
    days = (*_day(key, "placeless"), *(() if key.places else _day(key, "placed")))
    return frozenset((*ever, *at, f"text {key.family}", *days))


def _names(key: EventKey, holding: str, lying: str) -> Iterator[str]:
    """Yield what an event may share with another. What holds looks for what lies in it, and the other way round."""
    yield from (f"at {place}" for place in key.places)
    yield from (f"{holding} {name}" for name in key.named)
    yield from (f"{lying} {name}" for name in key.inside)
    yield from (f"word {word}" for word in key.rare | key.names)
    yield from (f"killed {count}" for count in key.killed if count >= TELLING_TOLL)


def _weeks(key: EventKey) -> set[int]:
    """Return the weeks of its days and of its report: a day that is read wrongly is seldom far from it.

    Measured on benchmarks/accounts: with the weeks of the days alone six incidents more fall apart; looking two, four or
    eight weeks around finds no more.
    """
    told = [day for day in (key.first or key.last, key.published) if day is not None]
    if not told:
        return set()
    start, end = _week(told[0]), _week(key.last or told[0])
    return {*range(start, min(end, start + MOST_WEEKS - 1) + 1), _week(told[-1])}


def _week(day: datetime.date) -> int:
    return (day - EPOCH).days // 7


def _day(key: EventKey, where: str) -> Iterator[str]:
    if key.first is not None and key.first == key.last:
        yield f"{where} {key.kind} {key.first}"
