"""Which single attacks are part of a sum."""

import datetime

import pytest

from tests.event_keys import DAY, OTHER, key
from truceline.model.judgement import Judgement
from truceline.reconcile.gather import gather
from truceline.reconcile.wholes import find_parts, place_parts

SUM = {
    "doc": "d",
    "scope": "aggregate",
    "last": DAY + datetime.timedelta(2),
    "killed": (30,),
    "points": frozenset(),
}


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [
        pytest.param({}, {}, True, id="a day of three in one town"),
        pytest.param({"doc": "elsewhere"}, {}, False, id="another report may count other attacks"),
        pytest.param(OTHER, {}, False, id="another town"),
        pytest.param({"first": DAY - datetime.timedelta(1)}, {}, False, id="the day before"),
        pytest.param({"killed": (30,)}, {}, False, id="all the dead: it is the sum told again"),
        pytest.param({"kind": "clash"}, {}, False, id="no clash is part of air strikes"),
        pytest.param({"sides": frozenset({"b"})}, {}, False, id="done by another side"),
        pytest.param(
            {"killed": ()}, {"last": DAY, "killed": ()}, False, id="one day, one town: nothing is less"
        ),
        pytest.param({"first": None, "last": None}, {}, False, id="no day told"),
        pytest.param({"scope": "aggregate"}, {}, False, id="a sum is no single attack"),
    ],
)
def test_a_part_lies_within_the_sum_that_its_report_counts(part, whole, found):
    keys = [key("1", **{"doc": "d", **part}), key("2", **{**SUM, **whole})]
    judged = list(find_parts(keys))
    assert [(one.left, one.right, one.verdict) for one in judged] == (
        [("1", "2", "part-of")] if found else []
    )
    assert all(one.reasons for one in judged)


def test_parts_point_at_incidents_and_a_person_s_later_word_comes_before_all():
    judged = list(find_parts([key("1", doc="d"), key("2", **SUM)]))
    groups = {"0": "0", "1": "0", "2": "2", "3": "3"}
    assert place_parts(groups, judged) == {"0": ("2",)}
    assert place_parts(groups, judged, [Judgement("events", "1", "2", "unsure", "person: Ann")]) == {}
    said = [Judgement("events", "3", "2", "part-of", "person: Ann")]
    assert place_parts(groups, judged, said) == {"0": ("2",), "3": ("2",)}
    assert place_parts({"1": "1", "2": "1"}, judged) == {}


def test_a_group_says_what_most_of_its_events_tell():
    told = [key("1"), key("2", kind="attack", killed=(14,)), key("3", first=None, last=None, **OTHER)]
    whole = gather(told)
    assert (whole.kind, whole.first, whole.killed) == ("air_strike", DAY, (12, 14))
    assert whole.named == frozenset({"Town"})
    assert gather(told[::-1]) == whole
    assert gather(told[:1]) == told[0]
