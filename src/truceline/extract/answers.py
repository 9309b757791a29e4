"""What holders say of an event as such: who denies, admits, doubts, accuses, and of what."""

from collections.abc import Iterator, Mapping

from truceline.extract.arguments import actors_at
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.versions import PARTIES, accepts, aim_only, both_told, led, of_explanation, tokens_of
from truceline.model.claim import Claim, Culprit, Position
from truceline.model.document import Span
from truceline.model.statement import Stance, StanceObject, Statement

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
    )
)
# Positions on the speaker's own deeds, and who can have any.
OWN: frozenset[Stance] = frozenset(("denies", "admits", "claims-responsibility"))
NEGATIONS = frozenset(("neither", "nor", "no", "nobody", "none"))
PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which"))
# "Denied that its planes had bombed it": the words of one's own.
OWN_WORDS = PRONOUNS | {"its", "his", "her", "their", "any", "the"}
# An answer stands within this many sentences of what it answers.
REACH = 4


def find_positions(scene: Scene, groups: Mapping[str, list[Draft]]) -> dict[str, tuple[Claim, ...]]:
    """Return the positions on each event, by its id."""
    found: dict[str, tuple[Claim, ...]] = {}
    events_of: dict[str, list[str]] = {}
    for statement in sorted(scene.statements, key=lambda s: s.cue[0].start if s.cue else s.content[0].start):
        stance, about = statement.stance, statement.object
        keys = both_told(scene, groups, statement) or _own_events(scene, groups, statement)
        if stance in STRONG and not _believable(scene, groups, statement, keys):
            continue
        if stance in STRONG:
            keys = keys or _answered(scene, statement, events_of) or _near(scene, groups, statement)
            about = _denied(scene, groups, statement, keys)
        elif _admits(scene, groups, statement, keys):
            stance = "admits"
            about = "intent" if _has_intent(groups, keys, scene, statement) else "authorship"
        elif not keys and (keys := _counter(scene, statement, events_of)):
            events_of[statement.id] = keys
            for key in keys:
                position = Position(stance, None, statement.against)
                found[key] = (*found.get(key, ()), *_claims(scene, key, groups[key], statement, position))
        events_of[statement.id] = keys
        for key in keys if stance in STRONG else ():
            position = Position(stance, about, statement.against)
            found[key] = (*found.get(key, ()), *_claims(scene, key, groups[key], statement, position))
    return found


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
    return "other" if of_explanation(scene, statement) else "authorship"


def _of_another(scene: Scene, drafts: list[Draft], statement: Statement) -> bool:
    """See "the army denied that rebels had shelled the town": what is denied names another as having done it."""
    speaker, inside = statement.speaker, set(scene.tokens_of(statement.content))
    if speaker is None or speaker.actor is None:
        return False
    agents = [d.agent.value for d in drafts if d.agent and d.cluster.lead.head in inside]
    own = {scene.cast.side(speaker.actor), speaker.actor}
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
    if speaker.words is not None and _nobody(scene, speaker.words):
        return False
    if statement.stance not in OWN:
        return not _accuses_itself(scene, statement)
    actor = scene.cast.actors.get(speaker.actor or "")
    vague = speaker.words is not None and speaker.words.quote.lower() in PRONOUNS
    if vague and (actor is None or actor.kind not in PARTIES):
        return False
    return statement.stance == "denies" or speaker.actor is None or _own(scene, groups, statement, keys)


def _own(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]) -> bool:
    """Return whether the deed can be the speaker's: it is told as done, and nobody else alone is told to have done it."""
    drafts = [draft for key in keys for draft in groups[key]]
    told = {led(scene, one) for draft in drafts if draft.agent for one in draft.agent.value.actors}
    inside = set(scene.tokens_of(statement.content))
    undone = any(d.modality == "denied" for d in drafts if d.cluster.lead.head in inside)
    speaker = statement.speaker.actor if statement.speaker else None
    return not undone and (not told or speaker is None or scene.cast.side(speaker) in told)


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
    return scene.cast.side(speaker) == scene.cast.side(statement.against)


