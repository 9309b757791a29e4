"""Blame: who is told to have done it, who owns to it and who denies it; what both grades look at."""

from collections.abc import Iterable, Sequence

from truceline.model.claim import Culprit, Position
from truceline.reconcile.officials import with_sides
from truceline.reconcile.told import Told
from truceline.reconcile.world import World

# Who condemns it has heard of it, and tells nothing.
ASSERTING = frozenset(("says", "claims", "accuses", "claims-responsibility", "admits", "confirms", "warns"))


def positions(claims: Iterable[Told], *stances: str) -> list[Told]:
    """Return the claims that take such a stance on the event."""
    return [
        one for one in claims if isinstance(one.claim.value, Position) and one.claim.value.stance in stances
    ]


def accepting(claims: Sequence[Told], world: World) -> list[Told]:
    """Return where the side that is told to have done it accepts that it did; words that were swapped admit nothing."""
    accused = {world.answers(actor) for one in blaming_in(claims) for actor in actors_in(one)}
    claims = with_sides(claims, accused, world)
    return [
        one
        for one in (
            *positions(claims, "admits", "claims-responsibility"),
            *_confirming(claims, world),
            *_own_word(claims, world),
        )
        if one.holder.side is not None
        and not one.doc.altered
        and (
            one.holder.side in accused
            or world.answers(one.holder.id) in accused
            or not (accused or _is_of_others(one, claims, world))
        )
    ]


def _is_of_others(one: Told, claims: Sequence[Told], world: World) -> bool:
    """See "the government acknowledged the assault", which is told as the rebels': it owns to nothing."""
    state = world.is_state(one.holder.side or one.holder.id)
    words = [
        other.claim.value.words
        for other in claims
        if isinstance(other.claim.value, Culprit) and other.claim.value.certainty != "denied"
    ]
    return state and any(
        world.wording.is_nonstate(said) and not world.wording.is_label(said) for said in words
    )


def _confirming(claims: Sequence[Told], world: World) -> list[Told]:
    """Return where who alone is told by others to have done it confirms the deed: "the army confirmed the raid".

    Not where he names others, nor where nobody else tells that he did it: that is a boast.
    """
    blaming = blaming_in(claims)
    accused = camps_of(blaming, world)
    named = {one.holder.id for one in claims if isinstance(one.claim.value, Culprit)}
    return [
        one
        for one in positions(claims, "confirms")
        if one.object in ("authorship", "occurrence", None)
        and one.holder.id not in named
        and {frozenset((world.answers(one.holder.side or one.holder.id),))} == accused
        and any(other.holder.side != one.holder.side for other in blaming)
    ]


def _own_word(claims: Sequence[Told], world: World) -> list[Told]:
    """Return where a side tells as a fact that it did it itself: "the army said that its planes struck the post".

    Not that of a side which denies it: "denied any part in it, saying that its planes had struck a depot" owns to the depot.
    """
    own = [one for one in claims if _is_own_word(one, world)]
    sides = frozenset(world.answers(one.holder.id) for one in own)
    deny = {world.answers(one.holder.id) for one in denying(claims, sides, world)}
    return [one for one in own if world.answers(one.holder.id) not in deny]


def _is_own_word(one: Told, world: World) -> bool:
    value, side = one.claim.value, one.holder.side
    if (
        not isinstance(value, Culprit)
        or value.certainty != "fact"
        or side is None
        or not (world.is_party(side) or one.holder.id in actors_in(one))
    ):
        return False
    if _is_told_by_another(one, world):
        return False
    # A coalition's member answers for it; "a military source" of a side's own agency for that side.
    own = {world.answers(one.holder.id), world.answers(side)}
    return one.stance in ASSERTING and bool(own & {world.answers(actor) for actor in value.actors})


def _is_told_by_another(one: Told, world: World) -> bool:
    """Return whether the words come through another party: "each time they announce a truce, the council said, their planes strike"."""
    via = [world.one(teller.actor) for teller in one.statement.via if teller.actor] if one.statement else []
    sides = {world.side(actor) for actor in via if not _prints(actor, world)}
    return bool(sides - {one.holder.side})


def _prints(actor: str, world: World) -> bool:
    return actor not in world.actors or world.actors[actor].kind in ("outlet", "agency", "person", "monitor")


def actors_in(one: Told) -> tuple[str, ...]:
    """Return the ids of those whom a claim tells to have done it."""
    return one.claim.value.actors if isinstance(one.claim.value, Culprit) else ()


def blaming_in(claims: Iterable[Told]) -> list[Told]:
    """Return the claims that tell of somebody known that he did it."""
    return [
        one
        for one in claims
        if isinstance(one.claim.value, Culprit) and one.claim.value.certainty != "denied" and actors_in(one)
    ]


def camps_of(blaming: Sequence[Told], world: World) -> set[frozenset[str]]:
    """Return who answers for it by each of these claims."""
    return {frozenset(world.answers(actor) for actor in actors_in(one)) for one in blaming}


def denying(claims: Sequence[Told], accused: frozenset[str], world: World) -> list[Told]:
    """Return denials of authorship by those who are accused; a denial of the target moves nothing here."""
    return [
        one
        for one in positions(claims, "denies")
        if one.object in ("authorship", "occurrence", None)
        and one.holder.side is not None
        and world.answers(one.holder.id) in accused
    ]
