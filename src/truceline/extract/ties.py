"""Which clauses of one document tell of one event."""

from collections import Counter
from collections.abc import Callable

import msgspec

from truceline.extract.adding_up import sums_apart, with_days
from truceline.extract.answerers import gassed_last, is_by_answerer, with_answerers
from truceline.extract.apart import apart, around
from truceline.extract.drafts import Draft, by_another
from truceline.extract.earlier import first_told, only_led_up
from truceline.extract.one_victim import one_person, same_victims
from truceline.extract.other_days import is_long, of_old, opens_with_day, other_days
from truceline.extract.own_ground import hits_own_ground
from truceline.extract.same_target import same_target, told_target
from truceline.extract.scene import Scene
from truceline.extract.set_apart import apart_in_time
from truceline.extract.spots import same_place, spot
from truceline.extract.summed import is_of_sum
from truceline.extract.superlatives import is_of_news
from truceline.extract.tallies import counts_more, large, large_shared, other_toll, outnumbered
from truceline.extract.told_there import by_barrels, flown, of_its_arms, took_place
from truceline.extract.triggers import GAS, brings_gas
from truceline.extract.whereabouts import NEAR_SENTENCES
from truceline.model.statement import Statement

# "The raid" reaches back this many sentences; further back it is as a rule another raid.
REACH = 8
# "After the two blasts", "followed the two blasts".
FOLLOWED = frozenset(("after", "before", "since", "following", "follow", "precede"))
# "The killing of two clerks in the rebels' stronghold of Xtown": so many words at most lead from the deed to where it was.
BESIDE = 10
# What brings gas.
AIRBORNE = frozenset(("air_strike", "shelling"))
# Nobody is put to death by these: "the strikes" told behind an execution are those that answer it.
FROM_AFAR = frozenset(
    ("strike", "raid", "bombardment", "bombing", "bomb", "bombard", "pound", "pounding", "target")
)
EXECUTION = "execution"
# Who denies the deed, or that it happened, has a version of his own.
DEED = frozenset(("authorship", "occurrence"))
# Modalities that can be one event's: what was planned and what happened are two.
REAL = frozenset(("happened", "ongoing", "denied", "not confirmed"))


def tie(scene: Scene, drafts: list[Draft]) -> list[list[Draft]]:
    """Group the drafts by event: the anchor is the first of the body, so that a headline never carries an event alone."""
    groups: list[list[Draft]] = []
    for draft in sorted(with_answerers(scene, drafts), key=lambda d: (d.heading, d.cluster.lead.first)):
        home = _home(scene, groups, draft)
        same = [group for group in groups if group is not home and _of_the_same(scene, group, draft)]
        if home is None:
            home = same.pop(0) if same else []
            groups += [] if home else [home]
        home.append(
            msgspec.structs.replace(draft, scope="aggregate") if is_of_sum(scene, home, draft) else draft
        )
        for group in same:
            if all(_could_be_one(scene, group, one) for one in home):
                groups.remove(home)
                group += home
                home = group
    groups = [group for group in with_days([*sums_apart(scene, groups)]) if not _dropped(group)]
    return sorted(groups, key=lambda group: group[0].cluster.lead.first)


def _dropped(group: list[Draft]) -> bool:
    return all(draft.background for draft in group) and not any(draft.harms for draft in group)


def _home(scene: Scene, groups: list[list[Draft]], draft: Draft) -> list[Draft] | None:
    """Return the group that the draft belongs to, by the first reason that ties it to one; the latest, where to several."""
    fitting = [group for group in groups if _fits(scene, group, draft)]
    if draft.heading:
        counted = [group for group in fitting if large_shared(group, draft)]
        # A headline of the army's revenge is not over the killing that it answers.
        others = [one for one in fitting if not counts_more(one, draft) and not _two_sides(scene, one, draft)]
        return next(first_told(scene, gassed_last(scene, counted or others, draft), draft), None)
    countered = _countered(scene, groups, draft)
    if countered is not None or draft.other:
        return countered
    return _tied(scene, groups, fitting, draft)


