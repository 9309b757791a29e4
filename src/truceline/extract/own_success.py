"""Own success: whose deed it is where a side tells that its enemies fell, and not by whom."""

from collections.abc import Mapping, Sequence

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.tellers import figure_of
from truceline.extract.versions import PARTIES, doers_of, led, side_of

DONE = frozenset(("happened", "ongoing"))
PLAIN = frozenset(("says", "claims", "confirms"))


def own_successes(scene: Scene, groups: Mapping[str, list[Draft]]) -> dict[str, Draft]:
    """Return, by event, the clause in which the same side tells of its own deeds, for events of fallen enemies without a doer.

    "Our aircraft flew 180 sorties, the ministry said. Seventy militants were eliminated near Xtown, its spokesman said."
    """
    told = [draft for group in groups.values() for draft in group if not draft.heading]
    own = [(side, draft) for draft in told if (side := _owner(scene, draft)) is not None]
    found: dict[str, Draft] = {}
    for key, group in groups.items():
        tellers = {_teller(scene, draft) for draft in group if not draft.heading}
        if len(tellers) != 1 or any(draft.agent for draft in group) or group[0].background:
            continue
        [side] = tellers
        if side is not None and _are_enemies(scene, side, group):
            deeds = [draft for owner, draft in own if owner == side]
            found |= {key: deeds[0]} if deeds else {}
    return found


def _teller(scene: Scene, draft: Draft) -> str | None:
    """Return the side that tells a clause plainly; None where no party of the war does."""
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    actor = said.speaker.actor if said is not None and said.speaker else None
    known = scene.cast.actors.get(actor or "")
    if said is None or known is None or said.stance not in PLAIN or known.kind not in PARTIES:
        return None
    side = side_of(scene, said)
    return None if side is None or side.startswith("person:") else side


def _owner(scene: Scene, draft: Draft) -> str | None:
    """Return the side that tells in a clause what it did itself."""
    side = _teller(scene, draft)
    if side is None or draft.modality not in DONE:
        return None
    return side if doers_of(scene, draft) == {side} else None


def _are_enemies(scene: Scene, side: str, group: Sequence[Draft]) -> bool:
    """Return whether all who fell are of another side, and no civilians."""
    figures = [figure_of(scene, harm) for draft in group if not draft.heading for harm in draft.harms]
    if not figures or any(draft.modality not in DONE for draft in group):
        return False
    return all(f.status != "civilian" and f.side is not None and led(scene, f.side) != side for f in figures)
