"""What happens in a war, and the words that tell it."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import yaml

from truceline.knowledge.moods import Moods, load_moods
from truceline.model.errors import BadKnowledge


class Kind(msgspec.Struct, frozen=True):
    """A kind of event: its everyday title, its PLOVER event, and the kinds that its words can stand for.

    `joins` is the preposition between the title and what it was done to ("Air strike on a market"); empty where a title
    names none ("Clash in Xtown"). `hit` are the nouns of what may stand behind it, in the singular.
    """

    id: str
    title: str
    mode: str
    covers: frozenset[str] = frozenset()
    joins: str = "on"
    hit: frozenset[str] = frozenset()

    @property
    def vague(self) -> bool:
        """Return whether its words fit other kinds too."""
        return bool(self.covers)


class Happenings(msgspec.Struct, frozen=True):
    """The kinds, and the words that lead to them.

    `nouns` and `verbs` map a phrase, as a tuple of lemmas, to the id of its kind; `hints` maps a word that decides what
    kind a vague one is. The rest are the sets of `happenings.yml`, named as there.
    """

    kinds: Mapping[str, Kind]
    nouns: Mapping[tuple[str, ...], str]
    noun_starts: frozenset[str]
    verbs: Mapping[tuple[str, ...], str]
    hints: Mapping[str, str]
    light_verbs: frozenset[str]
    happen_verbs: frozenset[str]
    attempts: frozenset[str]
    not_events_before: frozenset[str]
    not_targets: frozenset[str]
    violent: frozenset[str]
    figurative: frozenset[str]
    arms: frozenset[str]
    points: frozenset[str]
    deals: frozenset[str]
    dealing: frozenset[str]
    bodies: frozenset[str]
    wants: frozenset[str]
    target_prepositions: frozenset[str]
    done_to: frozenset[str]
    befalls: frozenset[str]
    fatal: frozenset[str]
    anyone: frozenset[str]
    bombs: frozenset[str]
    defusing: frozenset[str]
    harmless: frozenset[str]
    blasts: frozenset[str]
    agent_prepositions: frozenset[str]
    owned: frozenset[str]
    sent: frozenset[str]
    hallmarks: frozenset[str]
    bearing: frozenset[str]
    caring: frozenset[str]
    fleeing: frozenset[str]
    unharmed: frozenset[str]
    supposing: frozenset[str]
    spoken: frozenset[str]
    argued: frozenset[str]
    cover: frozenset[str]
    aiming: frozenset[str]
    intent: Mapping[str, str]
    breach: tuple[str, ...]
    anaphors: Mapping[str, str]
    background_phrases: tuple[str, ...]
    background_subjects: frozenset[str]
    reported: frozenset[str]
    confirming: frozenset[str]
    moods: Moods
    elsewhere: frozenset[str]
    averted: frozenset[str]
    unreal: frozenset[str]
    unreal_nouns: frozenset[str]
    generic_adverbs: frozenset[str]
    own_part: frozenset[str]
    weapons: frozenset[tuple[str, ...]]
    longest_weapon: int
    weapon_starts: frozenset[str]

    def compatible(self, one: str, other: str) -> bool:
        """Return whether words of the two kinds can tell of one event: the same kind, or one that covers the other."""
        return one == other or other in self.kinds[one].covers or one in self.kinds[other].covers


# Word lists that are loaded as they stand.
# fmt: off
_SETS = (
    "light_verbs", "happen_verbs", "attempts", "not_events_before", "not_targets", "violent", "figurative",
    "arms", "points", "deals", "dealing", "bodies", "wants", "target_prepositions", "done_to", "befalls", "fatal", "anyone", "bombs", "defusing", "harmless", "blasts", "agent_prepositions",
    "cover", "aiming", "reported", "confirming", "averted", "elsewhere", "unreal", "unreal_nouns",
    "generic_adverbs", "own_part", "owned", "spoken", "argued",
    "sent", "hallmarks", "bearing", "caring", "fleeing", "unharmed", "supposing",
)
# fmt: on


def load_happenings(directory: Path) -> Happenings:
    """Load `happenings.yml`.

    Raises:
        BadKnowledge: one phrase leads to two kinds, or a hint to a kind that is not there.
    """
    raw = yaml.load((directory / "happenings.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    hit = frozenset((*raw["points"], *raw["hit"]))
    kinds = {
        name: Kind(
            name,
            entry["title"],
            entry["mode"],
            frozenset(entry.get("covers", ())),
            entry.get("joins", "on"),
            hit,
        )
        for name, entry in raw["kinds"].items()
    }
    weapons = frozenset(tuple(phrase.replace("-", " - ").split()) for phrase in raw["weapons"])
    nouns = _phrases(raw["kinds"], "nouns")
    sets = {name: frozenset(raw[name]) for name in _SETS}
    return Happenings(
        kinds=kinds,
        nouns=nouns,
        noun_starts=frozenset(noun[0] for noun in nouns),
        verbs=_phrases(raw["kinds"], "verbs"),
        hints=_inverted(raw["hints"], kinds),
        intent=_inverted(raw["intent"]),
        breach=tuple(raw["breach"]),
        anaphors=_inverted(raw["anaphors"]),
        background_phrases=tuple(raw["background"]["phrases"]),
        background_subjects=frozenset(raw["background"]["subjects"]),
        moods=load_moods(directory),
        weapons=weapons,
        longest_weapon=max(map(len, weapons)),
        weapon_starts=frozenset(weapon[0] for weapon in weapons),
        **sets,
    )


def _phrases(kinds: Mapping[str, Mapping[str, list[str]]], part: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for kind, entry in kinds.items():
        for phrase in entry.get(part, []):
            words = tuple(phrase.replace("-", " - ").split())
            if found.setdefault(words, kind) != kind:
                raise BadKnowledge(f"happenings.yml: {phrase!r} is both {found[words]} and {kind}")
    return found


def _inverted(lists: Mapping[str, list[str]], kinds: Mapping[str, Kind] | None = None) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in lists.items():
        if kinds is not None and key not in kinds:
            raise BadKnowledge(f"happenings.yml: hints for {key!r}, which is no kind")
        for word in words:
            found.setdefault(word, key)
    return found