def _tied(
    scene: Scene, groups: list[list[Draft]], fitting: list[list[Draft]], draft: Draft
) -> list[Draft] | None:
    """Return the group to which a reason ties the draft, else the one that it can only be of."""
    for reason in REASONS:
        tied = [group for group in fitting if reason(scene, group, draft)]
        if tied:
            return max(tied, key=lambda group: group[-1].cluster.lead.first)
    claimed = _claimed(scene, groups, draft)
    if claimed is not None:
        return claimed
    harmful = [group for group in groups if any(one.harms for one in group)]
    if (
        _owned(scene, draft)
        and len(harmful) == 1
        and harmful[0] in fitting
        and _same_agents(scene, harmful[0], draft)
    ):
        return harmful[0]
    # A denial of bombings, pages behind the raid that the report opens with, is of what was told since.
    denied = _stance(scene, draft) == "denies"
    near = [group for group in fitting if not denied or _reach(group, draft) <= REACH]
    return _topic(scene, near) if near and _generic(scene, draft) else None


def _of_the_same(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether both tell of the same people killed or taken: the places that stand beside it may be others."""
    same = not draft.heading and any(same_victims(scene, one, draft) for one in group)
    return same and _could_be_one(scene, group, draft)


def _could_be_one(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether nothing but a place speaks against one killing."""
    return (
        all((one.modality in REAL) == (draft.modality in REAL) for one in group)
        and all(_kinds(scene, one, draft) for one in group)
        and not any(one.background != draft.background for one in group)
        and not any(other_days(one, draft) or _other_item(scene, one, draft) for one in group)
        and not outnumbered(group, draft)
    )


def _claimed(scene: Scene, groups: list[list[Draft]], draft: Draft) -> list[Draft] | None:
    """Return the attack that the report is about for a claim of responsibility with no other place or day.

    "The Xs said that one of their men had opened fire before he blew himself up" is their word for the bombing.
    """
    if not _is_claim(scene, draft) or draft.date or draft.harms:
        return None
    harmful = [group for group in groups if any(one.harms for one in group)]
    real = [group for group in harmful if _could_be(scene, group, draft)]
    return real[0] if len(real) == 1 and len(harmful) == 1 and _same_agents(scene, real[0], draft) else None


def _is_claim(scene: Scene, draft: Draft) -> bool:
    return _stance(scene, draft) == "claims-responsibility"


def _stance(scene: Scene, draft: Draft) -> str:
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    return said.stance if said is not None else ""


def _two_sides(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether a side that is known is told to have done the one, and others than it the other."""
    known = any(one.agent is not None and one.agent.value.actors for one in (*group, draft))
    return known and not _same_agents(scene, group, draft)


def _topic(scene: Scene, fitting: list[list[Draft]]) -> list[Draft]:
    """Return the group that the report is about: at the place it names most, told most often, told first."""
    named = Counter(found.value.key for found in scene.places if found.value.precision != "country")
    return max(fitting, key=lambda group: (max(named[spot(one)[0]] for one in group), len(group)))


def _countered(scene: Scene, groups: list[list[Draft]], draft: Draft) -> list[Draft] | None:
    """Return the event that the speaker has just denied, and now explains: "denied it. He claimed that a store had blown up".

    What he tells instead has no place, day or toll of its own: it is his version of the one that he denies.
    """
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    if said is None or said.stance not in ("says", "claims") or draft.place or draft.date or draft.harms:
        return None
    side = _side(scene, said)
    denied = [
        s
        for s in scene.statements
        if s.stance == "denies" and s.object in DEED and side and _side(scene, s) == side
    ]
    for group in reversed(groups):
        for one in group:
            near = 0 <= draft.sentence - one.sentence <= NEAR_SENTENCES
            inside = any(one.cluster.lead.head in scene.tokens_of(s.content) for s in denied)
            if near and inside and one.cluster.lead.first < draft.cluster.lead.first:
                return group
    return None


def _side(scene: Scene, said: Statement) -> str | None:
    actor = said.speaker.actor if said.speaker else None
    return scene.cast.side(actor) if actor else None


def _owned(scene: Scene, draft: Draft) -> bool:
    """Return whether a side tells of its own deed and not where or when: it answers for what others have told."""
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    if said is None or draft.agent is None or draft.place or draft.date or draft.harms or draft.indefinite:
        return False
    side = _side(scene, said)
    return side is not None and side in {scene.cast.side(actor) for actor in draft.agent.value.actors}


def _generic(scene: Scene, draft: Draft) -> bool:
    """See "accuses it of war crimes for targeting civilians": no place and no toll of its own, so it is of the matter in hand."""
    told = draft.place or draft.harms or draft.date
    return _stance(scene, draft) in ("accuses", "denies", "condemns") and not told


def _fits(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    told = [one for one in group if not _is_claim(scene, one)] or group
    kinds = all(_kinds(scene, one, draft) for one in told) or _gas_over(scene, told, draft)
    return kinds and _could_be(scene, group, draft)


def _gas_over(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See the headline "Nine die in gas attack" over "a helicopter dropped a gas barrel"."""
    if not draft.heading or draft.cluster.kind != GAS:
        return False
    told = any(brings_gas(scene.parsed, one.cluster, scene.words) for one in group)
    return told and all(
        one.cluster.kind in AIRBORNE or scene.words.compatible(one.cluster.kind, GAS) for one in group
    )


def _could_be(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether nothing but the words for it speaks against one event."""
    return (
        all((one.modality in REAL) == (draft.modality in REAL) for one in group)
        and not any(apart_in_time(scene.parsed, one.cluster.heads, draft.cluster.heads) for one in group)
        and not any(_other_item(scene, one, draft) for one in group)
        and not outnumbered(group, draft)
        and not any(one.background != draft.background for one in group)
        and (
            all(one.scope == draft.scope for one in group)
            or large_shared(group, draft)
            or (is_of_sum(scene, group, draft) and _same_agents(scene, group, draft))
        )
        and not any(_two_places(scene, one, draft) for one in group)
        and not any(other_days(one, draft) for one in group)
        and not _only_answers(group, draft)
        and not is_by_answerer(scene, group, draft)
        and not hits_own_ground(scene, group, draft)
        and not any(_beside_new(scene, one, draft) for one in group)
        and not of_old(scene, group, draft)
        and not (draft.unexploded and any(_went_off(scene, one) for one in group))
        and not (_went_off(scene, draft) and any(one.unexploded for one in group))
    )


def _went_off(scene: Scene, draft: Draft) -> bool:
    """See "a bomb exploded, a second one was defused": these are two."""
    lemmas = {scene.parsed.tokens[head].lemma.lower() for head in draft.cluster.heads}
    return not draft.unexploded and bool(draft.harms or lemmas & scene.words.blasts)


def _beside_new(scene: Scene, one: Draft, draft: Draft) -> bool:
    """See "Another explosion came after the two blasts": the two are not the other; "killed nine, and that the attack" is."""
    above = scene.parsed.tokens[draft.cluster.lead.head].head
    led = scene.parsed.tokens[above].lemma.lower() in FOLLOWED
    return led and one.sentence == draft.sentence and one.other and draft.definite and not draft.other


def _only_answers(group: list[Draft], draft: Draft) -> bool:
    """See "the raids were in retaliation for the killing": the killing is one only with what is told in its own word.

    "The attack" that is told after it is the one that answers, too.
    """
    if draft.answered:
        return not any(one.answered or draft.cluster.kind == one.cluster.kind != "attack" for one in group)
    return draft.cluster.kind == "attack" and all(one.answered for one in group)


def _other_item(scene: Scene, one: Draft, other: Draft) -> bool:
    """See "- 12 May, Xtown: ... - 13 May, Ytown: ...": each item of a list has a day, and tells its own event."""
    ours, theirs = scene.item(one.sentence), scene.item(other.sentence)
    return ours is not None and theirs is not None and ours.paragraph != theirs.paragraph


def _kinds(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether the words can tell of one event; "the air strikes" can be the gas attack that was just told."""
    kinds = {one.cluster.kind, other.cluster.kind}
    leads = {scene.parsed.tokens[draft.cluster.lead.head].lemma.lower() for draft in (one, other)}
    if EXECUTION in kinds and leads & FROM_AFAR:
        return False
    if flown(scene, one, other) or flown(scene, other, one):
        return False
    gas = GAS in kinds and bool(kinds & AIRBORNE) and (one.definite or other.definite)
    return (
        gas or scene.words.compatible(one.cluster.kind, other.cluster.kind) or by_barrels(scene, one, other)
    )


def _two_places(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether the two are told of two places."""
    if one.place is None or other.place is None or any(_stray(scene, x) for x in (one, other)):
        return False
    return apart(one.place.value, other.place.value)


def _stray(scene: Scene, draft: Draft) -> bool:
    """See a headline that counts nobody and names a town of which the report tells no more: it may be the outlet's."""
    if draft.place is None or not draft.heading or draft.harms:
        return False
    key = draft.place.value.key
    return sum(found.value.key == key for found in scene.places) == 1


def _of_one_victim(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """The two tell what befell one person by name: nobody is killed twice, and few are shot twice in one report."""
    return any(one_person(scene, one, draft) for one in group)


def _at_one_place(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """The two are told at one place; "a raid" there is a new one, unless it has the same target."""
    if any(one.sentence == draft.sentence and not _same_agent(scene, one, draft) for one in group):
        return False  # "they beat back an attack by the army in Xtown and killed nine": two deeds
    if any(_two_deeds(scene, one, draft) for one in group):
        return False
    return any(
        same_place(one, draft) and (not draft.indefinite or same_target(scene, one, draft)) for one in group
    )


def _two_deeds(scene: Scene, one: Draft, other: Draft) -> bool:
    """See that one teller who names two doers, or tellers who name two doers and two things hit, tell of two deeds.

    "Xland said that it had conducted nine raids" counts its own, and none of another's.
    """
    if _same_agent(scene, one, other):
        return False
    tellers = [scene.holder(draft.cluster.lead.first, draft.cluster.lead.last) for draft in (one, other)]
    told = [said.speaker.name if said and said.speaker else "" for said in tellers]
    targets = one.target is not None and other.target is not None and not same_target(scene, one, other)
    counted = any(scene.parsed.children(head, "nummod") for head in other.cluster.heads)
    return told[0] == told[1] or targets or counted


def _on_one_target(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """The two hit the same, and one side can have done both: an army's push past the bridges is not the bombing of one."""
    same = not draft.indefinite and any(same_target(scene, one, draft) for one in group)
    same = same or any(told_target(scene, one, draft) for one in group)
    return same and _same_agents(scene, group, draft)


def _pointing_back(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See that "the raid", with no place of its own, is the one told last; it may say where, where only the land was told."""
    narrows = draft.place and _narrows(scene, group, draft) and _same_agents(scene, group, draft)
    placed = draft.place and not narrows
    if only_led_up(scene, group):
        return False
    known = draft.definite or (draft.of_a_day and min(one.sentence for one in group) <= 1)
    return known and (not placed or is_of_sum(scene, group, draft)) and _reach(group, draft) <= REACH


def _narrows(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether all that was told is the province or the country that a draft's place lies in; of Tuesday's strike, or nothing.

    "Raids on a mill town killed nine. The raids hit a clinic in Xtown": nothing was told, and the next sentence tells it.
    """
    told = [one.place.value for one in group if one.place]
    nowhere = not any(one.place or one.inherited for one in group)
    counted = any(one.harms for one in group)
    follows = 0 < draft.sentence - group[-1].sentence <= 1
    at_once = nowhere and counted and follows and _is_told_there(scene, draft)
    if draft.place is None or not (told or draft.of_a_day or at_once):
        return False
    wide = all(one.precision in ("province", "country") and one.key != draft.place.value.key for one in told)
    return wide and all(one.precision == "country" or one.name in around(draft.place.value) for one in told)


def _is_told_there(scene: Scene, draft: Draft) -> bool:
    """Return whether the place is told of it: not in "photos of the attack clearly show a crime much like the one in Xtown"."""
    tokens = scene.parsed.tokens
    heads = draft.cluster.heads
    if draft.place is not None and 0 < draft.place.first - draft.cluster.lead.last <= BESIDE:
        return True
    carriers = [tokens[head].head for head in heads if tokens[head].dep in ("nsubj", "nsubjpass")]
    place = draft.place
    return place is not None and any(place.head in scene.parsed.subtree(i) for i in (*heads, *carriers))


def _same_toll(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """The two count as many dead or hurt, and too many for chance: "killed 26 in the province", "the 26 died in Xtown"."""
    return large_shared(group, draft) and not draft.other and _same_agents(scene, group, draft)


def _counting(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See that "forty people were hurt" counts the harmed of what was told last; "the dead" may say where it was, too."""
    placed = draft.place and not (draft.definite and not any(one.place for one in group))
    return draft.count and not placed and _reach(group, draft) <= NEAR_SENTENCES


def _told_again(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """A word of the same strong kind, with nothing that speaks against it: reports tell their event more than once."""
    strong = not scene.words.kinds[draft.cluster.kind].vague
    same = any(one.cluster.kind == draft.cluster.kind for one in group)
    near = _reach(group, draft) <= REACH
    # "Earlier this month a drone killed two" is another drone.
    if (draft.indefinite or opens_with_day(scene, draft)) and draft.date and draft.harms:
        return False
    return strong and same and near and _no_new_place(group, draft) and _same_agents(scene, group, draft)


def _carried_on(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """A vague word straight after, with no place of its own: "it killed nine"."""
    vague = (
        scene.words.kinds[draft.cluster.kind].vague and not draft.indefinite and not _generic(scene, draft)
    )
    return (
        vague
        and not draft.place
        and _reach(group, draft) <= NEAR_SENTENCES
        and _same_agents(scene, group, draft)
        # "Another group said dozens died": of what the first has counted, and of no push told between.
        and (any(one.harms for one in group) or not by_another(scene, draft.sentence))
    )


def _told_first(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See that "the attack" in a caption, before anything is told, is the one that the report then tells."""
    first = all(one.definite and not one.harms for one in group) and bool(draft.harms)
    opens = min(one.sentence for one in group) <= 1
    return first and opens and not draft.other and _reach(group, draft) <= NEAR_SENTENCES


def _on_its_day(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "killed 70 near Xtown on 15 April": of that day the report then tells how, at a spot that lies in Xtown or around it.

    A report of days later says no more than once when the attack was that it is about; who counts others tells of another.
    """
    opens = min(one.sentence for one in group) <= 1 and any(large(one) for one in group)
    if not opens or draft.harms or draft.other or draft.date is None or draft.place is None:
        return False
    days = {one.date.value.first for one in group if one.date is not None and not is_long(one.date.value)}
    placed = [one.place.value for one in group if one.place]
    within = any(place.name in around(draft.place.value) for place in placed)
    return draft.date.value.first in days - {None} and within and not _two_sides(scene, group, draft)


Reason = Callable[[Scene, list[Draft], Draft], bool]
REASONS: tuple[Reason, ...] = (
    _of_one_victim,
    is_of_news,
    _at_one_place,
    _on_one_target,
    _pointing_back,
    took_place,
    of_its_arms,
    _same_toll,
    _counting,
    _told_again,
    _carried_on,
    _told_first,
    _on_its_day,
)


def _reach(group: list[Draft], draft: Draft) -> int:
    return min(abs(draft.sentence - one.sentence) for one in group)


def _no_new_place(group: list[Draft], draft: Draft) -> bool:
    """Return whether the draft tells no place, or one that the group has, or the group has none."""
    if draft.place is None or any(spot(one) == spot(draft) for one in group):
        return True
    told = [one.place.value for one in group if one.place]
    # "Eastern Xtown" after "Xtown" is narrower on purpose; a village after its province is where it was.
    wide = ("province", "country")
    nested = all(
        (place.key != draft.place.value.key or place.precision in wide)
        and not apart(place, draft.place.value)
        for place in told
    )
    return nested and not other_toll(group, draft)


def _same_agents(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    return all(_same_agent(scene, one, draft) for one in group)


def _same_agent(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether one side can have done both: nobody is told, or the two answer to one side, or the words are the same."""
    if one.agent is None or other.agent is None:
        return True
    sides = [
        {scene.cast.side(actor) for actor in draft.agent.value.actors}
        for draft in (one, other)
        if draft.agent
    ]
    return bool(sides[0] & sides[1]) or one.agent.value.words == other.agent.value.words
