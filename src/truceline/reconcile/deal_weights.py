"""Weights: what speaks for and against two documents' terms being of one deal, each with its reason."""

from calendar import month_abbr
from collections.abc import Callable, Iterator
from typing import NamedTuple

from truceline.model.judgement import Weight
from truceline.model.when import When
from truceline.reconcile.deal_keys import Held, TermKey
from truceline.reconcile.filled import filled

# Most pairs of deals told of are two: truces follow each other.
PRIOR = Weight(-2.0, "most pairs of deals are two")
# Above this sum two terms are one deal; between it and zero only where no other deal is left to choose.
SAME = 1.0
# A deal told of with this much against it never joins, whatever the others of its group say.
NEVER = -4.0
MONTHS = frozenset(name.lower() for name in month_abbr if name)
HALTS = frozenset({"ceasefire", "humanitarian_pause"})
NEAR_PUBLISHED = 7
FAR_PUBLISHED = 45
# A deal takes effect within this many days of its announcement, as a rule.
TO_EFFECT = 10
# Most take effect within this many days ("signed on Friday, from midnight on Saturday"): two such days are nearly one.
AT_ONCE = 2
# What a name weighs that stands around both, and all of them at most. Swept .5 to 1.5 on benchmarks/agreements, all names
# alike or those of known actors less: flat within .6 of a point; weighing them by how rare they are in the record is no better.
NAME = 0.5
MOST_NAMES = 3.0
SHARED_DUTY = 2
# A deal's own name and a publication in the same week are enough; a name around the other needs one thing more.
BOTH_CALLED = 1.5
ONE_CALLED = 1.0
DAYS = "days: {} and {}"


class Case(NamedTuple):
    """One finding: what it weighs, and the words of its reason with what stands in their gaps.

    The reason is put together where it is shown: most pairs are compared and never heard of again.
    """

    value: float
    words: str
    values: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """Return the reason as it is shown."""
        return filled(self.words, self.values)


def weigh(a: TermKey, b: TermKey) -> tuple[Weight, ...]:
    """Return all that speaks for and against, the prior first."""
    return (PRIOR, *(Weight(case.value, case.reason) for case in _cases(a, b)))


def score(a: TermKey, b: TermKey) -> float:
    """Return the sum of the weights, without their reasons."""
    return sum((case.value for case in _cases(a, b)), PRIOR.value)


def _cases(a: TermKey, b: TermKey) -> Iterator[Case]:
    for feature in FEATURES:
        if (case := feature(a, b)) is not None:
            yield case


def kind(a: TermKey, b: TermKey) -> Case | None:
    """The two are told as one kind of deal, or as two."""
    if a.kind == b.kind:
        return Case(0.5, "kind: both {}", (a.kind,))
    if "other" in (a.kind, b.kind):
        return None
    return Case(-1.0 if {a.kind, b.kind} <= HALTS else -4.5, "kind: {} and {}", (a.kind, b.kind))


def number(a: TermKey, b: TermKey) -> Case | None:
    """One is a single deal and the other a series; both are a series, told of without one date."""
    if a.plural != b.plural:
        return Case(-5.0, "number: one deal and several") if "safe_zone" not in (a.kind, b.kind) else None
    return Case(1.0, "number: both a series of deals") if a.plural else None


def day(a: TermKey, b: TermKey) -> Case | None:
    """The two were announced, or took effect, on a common day, in a common month, or apart."""
    for left, right in ((a.announced, b.announced), (a.effective, b.effective)):
        if left is not None and right is not None:
            return _day(left, right)
    for announced, effective in ((a.announced, b.effective), (b.announced, a.effective)):
        if announced is not None and effective is not None:
            value = _to_effect(announced, effective)
            return Case(value, "days: announced {}, in effect {}", (announced.said, effective.said))
    return None


def _to_effect(announced: When, effective: When) -> float:
    """Return what it weighs that a deal took effect when it did, after it was announced: at once, soon, or far from it."""
    if not announced.overlaps(effective, TO_EFFECT):
        return -4.5
    if announced.first is None or effective.first is None or announced.granularity != effective.granularity:
        return 1.0
    return 2.5 if 0 <= (effective.first - announced.first).days <= AT_ONCE else 1.0


