"""Which events are compared at all."""

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from tests.event_keys import DAY, OTHER, key
from truceline.reconcile.blocks import LARGEST_BLOCK, blocks, pairs
from truceline.reconcile.keys import EventKey

BARE = {"killed": (), "points": frozenset()}


def compared(*keys: EventKey) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in pairs(keys)}


def test_a_village_is_compared_with_its_province() -> None:
    village = key("1", **BARE, **OTHER, inside=frozenset({"Highland"}), kind="clash")
    province = key(
        "2",
        **BARE,
        places=frozenset({"XX:highland"}),
        named=frozenset({"Highland"}),
        holds=frozenset({"Highland"}),
    )
    assert compared(village, province) == {("1", "2")}
    assert compared(village, key("3", **BARE)) == set()


def test_a_shared_name_or_toll_brings_two_places_together() -> None:
    far = {**OTHER, "kind": "clash", "points": frozenset()}
    assert compared(
        key("1", names=frozenset({"orlo"}), killed=()), key("2", **far, names=frozenset({"orlo"}), killed=())
    )
    assert compared(key("1", killed=(31,)), key("2", **far, killed=(31,)))
    assert not compared(key("1", killed=(2,)), key("2", **far, killed=(2,)))


def test_no_single_event_is_compared_with_an_aggregate() -> None:
    assert compared(key("1"), key("2", scope="aggregate")) == set()


def many(count: int) -> list[EventKey]:
    """Return events of one town, four a day."""
    days = [DAY + datetime.timedelta(n // 4) for n in range(count)]
    return [key(f"{n:04}", **BARE, first=day, last=day, published=day) for n, day in enumerate(days)]


def test_a_large_block_is_split_by_week_and_loses_no_pair_of_one_day() -> None:
    keys = many(3 * LARGEST_BLOCK)
    assert max(len(block) for block in blocks(keys)) <= LARGEST_BLOCK
    found = compared(*keys)
    assert ("0000", "0003") in found
    assert ("0000", "0399") not in found
    assert {(a.id, b.id) for a in keys for b in keys if a.id < b.id and a.first == b.first} <= found


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_cuts_nothing(shuffled: random.Random) -> None:
    keys = many(LARGEST_BLOCK + 40)
    expected = compared(*keys)
    shuffled.shuffle(keys)
    assert compared(*keys) == expected
