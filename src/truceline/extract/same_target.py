"""Same target: whether two mentions in one report tell of one thing that was hit."""

from truceline.extract.drafts import DEFINITE, Draft
from truceline.extract.scene import Scene


def same_target(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether the two hit the same; "vehicles" here and "vehicles" there are other ones."""
    if one.target is None or other.target is None or _head(scene, one) != _head(scene, other):
        return False
    first = scene.parsed.tokens[other.target.first]
    several = scene.parsed.tokens[other.target.head].tag == "NNS"
    return not several or first.pos in ("DET", "PRON", "PROPN")


def told_target(scene: Scene, one: Draft, other: Draft) -> bool:
    """See "a strike on the school" after "six strikes hit the area and a school": the school told before."""
    if other.target is None or scene.parsed.tokens[other.target.first].text.lower() not in DEFINITE:
        return False
    head, sentence = _head(scene, other), scene.parsed.sentences[one.sentence]
    before = scene.parsed.tokens[sentence.first : min(sentence.last, other.cluster.lead.first)]
    return head in scene.words.points and any(token.lemma.lower() == head for token in before)


def _head(scene: Scene, draft: Draft) -> str:
    return scene.parsed.tokens[draft.target.head].lemma.lower() if draft.target else ""
