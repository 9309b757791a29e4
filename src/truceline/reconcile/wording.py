"""Wording: what the words for somebody who is not named tell of who it is."""

from collections.abc import Sequence

from truceline.knowledge.roles import Role, Roles
from truceline.knowledge.tellers import BEHIND, LEADING, MILITARY, STATE
from truceline.model.actor import ActorKind

# What an official who is not named is called.
OFFICIALS = frozenset(
    ("source", "official", "officer", "spokesman", "spokeswoman", "spokesperson", "commander", "minister")
)
# Bodies of a state by their very word.
PUBLIC = frozenset(("directorate", "ministry", "governorate"))
# "The suicide attacker" is called after the deed, and tells nobody.
BY_DEED = frozenset(("attacker", "assailant", "bomber", "perpetrator", "culprit"))
# Whose holders are of the state on whose ground they sit.
LOCAL = frozenset(("province", "police"))
NONSTATE = frozenset(("armed_nonstate", "label"))
# Who rises against a government is called by either.
REBELS = frozenset(("rebel", "insurgent"))
ARMED = NONSTATE | {"government"}


class Wording:
    """Words for people and bodies, as knowledge has them; without knowledge they tell nothing."""

    def __init__(self, roles: Roles | None) -> None:
        """Take the roles that words such as "rebels" are for."""
        self._roles = roles

    def group(self, words: str) -> str | None:
        """Return of which people somebody is who is not named ("medics")."""
        return self._roles.tellers.group(words) if self._roles is not None else None

    def bodies(self, words: str) -> frozenset[ActorKind]:
        """Return the kinds of bodies that may be called by such words ("the website")."""
        return self._roles.tellers.kinds(words) if self._roles is not None else frozenset()

    def is_of_a_state(self, words: str) -> bool:
        """Return whether the words are for an official or a source of a state: "a medical source" is none, nor a coalition."""
        if PUBLIC & {*words.lower().split()}:
            return True
        if self.group(words) not in (None, STATE, MILITARY):
            return False
        names = BEHIND.split(words.strip())[0].lower().rstrip("s").split()
        ends = {" ".join(names[i:]) for i in range(len(names))}
        private = self._roles.private if self._roles is not None else frozenset()
        return bool(ends & OFFICIALS) and not ends & private and self.ends_in(words, "official")

    def is_local(self, words: str) -> bool:
        """Return whether the words are for an office of the state on the spot: a governor, not a foreign minister."""
        role = self._last(words)
        return role is not None and role.institution in LOCAL

    def is_armed(self, words: str) -> bool:
        """Return whether words such as "rebels", "the terrorists' shot" tell of people who fight, if nobody in particular."""
        names = _head(words)
        return not self.is_by_deed(words) and any(ARMED & set(role.classes) for role in self._roles_in(names))

    def is_by_deed(self, words: str) -> bool:
        """Return whether the words call somebody after what he did: "a suicide attacker" tells how, and not who."""
        names = BEHIND.split(words.strip())[0].lower().split()
        return bool(names) and names[-1].rstrip("s") in BY_DEED

    def is_label(self, words: str) -> bool:
        """Return whether the words are what one side calls its enemies ("terrorist groups"), and tell of nobody in particular."""
        names = _head(words)
        found = [set(role.classes) & ARMED for role in self._roles_in(names)]
        return any(found) and all(classes <= {"label"} for classes in found)

    def is_nonstate(self, words: str) -> bool:
        """Return whether the words are for people who fight, and for no state's: "rebels", not "soldiers"."""
        names = _head(words)
        found = [set(role.classes) & ARMED for role in self._roles_in(names)]
        return any(found) and all(classes <= NONSTATE for classes in found)

    def is_of_state(self, words: str) -> bool:
        """Return whether the words are for people who fight, and for a state's: "army units"."""
        found = [set(role.classes) & ARMED for role in self._roles_in(_head(words))]
        return any(found) and all(classes <= {"government"} for classes in found)

    def are_same_fighters(self, words: str, others: str) -> bool:
        """Return whether both are words for the same who fight and are no state's: "rebels" and "Xlandish insurgents"."""
        ours, theirs = ([name.rstrip("s") for name in _head(one)[-1:]] for one in (words, others))
        same = ours == theirs or {*ours, *theirs} <= REBELS
        both = (words, others)
        return same and all(self.is_nonstate(one) and not self.is_label(one) for one in both)

    def ends_in(self, words: str, *classes: str) -> bool:
        """Return whether the end of the words is for such people: "army source"."""
        role = self._last(words)
        return role is not None and bool(set(role.classes) & set(classes))

    def _last(self, words: str) -> Role | None:
        if self._roles is None:
            return None
        names = BEHIND.split(words.strip())[0].lower().split()
        found = (self._roles.get(" ".join(names[i:])) for i in range(len(names)))
        return next((role for role in found if role is not None), None)

    def _roles_in(self, names: Sequence[str]) -> list[Role]:
        if self._roles is None:
            return []
        runs = (" ".join(names[i:j]) for j in range(1, len(names) + 1) for i in range(j))
        return [role for run in runs if (role := self._roles.get(run)) is not None]


def _head(words: str) -> list[str]:
    """Return the words for who it is, without what stands behind: "terrorists" of "a group of terrorists from Xtown"."""
    counted = LEADING.sub("", words.strip('“”" ').replace('"', ""))
    return BEHIND.split(counted)[0].lower().split()
