"""Versions: what a side says of its own deed, of its aim, and of two deeds at once."""

from collections.abc import Mapping

from truceline.extract.arguments import government
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.untrue import is_left_open
from truceline.model.parsed import Token
from truceline.model.statement import Statement

# Who can have deeds and positions of its own.
PARTIES = ("state", "government", "ministry", "armed_force", "armed_group", "coalition", "person", "office")


def both_told(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> list[str]:
    """Return the two events that "both strikes" means, where the report has told of two of that kind and no more."""
    inside = set(scene.tokens_of(statement.content))
    said = [
        draft
        for drafts in groups.values()
        for draft in drafts
        if draft.cluster.lead.head in inside and _is_both(scene, draft)
    ]
    if len(said) != 1:
        return []
    told = {
        key: drafts
        for key, drafts in groups.items()
        if drafts[0].place and drafts[0].cluster.lead.first < said[0].cluster.lead.first
        if scene.words.compatible(drafts[0].cluster.kind, said[0].cluster.kind)
    }
    return list(told) if len(told) == 2 else []


def _is_both(scene: Scene, draft: Draft) -> bool:
    head = draft.cluster.lead.head
    return any(
        scene.parsed.tokens[c].text.lower() == "both" for c in scene.parsed.children(head, "det", "predet")
    )


def aim_only(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]) -> bool:
    """See "its planes struck a post beside it. It denied that it had targeted the hospital": the aim is denied, not the deed."""
    aimed = any(
        scene.parsed.tokens[i].lemma.lower() in scene.words.aiming for i in scene.tokens_of(statement.content)
    )
    side = side_of(scene, statement)
    return aimed and any(
        side is not None and _tells_own(scene, draft, side) for key in keys for draft in groups[key]
    )


def of_explanation(scene: Scene, statement: Statement) -> bool:
    """See "rejected that account": another's version is denied, not a deed of one's own."""
    lemmas = {token.lemma.lower() for token in tokens_of(scene, statement)}
    anaphors = {scene.words.anaphors[one] for one in lemmas if one in scene.words.anaphors}
    return anaphors == {"explanation"}


def _tells_own(scene: Scene, draft: Draft, side: str) -> bool:
    """Return whether this side itself tells, as done, a deed of its own."""
    said = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    if said is None or draft.agent is None or draft.modality not in ("happened", "ongoing"):
        return False
    head = draft.cluster.lead.head
    asked = any(is_left_open(scene.parsed, node) for node in (head, *scene.parsed.ancestors(head)))
    if side.startswith("person:") or asked:
        return False  # a person whose side nobody tells answers for no planes, nor who asks whether they flew
    if said.stance not in ("says", "claims", "confirms", "admits") or side_of(scene, said) != side:
        return False
    return side in doers_of(scene, draft)


def doers_of(scene: Scene, draft: Draft) -> set[str]:
    """Return the sides that a clause tells to have done it."""
    return {led(scene, actor) for actor in draft.agent.value.actors} if draft.agent else set()


def side_of(scene: Scene, statement: Statement) -> str | None:
    """Return the side that a statement is of; None where nobody known speaks."""
    actor = statement.speaker.actor if statement.speaker else None
    return led(scene, actor) if actor else None


def accepts(scene: Scene, drafts: list[Draft], statement: Statement, side: str) -> bool:
    """Return whether a side tells as its own deed what others say killed people: told alone, it is a success."""
    speaker = scene.cast.actors.get(statement.speaker.actor or "") if statement.speaker else None
    if speaker is None or speaker.kind not in PARTIES:
        return False  # an agency that tells of its state's raids reports them
    if speaker.kind == "armed_group":
        return False  # a group that tells of the bombing that it is blamed for claims it; only a mistake does it own to
    inside = set(scene.tokens_of(statement.content))
    own = any(draft.cluster.lead.head in inside and _tells_own(scene, draft, side) for draft in drafts)
    return own and any(
        draft.harms
        and (said := scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)) is not None
        and side_of(scene, said) != side
        for draft in drafts
    )


def led(scene: Scene, actor: str) -> str:
    """Return who answers for an actor: its side, who leads it where it is a coalition, its government where it is a state."""
    side = scene.cast.side(actor)
    one = scene.cast.actors.get(side)
    return government(scene.names, one.led_by if one is not None and one.led_by else side)


def tokens_of(scene: Scene, statement: Statement) -> list[Token]:
    """Return the words of a statement, its cue and what is said."""
    return [scene.parsed.tokens[i] for i in scene.tokens_of((*statement.cue, *statement.content))]
