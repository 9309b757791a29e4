"""Answerers: who answers a deed did not do it, and a headline of the answer is not over the gassing that it answers."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.triggers import GAS


def with_answerers(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts; one that is answered with the sides whose deed answers it: "the Xs fired in response to a raid"."""
    for draft in drafts:
        sides = frozenset(_answering(scene, drafts, draft)) if draft.answered else frozenset()
        yield msgspec.structs.replace(draft, answerers=sides) if sides else draft


def _answering(scene: Scene, drafts: Sequence[Draft], answered: Draft) -> Iterator[str]:
    above = set(scene.parsed.ancestors(answered.cluster.lead.head))
    for draft in drafts:
        if draft.sentence == answered.sentence and not above.isdisjoint(draft.cluster.heads):
            yield from sides(scene, draft)


def is_by_answerer(scene: Scene, group: Sequence[Draft], draft: Draft) -> bool:
    """See "The Xs fired in response to the gassing. The strike by the Xs": their strike is not what they answered."""
    doers = sides(scene, draft)
    return any(doers & one.answerers or sides(scene, one) & draft.answerers for one in group)


def gassed_last(scene: Scene, groups: Sequence[list[Draft]], heading: Draft) -> list[list[Draft]]:
    """Return the groups, the gassings last where the headline names a doer and no gas, and what that doer did is told.

    Under "Xlandish missiles strike a base", the gassing for which the base was hit, told first and by nobody, is not its news.
    """
    doers = sides(scene, heading)
    done = any(doers & sides(scene, one) for group in groups for one in group)
    if heading.cluster.kind == GAS or not done:
        return [*groups]
    return sorted(groups, key=lambda group: _is_other_gassing(scene, group, doers))


def _is_other_gassing(scene: Scene, group: Sequence[Draft], doers: frozenset[str]) -> bool:
    return any(one.cluster.kind == GAS for one in group) and not any(
        doers & sides(scene, one) for one in group
    )


def sides(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the sides that are told to have done it."""
    actors = draft.agent.value.actors if draft.agent else ()
    return frozenset(scene.cast.side(actor) for actor in actors)
