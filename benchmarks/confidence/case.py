"""Case: one report as read, with what is known of those whom it names."""

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from truceline.knowledge import Knowledge
from truceline.model.actor import Actor
from truceline.model.reading import Reading


class Case(msgspec.Struct, frozen=True):
    """One report as read, with what is known of those whom it names."""

    name: str
    reading: Reading
    actors: Mapping[str, Actor]
    knowledge: Knowledge

    def classes(self, words: str) -> frozenset[str]:
        """Return the classes of the collective words that a phrase ends with, or has before "of": "units of the army"."""
        roles = self.knowledge.names.roles
        told = words.replace("-", " ").split()
        pairs = (" ".join(pair) for pair in pairwise(told))
        found = (roles.get(word) for word in (*told, *pairs))
        return frozenset(one for role in found if role for one in role.classes)

    def of_a_group(self, start: int, end: int) -> bool:
        """Return whether the name of an armed group stands in these characters: "two members of the Front"."""
        inside = (one for one in self.reading.mentions if start <= one.span.start < end)
        return any(
            (actor := self.actors.get(one.actor or "")) and actor.kind == "armed_group" for one in inside
        )

    @property
    def groups(self) -> frozenset[str]:
        """Return the armed groups that the report names, a part of another as the whole."""
        named = (self.actors.get(mention.actor or "") for mention in self.reading.mentions)
        groups = {actor.id: actor for actor in named if actor is not None and actor.kind == "armed_group"}
        return frozenset(
            next((one for one in actor.part_of if one in groups), actor.id) for actor in groups.values()
        )
