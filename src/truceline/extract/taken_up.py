"""Taken up: whose deed "the bombing" or "the jets" are, where the sentence before tells it."""

from collections.abc import Mapping, Sequence

from truceline.extract.apart import apart
from truceline.extract.both_fought import both_fell, fought
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.tellers import figure_of
from truceline.extract.ties import REAL
from truceline.model.claim import Culprit, Harm
from truceline.model.parsed import Found, Parsed

# "The jets" two sentences on are those just told; further back they may be anybody's.
REACH = 2
DEFINITE = frozenset(("the", "this", "these", "those", "both"))
# Words for whatever was done; "the bombardment" is only what was told as shells or bombs.
ANY = frozenset(
    (
        "attack",
        "assault",
        "massacre",
        "killing",
        "violence",
        "onslaught",
        "campaign",
        "operation",
        "incident",
        "atrocity",
    )
)
FIRE = frozenset(("bombardment", "bombing", "strike", "raid", "shelling", "pounding", "airstrike", "blast"))
FIRED = frozenset(("air_strike", "shelling", "bombing"))
SHOT_DOWN, CLASH = "shootdown", "clash"
FALLEN = frozenset(("victim", "dead", "casualty"))
NEWS = frozenset(
    (
        "another",
        "other",
        "second",
        "separate",
        "further",
        "new",
        "different",
        "similar",
        "previous",
        "earlier",
        "last",
    )
)


def taken_up(scene: Scene, groups: Mapping[str, list[Draft]]) -> dict[str, Draft]:
    """Return, by event, the clause told before that says whose deed it is, for events that only point back to it."""
    doers = {id(draft): one for group in groups.values() for draft in group if (one := _doing(scene, group))}
    body = sorted(
        (draft for group in groups.values() for draft in group if not draft.heading),
        key=lambda draft: draft.cluster.lead.first,
    )
    found = {}
    for key, group in groups.items():
        if any(draft.agent for draft in group):
            continue
        clash = all(draft.cluster.kind == CLASH for draft in group)
        source = next((one for draft in group if (one := fought(scene, draft, in_words=clash))), None)
        if source is None and _points_back(scene, group[0]):
            source = _source(scene, body, doers, group)
        source = source or both_fell(scene, group)
        if source is not None:
            found[key] = source
    return found


def _doing(scene: Scene, group: list[Draft]) -> Draft | None:
    """Return the first clause of an event that names the doer, where all that name one name one side."""
    named = [draft for draft in group if draft.agent and not draft.heading]
    same = all(_one_side(scene, named[0], one) for one in named)
    return named[0] if named and same else None


def _source(
    scene: Scene, body: Sequence[Draft], doers: Mapping[int, Draft], group: list[Draft]
) -> Draft | None:
    """Return the last clause before that can tell of the same doing, where it names the doer and nobody beside it is named."""
    first = group[0]
    near = [
        one
        for one in body
        if one.cluster.lead.first < first.cluster.lead.first and first.sentence - one.sentence <= REACH
    ]
    alike = [one for one in near if scene.words.compatible(one.cluster.kind, first.cluster.kind)]
    source = doers.get(id(alike[-1])) if alike else None
    # "The Xs shot down a jet. The jet had struck": who shot it down did not strike.
    if source is not None and (source.cluster.kind == SHOT_DOWN) != (first.cluster.kind == SHOT_DOWN):
        return None
    # "Raids killed nine after the Xs shot a pilot. The raids ...": two deeds in one sentence, and one of them is not told whose.
    beside = [one for one in near if alike and one.sentence == alike[-1].sentence and id(one) not in doers]
    if (
        source is None
        or beside
        or not _in_its_words(scene, alike[-1], first)
        or not _can_be(scene, source, group)
    ):
        return None
    known = source.agent is not None and source.agent.value.actors
    return source if known and all(_one_side(scene, source, one) for one in near if one.agent) else None


def _in_its_words(scene: Scene, source: Draft, draft: Draft) -> bool:
    """Return whether the words fit the deed told before: "the bombing" no killing of a prisoner, "the attack" anything."""
    ours, theirs = (_words(scene, one) for one in (source, draft))
    alike = {source.cluster.kind, source.cluster.hint} & {draft.cluster.kind, draft.cluster.hint} - {None}
    firm = any(not scene.words.kinds[kind].vague for kind in alike if kind)
    fire = bool(theirs & FIRE or FIRED & {draft.cluster.kind, draft.cluster.hint}) and _is_fire(scene, source)
    whole = ours & ANY if _is_of_the_dead(scene, draft) else theirs & ANY
    return firm or fire or bool(whole) or bool(ours & theirs)


