"""A charge told with a plain verb: "said the army had committed a war crime", "said its planes deliberately hit clinics"."""

from typing import NamedTuple

from truceline.extract.matters import Scene, harms, lemma, near
from truceline.model.statement import StanceObject

COMMITTING = ("commit", "perpetrate")
FORCES = ("state", "government", "ministry", "armed_force", "armed_group", "coalition", "person")


class Charge(NamedTuple):
    """Who is charged, and with what."""

    against: str
    object: StanceObject


def crime(scene: Scene, speaker: str | None, i: int) -> Charge | None:
    """Return the charge that the verb at token `i` makes against another side, if it makes one."""
    parsed = scene.parsed
    if not parsed.tokens[i].tag.startswith("VB") or parsed.children(i, "neg") or _is_open(scene, i):
        return None
    committed = lemma(scene, i) in COMMITTING and _crimes(scene, i)
    meant = harms(scene, i) and any(
        lemma(scene, a) in scene.speech.meant for a in parsed.children(i, "advmod")
    )
    if not (committed or meant):
        return None
    for doer in parsed.children(i, "nsubj"):
        against = near(scene, doer)
        if against is not None and _is_another(scene, speaker, against):
            return Charge(against, "target" if meant else "authorship")
    return None


def _crimes(scene: Scene, i: int) -> bool:
    return any(lemma(scene, o) in scene.speech.crimes for o in scene.parsed.children(i, "dobj"))


def _is_open(scene: Scene, i: int) -> bool:
    """Return whether the deed is only supposed, asked or told of others' claims: "would commit", "reports that it had"."""
    parsed = scene.parsed
    if any(parsed.tokens[a].tag == "MD" for a in parsed.children(i, "aux")) or parsed.tokens[i].dep in (
        "acl",
        "relcl",
    ):
        return True
    above = (i, *parsed.ancestors(i))
    return any(
        lemma(scene, m) in ("if", "whether", "unless") for a in above for m in parsed.children(a, "mark")
    )


def _is_another(scene: Scene, speaker: str | None, against: str) -> bool:
    known = scene.cast.actors.get(against)
    if known is None or known.kind not in FORCES:
        return False
    return speaker is None or scene.cast.side(speaker) != scene.cast.side(against)
