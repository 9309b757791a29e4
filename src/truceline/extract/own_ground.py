"""Own ground: a side does not shell what it holds: what fell "on the Xland-held hills" was not the raid by Xland told beside it."""

from collections.abc import Iterator, Sequence

from truceline.extract.drafts import Draft
from truceline.extract.held import HELD
from truceline.extract.scene import Scene

# "Near the Xland-held town" may be anybody's ground.
ON = frozenset(("on", "in", "into", "at", "inside", "onto"))


def hits_own_ground(scene: Scene, group: Sequence[Draft], draft: Draft) -> bool:
    """Return whether the one hit what a side holds that alone is told to have done the other.

    Who did both is told nowhere in the words of the one that hit it, else a side may strike those who came in.
    """
    return any(
        _is_of(scene, one, other)
        for mine in group
        for one, other in ((mine, draft), (draft, mine))
        if one.agent is None
    )


def _is_of(scene: Scene, hit: Draft, done: Draft) -> bool:
    if done.agent is None or not done.agent.value.actors:
        return False
    sides = {scene.cast.side(actor) for actor in done.agent.value.actors}
    return len(sides) == 1 and sides <= {*_holders(scene, hit)}


def _holders(scene: Scene, draft: Draft) -> Iterator[str]:
    """Yield the sides of whose ground a clause tells that something fell on it."""
    parsed = scene.parsed
    for head in draft.cluster.heads:
        verbs = (head, *(a for a in parsed.ancestors(head) if parsed.tokens[a].pos == "VERB"))
        for prep in (p for verb in verbs for p in parsed.children(verb, "prep")):
            if parsed.tokens[prep].text.lower() in ON:
                yield from (
                    scene.cast.side(actor) for i in parsed.subtree(prep) if (actor := _holder(scene, i))
                )


def _holder(scene: Scene, i: int) -> str | None:
    """Return who holds it by "Xland-held", "Xlandish-controlled"."""
    actor = scene.cast.actor_at(i)
    after = scene.parsed.tokens[i + 1 : i + 3]
    parted = len(after) > 1 and after[0].text == "-" and after[1].text.lower() in HELD
    glued = scene.parsed.tokens[i].text.lower().rpartition("-")[2] in HELD
    return actor if actor and (parted or glued) else None
