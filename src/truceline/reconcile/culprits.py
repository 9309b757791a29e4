"""Culprits: who is named, by name; "the Xs or the Ys" where it is left open which of them it was."""

import re
from collections.abc import Collection, Iterable, Sequence

from truceline.model.claim import Culprit
from truceline.reconcile.blame import actors_in
from truceline.reconcile.told import Told
from truceline.reconcile.world import World

OR = re.compile(r"\b(?:or|and/or)\b", re.IGNORECASE)


def is_either(one: Told, world: World) -> bool:
    """Return whether a claim leaves open which of several sides it was: "Xlandish or Ylandish jets"."""
    value = one.claim.value
    return (
        isinstance(value, Culprit)
        and value.certainty in ("suspected", "accused")
        and OR.search(value.words) is not None
        and len(camp_of([one], world)) > 1
    )


def camp_of(blaming: Iterable[Told], world: World) -> frozenset[str]:
    """Return who answers for it by any of these claims."""
    return frozenset(world.answers(actor) for one in blaming for actor in actors_in(one))


def ids_of(blaming: Iterable[Told], world: World) -> set[str]:
    """Return the ids of those whom these claims name."""
    return {world.one(actor) for one in blaming for actor in actors_in(one)}


def named(blaming: Sequence[Told], world: World) -> tuple[str, ...]:
    """Return who is named, by name; "A or B" where more leave open which of the two it was than name one of them."""
    firm = [one for one in blaming if not is_either(one, world)]
    open_: dict[frozenset[str], list[Told]] = {}
    for one in blaming:
        if is_either(one, world):
            open_.setdefault(camp_of([one], world), []).append(one)
    kept = {camp: group for camp, group in open_.items() if _is_open(camp, group, firm, world)}
    sure = [one for one in firm if not any(camp_of([one], world) <= camp for camp in kept)]
    return (*_names(sure, world), *(" or ".join(_names(group, world)) for group in kept.values()))


def _is_open(camp: frozenset[str], group: Sequence[Told], firm: Sequence[Told], world: World) -> bool:
    """Return whether it stays open which of a camp it was: all are not named, nor one with others, nor by more than leave it open."""
    leave = {one.holder.unit for one in group}
    among = [one for one in firm if camp_of([one], world) & camp]
    name = {one.holder.unit for one in among} - leave
    return camp_of(among, world) < camp and len(name) <= len(leave)


def _names(blaming: Sequence[Told], world: World) -> tuple[str, ...]:
    """Return the names; an air force is not listed beside the state that it belongs to.

    Nor is who leads a coalition listed beside it: the planes that one holder calls the leader's are the coalition's.
    """
    ids = dict.fromkeys(world.one(actor) for one in blaming for actor in actors_in(one))
    led = {world.answers(actor) for actor in ids if world.answers(actor) != world.side(actor)}
    return tuple(
        dict.fromkeys(
            world.name(actor)
            for actor in ids
            if not world.above(actor) & ids.keys() and not {actor, *world.above(actor)} & led
        )
    )


def are_rivals(blaming: Sequence[Told], world: World) -> bool:
    """Return whether independent holders blame others than each other do, and nobody blames both together.

    One who names two has not named rivals: "government or allied planes", "soldiers clashed with rebels". Who leaves open
    which of two it was blames neither with the other: he is nobody's rival who names one of them, and reconciles no two.
    """
    by_unit: dict[str, set[str]] = {}
    for one in blaming:
        if not is_either(one, world):
            by_unit.setdefault(one.holder.unit, set()).update(camp_of([one], world))
    camps: list[Collection[str]] = []
    for blamed in by_unit.values():
        touched = [camp for camp in camps if set(camp) & blamed]
        camps = [camp for camp in camps if not set(camp) & blamed] + [blamed.union(*touched)]
    for one in blaming:
        camp = camp_of([one], world)
        if is_either(one, world) and not any(camp & set(other) for other in camps):
            camps.append(camp)
    return len(camps) > 1
