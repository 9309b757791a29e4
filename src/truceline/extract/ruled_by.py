"""Ruled by: whose "the government of President Ann Lee" is, told by the one at its head."""

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

RULE = frozenset(("government", "regime", "administration"))
STATES = ("state", "government")


def ruled_by(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the state or the government whose head is named: the one for whom "President Ann Lee" speaks."""
    if parsed.tokens[head].lemma.lower() not in RULE or parsed.tokens[head].tag != "NN":
        return None
    heads = (
        o
        for p in parsed.children(head, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    )
    sides = {cast.side(actor) for i in heads if (actor := cast.actor_at(i))}
    side = sides.pop() if len(sides) == 1 else None
    return side if side is not None and side in cast.actors and cast.actors[side].kind in STATES else None
