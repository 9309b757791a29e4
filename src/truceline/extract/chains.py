"""Find through whom words came: "the paper learned from Ann, who quoted Ben", "Ann said, quoted by the agency"."""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.able import can_speak
from truceline.extract.cues import Draft
from truceline.extract.matters import Scene
from truceline.extract.pronouns import Heard
from truceline.extract.referents import referred
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker

# Frames in which the reporter, not the speaker, tells of another's words: "denounced a warning by Ann".
REPORTERS = ("object", "person", "onto", "about", "as", "predicate")


class Nest(NamedTuple):
    """A draft with the drafts whose content it stands in, outermost first."""

    draft: Draft
    outer: tuple[Draft, ...]


def chain_of(scene: Scene, nest: Nest, heard: Sequence[Heard]) -> tuple[Speaker, ...]:
    """Return who passed the words on, outermost first."""
    outer = [
        one
        for one in nest.outer
        if one.speaker is not None and not (nest.draft.frame == "noun" and one.frame in REPORTERS)
    ]
    heads = [one.speaker for one in outer if one.speaker is not None]
    heads += _quoters(scene, nest.draft)
    chain = [speaker_of(scene, head, heard) for head in dict.fromkeys(heads) if head != nest.draft.speaker]
    # "Ann said she suspected it, but that she could not confirm it" passes through Ann once.
    return tuple({speaker.actor or speaker.name: speaker for speaker in chain}.values())


def _quoters(scene: Scene, draft: Draft) -> list[int]:
    """Return who quotes: the subject, or the agent, of "quoted Ann as saying"."""
    parsed, node = scene.parsed, draft.head
    for c in parsed.children(draft.head, "advcl"):
        as_told = any(parsed.tokens[m].lemma == "as" for m in parsed.children(c, "mark", "advmod"))
        # "the group said, quoted by the agency"
        by_another = parsed.tokens[c].tag == "VBN" and bool(parsed.children(c, "agent"))
        if (as_told or by_another) and parsed.tokens[c].lemma in scene.speech.relayed:
            return [
                o
                for p in parsed.children(c, "prep", "agent")
                for o in parsed.children(p, "pobj")
                if o != draft.speaker
            ]
    for _ in range(3):
        node = parsed.tokens[node].head
        if parsed.tokens[node].lemma in scene.speech.relays and parsed.tokens[node].tag != "VBG":
            agents = [o for by in parsed.children(node, "agent") for o in parsed.children(by, "pobj")]
            subjects = [] if parsed.children(node, "nsubjpass") else parsed.children(node, "nsubj")
            return [i for i in [*subjects, *agents] if i != draft.speaker]
    return []


def relayed(scene: Scene, draft: Draft) -> list[int]:
    """Return who is heard through the speaker, the last one speaks: "the paper learned from Ann, who quoted Ben"."""
    parsed, passing = scene.parsed, _heard_from(scene, draft)
    for one in passing:
        quotes = [c for c in parsed.children(one, "relcl") if parsed.tokens[c].lemma in scene.speech.relays]
        passing += [v for c in quotes[:1] if (v := voice_of(parsed, scene.speech, c)) is not None]
    return passing


def _heard_from(scene: Scene, draft: Draft) -> list[int]:
    """Return the one whom the speaker quotes, or from whom the speaker learned it."""
    parsed = scene.parsed
    for c in [
        *parsed.children(draft.head, "advcl"),
        *(parsed.children(draft.speaker, "acl") if draft.speaker else ()),
    ]:
        if parsed.tokens[c].lemma in scene.speech.relays and parsed.tokens[c].tag == "VBG":
            quoted = voice_of(parsed, scene.speech, c)
            return [] if quoted is None else [quoted]
    if parsed.tokens[draft.head].lemma not in scene.speech.hearing:
        return []
    sources = [p for p in parsed.children(draft.head, "prep") if parsed.tokens[p].lemma == "from"]
    told = [o for p in sources for o in parsed.children(p, "pobj") if can_speak(parsed, o, scene.speech)]
    return told[:1]


def voice_of(parsed: Parsed, speech: Speech, relay: int) -> int | None:
    """Return who is heard through "quoting ...": somebody who can speak, not a reason or a fact cited."""
    for o in parsed.children(relay, "dobj"):
        token = parsed.tokens[o]
        if token.lemma.lower() in speech.voices or token.label in ("PERSON", "ORG"):
            return o
    return None


def speaker_of(scene: Scene, head: int, heard: Sequence[Heard]) -> Speaker:
    """Return who the words around `head` name, or stand for."""
    return referred(scene.parsed, scene.speech, scene.cast, head, heard)
