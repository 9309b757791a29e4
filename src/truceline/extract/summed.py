"""Summed: which later telling is of all deeds of a sum that was told before, and which names the place of one told before."""

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.spots import same_place


def is_of_sum(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "raids have hit the town for weeks. The raids killed hundreds": they are all of them, and no single one.

    "Raids killed nine in Xtown over the last 48 hours. A resident said army planes carried out raids in Xtown" tells of all, too,
    as do "The others who died in those raids were guards. Dozens were also hurt".
    """
    if any(_is_same_word_of_day(scene, one, draft) for one in group):
        return True
    last = group[-1] if group else draft
    follows = last is not draft and 0 <= draft.sentence - last.sentence <= 1
    if not follows or last.scope != "aggregate" or draft.date:
        return False
    alike = last.cluster.kind == draft.cluster.kind
    pointing = draft.definite and not draft.place
    there = draft.several and any(same_place(x, draft) for x in group)
    return (alike and (pointing or there)) or _of_them_all(scene, group, draft)


def _is_same_word_of_day(scene: Scene, one: Draft, draft: Draft) -> bool:
    """See "Tuesday's bombardment" after "nine were killed in the bombardment of several towns on Tuesday": the same word and day."""
    if one.scope != "aggregate" or not draft.of_a_day or draft.harms or draft.place:
        return False
    words = {scene.parsed.tokens[head].lemma.lower() for head in one.cluster.heads}
    days = one.date is not None and draft.date is not None and one.date.value.overlaps(draft.date.value)
    return days and scene.parsed.tokens[draft.cluster.lead.head].lemma.lower() in words


def _of_them_all(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "the raids on Xtown" after a sum of air strikes that names no place, and "dozens were also hurt"."""
    if draft.cluster.kind != "attack":
        return False
    hurt = (
        draft.sentence > group[-1].sentence
        and bool(draft.harms)
        and any(
            scene.parsed.tokens[c].lemma == "also" for c in scene.parsed.children(draft.cluster.lead.head)
        )
        and all(harm.value.figure.effect != "killed" for harm in draft.harms)
    )
    placed = draft.place is not None
    return (hurt and not placed) or (
        draft.definite and draft.plural and not (placed and any(one.place for one in group))
    )
