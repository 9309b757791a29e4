"""What holders say of an event as such: who denies, admits, doubts, accuses, and of what."""

from collections.abc import Iterator, Mapping

from truceline.extract.arguments import government
from truceline.extract.drafts import Draft
from truceline.extract.explained import explained
from truceline.extract.manners import is_intent, is_undenied
from truceline.extract.of_kind import claims_only_its_kind
from truceline.extract.pointing import accused_words, is_what_is_said, of_another
from truceline.extract.replies import STRONG, counter, meant
from truceline.extract.scene import Scene
from truceline.extract.sightings import is_onlooker, is_sighting
from truceline.extract.versions import PARTIES, accepts, aim_only, both_told, led, of_explanation
from truceline.model.claim import Claim, Culprit, Position
from truceline.model.document import Span
from truceline.model.statement import Stance, StanceObject, Statement

# Positions on the speaker's own deeds, and who can have any.
OWN: frozenset[Stance] = frozenset(("denies", "admits", "claims-responsibility"))
# "Declined to comment on the raid".
SILENCE = frozenset(("comment", "respond", "answer", "discuss", "elaborate", "say"))
NEGATIONS = frozenset(("neither", "nor", "no", "nobody", "none"))
PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which"))
# "Denied that its planes had bombed it": the words of one's own.
OWN_WORDS = PRONOUNS | {"its", "his", "her", "their", "any", "the"}


def find_positions(
    scene: Scene, groups: Mapping[str, list[Draft]], usual: frozenset[int]
) -> dict[str, tuple[Claim, ...]]:
    """Return the positions on each event, by its id.

    Whoever speaks of what is `usual` (the heads of what is told as habit or history) speaks of no event told before it:
    "rights groups have accused it of raids on towns".
    """
    found: dict[str, tuple[Claim, ...]] = {}
    events_of: dict[str, list[str]] = {}
    for statement in sorted(scene.statements, key=lambda s: s.cue[0].start if s.cue else s.content[0].start):
        stance, about = statement.stance, statement.object
        keys = both_told(scene, groups, statement) or _own_events(scene, groups, statement)
        if stance in STRONG:
            of_habit = not keys and not usual.isdisjoint(scene.tokens_of(statement.content))
            believed = not of_habit and _believable(scene, groups, statement, keys)
            keys = keys or (meant(scene, groups, statement, events_of) if believed else [])
            if not believed or not _believable(scene, groups, statement, keys):
                continue
            seen = is_sighting(scene, statement)
            about = "occurrence" if seen else _denied(scene, groups, statement, keys)
        elif owned := _owned(scene, groups, statement, keys):
            keys, (stance, about) = owned, _owned_as(scene, groups, statement, owned)
        elif keys and stance == "says" and is_onlooker(scene, statement):
            _take(scene, groups, statement, Position("confirms", "occurrence", None), keys, found)
        elif not keys and (keys := counter(scene, statement, events_of)):
            _take(scene, groups, statement, Position(stance, None, statement.against), keys, found)
        events_of[statement.id] = keys
        if stance in STRONG:
            _take(scene, groups, statement, Position(stance, about, statement.against), keys, found)
    return found


def _take(
    scene: Scene,
    groups: Mapping[str, list[Draft]],
    statement: Statement,
    position: Position,
    keys: list[str],
    found: dict[str, tuple[Claim, ...]],
) -> None:
    """Add the position to those on each of the events."""
    for key in keys:
        found[key] = (*found.get(key, ()), *_claims(scene, key, groups[key], statement, position))


def _denied(
    scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]
) -> StanceObject | None:
    """Return what the position is about, with what the speaker said of the event before taken into account."""
    if statement.stance != "denies" or statement.object != "authorship":
        return statement.object
    if aim_only(scene, groups, statement, keys):
        return "target"
    if _of_another(scene, [draft for key in keys for draft in groups[key]], statement):
        return "occurrence"
    if of_another(scene, statement, [draft for key in keys for draft in groups[key]]):
        return "occurrence"
    return "other" if of_explanation(scene, statement) else "authorship"


