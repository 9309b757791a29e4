"""Keys of events as the tests of linking make them: two like ones are one strike on a school."""

import datetime

from truceline.reconcile.keys import EventKey

DAY = datetime.date(2020, 5, 4)
OTHER = {"places": frozenset({"XX:other"}), "named": frozenset({"Other"}), "at": frozenset({(10.0, 12.0)})}


def key(id: str, **more: object) -> EventKey:
    told = {
        "doc": f"doc-{id}",
        "family": f"doc-{id}",
        "sentence": 0,
        "kind": "air_strike",
        "scope": "single",
        "places": frozenset({"XX:town"}),
        "narrow": frozenset({"XX:town"}),
        "wide": frozenset(),
        "inside": frozenset(),
        "named": frozenset({"Town"}),
        "holds": frozenset(),
        "at": frozenset({(10.0, 10.0)}),
        "parts": frozenset(),
        "points": frozenset({"school"}),
        "nearby": frozenset(),
        "names": frozenset(),
        "rare": frozenset(),
        "words": frozenset(),
        "first": DAY,
        "last": DAY,
        "published": DAY,
        "sides": frozenset({"a"}),
        "targets": frozenset(),
        "target_actors": frozenset(),
        "killed": (12,),
        "wounded": (),
        "people": frozenset(),
    }
    if "places" in more:
        told["narrow"] = more["places"]
    return EventKey(id=id, **{**told, **more})  # type: ignore[arg-type]
