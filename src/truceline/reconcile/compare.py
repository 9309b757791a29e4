"""Compare: what two events have in common, and what keeps them apart. Each feature names a case, and the words for it."""

import datetime
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from truceline.reconcile.filled import filled
from truceline.reconcile.keys import EventKey

# Two tolls of one happening are as a rule within this ratio; two sides' tolls are not.
LIKE_TOLL = 0.6
# A stretch of more days ("in 2017", "since the spring") says no day.
LONGEST_STRETCH = 31
# What lies within so many degrees (25 km) of the middle of a city may be in it or just outside.
IN_TOWN = 0.22
# Two towns that are both on the map are two, though they lie as near each other as this (5 km).
ONE_TOWN = 0.05
# Reports that share this part of the words about an event print one text.
REPRINTED = 0.5
# More words in common than these say no more.
MANY = 3
SIEGE = "siege"
VAGUE = "attack"
# Of these a war has many in a day; a gas attack or a car bomb is one of few in a week.
DAILY = frozenset(("air_strike", "shelling", "clash", "offensive", "capture", "siege"))
# These last: two days on which one is told are no two of them.
LASTING = frozenset(("offensive", "siege"))
# What one witness calls shelling another calls a strike.
NEAR_KINDS = (
    {"air_strike", "shelling"},
    {"clash", "offensive"},
    {"clash", "shelling"},
    {"air_strike", "chemical"},
    {"capture", "offensive"},
)
PUSHES = frozenset(("offensive", "capture", "siege"))
# What is done on the ground lasts and moves on; a strike, a siege, a protest and a downed plane are never told one as the other.
NATURES = (
    frozenset(("air_strike", "shelling", "bombing", "chemical", "clash")),
    # Nobody is executed by shelling: a pilot's execution and the raids in revenge were one.
    frozenset(("clash", "execution")),
    frozenset(("clash", "offensive", "capture", "retreat")),
    # A siege goes on for weeks, and whoever lays it pushes on a town; ground that is taken or left on a day is none.
    frozenset(("offensive", "siege")),
    frozenset(("siege", "aid_blocked")),
)
FAR = "place: two, on the map"
OPPOSITE = ({"north", "south"}, {"east", "west"})


Pins = frozenset[tuple[float, float]]


class Case(NamedTuple):
    """One finding: the case, which has a weight, and the words of its reason with what stands in their gaps.

    The reason is put together where it is shown: most pairs are compared and never heard of again.
    """

    name: str
    words: str
    values: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """Return the reason as it is shown."""
        return filled(self.words, self.values)


def compare(a: EventKey, b: EventKey) -> Iterator[Case]:
    """Yield all that speaks for and against the two being one."""
    for feature in FEATURES:
        if (found := feature(a, b)) is not None:
            yield found


def place(a: EventKey, b: EventKey) -> Case | None:
    """The two are told of one place, or of two."""
    if not a.places or not b.places:
        return (
            Case("place: told by one", "place: told by one only")
            if a.places or b.places
            else Case("place: not told", "place: not told")
        )
    if shared := a.narrow & b.narrow:
        return _one_place(a, b, shared)
    # "Xtown, a suburb of Ytown" and "Ztown, a suburb of Ytown" are two, for all that both tell of Ytown.
    # So are two towns of one province, where the one is told beside it.
    towns = _each_within(a, b) and _all_apart(a.spots, b.spots, ONE_TOWN)
    if a.narrow & b.places or a.places & b.narrow or (not towns and (holds(a, b) or holds(b, a))):
        return Case("place: one in the other", "place: {} and {}, one in the other", (a.named, b.named))
    return _two_places(a, b)


def _two_places(a: EventKey, b: EventKey) -> Case:
    """What no gazetteer knows may be another spelling; two places on the map are two."""
    both, words = (a.named, b.named), "place: {} and {}"
    if a.named & b.inside or b.named & a.inside:
        return Case("place: two, unless a province is meant", f"{words}, unless the province is meant", both)
    if _all_apart(a.at, b.at, IN_TOWN):
        return Case(FAR, words, both)
    towns = _all_apart(a.spots, b.spots, ONE_TOWN)
    return Case("place: two, not far apart" if towns else "place: two", words, both)


