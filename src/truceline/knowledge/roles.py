"""Words for those who act and speak without a name, and for what every state has."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from truceline.knowledge.file import read_file
from truceline.knowledge.singular import singulars
from truceline.knowledge.tellers import Tellers, load_tellers
from truceline.model.actor import ActorKind
from truceline.model.claim import HarmedStatus
from truceline.model.errors import BadKnowledge

RoleClass = Literal["office", "armed_nonstate", "government", "civilian", "monitor", "official", "label"]
FILE = "roles.yml"
# "commander in chief", "minister of foreign affairs"; none is longer.
LONGEST_ROLE = 5


class Role(msgspec.Struct, frozen=True):
    """A word such as "rebel" or "foreign minister".

    `classes` has more than one where the word has more than one use (a medic is a civilian, and a source). `status` is
    what such a person is when harmed. `institution` is what the holder of an office speaks for ("foreign_ministry").
    """

    word: str
    classes: tuple[RoleClass, ...]
    status: HarmedStatus = "unknown"
    institution: str | None = None


class RoleMatch(NamedTuple):
    """A role found at a word; `length` counts words."""

    length: int
    role: Role


class Institution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every state has: its kind, how to show it, the words that name it, and the institution above it.

    `of_seat` institutions follow a capital too: "the Damascus regime", but the Buenos Aires police are the city's.
    """

    kind: ActorKind
    label: str
    words: tuple[str, ...]
    above: str = "government"
    of_seat: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    institutions: dict[str, Institution]
    words_in_capitals: tuple[str, ...]
    not_names: tuple[str, ...]
    government_alone: tuple[str, ...]
    offices: dict[str, tuple[str, ...]]
    collectives: dict[RoleClass, dict[HarmedStatus, tuple[str, ...]]]
    out_of_office: frozenset[str]
    of_one_state: dict[str, tuple[str, ...]]
    bodies: dict[ActorKind, tuple[str, ...]]
    in_every_country: frozenset[str]
    no_bodies: frozenset[str]
    branches: frozenset[str]
    companions: frozenset[str]
    self_styled: frozenset[str]
    private: frozenset[str]
    about: frozenset[str]
    partisan: frozenset[str]


class Roles(msgspec.Struct, frozen=True):
    """All roles by their word, in small letters and singular.

    `starts` are the first words of all of them; `government_alone` those that mean the government at war where nothing beside
    them names another. `out_of_office` stand at an office that its holder does not hold; `of_one_state` gives the state of an
    office's title where only one has it; `bodies` the kind of a body by the head of its name, if it is not called by words
    `in_every_country` alone, and `no_bodies` end names of other things. `branches` are parts of a group in a state, `companions`
    what a group's name stands before, `self_styled` tells that a name is its bearer's own; `private` people do not speak for the
    state whose adjective they bear; `about` are offices before which a state's name is a subject; `partisan` is what only others
    call a government. `tellers` tells who those are that tell of something and are not named.
    """

    by_word: Mapping[str, Role]
    institutions: Mapping[str, Institution]
    words_in_capitals: frozenset[str]
    not_names: tuple[str, ...]
    government_alone: frozenset[str]
    starts: frozenset[str]
    out_of_office: frozenset[str] = frozenset()
    of_one_state: Mapping[str, str] = {}
    bodies: Mapping[str, ActorKind] = {}
    in_every_country: frozenset[str] = frozenset()
    no_bodies: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    self_styled: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    partisan: frozenset[str] = frozenset()
    tellers: Tellers = Tellers({}, frozenset(), {})

    def get(self, word: str) -> Role | None:
        """Return the role that a word or a phrase of words names, singular or plural."""
        lowered = word.lower()
        return next((self.by_word[form] for form in singulars(lowered) if form in self.by_word), None)

    def means_government(self, word: str) -> bool:
        """Return whether the word alone means the government of the state at war, or those who fight for it."""
        return not self.government_alone.isdisjoint(singulars(word.lower()))

    def at(self, words: Sequence[str], i: int) -> RoleMatch | None:
        """Return the longest role that begins at word `i`; hyphens are words of their own."""
        if self.starts.isdisjoint(singulars(words[i].lower())):
            return None
        for length in range(min(LONGEST_ROLE, len(words) - i), 0, -1):
            phrase = " ".join(words[i : i + length]).replace(" - ", "-").replace(" .", ".")
            if role := self.get(phrase):
                return RoleMatch(length, role)
        return None


def load_roles(directory: Path) -> Roles:
    """Read roles.yml.

    Raises:
        BadKnowledge: it has a field that is not known, or an institution stands above none that exists.
    """
    file = read_file(directory, FILE, _File)
    for name, institution in file.institutions.items():
        if institution.above not in {*file.institutions, "none"}:
            raise BadKnowledge(f"{FILE}: {name}: above {institution.above!r}, which is no institution")
    roles = _by_word(file)
    # "commander-in-chief" is one token, or begins with "commander"; "Lt." is one, or two.
    starts = frozenset(word for role in roles for word in (role.split()[0], *re.split(r"[\s.-]", role)[:1]))
    return Roles(
        roles,
        file.institutions,
        frozenset(file.words_in_capitals),
        file.not_names,
        frozenset(file.government_alone),
        starts,
        file.out_of_office,
        {title: state for state, titles in file.of_one_state.items() for title in titles},
        {word: kind for kind, words in file.bodies.items() for word in words},
        file.in_every_country,
        file.no_bodies,
        file.branches,
        file.companions,
        file.self_styled,
        file.private,
        file.about,
        file.partisan,
        load_tellers(directory),
    )


def _by_word(file: _File) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for institution, words in file.offices.items():
        for word in words:
            roles[word] = Role(word, ("office",), "unknown", None if institution == "none" else institution)
    for name, by_status in file.collectives.items():
        for status, words in by_status.items():
            for word in words:
                old = roles.get(word, Role(word, (), status))
                harmed = status if old.status == "unknown" else old.status
                roles[word] = Role(word, (*old.classes, name), harmed, old.institution)
    return roles
