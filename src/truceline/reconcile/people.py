"""People: who is one with whom among those whom documents introduce.

Everything here looks at those who share a family name, and at nobody else: a new report changes the few that it names.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

from truceline.model.actor import Actor


def family_name(actor: Actor) -> str:
    """Return the spelling-free key of the last part of a name: only who shares it can be one, or be in each other's way."""
    return _name_key(actor.name).rpartition(" ")[2]


def unify(learned: Iterable[Actor]) -> dict[str, str]:
    """Map each person's id to the least id of the persons of the same surname, given name and side.

    Spelling is levelled ("Sergei", "Sergey"). Where one bearer of a name has no side and several sides have one, it
    stays alone: zero or several candidates are no candidate.
    """
    learned = list(learned)
    by_name: dict[str, dict[str, set[str]]] = {}
    for actor in learned:
        side = actor.part_of[0] if actor.part_of else ""
        by_name.setdefault(_name_key(actor.name), {}).setdefault(side, set()).add(actor.id)
    one: dict[str, str] = {}
    for _, sides in sorted(by_name.items()):
        named = [side for side in sorted(sides) if side]
        for side, ids in sorted(sides.items()):
            group = ids | (sides.get("", set()) if len(named) == 1 else set())
            if not side and len(named) == 1:
                group = group | sides[named[0]]
            for actor_id in ids:
                one[actor_id] = min(group)
    return one | _surnamed(learned, one)


def _surnamed(learned: Iterable[Actor], one: Mapping[str, str]) -> dict[str, str]:
    """Map "President Lee" of a side to the only person of that state with this surname whom any document names in full."""
    full: dict[tuple[str, str], set[str]] = {}
    for actor in learned:
        if actor.kind == "person" and actor.part_of and len(actor.name.split()) > 1:
            full.setdefault(_surname_key(actor), set()).add(one[actor.id])
    found: dict[str, str] = {}
    for actor in learned:
        if actor.kind == "person" and actor.part_of and len(actor.name.split()) == 1:
            candidates = full.get(_surname_key(actor), set())
            found[actor.id] = next(iter(candidates)) if len(candidates) == 1 else one[actor.id]
    return found


def _surname_key(actor: Actor) -> tuple[str, str]:
    """Return the surname and the state or group: a minister and a president of one state may be one person in time."""
    return family_name(actor), actor.part_of[0].partition(":")[0]


def _name_key(name: str) -> str:
    words = [re.sub(r"[^\w]", "", word.lower()) for word in re.split(r"[\s-]", name)]
    return " ".join(
        re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy']", "", word)) or word
        for word in words
        if word not in ("al", "el")
    )


def in_order(learned: Iterable[Actor]) -> list[Actor]:
    """Return those who are learned, each once, those with a side first: the order in which they lend names and kinds."""
    return sorted(set(learned), key=lambda actor: (not actor.part_of, actor.id, msgspec.json.encode(actor)))


def merged(key: str, kept: Actor, other: Actor) -> Actor:
    """Return two who are one as one actor."""
    names = tuple(sorted({*kept.names, *other.names}, key=lambda name: name.text))
    return Actor(
        key, kept.name, kept.kind, names, kept.part_of or other.part_of, kept.speaks_for, kept.country
    )
