"""Weights: what each case that speaks for or against two events being one happening counts, in log-odds.

Fitted by `benchmarks/accounts/fit.py` on pairs of the October gold, with another domain at a tenth of the weight, and
rounded to halves (docs/decisions/0006). A case that a fit cannot know carries the reason why it was set by hand.
"""

from collections.abc import Mapping

from truceline.model.judgement import Weight
from truceline.reconcile.compare import FEATURES, compare
from truceline.reconcile.keys import EventKey

# Swept -1 to 1 by half on benchmarks/accounts and on the clusters of benchmarks/figures: below 0 sums over a day join the
# next day's, above it a third of the pairs across reports falls apart.
LINK = 0.0
PRIOR = Weight(-2.5, "most pairs of events are two")
WEIGHTS: Mapping[str, float] = {
    "place: told by one": -0.5,
    "place: not told": 0.0,
    "place: one": 2.5,
    "place: one, wide": 0.5,
    "place: one, of an offensive": 4.0,
    "place: two parts of one": -1.0,
    # By hand: a camp goes by two names, and a school and a market of two towns under one siege are shelled in one day.
    "place: two, in one wide": -1.0,
    "place: one in the other": 0.0,
    "place: two": -2.0,
    # By hand: the second domain tells few places, and a street there is no town.
    "place: two, on the map": -4.0,
    "place: two, not far apart": -3.0,
    # By hand: reports of a gas attack said "in Xland" of the province, and the city of that name was read.
    "place: two, unless a province is meant": -1.0,
    "day: one": 1.5,
    "day: stretches meet": 0.0,
    "day: one apart": -0.5,
    "day: two apart": -2.0,
    "day: more apart": -3.0,
    # By hand: one hospital is bombed time and again, by the same side, with tolls alike.
    "day: a week or more apart": -6.0,
    "day: a week apart, of an offensive": 0.0,
    "day: weeks apart, of an offensive": -1.0,
    "day: months apart, of an offensive": -4.0,
    "day: after the other report": -4.0,
    "day: told soon before the other report": 0.5,
    "day: told days before the other report": 0.0,
    "day: told weeks before the other report": -1.0,
    # By hand, as the months between reports below: the gold is of one month, a record of years.
    "day: told long before the other report": -4.0,
    "reports: a day apart": 1.0,
    "reports: days apart": -0.5,
    "reports: weeks apart": -1.5,
    "reports: months apart": -4.0,
    "reports: copies": 0.5,
    "reports: one text": 3.0,
    "kind: one": 0.0,
    "kind: one, seldom told": 2.0,
    "kind: near": -1.0,
    "kind: two": -1.0,
    # By hand: the gold knows only what has figures, and a town that is taken, a protest and a downed plane have few.
    "kind: two, of two natures": -3.0,
    "target: one": 2.5,
    "target: words shared": 1.0,
    "target: two": -1.5,
    "killed: one": 2.0,
    "killed: one, few": 0.0,
    "killed: like": 0.5,
    "killed: unlike": -1.5,
    "killed: one, of a sum": 3.0,
    "killed: like, of a sum": 0.5,
    "killed: unlike, of a sum": -2.0,
    "wounded: one": 1.0,
    "wounded: one, few": 0.0,
    "wounded: like": 0.5,
    "wounded: unlike": -1.5,
    "wounded: one, of a sum": 1.5,
    "wounded: like, of a sum": 0.0,
    "wounded: unlike, of a sum": -2.0,
    "done by: one": 0.5,
    "done by: two": -2.0,
    "harmed: one": 0.5,
    "harmed: others": -1.0,
    "nearby: one": 1.0,
    "names: 1": 2.5,
    "names: 2": 2.5,
    "names: 3": 3.0,
    "rare words: 1": 1.0,
    "rare words: 2": 1.5,
    "rare words: 3": 2.0,
    "told: in one sentence": 1.0,
    "told: in the next": 1.5,
    "told: in one report": -0.5,
    # By hand: a raid on a village that no list knows was one with the raid on a town that it was told as another of.
    "told: as another": -4.0,
}


def weigh(a: EventKey, b: EventKey) -> tuple[Weight, ...]:
    """Return all that speaks for and against, the prior first; their sum is compared with LINK."""
    return (PRIOR, *(Weight(WEIGHTS[case.name], case.reason) for case in compare(a, b)))


def score(a: EventKey, b: EventKey) -> float:
    """Return the sum of the weights, without their reasons; millions of pairs are asked for it."""
    found = PRIOR.value
    for feature in FEATURES:
        case = feature(a, b)
        if case is not None:
            found += WEIGHTS[case.name]
    return found


def total(weights: tuple[Weight, ...]) -> float:
    """Return the sum of the weights."""
    return sum(weight.value for weight in weights)
