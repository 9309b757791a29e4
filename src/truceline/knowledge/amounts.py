"""Amounts: how English counts people, and the words for what befalls them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import yaml

from truceline.model.claim import Effect, Exactness, HarmedStatus


class CueSet(msgspec.Struct, frozen=True):
    """Words that tell an effect, by how they take the harmed."""

    verbs: dict[str, Effect]
    ends: dict[str, Effect]
    states: dict[str, Effect]
    nouns: dict[str, Effect]
    lives: frozenset[str]
    claiming: frozenset[str]
    suffering: frozenset[str]
    suffered: frozenset[str]
    toll: frozenset[str]
    toll_to: frozenset[str]
    counts: frozenset[str]


class Frames(msgspec.Struct, frozen=True):
    """Small words that hold a count and its cue together, or set a part of it apart."""

    links: frozenset[str]
    passive: frozenset[str]
    joins: frozenset[str]
    part_before: tuple[tuple[str, ...], ...]
    part_after: tuple[tuple[str, ...], ...]
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


class People(msgspec.Struct, frozen=True):
    """Nouns for the harmed with the status they say, and nouns for what is no person."""

    status: dict[str, HarmedStatus]
    described: dict[str, HarmedStatus]
    general: frozenset[str]
    roles: frozenset[str]
    things: frozenset[str]


class Amounts(msgspec.Struct, frozen=True, dict=True):
    """Number words, bounds, effects and the harmed.

    `numbers` and `scales` give values; `vague` the lower bound of a vague word; `plural`, `nothing`, `plain` and `more`
    are phrases before a number, `bounds` and `after` those that bound it, as tuples of lower-case words.
    """

    numbers: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    plural: tuple[tuple[str, ...], ...]
    nothing: tuple[tuple[str, ...], ...]
    bounds: dict[tuple[str, ...], Exactness]
    after: dict[tuple[str, ...], Exactness]
    plain: tuple[tuple[str, ...], ...]
    more: frozenset[str]
    cues: CueSet
    frames: Frames
    extents: Extents
    people: People

    @cached_property
    def openers(self) -> dict[tuple[str, ...], Exactness | None]:
        """Return every phrase that may stand before a number, with the bound it sets (None: none)."""
        return {**dict.fromkeys(self.plain), **self.bounds}


def load_amounts(directory: Path) -> Amounts:
    """Load `amounts.yml` from the directory."""
    raw = yaml.safe_load((directory / "amounts.yml").read_text("utf-8"))
    return Amounts(
        numbers=raw["numbers"],
        scales=raw["scales"],
        vague=raw["vague"],
        plural=_phrases(raw["plural"]),
        nothing=_phrases(raw["nothing"]),
        bounds=_by_phrase(raw["bounds"]),
        after=_by_phrase(raw["after"]),
        plain=_phrases(raw["plain"]),
        more=frozenset(raw["more"]),
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
        part_before=_phrases(raw["parts"]["before"]),
        part_after=_phrases(raw["parts"]["after"]),
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
    )


def _people(raw: Mapping[str, Any]) -> People:
    status: dict[str, HarmedStatus] = {}
    for one, nouns in raw["people"].items():
        for noun in nouns:
            single, several = _number(noun)
            status.setdefault(single, one)
            status.setdefault(several, one)
    things = {form for noun in raw["things"] for form in _number(noun)} - status.keys()
    described: dict[str, HarmedStatus] = {
        word: one for one, words in raw["describe"].items() for word in words
    }
    return People(status, described, frozenset(raw["general"]), frozenset(raw["roles"]), frozenset(things))


def _number(noun: str) -> tuple[str, str]:
    """Return singular and plural of a noun, given as "child/children" where it is irregular."""
    single, _, several = noun.partition("/")
    regular = (
        single[:-1] + "ies" if single.endswith("y") and single[-2:-1] not in tuple("aeo") else single + "s"
    )
    regular = single + "es" if single.endswith(("s", "x", "ch", "sh")) else regular
    return single, several or regular


def _phrases(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Split phrases into words, the longest phrase first, so that the first that fits is the fullest."""
    return tuple(
        sorted({tuple(str(phrase).split()) for phrase in words}, key=lambda phrase: (-len(phrase), phrase))
    )


def _by_phrase(groups: Mapping[Exactness, Iterable[str]]) -> dict[tuple[str, ...], Exactness]:
    return {phrase: exactness for exactness, words in groups.items() for phrase in _phrases(words)}


def _forms(groups: Mapping[Effect, Iterable[str]]) -> dict[str, Effect]:
    return {form: effect for effect, lines in groups.items() for line in lines for form in line.split()}
