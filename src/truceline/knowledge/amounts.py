"""Amounts: how English counts people, and the words for what befalls them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import yaml

from truceline.model.claim import Effect, Exactness, HarmedStatus


class Phrases:
    """Phrases found by one look at the words of a sentence, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        """Index the phrases by their first and by their last word."""
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            self._first.setdefault(phrase[0], []).append(phrase)
            self._last.setdefault(phrase[-1], []).append(phrase)

    @property
    def firsts(self) -> frozenset[str]:
        """Return the words with which a phrase begins."""
        return frozenset(self._first)

    def at(self, words: Mapping[int, str], i: int) -> tuple[str, ...] | None:
        """Return the longest phrase that starts at `i`."""
        phrases = self._first.get(words.get(i, ""), ())
        return next((p for p in phrases if all(words.get(i + n) == word for n, word in enumerate(p))), None)

    def before(self, words: Mapping[int, str], i: int) -> tuple[str, ...] | None:
        """Return the longest phrase that ends right before `i`."""
        phrases = self._last.get(words.get(i - 1, ""), ())
        return next(
            (p for p in phrases if all(words.get(i - len(p) + n) == w for n, w in enumerate(p))), None
        )


class CueSet(msgspec.Struct, frozen=True, dict=True):
    """Words that tell an effect, by how they take the harmed."""

    verbs: dict[str, Effect]
    ends: dict[str, Effect]
    states: dict[str, Effect]
    nouns: dict[str, Effect]
    lives: frozenset[str]
    claiming: frozenset[str]
    losing: frozenset[str]
    suffering: frozenset[str]
    suffered: frozenset[str]
    toll: frozenset[str]
    toll_to: frozenset[str]
    counts: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word of harm: a sentence without one holds no figure."""
        return frozenset(
            {
                *self.verbs,
                *self.ends,
                *self.states,
                *self.nouns,
                *self.lives,
                *self.losing,
                *self.suffered,
                *self.toll,
            }
        )


class Frames(msgspec.Struct, frozen=True):
    """Small words that hold a count and its cue together, or set a part of it apart."""

    links: frozenset[str]
    passive: frozenset[str]
    joins: frozenset[str]
    part_before: Phrases
    part_after: Phrases
    among: frozenset[str]
    negation: frozenset[str]


class Extents(msgspec.Struct, frozen=True):
    """Words that tell a whole war, a stretch of days, or several places."""

    war: frozenset[str]
    began: frozenset[str]
    units: frozenset[str]
    before: frozenset[str]
    spread: frozenset[str]
    places: frozenset[str]
    attacks: frozenset[str]
    wide: frozenset[str]
    quarters: frozenset[str]
    series: frozenset[str]
    lasting: frozenset[str]
    everywhere: frozenset[str]
    deeds: frozenset[str]


class People(msgspec.Struct, frozen=True):
    """Nouns for the harmed with the status they say, and nouns for what is no person."""

    status: dict[str, HarmedStatus]
    described: dict[str, HarmedStatus]
    general: frozenset[str]
    members: frozenset[str]
    roles: frozenset[str]
    things: frozenset[str]


class Oneself(msgspec.Struct, frozen=True):
    """Words by which somebody kills `words` (himself): `by` a deed, who `turns` a gun on himself, who `takes` (in `ways`) what `ends`; who is `armed` is no civilian."""

    words: frozenset[str]
    by: frozenset[str]
    turns: frozenset[str]
    ends: frozenset[str]
    ways: frozenset[str]
    takes: frozenset[str]
    armed: frozenset[str]


class Idle(msgspec.Struct, frozen=True):
    """Words of harm that may tell of none.

    Who is `loitering` `about` is not hanged; `deeds` that are `tried` are not done; those `named` are nouns as well as verbs, and lead to `matters` of
    the law.
    """

    loitering: frozenset[str]
    about: frozenset[str]
    deeds: frozenset[str]
    tried: frozenset[str]
    named: frozenset[str]
    matters: frozenset[str]


class Amounts(msgspec.Struct, frozen=True, dict=True):
    """Number words, bounds, effects and the harmed.

    `numbers` and `scales` give values; `vague` the lower bound of a vague word. `openers` stand before a number,
    those in `bounds` bound it; `closers` stand after it and bound it as `after` says. `recounts` name a count that is
    put at a number; `capitals` are little words that in capitals are names; what follows one of `labels` is a name ("Route 15"); whoever is `struck` in a way that is `fatal`, or to death, died, and of `fatal_deeds`; who is `passing` away dies; who is `gassed` by `gases`, or in `gassings`, is hurt; the hurt are `carried` off. Phrases are tuples of small words.
    """

    numbers: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    plural: Phrases
    nothing: Phrases
    bounds: dict[tuple[str, ...], Exactness]
    after: dict[tuple[str, ...], Exactness]
    openers: Phrases
    bounding: Phrases
    closers: Phrases
    more: frozenset[str]
    recounts: frozenset[str]
    idle: Idle
    oneself: Oneself
    carried: frozenset[str]
    labels: frozenset[str]
    capitals: frozenset[str]
    fatal: frozenset[str]
    struck: frozenset[str]
    fatal_deeds: frozenset[tuple[str, str]]
    passing: frozenset[str]
    gassed: frozenset[str]
    gases: frozenset[str]
    gassings: frozenset[str]
    cues: CueSet
    frames: Frames
    extents: Extents
    people: People

    @cached_property
    def starts(self) -> frozenset[str]:
        """Return the words with which a number in words can begin."""
        return (
            frozenset({"a", "an", "both", *self.numbers, *self.vague})
            | self.plural.firsts
            | self.nothing.firsts
        )

    @cached_property
    def telling(self) -> frozenset[str]:
        """Return the words of which a sentence with a figure has one."""
        return self.cues.words | self.fatal | self.gassed | {"away", *(how for how, _ in self.fatal_deeds)}


def load_amounts(directory: Path) -> Amounts:
    """Load `amounts.yml` from the directory."""
    raw = yaml.load((directory / "amounts.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    bounds, after = _by_phrase(raw["bounds"]), _by_phrase(raw["after"])
    return Amounts(
        numbers=raw["numbers"],
        scales=raw["scales"],
        vague=raw["vague"],
        plural=Phrases(_phrases(raw["plural"])),
        nothing=Phrases(_phrases(raw["nothing"])),
        bounds=bounds,
        after=after,
        openers=Phrases({*bounds, *_phrases(raw["plain"])}),
        bounding=Phrases(bounds),
        closers=Phrases(after),
        more=frozenset(raw["more"]),
        recounts=frozenset(raw["recounts"]),
        carried=frozenset(raw["carried"]),
        oneself=Oneself(**{name: frozenset(words) for name, words in raw["oneself"].items()}),
        idle=Idle(**{name: frozenset(words) for name, words in raw["idle"].items()}),
        labels=frozenset(raw["labels"]),
        capitals=frozenset(raw["capitals"]),
        fatal=frozenset(raw["fatal"]["ways"]),
        struck=frozenset(raw["fatal"]["done"]),
        fatal_deeds=frozenset(
            (how, deed) for how in raw["fatal"]["adjectives"] for deed in raw["fatal"]["deeds"]
        ),
        passing=frozenset(raw["fatal"]["away"]),
        gassed=frozenset(raw["gassed"]["words"]),
        gases=frozenset(raw["gassed"]["by"]),
        gassings=frozenset(raw["gassed"]["told"]),
        cues=_cues(raw),
        frames=_frames(raw),
        extents=_extents(raw),
        people=_people(raw),
    )


def _cues(raw: Mapping[str, Any]) -> CueSet:
    return CueSet(
        verbs=_forms(raw["verbs"]),
        ends=_forms(raw["ends"]),
        states=_forms(raw["states"]),
        nouns=_forms(raw["nouns"]),
        lives=frozenset(raw["lives"]["words"]),
        claiming=frozenset(raw["lives"]["verbs"]),
        losing=frozenset(raw["lives"]["losing"]),
        suffering=frozenset(raw["suffer"]["verbs"]),
        suffered=frozenset(raw["suffer"]["words"]),
        toll=frozenset(raw["toll"]["words"]),
        toll_to=frozenset(raw["toll"]["to"]),
        counts=frozenset(raw["toll"]["counts"]),
    )


def _frames(raw: Mapping[str, Any]) -> Frames:
    return Frames(
        links=frozenset(raw["links"]),
        passive=frozenset(raw["passive"]),
        joins=frozenset(raw["joins"]),
        part_before=Phrases(_phrases(raw["parts"]["before"])),
        part_after=Phrases(_phrases(raw["parts"]["after"])),
        among=frozenset(raw["parts"]["among"]),
        negation=frozenset(raw["negation"]),
    )


def _extents(raw: Mapping[str, Any]) -> Extents:
    return Extents(
        war=frozenset(raw["war"]["words"]),
        began=frozenset(raw["war"]["began"]),
        units=frozenset(raw["period"]["units"]),
        before=frozenset(raw["period"]["before"]),
        spread=frozenset(raw["period"]["spread"]),
        places=frozenset(raw["period"]["places"]),
        attacks=frozenset(raw["period"]["nouns"]),
        wide=frozenset(raw["period"]["wide"]),
        quarters=frozenset(raw["period"]["quarters"]),
        series=frozenset(raw["period"]["series"]),
        lasting=frozenset(raw["period"]["lasting"]),
        everywhere=frozenset(raw["period"]["everywhere"]),
        deeds=frozenset(raw["period"]["deeds"]),
    )


def _people(raw: Mapping[str, Any]) -> People:
    status: dict[str, HarmedStatus] = {}
    for one, nouns in raw["people"].items():
        for noun in nouns:
            single, several = number_forms(noun)
            status.setdefault(single, one)
            status.setdefault(several, one)
    things = {form for noun in raw["things"] for form in number_forms(noun)} - status.keys()
    described: dict[str, HarmedStatus] = {
        word: one for one, words in raw["describe"].items() for word in words
    }
    return People(
        status,
        described,
        frozenset(raw["general"]),
        frozenset(raw["members"]),
        frozenset(raw["roles"]),
        frozenset(things),
    )


def number_forms(noun: str) -> tuple[str, str]:
    """Return singular and plural of a noun, given as "child/children" where it is irregular."""
    single, _, several = noun.partition("/")
    regular = (
        single[:-1] + "ies" if single.endswith("y") and single[-2:-1] not in tuple("aeo") else single + "s"
    )
    regular = single + "es" if single.endswith(("s", "x", "ch", "sh")) else regular
    return single, several or regular


def _phrases(words: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(str(phrase).split()) for phrase in words]


def _by_phrase(groups: Mapping[Exactness, Iterable[str]]) -> dict[tuple[str, ...], Exactness]:
    return {phrase: exactness for exactness, words in groups.items() for phrase in _phrases(words)}


def _forms(groups: Mapping[Effect, Iterable[str]]) -> dict[str, Effect]:
    return {form: effect for effect, lines in groups.items() for line in lines for form in line.split()}