def _all_apart(ours: Pins, theirs: Pins, least: float) -> bool:
    return bool(ours and theirs) and all(_apart(x, y) > least for x in ours for y in theirs)


def holds(a: EventKey, b: EventKey) -> bool:
    """Return whether a place of the one holds one of the other.

    A province holds all its towns; a city that bears its name, what lies near: a town hours away is not in it.
    """
    if a.holds & b.inside:
        return True
    if not a.named & b.inside:
        return False
    return not a.at or not b.at or any(_apart(x, y) <= IN_TOWN for x in a.at for y in b.at)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how many degrees lie between two points, at most; near enough for a town."""
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]) * math.cos(math.radians(a[0])))


def _one_place(a: EventKey, b: EventKey, shared: frozenset[str]) -> Case:
    named = (a.named & b.named or shared,)
    wide = shared <= a.wide | b.wide
    # Without a day, every push on a town in years of war would be the one: it weighs as any other place.
    if a.kind == b.kind == "offensive" and _days(a) and _days(b) and not wide:
        words = "place: both on {}, and an offensive is known by what it is on"
        return Case("place: one, of an offensive", words, named)
    if not wide:
        return Case("place: one", "place: both {}", named)
    if any({x, y} in OPPOSITE for p, x in a.parts for q, y in b.parts if p == q):
        return Case("place: two parts of one", "place: opposite parts of {}", named)
    if _each_within(a, b):
        return Case("place: two, in one wide", "place: two in {}, a wide one", named)
    return Case("place: one, wide", "place: both {}, a wide one", named)


def _each_within(a: EventKey, b: EventKey) -> bool:
    """Return whether each names a town of its own in the wide place that they share: a camp has two names, or there are two."""
    wide = a.wide | b.wide
    ours, theirs = a.narrow - wide, b.narrow - wide
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def day(a: EventKey, b: EventKey) -> Case | None:
    """The two give days in common, or days apart; where one gives none, its report came out soon after, or not."""
    ours, theirs = _stretch(a), _stretch(b)
    if ours is None or theirs is None:
        return _day_told_once(a, b)
    gap = max((ours[0] - theirs[1]).days, (theirs[0] - ours[1]).days, 0)
    width = max((ours[1] - ours[0]).days, (theirs[1] - theirs[0]).days)
    if gap == 0 and width > LONGEST_STRETCH:
        return _day_told_once(a, b)
    if gap == 0:
        name = "day: one" if width <= 1 else "day: stretches meet"
        return Case(name, "day: {} to {} and {} to {} meet", (*ours, *theirs))
    return _days_apart(a, b, gap)


def _days_apart(a: EventKey, b: EventKey, gap: int) -> Case:
    if gap == 1:
        return Case("day: one apart", "day: one apart")
    if a.kind == b.kind and a.kind in LASTING:
        name = "a week" if gap <= 7 else "weeks" if gap <= 30 else "months"
        return Case(
            f"day: {name} apart, of an offensive", "day: {} apart, and what lasts is told on many", (gap,)
        )
    # Up to a week may be a weekday read wrong; two strikes on one school in two weeks are two.
    name = "two" if gap == 2 else "more" if gap < 7 else "a week or more"
    return Case(f"day: {name} apart", "day: {} apart", (gap,))


def _stretch(key: EventKey) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day; None where none is told."""
    return None if key.first is None or key.last is None else (key.first, key.last)


