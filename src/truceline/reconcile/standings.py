"""Standings: tellings of one kind between two actors -> the relation in each stretch of time in which it is told."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from truceline.model.ids import content_id
from truceline.model.standing import HELD, MUTUAL, RelationShown, Telling

# What is told again within a year goes on; what was so in one war and is so in the next are two stretches. On the 758
# Syria reports 30, 90, 180, 366 and 730 days make 504, 475, 457, 436 and 412 relations, never parting them 400: below a
# year the gaps are those of the reports at hand.
GAP = datetime.timedelta(days=366)
End = Literal["first", "last"]


def find_relations(tellings: Iterable[Telling]) -> list[RelationShown]:
    """Return the relations that tellings make, by id; their order does not matter. Single happenings make none."""
    by_key: defaultdict[str, list[Telling]] = defaultdict(list)
    for one in tellings:
        if one.incident_of is None:
            by_key[one.key].append(one)
    found = [_relation(told) for key in by_key for told in _stretches(by_key[key])]
    return sorted(found, key=lambda one: one.id)


def _stretches(told: Sequence[Telling]) -> Iterator[list[Telling]]:
    """Yield the tellings of one key, those of one stretch of time together; those without a day are one stretch."""
    undated = [one for one in told if one.first is None]
    dated = sorted((one.first, one.last or one.first, one.id, one) for one in told if one.first is not None)
    stretch: list[Telling] = []
    until = datetime.date.min
    for first, last, _, one in dated:
        if stretch and first - until > GAP:
            yield stretch
            stretch = []
        stretch.append(one)
        until = max(until, last) if len(stretch) > 1 else last
    if stretch:
        yield stretch
    if undated:
        yield undated


def _relation(told: Sequence[Telling]) -> RelationShown:
    told = sorted(told, key=lambda one: (one.first or datetime.date.max, one.id))
    held = [one for one in told if one.modality in HELD]
    denied = [one for one in told if one.modality == "denied"]
    # Where nobody tells it as being so, its days are those of who denies it or means it.
    days = held or told
    one = held[0] if held else told[0]
    a, b = _ends(one)
    first, last, inferred = _ends_of_time(days)
    return RelationShown(
        id=content_id("relation", one.key, min(telling.id for telling in told)),
        kind=one.kind,
        a=a[0],
        b=b[0],
        a_name=a[1],
        b_name=b[1],
        mutual=one.kind in MUTUAL,
        first=first,
        last=last,
        inferred=inferred,
        told=len(held),
        independent=len({telling.unit for telling in held}),
        holders=_by_count(telling.holder for telling in held),
        denied=_by_count(telling.holder for telling in denied),
        meant=len(told) - len(held) - len(denied),
        documents=tuple(sorted({telling.document for telling in told if telling.document})),
        evidence=tuple(dict.fromkeys(span for telling in told for span in telling.evidence[:1])),
    )


def _ends(one: Telling) -> tuple[tuple[str, str], tuple[str, str]]:
    a, b = (one.a, one.a_name), (one.b, one.b_name)
    return (b, a) if one.kind in MUTUAL and b[0] < a[0] else (a, b)


def _ends_of_time(
    tellings: Sequence[Telling],
) -> tuple[datetime.date | None, datetime.date | None, tuple[End, ...]]:
    """Return the first and last day of all; an end is inferred where nobody tells it in words."""
    firsts = [one.first for one in tellings if one.first]
    lasts = [one.last for one in tellings if one.last]
    if not firsts or not lasts:
        return None, None, ()
    first, last = min(firsts), max(lasts)
    begins = any(one.date is not None and one.date.first == first for one in tellings)
    ends = any(one.date is not None and one.date.last == last for one in tellings)
    told: dict[End, bool] = {"first": begins, "last": ends}
    return first, last, tuple(end for end in told if not told[end])


def _by_count(names: Iterable[str]) -> tuple[str, ...]:
    count = Counter(names)
    return tuple(sorted(count, key=lambda name: (-count[name], name)))
