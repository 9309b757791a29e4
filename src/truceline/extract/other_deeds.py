"""Other deeds: what a side tells of its fighting at large beside a deed that harmed people, and owns to nothing of it."""

import msgspec

from truceline.extract.drafts import Draft
from truceline.extract.far_doers import INVOLVED, MUTUAL
from truceline.extract.scene import Scene
from truceline.extract.versions import doers_of, led
from truceline.knowledge.tellers import MILITARY
from truceline.model.statement import Statement

# "The army was continuing strikes on them", "keeps pounding them".
ON = frozenset(("continue", "keep", "resume"))
GOING = ("VBG", "VBZ", "VBP", "VB")
FEW = frozenset(("one", "two", "three", "four", "1", "2", "3", "4"))


def without_other_deeds(scene: Scene, group: list[Draft]) -> list[Draft]:
    """Return the clauses of an event, with what a side tells of its fighting at large as background where others tell of the harmed.

    "Nine villagers died in Monday's raid. The command said that its jets carried out 18 strikes on Monday and destroyed a
    post" owns to no raid on villagers; nor does "the army was continuing its strikes", nor "it was locked in clashes" beside
    "rocket fire killed nine".
    """
    return [
        msgspec.structs.replace(draft, agent=None, background=True)
        if _is_at_large(scene, draft, group)
        else draft
        for draft in group
    ]


def _is_at_large(scene: Scene, draft: Draft, group: list[Draft]) -> bool:
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    if said is None or draft.heading or draft.harms or not _is_own(scene, draft, said):
        return False
    harmful = [one for one in group if one.harms and not _is_told_by(scene, one, said)]
    if not harmful:
        return False
    heads, doers = draft.cluster.heads, doers_of(scene, draft)
    if any(_goes_on(scene, i) for i in heads):
        return True
    if any(doers & doers_of(scene, one) for one in harmful):
        return False  # what a side is told to have done to them it may own to by a sum
    fire = any(_is_fire(scene, one) for one in harmful)
    after = harmful[0].sentence < draft.sentence  # a bulletin that opens with its sorties tells of them
    counted = after and any(_is_counted(scene, i) for i in heads)
    return counted or (fire and any(_is_in_fight(scene, i) for i in heads))


def _is_own(scene: Scene, draft: Draft, said: Statement) -> bool:
    """Return whether a side tells of its own: by its name, or as "a military source" of an army."""
    doers = draft.agent.value.actors if draft.agent else ()
    speaker = said.speaker
    if not doers or speaker is None:
        return False
    if speaker.actor is not None:
        return led(scene, speaker.actor) in doers_of(scene, draft)
    armies = all(scene.cast.actors[one].kind == "armed_force" for one in doers)
    return armies and scene.names.roles.tellers.group(speaker.name) == MILITARY


def _is_told_by(scene: Scene, draft: Draft, said: Statement) -> bool:
    """Return whether the same one tells this clause, too."""
    other = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    return other is not None and other.speaker == said.speaker


def _is_counted(scene: Scene, i: int) -> bool:
    """See "18 strikes"; "two strikes" may be those that others tell of."""
    parsed = scene.parsed
    counts = {parsed.tokens[c].text.lower() for c in parsed.children(i, "nummod")}
    return parsed.tokens[i].tag == "NNS" and bool(counts) and not counts & FEW


def _goes_on(scene: Scene, i: int) -> bool:
    """See "was continuing strikes"."""
    tokens = scene.parsed.tokens
    above = tokens[tokens[i].head]
    return tokens[i].dep in ("dobj", "xcomp") and above.lemma.lower() in ON and above.tag in GOING


def _is_in_fight(scene: Scene, i: int) -> bool:
    """See "was involved in clashes", "was locked in a battle"."""
    tokens = scene.parsed.tokens
    above = {tokens[a].lemma.lower() for a in scene.parsed.ancestors(i)}
    return tokens[i].lemma.lower() in MUTUAL and bool(above & INVOLVED)


def _is_fire(scene: Scene, draft: Draft) -> bool:
    """Return whether somebody else is told to have harmed them, by words that are for one side's deed."""
    words = {scene.parsed.tokens[i].lemma.lower() for i in draft.cluster.heads}
    return draft.agent is not None and not words & MUTUAL
