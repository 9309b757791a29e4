import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from tests.event_keys import DAY, OTHER, key
from truceline.model.judgement import Judgement
from truceline.reconcile.homes import link
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import judge
from truceline.reconcile.weigh import LINK, total, weigh


def groups(*keys: EventKey) -> list[list[str]]:
    return link(keys)


def test_two_reports_of_one_strike_are_one_incident_whatever_the_toll() -> None:
    assert groups(key("1"), key("2", killed=(20,))) == [["1", "2"]]


def test_another_day_is_another_incident() -> None:
    assert groups(
        key("1"), key("2", first=DAY + datetime.timedelta(9), last=DAY + datetime.timedelta(9))
    ) == [["1"], ["2"]]


def test_another_place_is_another_incident() -> None:
    assert groups(key("1"), key("2", **OTHER)) == [["1"], ["2"]]


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
    keys = (key("1"), key("2", **OTHER))
    assert link(keys, [Judgement("events", "1", "2", "same", "person: Ann")]) == [["1", "2"]]


def test_a_person_s_word_on_one_event_of_each_joins_both_incidents_whole() -> None:
    keys = (key("1"), key("2"), key("3", **OTHER), key("4", **OTHER))
    assert groups(*keys) == [["1", "2"], ["3", "4"]]
    word = Judgement("events", "1", "3", "same", "person: Ann")
    assert link(keys, [word]) == [["1", "2", "3", "4"]]


def test_a_late_report_in_passing_joins_a_group_that_has_grown() -> None:
    """It gives no day, and the mean over all its pairs would keep it out."""
    told = [key(str(n)) for n in range(4)]
    late = key(
        "9", first=None, last=None, published=DAY + datetime.timedelta(3), killed=(), sides=frozenset()
    )
    assert groups(*told, late) == [["0", "1", "2", "3", "9"]]


def test_what_one_document_tells_as_two_attacks_stays_two_whatever_another_mixes() -> None:
    far = {
        **OTHER,
        "first": DAY + datetime.timedelta(9),
        "last": DAY + datetime.timedelta(9),
        "points": frozenset({"bridge"}),
    }
    a, b = key("1", doc="one"), key("2", doc="one", **far)
    found = groups(a, b, key("3"), key("4", **far))
    assert found == [["1", "3"], ["2", "4"]]


def test_a_person_s_part_stays_apart_from_its_whole() -> None:
    keys = (key("1"), key("2"))
    word = Judgement("events", "2", "1", "part-of", "person: Ann")
    assert link(keys, [word]) == [["1"], ["2"]]


def test_pairs_near_the_threshold_are_unsure_with_their_reasons() -> None:
    """A town shelled on one day and on the next, and nothing else is told: a person is to say."""
    bare = {"points": frozenset(), "killed": (), "sides": frozenset()}
    next_day = DAY + datetime.timedelta(1)
    [found] = judge((key("1", **bare), key("2", **bare, first=next_day, last=next_day)))
    assert (found.verdict, len(found.reasons)) == ("unsure", 4)
    assert LINK - 1 < total(found.reasons) <= LINK
