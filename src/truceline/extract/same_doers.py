"""Same doers: whose a deed is that the report does not say again, where it names one side alone for all of its kind."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence

from truceline.extract.apart import apart
from truceline.extract.arguments import acting_at, actors_at, is_armed
from truceline.extract.drafts import Draft
from truceline.extract.own_ground import hits_own_ground
from truceline.extract.scene import Scene
from truceline.extract.taken_up import FIRE, is_of_own
from truceline.extract.tellers import figure_of
from truceline.extract.ties import REAL
from truceline.extract.triggers import is_light
from truceline.model.claim import Culprit
from truceline.model.when import A_WEEK

# Deeds that one side does again and again. Bombs are laid by whoever comes; both sides clash.
FIRED = ("air_strike", "shelling")
KINDS = frozenset(("air_strike", "shelling", "siege", "chemical", "execution", "detention"))
SIEGE = "siege"
# Who answers acts himself.
ANSWERING = frozenset(("respond", "answer", "retaliate", "react", "counter"))
# So many sentences on, "more hideouts were destroyed" is still of those just told.
REACH = 2
MORE = frozenset(("another", "more", "other", "such", "further", "additional", "same", "similar"))
LIKE = frozenset(("similar", "same"))
ALSO = frozenset(("also", "too", "likewise"))
# Who may have sent it is left open by these.
OPEN = frozenset(("unknown", "unidentified", "unclaimed", "mysterious", "anonymous"))


def same_doers(scene: Scene, groups: Mapping[str, list[Draft]], unknown: Collection[str]) -> dict[str, Draft]:
    """Return, by event, the clause that says whose deeds of its kind are, for events of which nobody says it.

    Args:
        scene: the document.
        groups: the clauses of each event.
        unknown: the events of which the document tells that nobody can say who did them; others of their kind are open, too.
    """
    found = {}
    open_ = {kind for key in unknown for draft in groups[key] for kind in _firm(scene, draft)}
    told = [draft for group in groups.values() for draft in group if draft.modality in REAL]
    for key, group in groups.items():
        kinds = {kind for draft in group for kind in _firm(scene, draft)}
        if key in unknown or kinds & open_ or any(draft.agent for draft in group):
            continue
        if not _is_news(scene, group):
            continue
        source = (
            _continued(scene, told, group) or _only_one(scene, told, group) or _bulletin(scene, told, group)
        )
        if source is not None and source.agent is not None and _could_do(scene, source, group):
            found[key] = source
    return found


def _is_news(scene: Scene, group: list[Draft]) -> bool:
    """Return whether an event is told as done, now, and by nobody who is called unknown."""
    if any(draft.modality not in REAL or draft.background or draft.answered for draft in group):
        return False
    tokens = scene.parsed.tokens
    beside = {
        tokens[c].lemma.lower() for one in group for head in one.cluster.heads for c in _near(scene, head)
    }
    return not beside & OPEN and not any(_is_past(scene, draft) for draft in group)


def _near(scene: Scene, head: int) -> Iterator[int]:
    below = scene.parsed.children(head)
    yield from below
    yield from (c for b in below for c in scene.parsed.children(b, "amod", "compound"))


def _is_now(scene: Scene, draft: Draft) -> bool:
    """Return whether a clause tells of a deed that was done of late: "Xland has been bombing for years" is of no raid."""
    done = any(
        one.verb or is_light(scene.parsed, scene.parsed.tokens[one.head].head, scene.words)
        for one in draft.cluster.triggers
    )
    told = draft.harms or draft.target or draft.date or done
    going = draft.background or _is_past(scene, draft) or _is_going_on(scene, draft)
    return bool(told) and draft.modality == "happened" and not going


def _is_going_on(scene: Scene, draft: Draft) -> bool:
    """See "has been carrying out strikes since May", "are bombing it": a campaign, and not this raid."""
    tokens = scene.parsed.tokens
    verbs = {v for head in draft.cluster.heads for v in (head, tokens[head].head) if tokens[v].tag == "VBG"}
    return any(tokens[c].lemma == "be" for verb in verbs for c in scene.parsed.children(verb, "aux"))


def _is_past(scene: Scene, draft: Draft) -> bool:
    published = scene.parsed.doc.published
    last = draft.date.value.last if draft.date else None
    # "In early October" of a report of the end of the month tells of another matter.
    return bool(published and published.first and last and last < published.first - A_WEEK)


def _continued(scene: Scene, told: Sequence[Draft], group: list[Draft]) -> Draft | None:
    """Return the clause just before with the doer, for "another shell", "rockets struck" after rockets, "were also hit"."""
    first = group[0]
    near = [
        one
        for one in told
        if one.cluster.lead.first < first.cluster.lead.first
        and first.sentence - one.sentence <= REACH
        and not one.heading
    ]
    named = [one for one in near if one.agent]
    more = _is_more(scene, first)
    alike = [
        one
        for one in named
        if _is_now(scene, one)
        and (
            _alike(scene, one, first)
            or (more and _enemies(scene, [one]) & _enemies(scene, group) - {"civilian"})
            or _counts_on(scene, one, group)
            or _is_likened(scene, one, first)
        )
    ]
    if first.heading or not alike or not _is_one_side(scene, named) or not _goes_on(scene, alike[-1], first):
        return None
    between = range(alike[-1].sentence, first.sentence + 1)
    kinds = _firm(scene, alike[-1]) | _firm(scene, first)
    return None if _others_have(scene, kinds, _sides(scene, alike[-1]), between) else alike[-1]


def _alike(scene: Scene, one: Draft, other: Draft) -> bool:
    """Return whether two clauses tell of deeds of one kind: a firm one, or in the same word."""
    firm = _firm(scene, one) & _firm(scene, other)
    return bool(firm & KINDS or _nouns(scene, one) & _nouns(scene, other))


def _firm(scene: Scene, draft: Draft) -> set[str]:
    kinds = {draft.cluster.kind, draft.cluster.hint} - {None}
    return {kind for kind in kinds if kind and not scene.words.kinds[kind].vague}


def _nouns(scene: Scene, draft: Draft) -> set[str]:
    """Return what a clause says was fired or flown: its nouns, and the weapons that its verbs have as subject or object."""
    parsed = scene.parsed
    verbs = [trigger.head for trigger in draft.cluster.triggers if trigger.verb]
    things = [c for verb in verbs for c in parsed.children(verb, "nsubj", "dobj")]
    nouns = [trigger.head for trigger in draft.cluster.triggers if not trigger.verb]
    lemmas = {_lemma(scene, i) for i in (*nouns, *things)}
    return {lemma for lemma in lemmas if lemma in scene.words.hints or lemma in FIRE}


def _lemma(scene: Scene, i: int) -> str:
    """Return the singular, also where the parser takes a plural that opens a sentence for a name."""
    token = scene.parsed.tokens[i]
    return token.lemma.lower().removesuffix("s") if token.tag == "NNPS" else token.lemma.lower()


def _is_more(scene: Scene, draft: Draft) -> bool:
    """Return whether the words add to what was told: "another shell", "were also hit", "more hideouts were destroyed"."""
    parsed = scene.parsed
    heads = [trigger.head for trigger in draft.cluster.triggers]
    things = [c for i in heads for c in parsed.children(i, "nsubj", "nsubjpass", "agent")]
    beside = {parsed.tokens[c].text.lower() for i in (*heads, *things) for c in parsed.children(i)}
    return bool(beside & (MORE | ALSO))


def _is_likened(scene: Scene, source: Draft, draft: Draft) -> bool:
    """See "a similar attack", next behind "a rocket attack by the Xs"."""
    tokens = scene.parsed.tokens
    nouns = {trigger.head for trigger in draft.cluster.triggers if not trigger.verb}
    alike = [i for i in nouns if any(tokens[c].text.lower() in LIKE for c in scene.parsed.children(i))]
    told = {tokens[i].lemma.lower() for i in source.cluster.heads}
    return draft.sentence - source.sentence == 1 and any(tokens[i].lemma.lower() in told for i in alike)


def _counts_on(scene: Scene, source: Draft, group: list[Draft]) -> bool:
    """See "nine other people were hurt in Xtown", next behind who was killed by the same fire: only the count goes on."""
    first = group[0]
    cues = {harm.value.cue for draft in group for harm in draft.harms}
    bare = all(set(draft.cluster.heads) <= cues for draft in group) and not _elsewhere(scene, first)
    more = any(harm.value.increment for harm in first.harms)
    return bare and more and bool(source.harms) and first.sentence - source.sentence == 1


def _goes_on(scene: Scene, source: Draft, draft: Draft) -> bool:
    """Return whether the words go on from the last: they add to it, or bare "rockets" struck where rockets were told."""
    parsed = scene.parsed
    heads = [trigger.head for trigger in draft.cluster.triggers]
    things = [c for i in heads for c in parsed.children(i, "nsubj", "nsubjpass", "agent")]
    bare = any(
        parsed.tokens[i].tag in ("NNS", "NNPS") and not parsed.children(i, "det", "nummod", "poss")
        for i in (*heads, *things)
        if _lemma(scene, i) in _nouns(scene, source)
    )
    return _is_more(scene, draft) or bare


def _only_one(scene: Scene, told: Sequence[Draft], group: list[Draft]) -> Draft | None:
    """Return the first clause with the doer where the whole report names one side for deeds of this kind, and this is one."""
    firm = {kind for draft in group for kind in _firm(scene, draft)}
    # "The raids" may be of bombs or of shells.
    vague = not firm and any(_nouns(scene, draft) & FIRE for draft in group)
    kinds = {*FIRED} if vague else firm & KINDS
    if not kinds or any(_elsewhere(scene, draft) for draft in group):
        return None
    same = [one for one in told if one.agent and kinds & _firm(scene, one)]
    over = [one for one in told if one.agent and not _firm(scene, one) and one.heading]
    if not same or not _is_one_side(scene, [*same, *over]) or _blames_others(scene, same[0]):
        return None
    everywhere = range(len(scene.parsed.sentences))
    others = _others_have(scene, kinds, _sides(scene, same[0]), everywhere)
    return None if others else _first_of(scene, same, group)


def _others_have(scene: Scene, kinds: set[str], sides: set[str], where: Container[int]) -> bool:
    """Return whether others have what such deeds are done with: "Xlandish and Ylandish jets fly there", in these sentences."""
    for i, token in enumerate(scene.parsed.tokens):
        if token.sentence not in where:
            continue
        lemma = token.lemma.lower()
        noun = scene.words.hints.get(lemma) or scene.words.nouns.get((lemma,))
        if noun in kinds and {scene.cast.side(a) for a in actors_at(scene.parsed, i, scene.cast)} - sides:
            return True
    return False


def _first_of(scene: Scene, same: Sequence[Draft], group: list[Draft]) -> Draft | None:
    """Return the first clause before that names the doer of something done now: in the body, else in the headline."""
    last = max(draft.cluster.lead.first for draft in group)
    now = [one for one in same if _is_now(scene, one) and one.cluster.lead.first < last]
    return next((one for one in now if not one.heading), next(iter(now), None))


def _bulletin(scene: Scene, told: Sequence[Draft], group: list[Draft]) -> Draft | None:
    """Return the clause with the doer where a report tells of one side's deeds alone, and the same enemy is harmed again.

    "The army kills nine Xs in Xtown" over a report of the army alone: "20 more Xs died in Ytown" by its hand.
    """
    if any(draft.cluster.kind != "attack" or _elsewhere(scene, draft) for draft in group):
        return None
    named = [one for one in told if one.agent]
    fallen = _enemies(scene, group) & _enemies(scene, named)
    if not fallen or not any(one.heading for one in named) or not _is_one_side(scene, named):
        return None
    return None if _blames_others(scene, named[0]) else _first_of(scene, named, group)


def _enemies(scene: Scene, drafts: Sequence[Draft]) -> set[str]:
    """Return the sides of those who are told to be harmed or hit; of others whether they are fighters or civilians."""
    figures = [figure_of(scene, harm) for draft in drafts for harm in draft.harms]
    hit = [found.value.actor for one in drafts for found in (one.target, *one.others) if found]
    sides = {actor for actor in (*(f.side for f in figures), *hit) if actor}
    kinds = {kind for f in figures for kind in (f.camp, f.status)} - {"unknown"}
    known = [found for actor in sides if (found := scene.cast.actors.get(actor)) is not None]
    groups = {"nonstate"} if any(actor.kind == "armed_group" for actor in known) else set()
    return {scene.cast.side(actor) for actor in sides} | kinds | groups


def _elsewhere(scene: Scene, draft: Draft) -> bool:
    sentence = scene.parsed.sentences[draft.sentence]
    opening = scene.parsed.tokens[sentence.first : min(sentence.first + 5, sentence.last)]
    return any(token.text.lower() in scene.words.elsewhere - MORE for token in opening)


def _blames_others(scene: Scene, source: Draft) -> bool:
    """Return whether somebody in the report accuses another side than the one that the clauses name."""
    sides = _sides(scene, source)
    accused = {scene.cast.side(s.against) for s in scene.statements if s.stance == "accuses" and s.against}
    return bool(accused - sides)


def _is_one_side(scene: Scene, drafts: Sequence[Draft]) -> bool:
    return len({frozenset(_sides(scene, one)) for one in drafts if one.agent}) == 1


def _sides(scene: Scene, draft: Draft) -> set[str]:
    """Return the sides of a doer."""
    return _named(scene, draft.agent.value.actors, draft.agent.value.words) if draft.agent else set()


def _named(scene: Scene, actors: Sequence[str], words: str) -> set[str]:
    """Return the sides of actors; in words alone what they are called, "terrorists" and "terrorist groups" as one."""
    if actors:
        return {scene.cast.side(actor) for actor in actors}
    roles = [role for word in words.split() if (role := scene.names.roles.get(word))]
    return {"label"} if any("label" in role.classes for role in roles) else {*words.lower().split()[-1:]}


def _could_do(scene: Scene, source: Draft, group: list[Draft]) -> bool:
    """Return whether nobody of the doer's own side is told to be harmed or hit, and nobody else to act there."""
    culprit = source.agent.value if source.agent else Culprit((), "", "denied")
    if any(_acts_there(scene, _sides(scene, source), draft) for draft in group) or _other_siege(
        source, group
    ):
        return False
    if hits_own_ground(scene, group, source):
        return False
    harms = [harm for draft in group for harm in draft.harms]
    hit = [found.value.actor for one in group for found in (one.target, *one.others) if found]
    sides = {scene.cast.side(actor) for actor in culprit.actors}
    own = {scene.cast.side(actor) for actor in hit if actor} & sides
    return culprit.certainty != "denied" and not own and not is_of_own(scene, culprit, harms)


def _other_siege(source: Draft, group: list[Draft]) -> bool:
    """See "a village besieged by the Xs", and "the siege" of another town: each side besieges towns of the other's."""
    places = [one.place.value for one in group if one.place and one.cluster.kind == SIEGE]
    told = source.place or source.inherited
    return told is not None and any(apart(told.value, place) for place in places)


def _acts_there(scene: Scene, sides: set[str], draft: Draft) -> bool:
    """See "rebels answered with a barrage": who acts in the sentence is another than the one who is told before."""
    parsed, sentence = scene.parsed, scene.parsed.sentences[draft.sentence]
    for i in range(sentence.first, sentence.last):
        verb = parsed.tokens[parsed.tokens[i].head].lemma.lower()
        acts = verb in ANSWERING or verb in scene.words.light_verbs or (verb,) in scene.words.verbs
        if parsed.tokens[i].dep != "nsubj" or not acts or not is_armed(parsed, i, scene.names):
            continue
        actors = acting_at(parsed, i, scene.cast, scene.names)
        if not _named(scene, actors, parsed.tokens[i].text) & sides:
            return True
    return False
