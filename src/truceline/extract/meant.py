"""Meant: who did it where the deed says "it" or "they": the only armed body that was told before and can be meant."""

from collections.abc import Iterable, Iterator

from truceline.extract.arguments import FIGHTERS, STATES, acting_at, culprit_at, is_armed
from truceline.extract.scene import Scene
from truceline.extract.triggers import Cluster, is_light
from truceline.model.claim import Culprit
from truceline.model.parsed import Found, Sentence

ONE, SEVERAL = "it", "they"
PARTIES = frozenset((*FIGHTERS, *STATES, "coalition"))
SUBJECTS = ("nsubj", "nsubjpass")
INSIDE = ("compound", "nmod", "poss", "amod")


def find_meant(scene: Scene, cluster: Cluster) -> Found[Culprit] | None:
    """Return whom "it" or "they" stands for at the deed's verb; None where two could be meant, or none.

    In the same sentence ("As Xlandish forces left the town, they shot nine"), else the subject of the sentence before.
    """
    pronouns = [s for verb in _verbs(scene, cluster) for s in scene.parsed.children(verb, "nsubj")]
    said = next((s for s in pronouns if scene.parsed.tokens[s].text.lower() in (ONE, SEVERAL)), None)
    if said is None:
        return None
    number = scene.sentence(said)
    start = scene.parsed.sentences[number].first
    here = list(_bodies(scene, range(start, said)))
    if not here and number > 0 and _leads(scene, said):
        here = list(_before(scene, scene.parsed.sentences[number - 1], said))
    subjects = [i for i in here if scene.parsed.tokens[i].dep in SUBJECTS and _agrees(scene, i, said)]
    if not subjects or len({_called(scene, i) for i in here}) > 1:
        return None
    if any(_is_nearer(scene, i, said) for i in range(subjects[-1] + 1, said)):
        return None
    return culprit_at(scene.parsed, subjects[-1], _actors(scene, subjects[-1]))


def _verbs(scene: Scene, cluster: Cluster) -> Iterator[int]:
    """Yield the verbs of a deed: "shelled", and "carried out" of "carried out raids"."""
    for trigger in cluster.triggers:
        token = scene.parsed.tokens[trigger.head]
        if trigger.verb:
            yield trigger.head
        elif token.dep == "dobj" and is_light(scene.parsed, token.head, scene.words):
            yield token.head


def _leads(scene: Scene, said: int) -> bool:
    """Return whether nobody else is a subject before the pronoun in its sentence: "On Monday it shelled the town"."""
    start = scene.parsed.sentences[scene.sentence(said)].first
    return not any(scene.parsed.tokens[i].dep in SUBJECTS for i in range(start, said))


def _before(scene: Scene, sentence: Sentence, said: int) -> Iterator[int]:
    """Yield the bodies of the sentence before, where that is no headline and its paragraph the same or the next above."""
    here = scene.parsed.sentences[scene.sentence(said)]
    if not sentence.heading and here.paragraph - sentence.paragraph <= 1:
        yield from _bodies(scene, range(sentence.first, sentence.last))


def _bodies(scene: Scene, where: Iterable[int]) -> Iterator[int]:
    """Yield the nouns for those who fight."""
    for i in where:
        token = scene.parsed.tokens[i]
        if token.pos not in ("NOUN", "PROPN") or token.dep in INSIDE:
            continue
        if _actors(scene, i) or is_armed(scene.parsed, i, scene.names):
            yield i


def _agrees(scene: Scene, i: int, said: int) -> bool:
    """Return whether a noun can be meant by "it" or "they": "rebels" are no "it", and a gunman no "they"."""
    token = scene.parsed.tokens[i]
    if scene.parsed.tokens[said].text.lower() == ONE:
        return token.tag != "NNS"
    return token.tag in ("NNS", "NNPS") or bool(scene.parsed.children(i, "conj") or _actors(scene, i))


def _is_nearer(scene: Scene, i: int, said: int) -> bool:
    """See "two farmers were killed when they set off a mine": whoever else is told last is meant."""
    token = scene.parsed.tokens[i]
    several = scene.parsed.tokens[said].text.lower() == SEVERAL
    alike = token.tag in ("NNS", "NNPS") if several else token.tag in ("NN", "NNP", "PRP")
    return token.dep in SUBJECTS and alike and token.text.lower() != ONE


def _actors(scene: Scene, i: int) -> tuple[str, ...]:
    """Return the parties that a noun names."""
    acting = acting_at(scene.parsed, i, scene.cast, scene.names)
    return acting if acting and all(scene.cast.actors[one].kind in PARTIES for one in acting) else ()


def _called(scene: Scene, i: int) -> str:
    """Return the side of a body, or what it is called where it has no name."""
    actors = _actors(scene, i)
    return scene.cast.side(actors[0]) if actors else scene.parsed.tokens[i].lemma.lower()