def _claims(
    scene: Scene, key: str, drafts: list[Draft], statement: Statement, position: Position
) -> Iterator[Claim]:
    stance, about = position.stance, position.object
    spans = (*statement.cue, *statement.content)
    yield Claim(key, "position", position, spans, statement.id)
    if stance == "accuses" and statement.against:
        accused = _accused(scene, drafts, statement)
        yield Claim(key, "responsible", Culprit(accused, "", "accused"), spans, statement.id)
    speaker = statement.speaker.actor if statement.speaker else None
    if speaker is None or about == "target":
        return
    if (
        stance == "denies"
        and about in ("authorship", None)
        and not scene.cast.side(speaker).startswith("person:")
    ):
        yield Claim(
            key, "responsible", Culprit((scene.cast.side(speaker),), "", "denied"), spans, statement.id
        )
    if stance == "admits" and (own := _own_deed(scene, drafts, speaker)):
        yield Claim(key, "responsible", Culprit(own, "", "fact"), spans, statement.id)
    if stance == "claims-responsibility":
        yield Claim(key, "responsible", Culprit((speaker,), "", "fact"), spans, statement.id)


def _accused(scene: Scene, drafts: list[Draft], statement: Statement) -> tuple[str, ...]:
    """Return who is accused: the actor accused, and whom the same words name beside it ("Xland and Yland bombed it")."""
    inside = set(scene.tokens_of(statement.content))
    named = [d.agent.value.actors for d in drafts if d.agent and d.cluster.lead.head in inside]
    against = statement.against or ""
    beside = [actor for actors in named if against in actors for actor in actors if actor != against]
    return tuple(dict.fromkeys((against, *beside)))


def _own_deed(scene: Scene, drafts: list[Draft], speaker: str) -> tuple[str, ...]:
    """Return those told to have done it for whom the speaker answers."""
    side = scene.cast.side(speaker)
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
    ]
    return [key for _, key in sorted(here)[:1]]


def _answered(scene: Scene, statement: Statement, events_of: Mapping[str, list[str]]) -> list[str]:
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


def _counter(scene: Scene, statement: Statement, events_of: Mapping[str, list[str]]) -> list[str]:
    """Return the events on which the same speaker just took a position, in the same sentence: "denied it and claimed that …"."""
    speaker = statement.speaker.actor if statement.speaker else None
    for earlier in _before(scene, statement) if speaker and statement.stance in ("says", "claims") else ():
        same = scene.sentence(_first_token(scene, earlier)) == scene.sentence(_first_token(scene, statement))
        if same and earlier.stance in STRONG and earlier.speaker and earlier.speaker.actor == speaker:
            return events_of.get(earlier.id, [])
    return []


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
    start = _first_token(scene, statement)
    earlier = []
    for other in scene.statements:
        first = _first_token(scene, other)
        if (
            other.id != statement.id
            and first < start
            and scene.sentence(start) - scene.sentence(first) <= REACH
        ):
            earlier.append((first, other))
    return [other for _, other in sorted(earlier, key=lambda pair: -pair[0])]


def _first_token(scene: Scene, statement: Statement) -> int:
    tokens = scene.tokens_of(statement.cue or statement.content)
    return tokens[0] if tokens else 0


def _near(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement) -> list[str]:
    """Return the event told in the same sentence before the statement, or in the sentence before it."""
    words = {token.lemma.lower() for token in tokens_of(scene, statement)}
    if not words & scene.words.anaphors.keys() or statement.stance == "condemns":
        return []
    start = _first_token(scene, statement)
    here = [
        (draft.cluster.lead.first, key)
        for key, drafts in groups.items()
        for draft in drafts
        if draft.cluster.lead.first < start and scene.sentence(start) - draft.sentence <= 1
    ]
    return [key for _, key in sorted(here)[-1:]]


def _admits(scene: Scene, groups: Mapping[str, list[Draft]], statement: Statement, keys: list[str]) -> bool:
    """See an admission: the speaker tells, as done, what its own side is told to have done, or calls it a mistake."""
    speaker = statement.speaker.actor if statement.speaker else None
    if speaker is None or not keys or statement.stance not in ("says", "claims"):
        return False
    side = scene.cast.side(speaker)
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
