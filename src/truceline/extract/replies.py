"""Replies: which event an answer is to, where what is said names none of its own."""

from collections.abc import Mapping

from truceline.extract.apart import apart
from truceline.extract.arguments import actors_at
from truceline.extract.drafts import Draft
from truceline.extract.pointing import has_own_matter, points_back, told_before
from truceline.extract.scene import Scene
from truceline.extract.sightings import is_sighting
from truceline.extract.triggers import GAS
from truceline.extract.versions import tokens_of
from truceline.model.statement import Stance, Statement

STRONG: frozenset[Stance] = frozenset(
    (
        "accuses",
        "denies",
        "admits",
        "doubts",
        "confirms",
        "does-not-confirm",
        "claims-responsibility",
        "condemns",
        "declines",
    )
)
# "Denied using chemical weapons", "that its forces ever used any such weapons".
GASES = frozenset(("chemical", "gas", "chlorine", "sarin", "toxic", "poison"))
USING = frozenset(
    (
        "use",
        "have",
        "be",
        "weapon",
        "agent",
        "substance",
        "munition",
        "force",
        "army",
        "troop",
        "such",
        "military",
    )
)
# An answer stands within this many sentences of what it answers.
REACH = 4


def meant(
    scene: Scene,
    groups: Mapping[str, list[Draft]],
    statement: Statement,
    events_of: Mapping[str, list[str]],
) -> list[str]:
    """Return the events that an answer with none of its own is to."""
    if is_sighting(scene, statement):
        return told_before(scene, groups, first_token(scene, statement))
    if has_own_matter(scene, statement) or _tells_aside(scene, groups, statement):
        return []
    keys = answered(scene, statement, events_of) or near(scene, groups, statement)
    if keys and any(_elsewhere(scene, statement, groups[key]) for key in keys):
        return []
    if not keys and _denies_gas(scene, statement):
        keys = [key for key in charged(scene, statement, events_of) if _is_of_gas(groups[key])]
    if keys or not points_back(scene, statement):
        return keys
    return charged(scene, statement, events_of) or told_before(scene, groups, first_token(scene, statement))


def _denies_gas(scene: Scene, statement: Statement) -> bool:
    """See "The opposition accused the army of a gas attack. The army denied using chemical weapons"."""
    words = [scene.parsed.tokens[i] for i in scene.tokens_of(statement.content)]
    full = {one.lemma.lower() for one in words if one.pos in ("NOUN", "VERB", "ADJ", "PROPN")}
    return statement.stance == "denies" and "use" in full and bool(full & GASES) and full <= GASES | USING


def _is_of_gas(drafts: list[Draft]) -> bool:
    return any(draft.cluster.kind == GAS for draft in drafts)


def _elsewhere(scene: Scene, statement: Statement, drafts: list[Draft]) -> bool:
    """See "a reply to the gassing in Ytown on Tuesday, which Xland blames on Yland": another place or day than the event's."""
    inside = set(scene.tokens_of(statement.content))
    spots = [
        f.value
        for f in scene.places
        if f.head in inside and f.value.precision not in ("country", "unlocated")
    ]
    days = [f.value for f in scene.dates if f.head in inside]
    told = [found.value for d in drafts for found in (d.place, d.inherited) if found]
    when = [d.date.value for d in drafts if d.date]
    far = bool(spots and told) and all(apart(one, other) for one in spots for other in told)
    return far or (bool(days and when) and not any(one.overlaps(other) for one in days for other in when))


def _tells_aside(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> bool:
    """Return whether an admission names a deed, and yet does not admit it: then it admits no deed told before either."""
    inside = set(scene.tokens_of(statement.content))
    told = (draft.cluster.lead.head for drafts in groups.values() for draft in drafts)
    return statement.stance == "admits" and any(head in inside for head in told)


def answered(scene: Scene, statement: Statement, events_of: Mapping[str, list[str]]) -> list[str]:
    """Return the events of the statement that this one answers: "denied the accusations", "doubts the explanations"."""
    anaphors = {
        scene.words.anaphors[token.lemma.lower()]
        for token in tokens_of(scene, statement)
        if token.lemma.lower() in scene.words.anaphors
    }
    if not anaphors & {"accusation", "explanation", "involvement"}:
        return []
    for earlier in _before(scene, statement):
        if events_of.get(earlier.id) and _is_answer(scene, statement, earlier, anaphors):
            return events_of[earlier.id]
    return []


def charged(scene: Scene, statement: Statement, events_of: Mapping[str, list[str]]) -> list[str]:
    """Return the events of which the speaker was just accused: "Xland blamed Yland. Yland denied it"."""
    for earlier in _before(scene, statement) if statement.stance == "denies" else ():
        if events_of.get(earlier.id) and _is_answer(scene, statement, earlier, set()):
            return events_of[earlier.id]
    return []


def counter(scene: Scene, statement: Statement, events_of: Mapping[str, list[str]]) -> list[str]:
    """Return the events on which the same speaker just took a position, in the same sentence: "denied it and claimed that …"."""
    speaker = statement.speaker.actor if statement.speaker else None
    for earlier in _before(scene, statement) if speaker and statement.stance in ("says", "claims") else ():
        same = scene.sentence(first_token(scene, earlier)) == scene.sentence(first_token(scene, statement))
        if same and earlier.stance in STRONG and earlier.speaker and earlier.speaker.actor == speaker:
            return events_of.get(earlier.id, [])
    return []


def near(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> list[str]:
    """Return the event told in the same sentence before the statement, or in the sentence before it."""
    words = {token.lemma.lower() for token in tokens_of(scene, statement)}
    if not words & scene.words.anaphors.keys() or statement.stance == "condemns":
        return []
    start = first_token(scene, statement)
    here = [
        (draft.cluster.lead.first, key)
        for key, drafts in groups.items()
        for draft in drafts
        if draft.cluster.lead.first < start and scene.sentence(start) - draft.sentence <= 1
    ]
    return [key for _, key in sorted(here)[-1:]]


def _is_answer(scene: Scene, statement: Statement, earlier: Statement, anaphors: set[str]) -> bool:
    """An explanation is its giver's; an accusation is against the one who denies it."""
    cast = scene.cast
    if "explanation" in anaphors and earlier.speaker and earlier.speaker.actor:
        named = {
            cast.side(a) for i in scene.tokens_of(statement.content) for a in actors_at(scene.parsed, i, cast)
        }
        return not named or cast.side(earlier.speaker.actor) in named
    if earlier.stance != "accuses":
        return False
    speaker = statement.speaker.actor if statement.speaker else None
    return earlier.against is None or speaker is None or cast.side(earlier.against) == cast.side(speaker)


def _before(scene: Scene, statement: Statement) -> list[Statement]:
    """Return the statements that end before this one begins, nearest first, within reach."""
    start = first_token(scene, statement)
    earlier = []
    for other in scene.statements:
        first = first_token(scene, other)
        if (
            other.id != statement.id
            and first < start
            and scene.sentence(start) - scene.sentence(first) <= REACH
        ):
            earlier.append((first, other))
    return [other for _, other in sorted(earlier, key=lambda pair: -pair[0])]


def first_token(scene: Scene, statement: Statement) -> int:
    """Return the first token of the cue, or of what is said where there is none."""
    tokens = scene.tokens_of(statement.cue or statement.content)
    return tokens[0] if tokens else 0
