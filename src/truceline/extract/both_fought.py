"""Both fought: who fought in a clash: "clashes with the Xs", "fighting pitted the Xs against the Ys", fallen of both."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.arguments import acting_at, actors_at, can_act, culprit_at, is_armed
from truceline.extract.clauses import conjuncts
from truceline.extract.doers import noun_phrase, of_whom
from truceline.extract.drafts import Draft
from truceline.extract.far_doers import MUTUAL, met
from truceline.extract.scene import Scene
from truceline.extract.tellers import figure_of
from truceline.model.claim import Culprit
from truceline.model.parsed import Found

BETWEEN = "between"
PIT = "pit"
PARTIES = frozenset(("armed_group", "armed_force", "coalition", "government", "state"))


def fought(scene: Scene, draft: Draft, *, in_words: bool) -> Draft | None:
    """Return the clause with who fought; both in words alone where only one of them is somebody in particular.

    It is read here and not beside the clause, since either side may be named first where the fighting is told again.
    Two of whom neither is somebody in particular are told in a clash that is nothing else (`in_words`).
    """
    for noun in draft.cluster.heads:
        told = _met(scene, draft, noun, in_words=in_words) or _pitted(scene, noun)
        if told is not None:
            return msgspec.structs.replace(draft, agent=told)
    return None


def both_fell(scene: Scene, group: Sequence[Draft]) -> Draft | None:
    """Return a clause of a clash with both sides as who fought, where each of them lost fighters in it and nobody else did."""
    heads = (head for draft in group for head in draft.cluster.heads)
    if not any(scene.parsed.tokens[head].lemma.lower() in MUTUAL for head in heads):
        return None
    lost = [
        (draft, harm, figure.side)
        for draft in group
        for harm in draft.harms
        if (figure := figure_of(scene, harm)).side and _fights(scene, figure.side)
    ]
    sides = {scene.cast.side(side): side for _, _, side in lost}
    if len(sides) != 2:
        return None
    draft, harm, _ = lost[-1]
    agent = culprit_at(scene.parsed, harm.head, tuple(sides.values()))
    return msgspec.structs.replace(draft, agent=agent)


def _met(scene: Scene, draft: Draft, noun: int, *, in_words: bool) -> Found[Culprit] | None:
    parsed, cast = scene.parsed, scene.cast
    for i in met(parsed, noun):
        heads = conjuncts(parsed, i)
        both = parsed.tokens[parsed.tokens[i].head].lemma.lower() == BETWEEN and len(heads) > 1
        actors = _acting(scene, i)
        fights = is_armed(parsed, i, scene.names) or can_act(parsed, draft.cluster, i, cast, scene.words)
        armed = in_words and both and all(is_armed(parsed, head, scene.names) for head in heads)
        if i in scene.pinned or not ((actors and fights) or armed):
            continue
        known = not both or all(_one(scene, head) for head in heads)
        return culprit_at(parsed, i, actors if known else ())
    return None


def _pitted(scene: Scene, noun: int) -> Found[Culprit] | None:
    """Return both of "the fighting pitted the Xs against the Ys"."""
    parsed = scene.parsed
    verb = parsed.tokens[noun].head
    if parsed.tokens[noun].dep != "nsubj" or parsed.tokens[verb].lemma.lower() != PIT:
        return None
    ends = [*parsed.children(verb, "dobj"), *_against(scene, verb)]
    if len(ends) != 2 or not all(is_armed(parsed, i, scene.names) or _acting(scene, i) for i in ends):
        return None
    named = [_acting(scene, i) for i in ends]
    first = noun_phrase(parsed, ends[0])[0]
    last = max(noun_phrase(parsed, i)[1] for i in (ends[1], *of_whom(parsed, ends[1])))
    actors = tuple(dict.fromkeys(actor for one in named for actor in one)) if all(named) else ()
    return Found(Culprit(actors, parsed.span(first, last).quote, "fact"), first, last, ends[0])


def _against(scene: Scene, verb: int) -> Iterator[int]:
    for prep in scene.parsed.children(verb, "prep"):
        if scene.parsed.tokens[prep].lemma == "against":
            yield from scene.parsed.children(prep, "pobj")


def _acting(scene: Scene, i: int) -> tuple[str, ...]:
    acting = acting_at(scene.parsed, i, scene.cast, scene.names)
    return tuple(actor for actor in acting if scene.cast.actors[actor].kind != "people")


def _one(scene: Scene, head: int) -> bool:
    """Return whether one of two is somebody in particular: "rebels" are not."""
    return bool(actors_at(scene.parsed, head, scene.cast))


def _fights(scene: Scene, actor: str) -> bool:
    known = scene.cast.actors.get(actor)
    return known is not None and known.kind in PARTIES
