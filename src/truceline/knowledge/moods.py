"""Moods: the words that say whether what a verb tells was done, planned, asked or denied."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
import yaml

from truceline.model.errors import BadKnowledge

# How the grammar tells a deed, finer than the modality of the record: each ground leads to one modality (`extract/modality.py`).
Ground = Literal[
    "told", "described", "present", "ongoing", "implied", "presupposed", "believed", "queried", "attempted", "purpose", "planned", "future",
    "wished", "ordered", "forbidden", "obliged", "able", "fit", "possible", "perhaps", "conditional", "supposed", "asked", "threatened", "denied",
    "averted", "foiled", "excluded", "unconfirmed",
]  # fmt: skip
# What becomes of a complement: a ground, that of the word above it, or its own.
Outcome = Ground | Literal["same", "own"]
Frame = Literal["to", "have-to", "ing", "from", "that", "object"]


class Signature(msgspec.Struct, frozen=True):
    """What becomes of a word's complement where the word is told as done, is denied, and was done in the past."""

    told: Outcome
    denied: Outcome
    past: Outcome | None = None


class Moods(msgspec.Struct, frozen=True):
    """The words of `moods.yml`; `signatures` maps a lemma and the frame of its complement."""

    signatures: Mapping[tuple[str, str], Signature]
    modals: Mapping[str, Ground]
    perfect_modals: Mapping[str, Ground]
    prepositions: Mapping[str, Ground]
    conditions: frozenset[str]
    openings: frozenset[str]
    times: frozenset[str]
    purposes: frozenset[str]
    negatives: frozenset[str]
    not_negating: frozenset[str]
    nobodies: frozenset[str]
    polite: frozenset[str]
    dropped: frozenset[str]
    maybe: frozenset[str]
    ranks: frozenset[str]
    coming: frozenset[str]
    arranged: frozenset[str]
    hedged: frozenset[str]
    gatherings: frozenset[str]
    announced: frozenset[str]
    results: frozenset[str]


_SETS = (
    "conditions", "openings", "times", "purposes", "negatives", "not_negating", "nobodies", "polite", "dropped", "maybe", "ranks", "coming", "arranged", "hedged", "gatherings", "announced", "results",
)  # fmt: skip
_MAPS = ("modals", "perfect_modals", "prepositions")
_GROUNDS = frozenset(get_args(Ground))


def load_moods(directory: Path) -> Moods:
    """Load `moods.yml`.

    Raises:
        BadKnowledge: a word leads to what is no ground, a frame is none, or a word has two signatures for one frame.
    """
    raw = yaml.load((directory / "moods.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    for name in _MAPS:
        _check(name, raw[name].values(), _GROUNDS)
    words: dict[str, Any] = {name: raw[name] for name in _MAPS} | {
        name: frozenset(raw[name]) for name in _SETS
    }
    return Moods(signatures=_signatures(raw["signatures"]), **words)


def _signatures(groups: list[dict[str, Any]]) -> dict[tuple[str, str], Signature]:
    found: dict[tuple[str, str], Signature] = {}
    for group in groups:
        outcomes = {part: group[part] for part in ("told", "denied", "past") if part in group}
        _check("signatures", outcomes.values(), _GROUNDS | {"same", "own"})
        _check("frames", group["frames"], frozenset(get_args(Frame)))
        for lemma in group["lemmas"]:
            for frame in group["frames"]:
                if (lemma, frame) in found:
                    raise BadKnowledge(f"moods.yml: {lemma!r} has two signatures for {frame!r}")
                found[lemma, frame] = Signature(**outcomes)
    return found


def _check(name: str, found: Iterable[str], allowed: frozenset[str]) -> None:
    stray = [word for word in found if word not in allowed]
    if stray:
        raise BadKnowledge(f"moods.yml: {stray[0]!r} in {name} is none of {sorted(allowed)}")
