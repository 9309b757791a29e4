"""The words in which conditions are told: who is besieged, without water, held, waiting or left."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from truceline.knowledge.amounts import Phrases, number_forms
from truceline.knowledge.file import read_file
from truceline.model.condition import ConditionKind
from truceline.model.errors import BadKnowledge

FILE = "conditions.yml"
Words = frozenset[str]


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How one kind is told; the fields are those of `conditions.yml`."""

    of: Words
    before: Words
    after: Words
    phrases: Words
    under: Words
    verbs: Words
    over: Words
    leads: Words
    wants: Words
    there: bool

    @cached_property
    def told(self) -> Phrases:
        """Return the phrases, to be looked up by where they start."""
        return Phrases(tuple(phrase.split()) for phrase in self.phrases)

    @cached_property
    def led(self) -> Phrases:
        """Return what stands before the number, to be looked up by where it ends."""
        return Phrases(tuple(phrase.split()) for phrase in self.leads)


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of `conditions.yml`; the fields are named as there."""

    classes: Mapping[str, Words]
    parts: Words
    needs: Words
    kinds: Mapping[ConditionKind, State]
    inhabitants: Words
    having: Words
    leaving: Words
    again: Words

    @cached_property
    def nouns(self) -> Mapping[str, Words]:
        """Return the classes with the singular and the plural of each noun."""
        return {name: _forms(nouns) for name, nouns in self.classes.items()}

    @cached_property
    def forms(self) -> Words:
        """Return the words of which a sentence must have one as written, so that it can tell a condition."""
        told = (self.inhabitants, *self._forms_of(self.kinds.values()))
        things = (self.nouns["staff"], self.nouns["services"], self.nouns["forces"])
        return frozenset().union(*told, *things)

    @cached_property
    def lemmas(self) -> Words:
        """Return the lemmas of which a sentence must have one, where it has no word as written."""
        return frozenset().union(*((*state.verbs, *state.over) for state in self.kinds.values()))

    @staticmethod
    def _forms_of(states: Iterable[State]) -> Iterable[Iterable[str]]:
        for state in states:
            yield from (state.before, state.after, state.wants, state.under)
            # Of "no access to" and "in a besieged" the longest word is the one that few sentences have.
            yield (max(phrase.split(), key=len) for phrase in (*state.phrases, *state.leads))


def _forms(nouns: Iterable[str]) -> Words:
    return frozenset(form for noun in nouns for form in number_forms(noun))


def load_conditions(directory: Path) -> Conditions:
    """Load `conditions.yml`.

    Raises:
        BadKnowledge: it has the wrong shape, or a kind counts what no list has.
    """
    conditions = read_file(directory, FILE, Conditions)
    for name, state in conditions.kinds.items():
        if unknown := state.of - conditions.classes.keys():
            raise BadKnowledge(f"{FILE}: {name} counts {', '.join(sorted(unknown))}, which is no class")
    return conditions
