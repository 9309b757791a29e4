"""Told there: what is told again by where it took place, or by the bombs that it was told to be done with."""

from truceline.extract.apart import apart
from truceline.extract.drafts import DEFINITE, Draft
from truceline.extract.scene import Scene

# "The attack occurred in the mill quarter", "the blast took place near a school": of a thing told, and nothing new.
OCCURRING = frozenset(("occur", "happen", "take"))
# What is fired or dropped, and then told of again: "the shells fell", "the bombs were dropped".
ARMS = frozenset(("bomb", "shell", "rocket", "missile", "mortar", "barrel", "projectile", "grenade"))
AIR = "air_strike"
GROUND = frozenset(("clash", "offensive"))
# What is told so is done from afar.
BOMBINGS = frozenset(("bomb", "bombing"))
BOMBED = BOMBINGS | {"bombard", "bombardment"}
# On the ground or from the air.
WHATEVER = "onslaught"
# So many sentences behind the bombs "the bombs" are theirs.
SOON = 2


def took_place(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "A bomber killed nine in Xtown. The attack occurred in the Yquarter": the one told just before."""
    follows = 0 < draft.sentence - group[-1].sentence <= 1
    if (
        not draft.definite
        or draft.other
        or not follows
        or not any(_occurs(scene, i) for i in draft.cluster.heads)
    ):
        return False
    told = [one.place.value for one in group if one.place]
    return draft.place is None or not any(apart(place, draft.place.value) for place in told)


def _occurs(scene: Scene, i: int) -> bool:
    token = scene.parsed.tokens[i]
    return token.dep == "nsubj" and scene.parsed.tokens[token.head].lemma.lower() in OCCURRING


def of_its_arms(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "barrel bombs killed nine. The bombs were dropped on a camp": they are those told just before."""
    near = 0 < draft.sentence - group[-1].sentence <= SOON
    if not near or draft.other or draft.indefinite:
        return False
    arms = {
        scene.parsed.tokens[i].lemma.lower()
        for head in draft.cluster.heads
        for i in scene.parsed.children(head, "nsubj", "nsubjpass")
        if _is_known(scene, i)
    } & ARMS
    return bool(arms) and any(arms & _words(scene, one.sentence) for one in group)


def _is_known(scene: Scene, i: int) -> bool:
    return any(scene.parsed.tokens[c].text.lower() in DEFINITE for c in scene.parsed.children(i, "det"))


def _words(scene: Scene, number: int) -> set[str]:
    sentence = scene.parsed.sentences[number]
    return {token.lemma.lower() for token in scene.parsed.tokens[sentence.first : sentence.last]}


def flown(scene: Scene, one: Draft, other: Draft) -> bool:
    """See "gunfire was heard. Jets struck the positions": what jets do is no part of a fight on the ground.

    "The bombing" of troops is not the offensive that began after it, and a bombardment is no car bomb; "forced out by siege and
    bombardment" tells of all that was done there, and "advanced by bombing the posts" of how it was done.
    """
    lead = scene.parsed.tokens[one.cluster.lead.head]
    bombed, fought = lead.lemma.lower(), scene.parsed.tokens[other.cluster.lead.head].lemma.lower()
    told = bombed in BOMBED and (one.definite or not one.bare) and lead.tag != "VBG"
    if other.cluster.kind == "bombing":
        return told and bombed not in BOMBINGS and not by_barrels(scene, one, other)
    return (one.cluster.hint == AIR or told) and other.cluster.kind in GROUND and fought != WHATEVER


def by_barrels(scene: Scene, one: Draft, other: Draft) -> bool:
    """See "barrel bomb attacks" and "helicopters dropped bombs": barrels fall from the air, so both can be one."""
    kinds = {one.cluster.kind: one, other.cluster.kind: other}
    bombing = kinds.get("bombing")
    if bombing is None or AIR not in kinds:
        return False
    parts = (i for head in bombing.cluster.heads for i in (head, *scene.parsed.subtree(head)))
    return any(scene.parsed.tokens[i].lemma.lower() == "barrel" for i in parts)
