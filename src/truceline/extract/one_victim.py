"""One victim: whether two mentions in one report tell what befell the same people: nobody is killed or kidnapped twice."""

from typing import NamedTuple

from truceline.extract.drafts import DEFINITE, Draft
from truceline.extract.scene import Scene

PERSON = "person:"
HURT = ("killed", "wounded")
# What befalls people once in a report.
KILLED, TAKEN = "killed", "taken"


class _Victims(NamedTuple):
    """People told by who they are: the noun, the words before it, how many as the text counts them, whether they are known."""

    noun: str
    beside: frozenset[str]
    several: bool
    many: str | None
    known: bool


def one_person(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether both tell by name of one person, to have been killed, hurt or aimed at."""
    return bool(_hit(scene, one) & _hit(scene, other))


def same_victims(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether both tell that the same people were killed or taken: "two clerks", then "the murder of the clerks".

    By name, or by who they are: the second time they are "the clerks", or as many on one day. "The soldiers", "the people"
    may be others each time.
    """
    fate = _fate(scene, one)
    if fate is None or fate != _fate(scene, other):
        return False
    if _named(scene, one) & _named(scene, other):
        return True
    dated = one.date is not None and other.date is not None
    return any(
        _are_same(ours, theirs, dated=dated)
        for ours in _victims(scene, one)
        for theirs in _victims(scene, other)
    )


def _are_same(first: _Victims, again: _Victims, *, dated: bool) -> bool:
    # "The Marist brothers" are "the Marists" later.
    if first.noun != again.noun and not (again.known and again.noun in first.beside):
        return False
    if first.several != again.several:
        return False
    counted = first.many is not None and first.many == again.many
    others = first.many is not None and again.many is not None and not counted
    return not others and (again.known or (counted and first.several and dated))


def _fate(scene: Scene, draft: Draft) -> str | None:
    """Return whether it is told that people were killed, or taken; None where neither is."""
    if draft.cluster.kind == "detention":
        return TAKEN
    lemmas = {scene.parsed.tokens[head].lemma.lower() for head in draft.cluster.heads}
    dead = any(harm.value.figure.effect == "killed" for harm in draft.harms)
    fatal = lemmas & (scene.words.fatal | scene.words.done_to)
    return KILLED if dead or fatal else None


def _victims(scene: Scene, draft: Draft) -> list[_Victims]:
    return [told for head in _heads(draft) if (told := _told(scene, head)) is not None]


def _heads(draft: Draft) -> list[int]:
    """Return the nouns of those whom a clause tells to have been killed or taken."""
    effect = "detained" if draft.cluster.kind == "detention" else "killed"
    counted = [harm.head for harm in draft.harms if harm.value.figure.effect == effect]
    hit = [target.head for target in (draft.target, *draft.others) if target is not None]
    return list(dict.fromkeys((*counted, *hit)))


def _told(scene: Scene, head: int) -> _Victims | None:
    """Return the people whom a noun tells; none where it may be anybody, or nothing tells who."""
    parsed, token = scene.parsed, scene.parsed.tokens[head]
    noun = token.lemma.lower().removesuffix("s")
    if token.pos != "NOUN" or noun in scene.words.anyone:
        return None
    known = any(parsed.tokens[c].text.lower() in DEFINITE for c in parsed.children(head, "det"))
    counts = [parsed.tokens[c].text.lower() for c in parsed.children(head, "nummod")]
    beside = frozenset(parsed.tokens[c].lemma.lower() for c in parsed.children(head, "amod", "compound"))
    return _Victims(noun, beside, token.tag == "NNS", next(iter(counts), None), known)


def _named(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the last words of the names of those killed or taken; "Xan Yorr" is "Yorr" later."""
    tokens = [scene.parsed.tokens[head] for head in _heads(draft)]
    # "Xan Yorr and his companion".
    tokens += [scene.parsed.tokens[token.head] for token in tokens if token.dep == "conj"]
    return frozenset(token.text.lower() for token in tokens if token.tag == "NNP" and token.label != "GPE")


def _hit(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the persons that a clause tells by name to have been killed, hurt or aimed at."""
    hurt = [harm.head for harm in draft.harms if harm.value.figure.effect in HURT]
    hit = [target for target in (draft.target, *draft.others) if target is not None]
    told = [*(scene.cast.actor_at(i) for i in hurt), *(target.value.actor for target in hit)]
    # Who is named once in full and then by his surname need be nobody of the cast.
    named = [scene.parsed.tokens[i] for i in (*hurt, *(target.head for target in hit))]
    told += [f"{PERSON}{one.text.lower()}" for one in named if one.label == "PERSON" and one.tag == "NNP"]
    return frozenset(one for one in told if one and one.startswith(PERSON))
