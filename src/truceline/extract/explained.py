"""Explained: what a side says that its own deed was for, "the raid was a message", and so owns to it."""

from collections.abc import Mapping

from truceline.extract.apart import apart
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.versions import doers_of, led
from truceline.knowledge.tellers import MILITARY, STATE
from truceline.model.statement import Statement

# What a deed is called by who did it for that.
ENDS = frozenset(
    (
        "message", "warning", "response", "reply", "answer", "retaliation", "reprisal", "revenge", "punishment", "lesson", "signal",
        "deterrent",
    )
)  # fmt: skip
KNOWN = frozenset(("the", "this", "that", "these", "those", "its", "our"))
CLASH = "clash"
DONE = ("happened", "ongoing")
RULING = ("state", "government", "armed_force", "ministry")


def explained(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> list[str]:
    """Return the events of its own of which a side says what they were for: "a government source said the raids were a message".

    They are the last that the report told before as its side's, with those at the same place.
    """
    if statement.stance not in ("says", "claims") or not _tells_end(scene, statement):
        return []
    start = scene.tokens_of(statement.content)[0]
    own = [
        (draft, key)
        for key, drafts in groups.items()
        for draft in drafts
        if drafts[0].cluster.kind != CLASH  # two sides fight: what a bombing was for owns to no clash
        if _is_own(scene, draft, statement) and draft.cluster.lead.first < start
    ]
    if not own:
        return []
    last = max((draft for draft, _ in own), key=lambda draft: draft.cluster.lead.first)
    return list(
        dict.fromkeys(
            key
            for draft, key in own
            if scene.words.compatible(draft.cluster.kind, last.cluster.kind) and not _are_apart(draft, last)
        )
    )


def _tells_end(scene: Scene, statement: Statement) -> bool:
    """See "the raids were a message to them" as the whole of what is said, not "he hoped that it was no answer"."""
    parsed = scene.parsed
    inside = scene.tokens_of(statement.content)
    for i in inside:
        token = parsed.tokens[i]
        if token.lemma != "be" or token.tag not in ("VBD", "VBZ", "VBP") or parsed.children(i, "neg"):
            continue
        ends = [a for a in parsed.children(i, "attr") if parsed.tokens[a].lemma.lower() in ENDS]
        deeds = [s for s in parsed.children(i, "nsubj") if s in inside and _is_known_deed(scene, s)]
        under = token.head in inside and parsed.tokens[token.head].pos == "VERB" and token.head != i
        if ends and deeds and not under:
            return True
    return False


def _is_known_deed(scene: Scene, i: int) -> bool:
    parsed = scene.parsed
    known = any(parsed.tokens[c].text.lower() in KNOWN for c in parsed.children(i, "det", "poss"))
    return known and (parsed.tokens[i].lemma.lower(),) in scene.words.nouns


def _is_own(scene: Scene, draft: Draft, statement: Statement) -> bool:
    """Return whether a clause tells, as done, a deed of the side that speaks; "a government source" is a government's."""
    speaker, doers = statement.speaker, doers_of(scene, draft)
    if (
        speaker is None
        or not doers
        or draft.background
        or draft.modality not in DONE
        or draft.scope != "single"
    ):
        return False
    if speaker.actor is not None:
        side = led(scene, speaker.actor)
        return side in doers and not side.startswith("person:")
    official = scene.names.roles.tellers.group(speaker.name) in (STATE, MILITARY)
    return (
        official
        and len(doers) == 1
        and all(scene.cast.actors[one].kind in RULING for one in doers if one in scene.cast.actors)
    )


def _are_apart(one: Draft, other: Draft) -> bool:
    return one.place is not None and other.place is not None and apart(one.place.value, other.place.value)