def _days(key: EventKey) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day; None where none is told, or a stretch so long that it tells none ("in 2017")."""
    days = _stretch(key)
    return None if days is None or (days[1] - days[0]).days > LONGEST_STRETCH else days


def _day_told_once(a: EventKey, b: EventKey) -> Case | None:
    if a.published is None or b.published is None:
        return None
    if a.doc == b.doc:
        return _old(a) or _old(b)
    for one, other in ((a, b), (b, a)):
        days = _days(one) or _past(one, other)
        if days is not None and other.published is not None:
            return _before(days, other.published)
    gap = abs((a.published - b.published).days)
    name = "a day" if gap <= 1 else "days" if gap <= 4 else "weeks" if gap <= 14 else "months"
    return Case(f"reports: {name} apart", "reports: {} days apart", (gap,))


def _old(key: EventKey) -> Case | None:
    """What a report dates long before itself is not what it tells beside it without a day, as its news."""
    days = _days(key) or _past(key, key)
    found = _before(days, key.published) if days and key.published else None
    return found if found and found.name == "day: told long before the other report" else None


def _past(key: EventKey, other: EventKey) -> tuple[datetime.date, datetime.date] | None:
    """Return a long stretch that was over before the other report's year: "took the town in 2014" is no news of 2016."""
    days = _stretch(key)
    over = days is not None and other.published is not None and days[1].year < other.published.year
    return days if over else None


def _before(days: tuple[datetime.date, datetime.date], published: datetime.date) -> Case:
    """Compare the days of the one with the day on which the other report came out."""
    words, values = "day: {}, and the other report is of {}", (days[1], published)
    if (days[0] - published).days > 1:
        return Case("day: after the other report", words, values)
    late = (published - days[1]).days
    name = "soon" if late <= 1 else "days" if late <= 4 else "weeks" if late <= 14 else "long"
    return Case(f"day: told {name} before the other report", words, values)


def kind(a: EventKey, b: EventKey) -> Case | None:
    """The two are of one kind, or one of them is vague."""
    if a.kind == b.kind:
        name = "kind: one" if a.kind in DAILY else "kind: one, seldom told"
        return Case(name, "kind: both {}", (a.kind,)) if a.kind != VAGUE else None
    if VAGUE in (a.kind, b.kind):
        return None
    name = (
        "kind: near"
        if like_kinds(a.kind, b.kind)
        else "kind: two"
        if one_nature(a.kind, b.kind)
        else "kind: two, of two natures"
    )
    return Case(name, "kind: {} and {}", (a.kind, b.kind))


def like_kinds(one: str, other: str) -> bool:
    """Return whether words for the two kinds can tell of one event."""
    return one == other or VAGUE in (one, other) or {one, other} in NEAR_KINDS


def one_nature(one: str, other: str) -> bool:
    """Return whether the two are of one nature, so that a reader may have taken the one for the other."""
    return like_kinds(one, other) or any(one in nature and other in nature for nature in NATURES)


def target(a: EventKey, b: EventKey) -> Case | None:
    """The two hit the same, by its words or by the actor they name."""
    if points := a.points & b.points:
        return Case("target: one", "target: {}", (points,))
    words, actors = a.targets & b.targets, a.target_actors & b.target_actors
    if words or actors:
        return Case("target: words shared", "target: {}", (words or actors,))
    # "A bus convoy" is told as the buses by the one and as the convoy by the other.
    if a.points and b.points and not a.points & b.nearby and not b.points & a.nearby:
        return Case("target: two", "target: {} and {}", (a.points, b.points))
    return None


def nearby(a: EventKey, b: EventKey) -> Case | None:
    """A building or crowd stands near both: a school, a wedding; where what was hit tells nothing yet."""
    shared = (a.points | a.nearby) & (b.points | b.nearby)
    if not shared or a.points & b.points or a.doc == b.doc:
        return None
    return Case("nearby: one", "words: {}", (shared,))


def names(a: EventKey, b: EventKey) -> Case | None:
    """The reports use names for it that nothing knows: a victim's, a street's."""
    return _shared("names", a.names & b.names, a, b)


def rare(a: EventKey, b: EventKey) -> Case | None:
    """The reports use words for it that few reports use."""
    return _shared("rare words", a.rare & b.rare, a, b)


