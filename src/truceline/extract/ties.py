"""Which clauses of one document tell of one event."""

from collections import Counter

from truceline.extract.drafts import NEAR_SENTENCES, Draft
from truceline.extract.scene import Scene
from truceline.model.claim import Place

# "The raid" reaches back this many sentences; further back it is as a rule another raid.
REACH = 8
# Modalities that can be one event's: what was planned and what happened are two.
REAL = frozenset(("happened", "ongoing", "denied", "not confirmed"))


def tie(scene: Scene, drafts: list[Draft]) -> list[list[Draft]]:
    """Group the drafts by event: the anchor is the first of the body, so that a headline never carries an event alone."""
    groups: list[list[Draft]] = []
    for draft in sorted(drafts, key=lambda d: (d.heading, d.cluster.lead.first)):
        home = _home(scene, groups, draft)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    groups = [group for group in groups if not _dropped(group)]
    return sorted(groups, key=lambda group: group[0].cluster.lead.first)


def _dropped(group: list[Draft]) -> bool:
    return all(draft.background for draft in group) and not any(draft.harms for draft in group)


def _home(scene: Scene, groups: list[list[Draft]], draft: Draft) -> list[Draft] | None:
    """Return the group that the draft belongs to; a definite noun takes the latest that fits, the rest need a reason."""
    fitting = [group for group in groups if _fits(scene, group, draft)]
    if not fitting or (draft.other and not draft.heading):
        return None
    if draft.heading:
        return fitting[0]
    latest = max(fitting, key=lambda group: group[-1].cluster.lead.first)
    near = draft.sentence - latest[-1].sentence
    if (draft.definite and not draft.place and near <= REACH) or (
        draft.count and not draft.place and near <= NEAR_SENTENCES
    ):
        return latest
    reasons = [group for group in fitting if _shares(scene, group, draft)]
    return reasons[-1] if reasons else _topic(scene, fitting) if _generic(scene, draft) else None


def _topic(scene: Scene, fitting: list[list[Draft]]) -> list[Draft]:
    """Return the group that the report is about: at the place it names most, told most often, told first."""
    named = Counter(found.value.key for found in scene.places if found.value.precision != "country")
    return max(fitting, key=lambda group: (max(named[_spot(one)[0]] for one in group), len(group)))


def _generic(scene: Scene, draft: Draft) -> bool:
    """See "accuses it of war crimes for targeting civilians": no place and no toll of its own, so it is of the matter in hand."""
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    told = draft.place or draft.harms or draft.date
    return said is not None and said.stance in ("accuses", "denies", "condemns") and not told


def _fits(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    return (
        all(_kinds(scene, one, draft) for one in group)
        and all((one.modality in REAL) == (draft.modality in REAL) for one in group)
        and not any(one.scope != draft.scope or one.background != draft.background for one in group)
        and not any(_apart(one.place.value, draft.place.value) for one in group if one.place and draft.place)
        and not any(not one.date.value.overlaps(draft.date.value) for one in group if one.date and draft.date)
    )


def _kinds(scene: Scene, one: Draft, other: Draft) -> bool:
    return scene.words.compatible(one.cluster.kind, other.cluster.kind)


def _apart(one: Place, other: Place) -> bool:
    """Return whether two places cannot be one: other keys, and neither holds the other."""
    if one.key == other.key:
        return False
    inside = {*one.within, one.name} & {*other.within, other.name}
    return not inside


def _shares(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether something ties them: one place, one target, or a bare word straight after.

    "A raid" is a new one, unless it hits the same target at the same place.
    """
    if draft.indefinite:
        return any(_same_place(one, draft) and _same_target(scene, one, draft) for one in group)
    for one in group:
        if _same_place(one, draft) or _same_target(scene, one, draft):
            return True
    if any(
        one.cluster.kind == draft.cluster.kind and _spot(one) == _spot(draft) != ("", "") for one in group
    ):
        return True
    last = group[-1]
    bare = draft.bare or (draft.definite and not draft.place and not draft.harms)
    return bare and draft.sentence - last.sentence <= 1 and _same_agent(last, draft)


def _same_place(one: Draft, other: Draft) -> bool:
    """Return whether both are told at one place; "outside Xtown" is not Xtown."""
    return one.place is not None and other.place is not None and _spot(one) == _spot(other)


def _spot(draft: Draft) -> tuple[str, str]:
    """Return the place of a clause, its own or the one told before it, as key and relation."""
    place = draft.place or draft.inherited
    return (place.value.key, place.value.relation) if place else ("", "")


def _same_target(scene: Scene, one: Draft, other: Draft) -> bool:
    return one.target is not None and other.target is not None and _head(scene, one) == _head(scene, other)


def _head(scene: Scene, draft: Draft) -> str:
    return scene.parsed.tokens[draft.target.head].lemma.lower() if draft.target else ""


def _same_agent(one: Draft, other: Draft) -> bool:
    if one.agent is None or other.agent is None:
        return True
    return (
        bool(set(one.agent.value.actors) & set(other.agent.value.actors))
        or one.agent.value.words == other.agent.value.words
    )
