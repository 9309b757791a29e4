"""The words by which one report rests on another outlet."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from truceline.knowledge.file import read_file
from truceline.model.citation import CitationKind

FILE = "citations.yml"
Words = frozenset[str]
Verbs = Mapping[CitationKind, Words]


class Citing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of `citations.yml`; the fields are named as there."""

    kinds: Words
    nouns: Words
    endings: Words
    everybody: Words
    people: Words
    to: Verbs
    on: Verbs
    in_: Verbs = msgspec.field(name="in")
    by: Verbs
    does: Verbs
    talks: Words
    papers: Words
    passing: frozenset[CitationKind]

    @cached_property
    def after(self) -> Mapping[str, Verbs]:
        """Return by preposition the verbs that it joins with an outlet."""
        return {"to": self.to, "with": self.to, "on": self.on, "in": self.in_, "by": self.by}


def load_citations(directory: Path) -> Citing:
    """Load `citations.yml`.

    Raises:
        BadKnowledge: it has the wrong shape.
    """
    return read_file(directory, FILE, Citing)
