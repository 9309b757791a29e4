import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from truceline.model.judgement import Judgement
from truceline.reconcile.homes import link
from truceline.reconcile.keys import EventKey
from truceline.reconcile.weigh import LINK, total, weigh

DAY = datetime.date(2020, 5, 4)


def key(id: str, **more: object) -> EventKey:
    told = {
        "doc": f"doc-{id}",
        "family": f"doc-{id}",
        "kind": "air_strike",
        "scope": "single",
        "places": frozenset({"XX:town"}),
        "wide": frozenset(),
        "inside": frozenset(),
        "named": frozenset({"Town"}),
        "points": frozenset(),
        "rare": frozenset(),
        "first": DAY,
        "last": DAY,
        "published": DAY,
        "sides": frozenset({"a"}),
        "targets": frozenset({"school"}),
        "target_actors": frozenset(),
        "killed": (12,),
        "wounded": (),
        "people": frozenset(),
    }
    return EventKey(id=id, **{**told, **more})  # type: ignore[arg-type]


def groups(*keys: EventKey) -> list[list[str]]:
    return link(keys)


def test_two_reports_of_one_strike_are_one_incident_whatever_the_toll() -> None:
    assert groups(key("1"), key("2", killed=(20,))) == [["1", "2"]]


def test_another_day_is_another_incident() -> None:
    assert groups(
        key("1"), key("2", first=DAY + datetime.timedelta(9), last=DAY + datetime.timedelta(9))
    ) == [["1"], ["2"]]


def test_another_place_is_another_incident() -> None:
    assert groups(key("1"), key("2", places=frozenset({"XX:other"}))) == [["1"], ["2"]]


def test_an_aggregate_never_joins_a_single_event() -> None:
    assert groups(key("1"), key("2", scope="aggregate")) == [["1"], ["2"]]


def test_a_score_is_the_sum_of_weights_that_say_why() -> None:
    weights = weigh(key("1"), key("2"))
    assert total(weights) > LINK
    assert all(weight.reason for weight in weights)


def test_weights_do_not_depend_on_the_order_of_the_pair() -> None:
    a, b = (
        key("1"),
        key("2", killed=(30,), places=frozenset({"XX:other"}), kind="attack", first=None, last=None),
    )
    assert total(weigh(a, b)) == total(weigh(b, a))


@given(st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(shuffled: random.Random) -> None:
    keys = [
        key(
            str(n), killed=(n,), first=DAY + datetime.timedelta(n // 3), last=DAY + datetime.timedelta(n // 3)
        )
        for n in range(9)
    ]
    expected = groups(*keys)
    shuffled.shuffle(keys)
    assert groups(*keys) == expected


def test_a_person_s_word_outranks_the_method_and_a_later_word_takes_it_back() -> None:
    keys = (key("1"), key("2"))
    word = Judgement("events", "1", "2", "different", "person: Ann")
    assert link(keys, [word]) == [["1"], ["2"]]
    assert link(keys, [word, Judgement("events", "1", "2", "unsure", "person: Ann")]) == [["1", "2"]]


def test_a_person_can_join_what_the_method_keeps_apart() -> None:
    keys = (key("1"), key("2", places=frozenset({"XX:other"})))
    assert link(keys, [Judgement("events", "1", "2", "same", "person: Ann")]) == [["1", "2"]]


def test_a_person_s_word_on_one_event_of_each_joins_both_incidents_whole() -> None:
    other = {"places": frozenset({"XX:other"}), "named": frozenset({"Other"})}
    keys = (key("1"), key("2"), key("3", **other), key("4", **other))
    assert groups(*keys) == [["1", "2"], ["3", "4"]]
    word = Judgement("events", "1", "3", "same", "person: Ann")
    assert link(keys, [word]) == [["1", "2", "3", "4"]]