def _of_another(scene: Scene, drafts: list[Draft], statement: Statement) -> bool:
    """See "the army denied that rebels had shelled the town": what is denied names another as having done it."""
    speaker, inside = statement.speaker, set(scene.tokens_of(statement.content))
    if speaker is None or speaker.actor is None:
        return False
    agents = [d.agent.value for d in drafts if d.agent and d.cluster.lead.head in inside]
    own = {led(scene, speaker.actor), speaker.actor}
    return bool(agents) and not any(
        own & {led(scene, actor) for actor in agent.actors}
        or own & set(agent.actors)
        or (not agent.actors and agent.words.split()[:1] and agent.words.split()[0].lower() in OWN_WORDS)
        for agent in agents
    )


def _believable(
    scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]
) -> bool:
    """Return whether the speaker can take the position: nobody owns the deeds of others, or what is not done.

    "The monitor blamed the army, though it denied it": a pronoun that could be either makes no denial.
    """
    speaker = statement.speaker
    if speaker is None:
        return True
    nobody = speaker.words is not None and _nobody(scene, speaker.words)
    if nobody or claims_only_its_kind(scene, statement):
        return False
    if statement.stance not in OWN:
        return not _accuses_itself(scene, statement) and not _refuses(statement)
    actor = scene.cast.actors.get(speaker.actor or "")
    vague = speaker.words is not None and speaker.words.quote.lower() in PRONOUNS
    if vague and (actor is None or actor.kind not in PARTIES):
        return False
    return statement.stance == "denies" or speaker.actor is None or _own(scene, groups, statement, keys)


def _refuses(statement: Statement) -> bool:
    """See "refused to leave the town": only who "declined to comment on the raid" has a stance on it."""
    words = statement.content[0].quote.lower().split() if statement.content else []
    return statement.stance == "declines" and not (words[:1] == ["to"] and SILENCE.issuperset(words[1:2]))


def _own(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]) -> bool:
    """Return whether the deed can be the speaker's: it is told as done, and nobody else alone is told to have done it."""
    drafts = [draft for key in keys for draft in groups[key]]
    told = {led(scene, one) for draft in drafts if draft.agent for one in draft.agent.value.actors}
    inside = set(scene.tokens_of(statement.content))
    undone = any(d.modality == "denied" for d in drafts if d.cluster.lead.head in inside)
    speaker = statement.speaker.actor if statement.speaker else None
    return not undone and (not told or speaker is None or led(scene, speaker) in told)


def _nobody(scene: Scene, words: Span) -> bool:
    """See "neither the Xs nor the Ys blamed anybody"."""
    first = next(iter(scene.parsed.within(words.start, words.end)), 0)
    before = scene.parsed.tokens[first - 1].text.lower() if first else ""
    return before in NEGATIONS or words.quote.lower().split()[0] in NEGATIONS


def _accuses_itself(scene: Scene, statement: Statement) -> bool:
    """A side does not accuse itself: one of the two was misread, and which is not certain."""
    speaker = statement.speaker.actor if statement.speaker else None
    if statement.stance != "accuses" or speaker is None or statement.against is None:
        return False
    return led(scene, speaker) == led(scene, statement.against)


def _claims(
    scene: Scene, key: str, drafts: list[Draft], statement: Statement, position: Position
) -> Iterator[Claim]:
    stance, about = position.stance, position.object
    spans = (*statement.cue, *statement.content)
    yield Claim(key, "position", position, spans, statement.id)
    if stance == "accuses" and (whom := _accused(scene, drafts, statement)) is not None:
        yield Claim(key, "responsible", whom, spans, statement.id)
    speaker = statement.speaker.actor if statement.speaker else None
    if speaker is None or about == "target":
        return
    if (
        stance == "denies"
        and about in ("authorship", None)
        and not scene.cast.side(speaker).startswith("person:")
    ):
        yield Claim(
            key, "responsible", Culprit((_denier(scene, speaker),), "", "denied"), spans, statement.id
        )
    if stance == "admits" and (own := _own_deed(scene, drafts, speaker)):
        yield Claim(key, "responsible", Culprit(own, "", "fact"), spans, statement.id)
    if stance == "claims-responsibility":
        yield Claim(key, "responsible", Culprit((speaker,), "", "fact"), spans, statement.id)


def _denier(scene: Scene, speaker: str) -> str:
    """Return of whom it is denied: of the side; of a group of a council that does not fight, of the group alone."""
    known = scene.cast.actors.get(speaker)
    return speaker if known is not None and known.kind == "armed_group" else scene.cast.side(speaker)


