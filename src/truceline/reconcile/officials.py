"""Officials: whose word that of "a military source", "a government source" is, where he tells of his own side's deed."""

from collections.abc import Sequence, Set

import msgspec

from truceline.knowledge.tellers import MILITARY, STATE
from truceline.model.claim import Culprit, Place, Position
from truceline.reconcile.told import Told
from truceline.reconcile.world import UNNAMED, World

# What an official takes on for his side: "a security source confirmed the raids", "said that they were a message".
OWNING = ("admits", "confirms")


def with_sides(claims: Sequence[Told], accused: Set[str], world: World) -> list[Told]:
    """Return the claims, those of officials without a name as of the side whose they are, where that alone is told to have done it.

    Without a nation they are of the land in which it happened; what an ally's jets did there is not their own deed.
    """
    lands = {one.claim.value.country for one in claims if isinstance(one.claim.value, Place)}
    home = {side for land in lands if land and (side := world.state_of(land))}
    return [_of_that_side(one, home, accused, world) for one in claims]


def _of_that_side(one: Told, home: Set[str], accused: Set[str], world: World) -> Told:
    value, group = one.claim.value, world.wording.group(one.holder.name)
    if not one.holder.id.startswith(UNNAMED) or group not in (MILITARY, STATE):
        return one
    if isinstance(value, Culprit) and group == MILITARY:
        return _with_side(one, _army_of(value, world), home)
    if isinstance(value, Position) and value.stance in OWNING:
        return _with_side(one, set(accused), home)
    return one


def _army_of(value: Culprit, world: World) -> set[str]:
    """Return the sides whose armed forces alone are told to have done it: whose "military source" tells it."""
    kinds = {found.kind for force in value.actors if (found := world.actors.get(world.one(force)))}
    return {world.side(force) for force in value.actors} if kinds == {"armed_force"} else set()


def _with_side(one: Told, sides: Set[str], home: Set[str]) -> Told:
    if len(sides) != 1 or not sides <= home:
        return one
    return msgspec.structs.replace(one, holder=msgspec.structs.replace(one.holder, side=next(iter(sides))))