def _is_fire(scene: Scene, draft: Draft) -> bool:
    """Return whether a clause tells of shells or bombs: by its kind, or alone in a sentence with a word for them."""
    if FIRED & {draft.cluster.kind, draft.cluster.hint} or _words(scene, draft) & FIRE:
        return True
    sentence = scene.parsed.sentences[draft.sentence]
    tokens = scene.parsed.tokens[sentence.first : sentence.last]
    return any(scene.words.hints.get(t.lemma.lower()) in FIRED or t.lemma.lower() in FIRE for t in tokens)


def _words(scene: Scene, draft: Draft) -> set[str]:
    return {scene.parsed.tokens[head].lemma.lower() for head in draft.cluster.heads}


def _can_be(scene: Scene, source: Draft, group: list[Draft]) -> bool:
    """Return whether the deed told before can be the one pointed at: as real, not elsewhere, and not against its own side."""
    if source.agent is None or source.modality not in REAL or group[0].modality not in REAL:
        return False
    places = [one.place.value for one in group if one.place]
    elsewhere = source.place is not None and any(apart(source.place.value, place) for place in places)
    harmed = [harm for draft in group for harm in draft.harms]
    targets = [target.value.actor for draft in group for target in (draft.target, *draft.others) if target]
    sides = {scene.cast.side(actor) for actor in source.agent.value.actors}
    struck = {scene.cast.side(actor) for actor in targets if actor}
    return not elsewhere and not sides & struck and not is_of_own(scene, source.agent.value, harmed)


def is_of_own(scene: Scene, culprit: Culprit, harms: Sequence[Found[Harm]]) -> bool:
    """See "nine soldiers died in the operation": the army that led it did not kill its own."""
    sides = {scene.cast.side(actor) for actor in culprit.actors}
    kinds = {scene.cast.actors[actor].kind for actor in culprit.actors if actor in scene.cast.actors}
    state = bool(kinds & {"state", "government", "armed_force"})
    figures = [figure_of(scene, found) for found in harms]
    return any(
        (f.side and scene.cast.side(f.side) in sides) or (f.camp == "state" and state) for f in figures
    )


def _one_side(scene: Scene, one: Draft, other: Draft) -> bool:
    ours, theirs = (draft.agent.value for draft in (one, other) if draft.agent)
    sides = [{scene.cast.side(actor) for actor in culprit.actors} for culprit in (ours, theirs)]
    return bool(sides[0] & sides[1]) or ours.words == theirs.words


def _points_back(scene: Scene, draft: Draft) -> bool:
    """See "the bombing", "the jets struck": what was told before is meant; "another raid" is not."""
    if draft.other or draft.indefinite or draft.answered or draft.background:
        return False
    parsed = scene.parsed
    nouns = [trigger.head for trigger in draft.cluster.triggers if not trigger.verb]
    verbs = [trigger.head for trigger in draft.cluster.triggers if trigger.verb]
    things = [s for verb in verbs for s in _subjects(parsed, verb) if _acts(scene, s)]
    fallen = any(parsed.tokens[parsed.tokens[v].head].text.lower() == "those" for v in verbs)
    return fallen or _is_of_the_dead(scene, draft) or any(_is_the(scene, i) for i in (*nouns, *things))


def _is_of_the_dead(scene: Scene, draft: Draft) -> bool:
    """See "the victims were hit by shells": those who were just told of."""
    verbs = [trigger.head for trigger in draft.cluster.triggers if trigger.verb]
    fallen = (s for verb in verbs for s in scene.parsed.children(verb, "nsubjpass"))
    return any(scene.parsed.tokens[s].lemma.lower() in FALLEN and _is_the(scene, s) for s in fallen)


def _subjects(parsed: Parsed, verb: int) -> list[int]:
    """Return the subject of a verb, its own or that of the one it is joined to: "the sorties hit nine posts, destroying one"."""
    own = parsed.children(verb, "nsubj")
    joined = parsed.tokens[verb].dep in ("conj", "advcl", "xcomp") and not parsed.children(verb, "nsubjpass")
    return own or (_subjects(parsed, parsed.tokens[verb].head) if joined else [])


def _acts(scene: Scene, i: int) -> bool:
    """Return whether a word is of what strikes: jets, or the strikes themselves."""
    lemma = scene.parsed.tokens[i].lemma.lower()
    return lemma in scene.words.hints or (lemma,) in scene.words.nouns


def _is_the(scene: Scene, noun: int) -> bool:
    beside = {
        scene.parsed.tokens[c].text.lower() for c in scene.parsed.children(noun, "det", "amod", "predet")
    }
    return bool(beside & DEFINITE) and not beside & NEWS
