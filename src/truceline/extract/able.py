"""Who can speak at all: a name, a pronoun, a person or a body; not a bomb, a number or a spat."""

from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

AGENTS = ("er", "or", "ist", "ian", "man", "woman")
DUMB = ("this", "that", "which", "there", "what")
MANY = ("hundred", "thousand", "dozen", "score", "number", "handful", "ten")


def can_speak(parsed: Parsed, head: int, speech: Speech) -> bool:
    """Return whether the noun can speak: a name, a pronoun, a person or a body; not a bomb, a number or a spat."""
    token = parsed.tokens[head]
    # "those killed were civilians and described": the dead say nothing.
    below = (parsed.tokens[c] for c in parsed.children(head, "acl"))
    if any(one.tag == "VBN" and one.lemma in speech.harming for one in below):
        return False
    if token.pos in ("PROPN", "PRON") or token.label in ("PERSON", "ORG", "NORP", "GPE"):
        return token.lemma.lower() not in DUMB
    lemma = token.lemma.lower()
    if any(
        lemma in words
        for words in (speech.personal, speech.voices, speech.bodies, speech.talkers, speech.papers)
    ):
        return True
    if lemma in MANY:
        # "hundreds of residents protested"
        return any(
            can_speak(parsed, o, speech)
            for p in parsed.children(head, "prep")
            if parsed.tokens[p].lemma == "of"
            for o in parsed.children(p, "pobj")
        )
    return token.pos == "NOUN" and lemma.endswith(AGENTS) and lemma not in speech.mute
