"""The words of what is shown as proof: images, films, papers, remains, and how they are given, verified, disputed."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from truceline.knowledge.file import read_file
from truceline.model.exhibit import ExhibitKind

FILE = "exhibits.yml"
Words = frozenset[str]


class Exhibits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of `exhibits.yml`; the fields are named as there."""

    kinds: Mapping[ExhibitKind, Words]
    satellite: Words
    medical: Words
    intercepted: Words
    calls: Words
    papers: Words
    dossiers: Words
    samples: Words
    weak: frozenset[ExhibitKind]
    showing: Words
    seeming: Words
    giving: Words
    receiving: Words
    verifying: Words
    examining: Words
    disputing: Words
    authenticity: Words
    fakes: Words
    stock: Words
    proof: Words
    makers: Words
    bodies: Words
    platforms: Words

    @cached_property
    def nouns(self) -> Mapping[str, ExhibitKind]:
        """Return the nouns of exhibits, each with its kind."""
        told: dict[str, ExhibitKind] = {noun: kind for kind, nouns in self.kinds.items() for noun in nouns}
        return told | dict.fromkeys(self.calls, "recording")


def load_exhibits(directory: Path) -> Exhibits:
    """Load `exhibits.yml`.

    Raises:
        BadKnowledge: it has the wrong shape.
    """
    return read_file(directory, FILE, Exhibits)
