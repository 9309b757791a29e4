"""Kin: those among the learned who may be one with somebody, and whom a new introduction makes another."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, Protocol

from truceline.model.actor import Actor
from truceline.reconcile.people import family_name
from truceline.reconcile.world import World


class Cast(Protocol):
    """Those whom documents introduce."""

    def called(self, ids: Collection[str]) -> Iterable[Actor]:
        """Return those who were learned under these ids, in all ways in which they were."""

    def of_families(self, names: Collection[str]) -> Iterable[Actor]:
        """Return those who were learned with these family names."""

    def below(self, ids: Collection[str]) -> Collection[str]:
        """Return the ids of those who were learned and belong to one of these."""


class Change(NamedTuple):
    """What new introductions change: whose names are looked at, the world before and after, and who is another in it."""

    ids: set[str]
    before: World
    after: World
    others: set[str]


def find_kin(ids: Iterable[str], cast: Cast) -> set[Actor]:
    """Return all introductions that have a say in who these are: of the same family names, and of whom they belong to."""
    found: set[Actor] = set()
    names: set[str] = set()
    known: set[str] = set()
    waiting = set(ids)
    while waiting:
        known |= waiting
        fresh = {*cast.called(waiting)} - found
        families = {family_name(actor) for actor in fresh} - names
        names |= families
        fresh |= {*cast.of_families(families)} - found
        found |= fresh
        waiting = {id_ for actor in fresh for id_ in (actor.id, *_above(actor))} - known
    return found


def find_changes(fresh: Collection[Actor], cast: Cast, world: Callable[[Iterable[Actor]], World]) -> Change:
    """Return whom new introductions make another than they were.

    Args:
        fresh: the new introductions; the cast has them already.
        cast: all introductions.
        world: makes the world of some of them.
    """
    wanted, new = {actor.id for actor in fresh}, {*fresh}
    while True:
        kin = find_kin(wanted, cast)
        before, after = world(kin - new), world(kin)
        was, now = _standings(kin - new, before), _standings(kin, after)
        others = {id_ for id_ in now if was.get(id_) != now[id_]}
        below = {*cast.below(others)} - {*now}
        if not below:
            return Change(set(now), before, after, others)
        wanted |= below


def _standings(kin: Iterable[Actor], world: World) -> dict[str, object]:
    """Return of each all that anything shown asks of an actor: who it is, what it is called, and all above it."""
    own: dict[str, set[str]] = {}
    for actor in kin:
        own.setdefault(actor.id, set()).update(actor.part_of)
    return {id_: _standing(id_, ups, world) for id_, ups in own.items()}


def _standing(id_: str, ups: Iterable[str], world: World) -> object:
    one = world.one(id_)
    above = {world.one(up) for first in ups for up in (first, *world.above(first))} | world.above(id_)
    told = [world.actors[up] for up in sorted({one, *above, world.answers(id_)}) if up in world.actors]
    entries = [(a.id, a.name, a.kind, a.part_of, a.speaks_for, a.led_by) for a in told]
    return one, one in world.torn, entries


def _above(actor: Actor) -> Iterable[str]:
    return (up for up in (*actor.part_of, actor.speaks_for, actor.led_by) if up)