def _accused(scene: Scene, drafts: list[Draft], statement: Statement) -> Culprit | None:
    """Return who is accused: the actor accused, and whom the same words name beside it ("Xland and Yland bombed it").

    In "the army and the rebels blamed each other" each is accused by its words, where no actor is certain.
    """
    if statement.object == "performance":
        return None  # "blamed the army for failing to stop the raid": it did not do it
    inside, against = set(scene.tokens_of(statement.content)), statement.against
    agents = [d.agent.value for d in drafts if d.agent and d.cluster.lead.head in inside]
    if against is None:
        words = accused_words(scene, statement)
        told = any(agent.words == words for agent in agents)
        return Culprit((), words, "accused") if words and not told else None
    named = [agent.actors for agent in agents] + [_together(scene, inside, against)]
    beside = [actor for actors in named if against in actors for actor in actors if actor != against]
    return Culprit(tuple(dict.fromkeys((against, *beside))), "", "accused")


def _together(scene: Scene, inside: set[int], against: str) -> tuple[str, ...]:
    """Return those named in one breath with the one accused: "blamed Xland and Yland", "Xland and Yland were responsible"."""
    parsed, cast = scene.parsed, scene.cast
    heads = [i for i in inside if (named := cast.actor_at(i)) and government(scene.names, named) == against]
    beside = [c for h in heads for c in parsed.children(h, "conj") if c in inside]
    return (against, *(actor for i in beside if (actor := cast.actor_at(i))))


def _own_deed(scene: Scene, drafts: list[Draft], speaker: str) -> tuple[str, ...]:
    """Return those told to have done it for whom the speaker answers."""
    side = led(scene, speaker)
    told = [actor for draft in drafts if draft.agent for actor in draft.agent.value.actors]
    return tuple(dict.fromkeys(actor for actor in told if led(scene, actor) == side))


def _own_events(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> list[str]:
    """Return the events whose words stand in what is said: the first of them, it is the one that is spoken of."""
    inside = set(scene.tokens_of(statement.content))
    here = [
        (draft.cluster.lead.first, key)
        for key, drafts in groups.items()
        for draft in drafts
        if draft.cluster.lead.head in inside and not draft.background
        if statement.stance != "admits" or is_what_is_said(scene, inside, draft.cluster.lead.head)
    ]
    return [key for _, key in sorted(here)[:1]]


def _owned(
    scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]
) -> list[str]:
    """Return the events that the speaker owns to in a plain "said": by telling its deed, or by telling what it was for."""
    admitted = _admits(scene, groups, statement, keys)
    return keys if admitted else explained(scene, groups, statement)


def _owned_as(
    scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]
) -> tuple[Stance, StanceObject]:
    """Return the position in which it owns to them: an armed group that tells what its attack was for claims it."""
    if _has_intent(groups, keys, scene, statement):
        return "admits", "intent"
    speaker = scene.cast.actors.get(statement.speaker.actor or "") if statement.speaker else None
    group = speaker is not None and speaker.kind == "armed_group"
    return "claims-responsibility" if group else "admits", "authorship"


def _admits(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]) -> bool:
    """See an admission: the speaker tells, as done, what its own side is told to have done, or calls it a mistake."""
    speaker = statement.speaker.actor if statement.speaker else None
    if speaker is None or not keys or statement.stance not in ("says", "claims"):
        return False
    if is_undenied(scene.parsed, statement) or is_intent(scene.parsed, statement):
        return False
    side = led(scene, speaker)
    culprits = {
        led(scene, actor)
        for draft in groups[keys[0]]
        if draft.agent and draft.modality in ("happened", "ongoing")
        for actor in draft.agent.value.actors
    }
    return side in culprits and (
        _has_intent(groups, keys, scene, statement) or accepts(scene, groups[keys[0]], statement, side)
    )


def _has_intent(
    groups: Mapping[str, list[Draft]], keys: list[str], scene: Scene, statement: Statement
) -> bool:
    inside = set(scene.tokens_of(statement.content))
    return any(
        draft.intent is not None and draft.intent.value.text == "mistake" and draft.intent.first in inside
        for key in keys
        for draft in groups[key]
    )
