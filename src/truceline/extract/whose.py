"""Whose a deed was by its possessive: "Xan Yorr's murder" befell him, "the army's murders" were the army's."""

from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# Whose possessive tells who did it: "the Front's killings".
DOERS = ("armed_group", "armed_force", "state", "government", "coalition")
DEEDS = ("armed_nonstate", "label", "government")
PLACES = ("GPE", "LOC", "FAC", "DATE", "TIME")


def befell_owner(parsed: Parsed, owner: int, cast: Cast, names: Names, words: Happenings) -> bool:
    """Return whether the possessive on token `owner` tells whom a murder, a kidnapping befell, and not who did it."""
    token = parsed.tokens[owner]
    noun = parsed.tokens[token.head]
    if token.dep != "poss" or noun.lemma.lower() not in words.befalls or token.tag == "PRP$":
        return False
    if any(parsed.tokens[p].lemma == "of" for p in parsed.children(token.head, "prep")):
        return False
    actor = cast.actors.get(cast.actor_at(owner) or "")
    role = names.roles.get(token.text)
    force = role is not None and "office" not in role.classes and not {*DEEDS}.isdisjoint(role.classes)
    return not force and token.label not in PLACES and (actor is None or actor.kind not in DOERS)
