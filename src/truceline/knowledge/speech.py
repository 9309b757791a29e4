"""How reporting verbs, nouns and set phrases speak: their stance, and where what is said hangs on them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from truceline.knowledge.misspelt import is_slip
from truceline.model.errors import BadKnowledge
from truceline.model.statement import Stance, StanceObject

FRAMES = frozenset(
    {"clause", "that", "infinitive", "gerund", "object", "addressee", "predicate", "as", "closing", "figure"}
)
# A word of so many letters with one slip in it is still that word.
LONG = 10


class Sense(msgspec.Struct, frozen=True):
    """One way in which a cue speaks.

    `frames` are those of `speech.yml`; `about`, `person` and `onto` hold prepositions. `only` narrows `person`, `onto` and
    the frame "figure" to some direct objects ("put the blame on", never "put the hat on"); empty means any.
    """

    stance: Stance
    frames: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    onto: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


class Speech(msgspec.Struct, frozen=True):
    """The words of reported speech, by lemma; the sets are those of `speech.yml`, named as there."""

    verbs: Mapping[str, tuple[Sense, ...]]
    phrases: Mapping[tuple[str, str], Sense]
    nouns: Mapping[str, Stance]
    adjectives: Mapping[str, Stance]
    hedges: Mapping[str, Stance]
    negated: Mapping[Stance, Stance]
    objects: Mapping[StanceObject, frozenset[str]]
    charges: frozenset[str]
    impersonal: frozenset[str]
    according: frozenset[str]
    relays: frozenset[str]
    voices: frozenset[str]
    refusing: frozenset[str]
    refraining: frozenset[str]
    trying: frozenset[str]
    hardly: frozenset[str]
    disbelief: frozenset[str]
    silence: frozenset[str]
    nobody: frozenset[str]
    truces: frozenset[str]
    breaking: frozenset[str]
    acts: frozenset[str]
    deeds: frozenset[str]
    harming: frozenset[str]
    harmless: frozenset[str]
    own: frozenset[str]
    guilty: frozenset[str]
    harsh: frozenset[str]
    personal: frozenset[str]
    bodies: frozenset[str]
    talkers: frozenset[str]
    views: frozenset[str]
    papers: frozenset[str]
    showing: frozenset[str]
    pictures: frozenset[str]
    voicing: frozenset[str]
    still: frozenset[str]
    giving: frozenset[str]
    feelings: frozenset[str]
    mute: frozenset[str]
    relayed: frozenset[str]
    refusable: frozenset[str]
    doing: frozenset[str]
    slips: frozenset[str]
    crimes: frozenset[str]
    meant: frozenset[str]
    reciprocal: frozenset[str]
    hearing: frozenset[str]
    unnamed: frozenset[str]
    speaking: frozenset[str]
    figures: frozenset[str]
    occurring: frozenset[str]
    presence: frozenset[str]
    partaking: frozenset[str]
    trading: frozenset[str]
    falsehoods: frozenset[str]
    dying: frozenset[str]
    mouths: frozenset[str]
    sorting: frozenset[str]
    unarticled: frozenset[str]
    backing: frozenset[str]
    resuming: frozenset[str]
    quoting: frozenset[str]
    ideas: frozenset[str]
    aided: frozenset[str]
    founded: frozenset[str]
    threats: frozenset[str]
    aims: frozenset[str]
    proving: frozenset[str]
    finding: frozenset[str]
    fighting: frozenset[str]
    kinds: Mapping[str, frozenset[str]]

    def phrase(self, verb: str, noun: str) -> Sense | None:
        """Return the sense of a set phrase by its lemmas; a long noun may have one slip: "claimed responsibilty"."""
        found = self.phrases.get((verb, noun))
        if found is not None or len(noun) < LONG:
            return found
        return next((one for (v, n), one in self.phrases.items() if v == verb and is_slip(noun, n)), None)


SETS = tuple(
    name
    for name in Speech.__struct_fields__
    if name not in ("verbs", "phrases", "nouns", "adjectives", "hedges", "negated", "objects", "kinds")
)


def load_speech(directory: Path) -> Speech:
    """Load `speech.yml`.

    Raises:
        BadKnowledge: a stance, a frame or an object is none of those in the model.
    """
    raw = yaml.load((directory / "speech.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    _known(get_args(Stance), _stances(raw), "stance")
    _known(get_args(StanceObject), raw["objects"], "object")
    return Speech(
        verbs=_verbs(raw["verbs"]),
        phrases=_phrases(raw["phrases"]),
        nouns=_by_word(raw["nouns"]),
        adjectives=_by_word(raw["adjectives"]),
        hedges=_by_word(raw["hedges"]),
        negated=raw["negated"],
        objects={name: frozenset(words) for name, words in raw["objects"].items()},
        kinds={name: frozenset(kinds) for name, kinds in raw["kinds"].items()},
        **{name: frozenset(raw[name]) for name in SETS},
    )


def _known(allowed: Iterable[str], given: Iterable[str], what: str) -> None:
    unknown = set(given) - set(allowed)
    if unknown:
        raise BadKnowledge(f"speech.yml: no such {what}: {', '.join(sorted(map(str, unknown)))}")


def _stances(raw: Mapping[str, Any]) -> set[str]:
    groups = {group["stance"] for group in [*raw["verbs"], *raw["phrases"]]}
    return (
        groups
        | set(raw["nouns"])
        | set(raw["adjectives"])
        | set(raw["hedges"])
        | set(raw["negated"])
        | set(raw["negated"].values())
    )


def _verbs(groups: list[dict[str, Any]]) -> dict[str, tuple[Sense, ...]]:
    verbs: dict[str, tuple[Sense, ...]] = {}
    for group in groups:
        frames = frozenset(group.get("frames", ())) | ({"as"} if group.get("as") else frozenset())
        _known(FRAMES, frames, "frame")
        prepositions = {name: frozenset(group.get(name, ())) for name in ("about", "person", "onto")}
        sense = Sense(group["stance"], frames, only=frozenset(group.get("with", ())), **prepositions)
        for lemma in group["lemmas"]:
            verbs[lemma] = (*verbs.get(lemma, ()), sense)
    return verbs


def _phrases(groups: list[dict[str, Any]]) -> dict[tuple[str, str], Sense]:
    return {
        (verb, noun): Sense(group["stance"], frozenset({"clause"}), about=frozenset(group["prepositions"]))
        for group in groups
        for verb in group["verbs"]
        for noun in group["nouns"]
    }


def _by_word(groups: Mapping[Stance, list[str]]) -> dict[str, Stance]:
    return {word: stance for stance, words in groups.items() for word in words}
