"""Where a condition holds: the place in its clause, or the one that "the city" goes back to."""

from typing import NamedTuple

from truceline.extract.scene import Scene
from truceline.extract.standing import Subject, Told, governor
from truceline.knowledge.conditions import Conditions
from truceline.model.claim import Place
from truceline.model.document import Span
from truceline.model.parsed import Found

# "The city" means the last place told, if that was told so many sentences before.
NEAR_SENTENCES = 2


class Where(NamedTuple):
    """A place, or none, and the words it was read from where those stand apart."""

    value: Place | None
    spans: tuple[Span, ...] = ()


def place_of(scene: Scene, words: Conditions, subject: Subject, told: Told) -> Where:
    """Return where the counted are: one place of their clause, the only one of the sentence, or one told before."""
    parsed, number = scene.parsed, scene.sentence(subject.noun)
    here = [f for f in scene.places if scene.sentence(f.head) == number and not _is_from(scene, f)]
    verb = governor(parsed, subject)
    above = parsed.tokens[verb].head if verb is not None and _where_clause(scene, verb) else None
    if above is not None and (own := [found for found in here if above in range(found.first, found.last)]):
        return _where(scene, own[0])  # "in Xtown, where 9,000 remain trapped"
    for top in (subject.noun, told.head, verb, above):
        if top is not None:
            below = set(parsed.subtree(top))
            hanging = [found for found in here if found.head in below]
            if hanging:
                return _where(
                    scene, min(hanging, key=lambda f: (f.first < subject.noun, abs(f.first - told.first)))
                )
    if here and not _where_clause(scene, verb):
        finer = [found for found in here if found.value.precision != "country"] or here
        return _where(scene, finer[0]) if len(finer) == 1 else Where(None)
    if here:
        return Where(None)
    return _again(scene, words, number)


def _is_from(scene: Scene, found: Found[Place]) -> bool:
    """See "houses families from Xtown", "outlawed in Xland": where they came from, and another's matter."""
    above = [scene.parsed.tokens[i] for i in list(scene.parsed.ancestors(found.head))[:4]]
    return any(token.dep == "prep" and token.lemma in ("from", "since", "to", "for") for token in above)


def _where_clause(scene: Scene, verb: int | None) -> bool:
    """See "besieging areas where 9,000 live": they live in those areas, not at the place told elsewhere."""
    parsed = scene.parsed
    relative = verb is not None and parsed.tokens[verb].dep == "relcl"
    return relative and any(
        parsed.tokens[i].text.lower() == "where" for i in parsed.children(verb or 0, "advmod")
    )


def _where(scene: Scene, found: Found[Place]) -> Where:
    return Where(found.value, (scene.parsed.span(found.first, found.last),))


def _again(scene: Scene, words: Conditions, number: int) -> Where:
    """Return the last place before a sentence that speaks of "the city" or "the enclave" without its name."""
    sentence = scene.parsed.sentences[number]
    tokens = scene.parsed.tokens[sentence.first : sentence.last]
    if not any(token.lemma.lower() in words.again or token.text.lower() == "there" for token in tokens):
        return Where(None)
    before = [
        found
        for found in scene.places
        if 0 < number - scene.sentence(found.head) <= NEAR_SENTENCES
        and found.value.precision not in ("country", "unlocated")
        and not scene.parsed.sentences[scene.sentence(found.head)].heading
    ]
    names = {found.value.name for found in before}
    return _where(scene, before[-1]) if len(names) == 1 else Where(None)
