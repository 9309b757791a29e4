"""Stands: where an event stands among others, so that those it could be one with are found by looking up a few places.

Whether two events are held against each other depends on these two alone, not on how many others there are: an event that
comes later changes what is compared with it, and nothing else.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from truceline.reconcile.compare import DAILY, LASTING, VAGUE
from truceline.reconcile.keys import EventKey

EPOCH = datetime.date(1970, 1, 5)
# Weeks of a longer stretch count up to this many: "this year" is told of nothing in particular.
MOST_WEEKS = 6
# A stretch of more days is looked at as if it told none.
MOST_DAYS = 7
# Days between two that are compared for their place alone.
NEAR_DAYS = 2
# Weeks in which a word is kept in one place.
MONTH = 4
# Tolls of fewer are too common to bring two events together.
TELLING_TOLL = 4


def stands(key: EventKey) -> frozenset[str]:
    """Return where an event stands: at each of its places, there in a week too; by what else few share in a week; on a day."""
    weeks = _weeks(key)
    ever = (f"{'ever' if weeks else 'timeless'} {place}" for place in key.places)
    there = ("at", *(_told_there(key) if _is_of_days(key) else ("open",)))
    at = (f"{name} {week}" for name in _names(key, there, "holds", "lies in") for week in weeks)
    days = (f"at {place} on {day}" for place in key.places for day in _days(key, 0))
    return frozenset(
        (*ever, *at, *days, f"text {key.family}", *_day(key, "placed" if key.places else "placeless"))
    )


def looks(key: EventKey) -> frozenset[str]:
    """Return where those stand that an event is compared with; it is compared by each of them.

    They are told of one place in one week or two that touch, or one of a place that holds the other's; or whenever, where
    one of the two is told without any time. Where both tell a day, more than two days apart, they have something else in
    common that speaks for one happening. Uncommon words, names and tolls bring together what is told of two places, and
    so does a report that both copy. Without a place it is compared with all of its kind on its day, with one only with
    those that have none.
    """
    weeks = _weeks(key)
    near = {week + step for week in weeks for step in (-1, 0, 1)}
    there = ("open", *_told_there(key)) if _is_of_days(key) else ("at",)
    at = (f"{name} {week}" for name in _names(key, there, "lies in", "holds") for week in near)
    ever = (f"{one} {place}" for place in key.places for one in ("timeless", *(() if weeks else ("ever",))))
    on = (f"at {place} on {day}" for place in key.places for day in _days(key, NEAR_DAYS))
    days = (*_day(key, "placeless"), *(() if key.places else _day(key, "placed")))
    return frozenset((*ever, *at, *on, f"text {key.family}", *days))


def kept(key: EventKey) -> frozenset[str]:
    """Return where an event is found again by those that `sought` returns: by all that look where it stands, and a few more.

    An event of news has thirty uncommon words around it, each in two weeks: these were nine tenths of all places, and a third
    of a record. Here a word stands in a month.
    """
    return _in_months(stands(key))


def sought(key: EventKey) -> frozenset[str]:
    """Return where those are kept that an event is compared with."""
    return _in_months(looks(key))


def _in_months(places: Iterable[str]) -> frozenset[str]:
    return frozenset(_in_month(place) if place.startswith("word ") else place for place in places)


def _in_month(place: str) -> str:
    word, _, week = place.rpartition(" ")
    return f"{word} month {int(week) // MONTH}"


def _names(key: EventKey, there: Sequence[str], holding: str, lying: str) -> Iterator[str]:
    """Yield what an event may share with another. What holds looks for what lies in it, and the other way round."""
    yield from (f"{what} {place}" for place in key.places for what in there)
    yield from (f"{holding} {name}" for name in key.named)
    yield from (f"{lying} {name}" for name in key.inside)
    yield from (f"word {word}" for word in key.rare | key.names)
    yield from (f"killed {count}" for count in key.killed if count >= TELLING_TOLL)


def _told_there(key: EventKey) -> list[str]:
    """Return what speaks for one happening at one place though days lie between, by the weights (`weigh.py`).

    In a city that is shelled every day thousands of events stand in one week. Three days apart, with nothing of this in
    common, what is left that may speak for two of them comes to less than what is kept as near.
    """
    kinds = [key.kind] if key.kind in LASTING or key.kind not in (*DAILY, VAGUE) else []
    tolls = (f"wounded {count}" for count in key.wounded if count >= TELLING_TOLL)
    hit = (f"hit {word}" for word in key.targets | key.target_actors | key.points | key.nearby)
    return [*kinds, *tolls, *hit]


def _is_of_days(key: EventKey) -> bool:
    return key.first is not None and key.last is not None and (key.last - key.first).days < MOST_DAYS


def _days(key: EventKey, around: int) -> list[datetime.date]:
    """Return the days of an event that tells some, and so many before and behind."""
    if not _is_of_days(key) or key.first is None or key.last is None:
        return []
    first = key.first - datetime.timedelta(around)
    return [first + datetime.timedelta(n) for n in range((key.last - key.first).days + 2 * around + 1)]


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
