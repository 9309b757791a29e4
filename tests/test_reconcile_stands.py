"""Which events are compared at all."""

import datetime

from tests.event_keys import DAY, OTHER, key
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking
from truceline.reconcile.same import compared as pairs_of

BARE = {"killed": (), "points": frozenset()}


def compared(*keys: EventKey) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in pairs_of(keys, (), Linking())}


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


def test_months_apart_nothing_is_compared_and_whatever_the_order_the_same_is() -> None:
    days = [DAY + datetime.timedelta(n // 4) for n in range(400)]
    keys = [key(f"{n:04}", **BARE, first=day, last=day, published=day) for n, day in enumerate(days)]
    found = compared(*keys)
    assert {(a.id, b.id) for a in keys for b in keys if a.id < b.id and a.first == b.first} <= found
    assert ("0000", "0399") not in found
    assert compared(*keys[::-1]) == found


def test_days_apart_at_one_place_something_more_is_shared() -> None:
    later = DAY + datetime.timedelta(3)
    then = {"first": later, "last": later, "published": later}
    bare = {**BARE, "kind": "shelling", "targets": frozenset(), "names": frozenset(), "rare": frozenset()}
    assert not compared(key("1", **bare), key("2", **bare, **then))
    assert compared(key("1", **bare), key("2", **bare, **then | {"first": None, "last": None}))
    near = later - datetime.timedelta(1)
    assert compared(key("1", **bare), key("2", **bare, **then | {"first": near, "last": near}))
    for shared in ({"targets": frozenset({"clinic"})}, {"wounded": (12,)}, {"kind": "offensive"}):
        assert compared(key("1", **bare | shared), key("2", **bare | shared, **then))