def _shared(what: str, shared: frozenset[str], a: EventKey, b: EventKey) -> Case | None:
    if not shared or a.doc == b.doc:
        return None
    return Case(f"{what}: {min(len(shared), MANY)}", "{}: {}", (what, shared))


def killed(a: EventKey, b: EventKey) -> Case | None:
    """The two give like tolls of killed."""
    return _toll("killed", a, b, a.killed, b.killed)


def wounded(a: EventKey, b: EventKey) -> Case | None:
    """The two give like tolls of wounded."""
    return _toll("wounded", a, b, a.wounded, b.wounded)


def _toll(
    effect: str, a: EventKey, b: EventKey, ours: tuple[int, ...], theirs: tuple[int, ...]
) -> Case | None:
    if not ours or not theirs:
        return None
    # A sum over days or places is known by its number; of one attack each may count otherwise.
    of = ", of a sum" if a.scope == b.scope == "aggregate" else ""
    ratio = max(min(x, y) / max(x, y) for x in ours for y in theirs)
    if ratio == 1:
        # One or two killed are too common to say much.
        both = max(set(ours) & set(theirs))
        return Case(
            f"{effect}: one{of}" if both > 3 else f"{effect}: one, few", "{}: {} in both", (effect, both)
        )
    name = "like" if ratio >= LIKE_TOLL else "unlike"
    return Case(f"{effect}: {name}{of}", "{}: {} and {}", (effect, ours[-1], theirs[-1]))


def sides(a: EventKey, b: EventKey) -> Case | None:
    """The two name the same side as having done it, or different ones."""
    if not a.sides or not b.sides:
        # "Besieged by rebels" is no siege by the government, whoever the rebels are. Of raids and clashes this says little: who
        # hits back is told beside them.
        two = a.kind == b.kind == SIEGE and a.camps and b.camps and not a.camps & b.camps
        return Case("done by: two", "done by: {} and {}", (a.camps, b.camps)) if two else None
    shared = a.sides & b.sides
    return (
        Case("done by: one", "done by: {}", (shared,))
        if shared
        else Case("done by: two", "done by: nobody in common")
    )


def people(a: EventKey, b: EventKey) -> Case | None:
    """The two harmed the same kind of people, or one civilians and the other combatants."""
    if not a.people or not b.people:
        return None
    shared = a.people & b.people
    return (
        Case("harmed: one", "harmed: {}", (shared,)) if shared else Case("harmed: others", "harmed: others")
    )


def told(a: EventKey, b: EventKey) -> Case | None:
    """The two stand in one report, or one report is made from the other and the words for it can be of one kind."""
    if a.doc == b.doc:
        told_in = f"told: {_told_in(a, b)}"
        return Case(told_in, told_in)
    if _reprinted(a.words, b.words) and (not a.close or not b.close or _reprinted(a.close, b.close)):
        return Case("reports: one text", "reports: the same words")
    if a.family == b.family and like_kinds(a.kind, b.kind):
        return Case("reports: copies", "reports: one is a copy of the other")
    return None


def _told_in(a: EventKey, b: EventKey) -> str:
    """Return where one report tells the two; or that it calls the later of them another one."""
    early, late = sorted((a, b), key=lambda key: key.sentence)
    if late.another and early.sentence < late.sentence and early.kind == late.kind != VAGUE:
        return "as another"
    apart = late.sentence - early.sentence
    # "A raid on Xtown killed nine. Fighters have been advancing on the town": the push is another matter than the raid.
    if apart == 1 and VAGUE in (a.kind, b.kind) and {a.kind, b.kind} & PUSHES:
        return "in one report"
    return "in one sentence" if apart == 0 else "in the next" if apart == 1 else "in one report"


def _reprinted(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    return len(ours & theirs) >= REPRINTED * max(min(len(ours), len(theirs)), 1)


FEATURES: tuple[Callable[[EventKey, EventKey], Case | None], ...] = (
    place,
    day,
    kind,
    target,
    killed,
    wounded,
    sides,
    people,
    nearby,
    names,
    rare,
    told,
)
