"""What speaks for two events being one, and what against: each case with the pair that shows it."""

import datetime

import pytest

from tests.event_keys import DAY, OTHER, key
from truceline.reconcile.compare import compare
from truceline.reconcile.weigh import WEIGHTS

PROVINCE = {"places": frozenset({"XX:hill"}), "named": frozenset({"Hill"}), "wide": frozenset({"XX:hill"})}


def two(town: str) -> dict[str, frozenset[str]]:
    return {"places": frozenset({"XX:hill", f"XX:{town}"}), "named": frozenset({"Hill", town})}


def day(number: int) -> dict[str, datetime.date]:
    return {"first": DAY + datetime.timedelta(number), "last": DAY + datetime.timedelta(number)}


@pytest.mark.parametrize(
    ("a", "b", "case"),
    [
        pytest.param({}, {}, "place: one", id="one town"),
        pytest.param(PROVINCE, PROVINCE, "place: one, wide", id="a province is a weak tie"),
        pytest.param(
            {**PROVINCE, "parts": frozenset({("XX:hill", "east")})},
            {**PROVINCE, "parts": frozenset({("XX:hill", "west")})},
            "place: two parts of one",
            id="east and west",
        ),
        pytest.param(
            {**PROVINCE, **two("town")}, {**PROVINCE, **two("port")}, "place: two, in one wide",
            id="two towns of one province",
        ),
        pytest.param(
            {**PROVINCE, **two("town")}, {**PROVINCE, **two("town")}, "place: one", id="one town of one province",
        ),
        pytest.param(
            {**PROVINCE, "holds": frozenset({"Hill"})}, {"inside": frozenset({"Hill"})}, "place: one in the other",
            id="a province holds its towns",
        ),
        pytest.param(
            {**PROVINCE, "at": frozenset({(10.0, 12.0)})}, {"inside": frozenset({"Hill"})},
            "place: two, unless a province is meant", id="a city of the province's name does not hold a town hours away",
        ),
        pytest.param(
            {**PROVINCE, "at": frozenset({(10.05, 10.0)})}, {"inside": frozenset({"Hill"})},
            "place: one in the other", id="it may hold what lies on its outskirts",
        ),
        pytest.param({}, {**day(1)}, "day: one apart", id="one told the day after"),
        pytest.param({}, {**day(4)}, "day: more apart", id="a weekday read wrong is days off"),
        pytest.param({}, {**day(9)}, "day: a week or more apart", id="nine days are no slip"),
        pytest.param(
            {"last": DAY + datetime.timedelta(300)}, {"first": None, "last": None}, "reports: a day apart",
            id="a stretch of most of a year tells no day",
        ),
        pytest.param({"kind": "chemical"}, {"kind": "chemical"}, "kind: one, seldom told", id="gas is seldom"),
        pytest.param({"kind": "clash"}, {"kind": "air_strike"}, "kind: two", id="a clash is no air strike"),
        pytest.param(
            {"kind": "siege"}, {"kind": "capture"}, "kind: two, of two natures",
            id="a siege of weeks is not the taking of a quarter",
        ),
        pytest.param(
            {"kind": "siege", "sides": frozenset(), "camps": frozenset({"a state"})},
            {"kind": "siege", "camps": frozenset({"others"})},
            "done by: two", id="a siege by rebels is none by the government",
        ),
        pytest.param(
            {"places": frozenset({"XX:town", "XX:prov"}), "named": frozenset({"Town", "Prov"}),
             "narrow": frozenset({"XX:town"}), "wide": frozenset({"XX:prov"}), "holds": frozenset({"Prov"}),
             "spots": frozenset({(10.0, 10.0)})},
            {**OTHER, "narrow": frozenset({"XX:other"}), "inside": frozenset({"Prov"}), "spots": frozenset({(10.0, 12.0)})},
            "place: two, unless a province is meant", id="two towns of one province are two, though it is told with one of them",
        ),
        pytest.param({"kind": "siege"}, {"kind": "offensive"}, "kind: two", id="a siege may be told as a push"),
        pytest.param(
            {"points": frozenset({"convoy"})}, {"points": frozenset({"bus"}), "nearby": frozenset({"convoy"})},
            "nearby: one", id="the buses of a convoy",
        ),
        pytest.param({"killed": (2,)}, {"killed": (2,)}, "killed: one, few", id="two dead say little"),
        pytest.param(
            {"scope": "aggregate", "killed": (45,)}, {"scope": "aggregate", "killed": (36,)},
            "killed: like, of a sum", id="two sums of like size are two windows",
        ),
        pytest.param({"words": frozenset({1, 2, 3})}, {"words": frozenset({1, 2, 9})}, "reports: one text", id="reprinted"),
        pytest.param({"family": "f"}, {"family": "f", "kind": "clash"}, None, id="a copy tells of other things too"),
        pytest.param({"names": frozenset({"orlo"})}, {"names": frozenset({"orlo"})}, "names: 1", id="a victim's name"),
        pytest.param({"doc": "d"}, {"doc": "d", "sentence": 1}, "told: in the next", id="the next sentence"),
        pytest.param(
            {"doc": "d"}, {"doc": "d", "sentence": 1, "another": True}, "told: as another", id="another air strike",
        ),
        pytest.param(
            {"doc": "d", "kind": "attack"}, {"doc": "d", "sentence": 1, "kind": "offensive"}, "told: in one report",
            id="a push on a town is another matter than the raid on it told before",
        ),
        pytest.param(
            {"doc": "d", "another": True}, {"doc": "d", "sentence": 1}, "told: in the next",
            id="it is another than what came before, not than what comes after",
        ),
        pytest.param(
            {"doc": "d"}, {"doc": "d", "sentence": 1, "another": True, "kind": "clash"}, "told: in the next",
            id="another clash is none that was no clash",
        ),
    ],
)  # fmt: skip
def test_the_case_that_a_pair_shows(a, b, case):
    found = [one.name for one in compare(key("1", **a), key("2", **b))]
    assert case in found if case else "reports: copies" not in found
    assert sorted(found) == sorted(one.name for one in compare(key("2", **b), key("1", **a)))
    assert set(found) <= WEIGHTS.keys()
    assert all("{" not in one.reason for one in compare(key("1", **a), key("2", **b)))
