"""Beaten back: who did it where an attack is told as foiled, and only those who led it fell."""

from collections.abc import Sequence

import msgspec

from truceline.extract.arguments import acting_at, culprit_at, is_armed
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.tellers import figure_of
from truceline.extract.triggers import is_averted
from truceline.model.claim import Culprit, Harm
from truceline.model.parsed import Found


def by_defenders(scene: Scene, group: list[Draft]) -> list[Draft]:
    """Return the clauses of an event, done by those who beat it back where all who fell led it.

    "Army units foiled an attack by the Xs. Nine Xs were killed": the Xs did not kill themselves.
    """
    harms = [harm for draft in group for harm in draft.harms]
    # "Scores were hurt" says nothing of who they were.
    called = [harm for harm in harms if _called(scene, harm.first, harm.last) or figure_of(scene, harm).side]
    return [_by_defender(scene, draft, called) for draft in group] if called else group


def _by_defender(scene: Scene, draft: Draft, harms: Sequence[Found[Harm]]) -> Draft:
    agent = draft.agent
    if agent is None or not all(_led_it(scene, agent, harm) for harm in harms):
        return draft
    defender = next((one for head in draft.cluster.heads if (one := _defender(scene, head))), None)
    return draft if defender is None else msgspec.structs.replace(draft, agent=defender)


def _defender(scene: Scene, attack: int) -> Found[Culprit] | None:
    """Return who foiled an attack: the subject of the verb that has it as its object."""
    parsed, verb = scene.parsed, scene.parsed.tokens[attack].head
    if parsed.tokens[attack].dep != "dobj" or not is_averted(parsed, verb, scene.words):
        return None
    for i in parsed.children(verb, "nsubj") or _armed_before(scene, verb):
        actors = acting_at(parsed, i, scene.cast, scene.names)
        if actors or is_armed(parsed, i, scene.names):
            return culprit_at(parsed, i, actors)
    return None


def _armed_before(scene: Scene, verb: int) -> list[int]:
    """Return the units of "In the countryside units of the army foiled it": a lost comma hangs them on the place."""
    first = scene.parsed.sentences[scene.parsed.tokens[verb].sentence].first
    return [i for i in range(first, verb) if is_armed(scene.parsed, i, scene.names)][:1]


def _led_it(scene: Scene, agent: Found[Culprit], harm: Found[Harm]) -> bool:
    """Return whether those who fell are of those who attacked: by their side, or by the word for them."""
    side = figure_of(scene, harm).side
    sides = {scene.cast.side(actor) for actor in agent.value.actors}
    words = _called(scene, agent.first, agent.last) & _called(scene, harm.first, harm.last)
    return bool(words) or (side is not None and scene.cast.side(side) in sides)


def _called(scene: Scene, first: int, last: int) -> set[str]:
    """Return the words for people who fight: the terrorist of "terrorist groups"."""
    lemmas = {token.lemma.lower() for token in scene.parsed.tokens[first:last]}
    return {lemma for lemma in lemmas if scene.names.roles.get(lemma) is not None}
