"""Decide what a denial, a doubt, an admission or an accusation is about."""

from collections.abc import Mapping
from typing import NamedTuple

from truceline.extract.cues import Draft
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance, StanceObject

# Who confirms that ten civilians were killed confirms a toll; who denies it denies the target.
ABOUT_TARGETS = ("denies", "accuses", "admits")
LATER: tuple[StanceObject, ...] = ("breach", "toll", "performance")


class Scene(NamedTuple):
    """What stances are decided from: the parse, the words of speech, who is named, and who accused whom so far."""

    parsed: Parsed
    speech: Speech
    cast: Cast
    accused: Mapping[str, StanceObject]


def lemma(scene: Scene, i: int) -> str:
    """Return the lemma of token `i` in small letters."""
    return scene.parsed.tokens[i].lemma.lower()


def verb(scene: Scene, i: int) -> str:
    """Return the lemma of a verb with its particle."""
    particles = [lemma(scene, p) for p in scene.parsed.children(i, "prt")]
    return " ".join([lemma(scene, i), *particles])


def harms(scene: Scene, i: int) -> bool:
    """Return whether the verb's victims are people or things that must not be a target: "targeting civilians"."""
    if lemma(scene, i) not in scene.speech.harming:
        return False
    victims = scene.parsed.children(i, "dobj", "nsubjpass")
    if scene.parsed.tokens[i].dep == "amod":
        # The parser reads "had targeted civilians" as "the targeted civilians".
        victims.append(scene.parsed.tokens[i].head)
    victims += [c for v in victims for c in scene.parsed.children(v, "conj", "amod", "compound")]
    return any(lemma(scene, v) in scene.speech.harmless for v in victims)


def object_of(scene: Scene, draft: Draft, stance: Stance, speaker: str | None) -> StanceObject:
    """Return what a denial, doubt, admission or accusation is about."""
    if stance == "claims-responsibility":
        return "authorship"
    asked = _asked(scene, draft) if stance == "does-not-confirm" else None
    content = sorted(draft.content | (draft.cue if draft.frame == "phrase" else frozenset()))
    words = {lemma(scene, i) for i in content}
    return (
        asked
        or _plain(scene, content, words, stance)
        or _of_act(scene, draft, content, stance)
        or _of_charge(scene, draft, speaker)
        or _rest(scene, words)
    )


def _plain(scene: Scene, content: list[int], words: set[str], stance: Stance) -> StanceObject | None:
    """Return the object that single words decide, before any act is looked at."""
    if words & scene.speech.breaking and words & scene.speech.truces:
        return "breach"
    if stance in ABOUT_TARGETS and any(harms(scene, i) for i in content):
        return "target"
    if stance not in ABOUT_TARGETS and words & scene.speech.harming and _counts(scene, content):
        return "toll"
    return next(
        (name for name, said in scene.speech.objects.items() if name not in LATER and words & said), None
    )


def _counts(scene: Scene, content: list[int]) -> bool:
    return any(scene.parsed.tokens[i].tag == "CD" for i in content)


def _asked(scene: Scene, draft: Draft) -> StanceObject | None:
    """Return what "did not say who ..." leaves open: who, how many, or another matter ("what agent was used")."""
    first = scene.parsed.tokens[min(draft.content)].text.lower()
    if first in ("who", "whose", "whom"):
        return "authorship"
    second = scene.parsed.tokens[min(draft.content) + 1].text.lower() if len(draft.content) > 1 else ""
    if first == "how":
        return "toll" if second == "many" else "other"
    return "other" if first in ("what", "which", "when", "where", "why") else None


def _of_act(scene: Scene, draft: Draft, content: list[int], stance: Stance) -> StanceObject | None:
    """Return authorship where an act has a doer, occurrence where it has none."""
    acts = [i for i in content if verb(scene, i) in scene.speech.acts]
    if not acts or (
        stance == "accuses" and _rest(scene, {lemma(scene, i) for i in content}) == "performance"
    ):
        return None
    # "denied the use of gas" denies having used it.
    used = any(lemma(scene, i) in scene.speech.doing and scene.parsed.tokens[i].pos == "NOUN" for i in acts)
    # "denied accusations of using gas" tells no doer, for it is the denier.
    own = any(scene.parsed.tokens[i].tag == "VBG" and scene.parsed.tokens[i].dep == "pcomp" for i in acts)
    if used or own or stance in ("accuses", "admits") or draft.frame == "gerund":
        return "authorship"
    if any(_has_doer(scene, i) for i in acts if scene.parsed.tokens[i].tag.startswith("VB")):
        return "authorship"
    return "occurrence"


def _has_doer(scene: Scene, i: int) -> bool:
    """Return whether the act's verb is active and finite, or names its doer."""
    parsed = scene.parsed
    active = parsed.tokens[i].tag in ("VBD", "VBZ", "VBP") and not parsed.children(i, "auxpass", "nsubjpass")
    return active or bool(parsed.children(i, "nsubj", "agent"))


def _of_charge(scene: Scene, draft: Draft, speaker: str | None) -> StanceObject | None:
    """Return what the accusation was about that is denied, where one stands earlier against the same side."""
    heads = [i for i in draft.content if lemma(scene, i) in scene.speech.charges]
    if not heads or speaker is None:
        return None
    return scene.accused.get(scene.cast.side(speaker), "other")


def _rest(scene: Scene, words: set[str]) -> StanceObject:
    return next((name for name in LATER if words & scene.speech.objects[name]), "other")
