"""Own arms: a force that tells that "six bombers struck" tells of its own, where nobody else is named as sending them."""

from truceline.extract.arguments import actors_at
from truceline.extract.doers import agent_heads, noun_phrase
from truceline.extract.triggers import Cluster
from truceline.knowledge.happenings import Happenings
from truceline.model.actor import Actor
from truceline.model.cast import Cast
from truceline.model.parsed import Found, Parsed

# "Suicide bombers", "car bombers" serve in no air force.
NO_FORCE = frozenset(
    ("suicide", "car", "truck", "enemy", "hostile", "unidentified", "unknown", "unmarked", "attack")
)
MINISTRY = ":defence_ministry"
OWNED = frozenset(("its", "our", "his"))


def is_force(actor: Actor, *, owning: bool) -> bool:
    """Return whether an actor sends arms: an armed force, who runs it, or a coalition.

    A government tells of anybody's; what it confirms (`owning`) is its own.
    """
    force = actor.kind in ("armed_force", "coalition") or actor.id.endswith(MINISTRY)
    return force or (owning and actor.kind in ("state", "government"))


def find_own_arms(parsed: Parsed, cluster: Cluster, cast: Cast, words: Happenings) -> Found[str] | None:
    """Find the bombers of "the Xlandish military said six bombers struck the depot"; "struck its depot" was not theirs."""
    for i in agent_heads(parsed, cluster, words):
        beside = {parsed.tokens[c].lemma.lower() for c in parsed.children(i)}
        if (
            parsed.tokens[i].lemma.lower() not in words.sent
            or beside & NO_FORCE
            or actors_at(parsed, i, cast)
        ):
            continue
        end = parsed.sentences[parsed.tokens[i].sentence].last
        if any(parsed.tokens[k].text.lower() in OWNED for k in range(i, end)):
            return None
        first, last = noun_phrase(parsed, i)
        return Found(parsed.span(first, last).quote, first, last, i)
    return None
