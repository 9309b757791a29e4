"""Findings: what someone who is no party has looked into and established (DESIGN.md, rules 6 and 7)."""

import re
from collections.abc import Iterable

from truceline.reconcile.told import Told
from truceline.reconcile.world import World

# Who only says so is one more source; who says so after looking into it has found it.
FOUND = re.compile(
    r"^(?:found|finds|concluded|concludes|established|establishes|determined|determines)$", re.IGNORECASE
)
LOOKED = re.compile(
    r"\b(?:during|after|following|in)\s+(?:an?|its|their|the)\s+(?:[\w-]+\s+){0,3}(?:investigation|inquiry|probe|fact-finding)\b",
    re.IGNORECASE,
)
BODIES = ("intergovernmental", "organisation", "monitor")


def findings(claims: Iterable[Told], world: World) -> list[Told]:
    """Return what a known body that is no party says that it found: "the commission concluded that the army did it"."""
    return [one for one in claims if not one.doc.altered and _is_finding(one, world)]


def _is_finding(one: Told, world: World) -> bool:
    holder, said = one.holder, one.statement
    actor = world.actors.get(holder.id)
    if said is None or actor is None or actor.kind not in BODIES or actor.speaks_for:
        return False
    if holder.side is not None and world.is_party(holder.side):
        return False
    return any(FOUND.match(word) for cue in said.cue for word in cue.quote.split()) or any(
        LOOKED.search(span.quote) for span in said.content
    )