def _day(left: When, right: When) -> Case:
    both = (left.said, right.said)
    if not left.overlaps(right):
        return Case(-4.5, DAYS, both)
    if left.first is None or right.first is None:
        return _without_year(left, right, both)
    exact = left.granularity == right.granularity == "day"
    return Case(4.0 if exact else 2.0, DAYS, both)


def _without_year(left: When, right: When, both: tuple[str, str]) -> Case:
    """Compare the words of dates of which one has no year: "Sept. 9" and "September 9" are one, as a rule."""
    ours, theirs = _calendar(left), _calendar(right)
    if not ours or not theirs:
        return Case(0.0, DAYS, both)
    return Case(3.0 if ours == theirs else -4.5, DAYS, both)


def _calendar(when: When) -> tuple[str, ...]:
    """Return the month and day that a date names, or has: "Friday" that is known to be May 3 is "May 3"."""
    if when.first is not None and when.granularity == "day" and when.first == when.last:
        return (month_abbr[when.first.month].lower(), str(when.first.day))
    return _month_and_day(when)


def _month_and_day(when: When) -> tuple[str, ...]:
    """Return the month's first three letters and the day, as said; empty where no month is."""
    words = when.said.lower().replace(".", " ").replace(",", " ").split()
    month = [word[:3] for word in words if word[:3] in MONTHS]
    return (month[0], *(word for word in words if word.isdigit() and len(word) <= len("31"))) if month else ()


def sides(a: TermKey, b: TermKey) -> Case | None:
    """The two name the same sides as bound or brokering, or others."""
    if not a.sides or not b.sides:
        return None
    shared = a.sides & b.sides
    if not shared:
        return Case(-1.5, "sides: none shared")
    return Case(1.5 if len(shared) > 1 else 0.5, "sides: {}", (shared,))


def names(a: TermKey, b: TermKey) -> Case | None:
    """Names stand around both."""
    shared = a.names & b.names
    value = min(NAME * len(shared), MOST_NAMES)
    return Case(value, "names: {}", (shared,)) if value > 0 else None


def called(a: TermKey, b: TermKey) -> Case | None:
    """Both are called by one name ("the X truce"), or one by a name that stands around the other ("agreed in X")."""
    shared = a.own & b.own
    if shared:
        return Case(BOTH_CALLED, "called: {}", (shared,))
    named = (a.own & b.names) | (b.own & a.names)
    return Case(ONE_CALLED, "called: {}", (named,)) if named else None


def published(a: TermKey, b: TermKey) -> Case | None:
    """The two documents appeared within days of each other, or months apart."""
    if a.published is None or b.published is None:
        return None
    gap = abs((a.published - b.published).days)
    if gap <= NEAR_PUBLISHED:
        return Case(1.5, "published: {} days apart", (gap,))
    return Case(-1.0 - gap / 365, "published: {} days apart", (gap,)) if gap > FAR_PUBLISHED else None


def ended(a: TermKey, b: TermKey) -> Case | None:
    """Both tell of the deal's end, or both of how long it held."""
    value = 0.5 * (a.final and b.final) + 0.5 * (a.held and b.held)
    return Case(value, "end: both tell of it") if value else None


def duty(a: TermKey, b: TermKey) -> Case | None:
    """The two tell of one duty: the same bearer owes the same thing."""
    shared = [one for one in a.duties for other in b.duties if same_duty(one, other) and one.bearers]
    return Case(2.0, "duty: {}", (shared[0].about,)) if shared else None


def same_duty(one: Held, other: Held) -> bool:
    """Return whether two duties are clearly one: same kind, same bearers, at least two words of content shared."""
    same = one.duty == other.duty and one.bearers == other.bearers
    return same and (
        len(one.about & other.about) >= SHARED_DUTY or (bool(one.about) and one.about == other.about)
    )


FEATURES: tuple[Callable[[TermKey, TermKey], Case | None], ...] = (
    kind,
    number,
    day,
    sides,
    names,
    called,
    published,
    ended,
    duty,
)
