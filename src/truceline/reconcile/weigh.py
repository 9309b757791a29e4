"""Weights: what speaks for and against two events being one happening, each with its reason.

The scorecard was read off 217 mentions of the October gold (research note "accounts"); link above LINK.
"""

from collections.abc import Callable

from truceline.model.judgement import Weight
from truceline.reconcile.keys import EventKey

# Swept -1 to 0.5 by half on benchmarks/accounts, the weights fixed: most incidents right at -0.5; at -1 single events
# begin to join aggregates, at 0.5 a quarter more incidents fall apart.
LINK = -0.5
PRIOR = Weight(-5.0, "most pairs of events are two")
# Reports on one happening appear within this many days of each other, as a rule.
NEAR_PUBLISHED = 4
FAR_PUBLISHED = 14
# Two tolls of one happening are as a rule within this ratio; two sides' tolls are not.
LIKE_TOLL = 0.6
VAGUE = "attack"
# What one witness calls shelling another calls a strike.
NEAR_KINDS = (
    {"air_strike", "shelling"},
    {"clash", "offensive"},
    {"clash", "shelling"},
    {"air_strike", "chemical"},
    {"capture", "offensive"},
)


def weigh(a: EventKey, b: EventKey) -> tuple[Weight, ...]:
    """Return all that speaks for and against, the prior first; their sum is compared with LINK."""
    return (PRIOR, *(weight for feature in FEATURES if (weight := feature(a, b)) is not None))


def total(weights: tuple[Weight, ...]) -> float:
    """Return the sum of the weights."""
    return sum(weight.value for weight in weights)


def place(a: EventKey, b: EventKey) -> Weight | None:
    """The two are told of one place, or of two."""
    if not a.places or not b.places:
        told = a.places or b.places
        return Weight(-0.5, "place: told by one only") if told else Weight(-1.0, "place: not told")
    ours, theirs = ", ".join(sorted(a.named)), ", ".join(sorted(b.named))
    if shared := a.places & b.places:
        return _one_place(a, b, shared)
    if a.named & b.inside or b.named & a.inside:
        return Weight(0.5, f"place: {ours} and {theirs}, one in the other")
    return Weight(-3.0, f"place: {ours} and {theirs}")


def _one_place(a: EventKey, b: EventKey, shared: frozenset[str]) -> Weight:
    named = ", ".join(sorted(a.named & b.named)) or ", ".join(sorted(shared))
    if a.kind == b.kind == "offensive":
        # Without a day, every push on a town in years of war would be the one: it weighs as any other place.
        dated = a.first is not None and b.first is not None
        return Weight(
            4.0 if dated else 2.5, f"place: both on {named}, and an offensive is known by what it is on"
        )
    if shared <= a.wide | b.wide:
        return Weight(1.5, f"place: both {named}, a wide one")
    return Weight(2.5, f"place: both {named}")


def day(a: EventKey, b: EventKey) -> Weight | None:
    """The two give days in common, or days apart."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    gap = max((a.first - b.last).days, (b.first - a.last).days, 0)
    if gap == 0:
        width = max((a.last - a.first).days, (b.last - b.first).days)
        return Weight(
            2.0 if width <= 1 else 0.5, f"day: {a.first} to {a.last} and {b.first} to {b.last} meet"
        )
    if gap == 1:
        return Weight(0.5, "day: one apart")
    if a.kind == b.kind == "offensive":
        return Weight(-1.0 if gap > 30 else 0.0, f"day: {gap} apart, and an offensive lasts")
    return Weight(-2.0 if gap == 2 else -4.0, f"day: {gap} apart")


def published(a: EventKey, b: EventKey) -> Weight | None:
    """The reports appeared about the same time, where at least one of them gives no day."""
    if a.doc == b.doc or a.published is None or b.published is None or (a.first and b.first):
        return None
    gap = abs((a.published - b.published).days)
    if gap <= NEAR_PUBLISHED:
        return Weight(1.0 if gap <= 1 else 0.5, f"reports: {gap} days apart")
    return Weight(-3.0 if gap > FAR_PUBLISHED else -1.0, f"reports: {gap} days apart")


def kind(a: EventKey, b: EventKey) -> Weight | None:
    """The two are of one kind, or one of them is vague."""
    if a.kind == b.kind:
        return Weight(1.0 if a.kind != VAGUE else 0.0, f"kind: both {a.kind}")
    if VAGUE in (a.kind, b.kind):
        return None
    near = {a.kind, b.kind} in NEAR_KINDS
    return Weight(-0.5 if near else -2.0, f"kind: {a.kind} and {b.kind}")


def target(a: EventKey, b: EventKey) -> Weight | None:
    """The two hit the same, by its words or by the actor they name."""
    words, actors = a.targets & b.targets, a.target_actors & b.target_actors
    if words or actors:
        return Weight(2.0, f"target: {', '.join(sorted(words or actors))}")
    if a.points and b.points:
        return Weight(-1.5, f"target: {', '.join(sorted(a.points))} and {', '.join(sorted(b.points))}")
    return None


def rare(a: EventKey, b: EventKey) -> Weight | None:
    """The reports use words for it that few reports use."""
    shared = a.rare & b.rare if a.doc != b.doc else frozenset()
    return (
        Weight(min(0.5 * len(shared), 2.0), f"rare words: {', '.join(sorted(shared)[:6])}")
        if shared
        else None
    )


def killed(a: EventKey, b: EventKey) -> Weight | None:
    """The two give like tolls of killed."""
    return _toll("killed", a.killed, b.killed, equal=2.0)


def wounded(a: EventKey, b: EventKey) -> Weight | None:
    """The two give like tolls of wounded."""
    return _toll("wounded", a.wounded, b.wounded, equal=1.0)


def _toll(effect: str, a: tuple[int, ...], b: tuple[int, ...], *, equal: float) -> Weight | None:
    if not a or not b:
        return None
    ratio = max(min(x, y) / max(x, y) for x in a for y in b)
    if ratio == 1:
        # One or two killed are too common to say much.
        return Weight(equal if max(a) > 3 else equal / 2, f"{effect}: {max(set(a) & set(b))} in both")
    return Weight(1.0 if ratio >= LIKE_TOLL else -1.0, f"{effect}: {a[-1]} and {b[-1]}")


def sides(a: EventKey, b: EventKey) -> Weight | None:
    """The two name the same side as having done it, or different ones."""
    if not a.sides or not b.sides:
        return None
    shared = a.sides & b.sides
    return (
        Weight(1.0, f"done by: {', '.join(sorted(shared))}")
        if shared
        else Weight(-2.0, "done by: nobody in common")
    )


def people(a: EventKey, b: EventKey) -> Weight | None:
    """The two harmed the same kind of people, or one civilians and the other combatants."""
    if not a.people or not b.people:
        return None
    shared = a.people & b.people
    return Weight(0.5, f"harmed: {', '.join(sorted(shared))}") if shared else Weight(-1.0, "harmed: others")


def copied(a: EventKey, b: EventKey) -> Weight | None:
    """One report is made from the other, and the two words for it can be of one kind: a swapper makes shelling a clash."""
    like = a.kind == b.kind or VAGUE in (a.kind, b.kind) or {a.kind, b.kind} in NEAR_KINDS
    made = a.family == b.family and a.doc != b.doc and like
    return Weight(2.0, "reports: one is a copy of the other") if made else None


FEATURES: tuple[Callable[[EventKey, EventKey], Weight | None], ...] = (
    place,
    day,
    published,
    kind,
    target,
    killed,
    wounded,
    sides,
    people,
    rare,
    copied,
)
