"""Contested: on what the holders of an incident differ, each property on its own."""

from collections.abc import Sequence

from truceline.model.claim import Date, Figure, Place, Words
from truceline.model.record import Contested, Grades, Toll
from truceline.reconcile.blame import positions
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import bounds, live
from truceline.reconcile.world import UNNAMED


def find_contested(claims: Sequence[Told], tolls: Sequence[Toll], grades: Grades) -> tuple[Contested, ...]:
    """Return what the holders differ on: each property on its own."""
    found: list[Contested] = []
    if grades.happened.grade == "contested":
        found.append("occurrence")
    if any(_toll_differs(claims, toll) for toll in tolls):
        found.append("toll")
    if _intent_differs(claims):
        found.append("intent")
    denied = [one for one in positions(claims, "denies") if one.object == "authorship"]
    if denied or grades.who.grade == "contested":
        found.append("responsible")
    if any(one.object == "target" for one in positions(claims, "denies", "doubts")):
        found.append("target")
    if _places_differ(claims):
        found.append("place")
    if _days_differ(claims):
        found.append("date")
    return tuple(found)


def _toll_differs(claims: Sequence[Told], toll: Toll) -> bool:
    """Holders' live figures leave no number in common: 60 against 83; "at least 20" and 31 do not differ."""
    group = [
        one
        for one in claims
        if isinstance(one.claim.value, Figure)
        and one.claim.value.effect == toll.effect
        and one.claim.value.scope == toll.scope
        and bool(one.claim.value.part_of) == bool(toll.part_of)
        # "17 of them" beside five soldiers are other people: only what the toll was made of is compared.
        and one.claim.spans[0] in toll.evidence
    ]
    by_unit: dict[str, list[Figure]] = {}
    for one in live(group):
        if isinstance(one.claim.value, Figure) and one.claim.value.exactness != "about":
            by_unit.setdefault(_teller(one), []).append(one.claim.value)
    ranges = [bounds(figures) for figures in by_unit.values()]
    return any((a[1] is not None and b[0] is not None and a[1] < b[0]) for a in ranges for b in ranges)


def _teller(one: Told) -> str:
    """Return whose figure it is: two hospitals may be one source for all we know, and yet count otherwise."""
    return one.holder.id if one.holder.id.startswith(UNNAMED) else one.holder.unit


def _intent_differs(claims: Sequence[Told]) -> bool:
    told = {
        one.claim.value.text
        for one in claims
        if isinstance(one.claim.value, Words) and one.claim.property == "intent"
    }
    doubted = [one for one in positions(claims, "denies", "doubts") if one.object == "intent"]
    return len(told) > 1 or bool(doubted)


def _places_differ(claims: Sequence[Told]) -> bool:
    places = [
        one.claim.value
        for one in claims
        if isinstance(one.claim.value, Place) and one.claim.value.precision in ("exact", "near")
    ]
    return any(
        a.key != b.key
        and a.key not in b.within
        and b.key not in a.within
        and a.name not in b.within
        and b.name not in a.within
        for a in places
        for b in places
    )


def _days_differ(claims: Sequence[Told]) -> bool:
    told = [one.claim.value.when for one in claims if isinstance(one.claim.value, Date)]
    dated = [when for when in told if when.first and when.last and (when.last - when.first).days == 0]
    return any(not a.overlaps(b, slack=1) for a in dated for b in dated)
