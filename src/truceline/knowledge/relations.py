"""The words that tell how actors stand to each other, and who is where."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from truceline.knowledge.file import read_file
from truceline.model.relation import RelationKind
from truceline.model.standing import StandingKind, Weights

FILE = "relations.yml"
Words = frozenset[str]
# From a lemma to what may lead on to the other side ("" for nothing: it follows at once), each with its kind.
Frames = Mapping[str, Mapping[str, RelationKind]]


class Telling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one kind of relation; the fields are explained in `relations.yml`."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    together: tuple[str, ...]
    joined: tuple[str, ...]
    adjectives: tuple[str, ...]
    kin: tuple[str, ...]
    given: tuple[str, ...]


class Presence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that tell that somebody is at a place."""

    verbs: Words
    joined: Words
    at: Words


class Absence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that tell that somebody leaves a place; `from_` are prepositions that count after `leaving`."""

    verbs: Words
    leaving: Words
    barred: Words
    denying: Words
    from_: Words = msgspec.field(name="from")


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one telling counts: the code of CAMEO that it is nearest to, and that code's value on Goldstein's scale."""

    cameo: str
    weight: float


class Relations(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of `relations.yml`."""

    kinds: Mapping[RelationKind, Telling]
    present: Presence
    away: Absence
    receiving: Words
    beginning: Words
    ending: Words
    listing: Words
    deeds: Words
    belongings: Words
    hitting: Words
    unofficial: Words
    creeds: Words
    blaming: Words
    press: Words
    groups: Words
    aiming: Words
    linked: Words
    sides: Words
    scale: Mapping[StandingKind, Scale]

    @cached_property
    def weights(self) -> Weights:
        """Return what one telling of each kind counts in a series, from -10 (conflict) to 10 (cooperation)."""
        return {kind: told.weight for kind, told in self.scale.items()}

    @cached_property
    def verbs(self) -> Frames:
        """Return what verbs lead to, by lemma."""
        return _frames((one, kind) for kind, told in self.kinds.items() for one in told.verbs)

    @cached_property
    def nouns(self) -> Frames:
        """Return what nouns lead to, by lemma."""
        return _frames((one, kind) for kind, told in self.kinds.items() for one in told.nouns)

    @cached_property
    def adjectives(self) -> Frames:
        """Return what adjectives lead to, by lemma."""
        return _frames((one, kind) for kind, told in self.kinds.items() for one in told.adjectives)

    @cached_property
    def together(self) -> Mapping[str, RelationKind]:
        """Return the kinds of verbs that several do with each other."""
        return {one: kind for kind, told in self.kinds.items() for one in told.together}

    @cached_property
    def joined(self) -> Mapping[str, RelationKind]:
        """Return the kinds of what a hyphen joins to a name."""
        return {one: kind for kind, told in self.kinds.items() for one in told.joined}

    @cached_property
    def kin(self) -> Mapping[str, RelationKind]:
        """Return the kinds of nouns for whom one stands so to."""
        return {one: kind for kind, told in self.kinds.items() for one in told.kin}

    @cached_property
    def given(self) -> Mapping[str, RelationKind]:
        """Return the kinds of what one gives to another."""
        return {one: kind for kind, told in self.kinds.items() for one in told.given}


def _frames(phrases: Iterable[tuple[str, RelationKind]]) -> Frames:
    """Return "fight against" as the lemma with what follows it; of two kinds the first that has it."""
    found: dict[str, dict[str, RelationKind]] = {}
    for phrase, kind in phrases:
        word, _, leading = phrase.partition(" ")
        found.setdefault(word, {}).setdefault(leading, kind)
    return found


def load_relations(directory: Path) -> Relations:
    """Load `relations.yml`.

    Raises:
        BadKnowledge: it has the wrong shape.
    """
    return read_file(directory, FILE, Relations)
