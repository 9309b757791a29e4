"""Who speaks for a body that is told short: "the Observatory's director", "a spokesman for the coalition"."""

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

OFFICERS = (
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "director",
    "head",
    "chief",
    "chairman",
    "chairwoman",
    "monitor",
)
SERVING = ("of", "for", "at")
BODIES = (
    "armed_group",
    "organisation",
    "monitor",
    "intergovernmental",
    "agency",
    "ministry",
    "coalition",
    "armed_force",
)


def officer_of(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the body for which such an officer speaks: the only one that stands beside the word or behind "of" and "for"."""
    token = parsed.tokens[head]
    if token.lemma.lower() not in OFFICERS or _is_former(parsed, head):
        return None
    preps = [p for p in parsed.children(head, "prep") if parsed.tokens[p].lemma in SERVING]
    owners = [o for p in preps for o in parsed.children(p, "pobj")]
    owners += parsed.children(head, "poss", "compound", "nmod")
    found = {
        actor
        for i in owners
        if (actor := cast.actor_at(i)) and cast.actors[actor].kind in BODIES and _is_whole(parsed, cast, i)
    }
    watching = token.lemma.lower() == "monitor"
    only = found.pop() if len(found) == 1 else None
    # "Monitors at the Observatory": those of any other body only watch it.
    return only if only and (not watching or (preps and cast.actors[only].kind == "monitor")) else None


def _is_whole(parsed: Parsed, cast: Cast, i: int) -> bool:
    """Return whether no other name stands in the words: in "the Reed League faction" the faction is not another's."""
    beside = parsed.children(i, "compound", "nmod", "poss")
    return all(cast.at(c) is cast.at(i) or parsed.tokens[c].pos != "PROPN" for c in beside)


def _is_former(parsed: Parsed, head: int) -> bool:
    return any(
        parsed.tokens[c].lemma.lower() in ("former", "ex", "late") for c in parsed.children(head, "amod")
    )
