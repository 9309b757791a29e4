"""Drafts: what one clause tells of an event, before it is known which clauses tell of the same one."""

import msgspec

from truceline.extract.arguments import BYSTANDERS, FIGHTERS, find_agent
from truceline.extract.calendar_words import WEEKDAYS
from truceline.extract.doers import of_whom
from truceline.extract.far_doers import is_answer, is_outcome
from truceline.extract.guilt import find_guilty
from truceline.extract.habits import habitual, lasting
from truceline.extract.kept_on import is_kept_on
from truceline.extract.manners import is_undenied
from truceline.extract.meant import find_meant
from truceline.extract.modality import is_attempted, modality
from truceline.extract.own_arms import find_own_arms, is_force
from truceline.extract.own_words import find_own
from truceline.extract.scene import Scene
from truceline.extract.set_apart import follows, is_answered, looks_back, only_opens
from truceline.extract.spread import spread
from truceline.extract.targets import find_breach, find_intent, find_others, find_target
from truceline.extract.threats import is_unexploded
from truceline.extract.triggers import Cluster, Trigger, find_clusters
from truceline.extract.whereabouts import narrowest, nearest, of_events, pointed_at, told_before
from truceline.model.claim import Culprit, Harm, Place, Scope, Words
from truceline.model.event import Modality
from truceline.model.parsed import Found, Parsed
from truceline.model.when import When

DEFINITE = frozenset(("the", "this", "that", "these", "those"))
INDEFINITE = frozenset(("a", "an", "one", "two", "three", "four", "five", "several", "some", "many"))
OTHER = frozenset(
    (
        "another",
        "other",
        "second",
        "third",
        "separate",
        "further",
        "new",
        "different",
        "additional",
        "similar",
        "previous",
        "elsewhere",
    )
)
# What an event does to people; "besieged" and "displaced" are conditions that outlast it.
DONE = frozenset(("killed", "wounded", "detained", "missing"))
COUNT = "count"
MEANTIME = frozenset(("meanwhile", "meantime"))
# What is done to people, and is no word for what happened.
UNDONE = frozenset(("eliminate", "liquidate", "exterminate", "martyr", "maim", "hang"))
HOURS = frozenset(("later", "earlier"))
EARLIER = frozenset(("previous", "earlier", "prior"))
CONCEDING = frozenset(("despite", "notwithstanding", "amid"))
# So many words open a sentence.
OPENING = 5


class Draft(msgspec.Struct, frozen=True):
    """One clause's event: its cluster and the arguments read beside it.

    `of_a_day` marks "Tuesday's strike", which is known already; `answered` what another deed is told to be the answer to; `unexploded` a bomb that did not go off; `count` marks a sentence that only counts the harmed ("forty people were hurt") and has no word for what happened.
    """

    cluster: Cluster
    sentence: int
    heading: bool
    definite: bool
    of_a_day: bool
    indefinite: bool
    several: bool
    plural: bool
    other: bool
    answered: bool
    modality: Modality
    scope: Scope
    background: bool
    count: bool
    unexploded: bool
    agent: Found[Culprit] | None
    target: Found[Words] | None
    others: tuple[Found[Words], ...]
    place: Found[Place] | None
    inherited: Found[Place] | None
    date: Found[When] | None
    intent: Found[Words] | None
    breach: Found[Words] | None
    harms: tuple[Found[Harm], ...]
    # The sides that answer it, where it is answered.
    answerers: frozenset[str] = frozenset()

    @property
    def bare(self) -> bool:
        """Return whether nothing was told but the word itself, or the country; what others answered was done."""
        placed = self.place is not None and self.place.value.precision != "country"
        told = placed or self.harms or self.target or self.agent or self.answerers
        return not (told or (self.unexploded and self.date))


def find_drafts(scene: Scene) -> list[Draft]:
    """Return a draft for each clause that tells of an event, in the order of the text."""
    clusters = find_clusters(scene.parsed, scene.words, scene.names)
    by_cluster, orphans = _share_harms(scene, clusters)
    clusters += [_of_harm(scene, harm) for harm in orphans]
    for harm, cluster in zip(orphans, clusters[len(clusters) - len(orphans) :], strict=True):
        by_cluster[cluster.lead.head] = (*by_cluster.get(cluster.lead.head, ()), harm)
    merged = {cluster.lead.head: cluster for cluster in clusters}
    ordered = sorted(merged.values(), key=lambda cluster: cluster.lead.first)
    return [_draft(scene, cluster, ordered, by_cluster.get(cluster.lead.head, ())) for cluster in ordered]


def _share_harms(
    scene: Scene, clusters: list[Cluster]
) -> tuple[dict[int, tuple[Found[Harm], ...]], list[Found[Harm]]]:
    """Give each figure to the cluster that its verb belongs to, else to the nearest of its sentence."""
    shared: dict[int, tuple[Found[Harm], ...]] = {}
    orphans = []
    for harm in scene.figures:
        if harm.value.figure.effect not in DONE:
            continue
        here = [c for c in clusters if scene.sentence(c.lead.head) == scene.sentence(harm.head)]
        if _of_want(scene, harm):
            here = [c for c in here if c.kind == "siege"]
        own = [c for c in here if harm.value.cue in c.heads]
        here = [c for c in here if not only_opens(scene.parsed, c.heads, harm.value.cue)]
        near = own or sorted(here, key=lambda c: _distance(c, harm.value.cue))
        if near:
            key = near[0].lead.head
            shared[key] = (*shared.get(key, ()), harm)
        elif not (_held_already(scene, harm) or _of_want(scene, harm)):
            orphans.append(harm)
    return shared, orphans


def _held_already(scene: Scene, harm: Found[Harm]) -> bool:
    """See "is to free 60 detained members": that they are held is a state, and no event."""
    return harm.value.figure.effect == "detained" and scene.parsed.tokens[harm.value.cue].dep == "amod"


def _of_want(scene: Scene, harm: Found[Harm]) -> bool:
    """See "three have since died for want of insulin", "of natural causes": a siege kills so, the shells told before did not."""
    parsed, cue = scene.parsed, harm.value.cue
    return any(
        parsed.tokens[cause].lemma.lower() in scene.words.wants
        or f"{parsed.tokens[cause - 1].text} {parsed.tokens[cause].text}".lower() in scene.words.wants
        for prep in parsed.children(cue, "prep")
        if parsed.tokens[prep].lemma.lower() in ("for", "of", "from")
        for cause in parsed.children(prep, "pobj")
    )


def _distance(cluster: Cluster, i: int) -> int:
    return min(abs(head - i) for head in cluster.heads)


def _of_harm(scene: Scene, harm: Found[Harm]) -> Cluster:
    cue = harm.value.cue
    trigger = Trigger(cue, cue + 1, cue, COUNT, verb=scene.parsed.tokens[cue].pos == "VERB")
    return Cluster(trigger, (trigger,), "attack")


def _draft(scene: Scene, cluster: Cluster, clusters: list[Cluster], harms: tuple[Found[Harm], ...]) -> Draft:
    parsed, lead, number = scene.parsed, cluster.lead, scene.sentence(cluster.lead.head)
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(lead.head, "det", "amod", "nummod")}
    alone = sum(scene.sentence(c.lead.head) == number for c in clusters) == 1
    agent = _agent(scene, cluster, harms)
    before = pointed_at(scene, cluster)
    place = nearest(scene, cluster, narrowest(scene, number), strict=not alone) or before.place
    inherited = told_before(scene, cluster) if place is None or place.value.precision == "country" else None
    aimed = tuple(harm for harm in harms if is_attempted(parsed, harm.value.cue, scene.words))
    harms = tuple(harm for harm in harms if harm not in aimed)
    hit = find_target(parsed, cluster, scene.cast, scene.names, scene.words) or _aimed_at(scene, aimed)
    # People "who had lived under siege for two years left on Friday": a siege is no matter of a day.
    date = (
        nearest(scene, cluster, of_events(scene, cluster), strict=cluster.kind == "siege")
        or scene.dated_over(number)
        or before.date
    )
    told = "one" if harms else spread(parsed, cluster.heads, cluster.kind)
    kept_on = is_kept_on(parsed, cluster)
    return Draft(
        cluster=cluster,
        sentence=number,
        heading=parsed.sentences[number].heading,
        definite=bool(beside & DEFINITE) and not lead.verb,
        of_a_day=_of_a_day(scene, cluster) and not lead.verb,
        indefinite=bool(beside & INDEFINITE) and not lead.verb,
        several=_is_bare_plural(scene, lead),
        plural=parsed.tokens[lead.head].tag == "NNS",
        other=bool(beside & OTHER)
        or kept_on
        or is_answer(parsed, lead.head)
        or _is_aside(scene, cluster, date)
        or _is_another_matter(scene, cluster, harms, place),
        answered=is_answered(parsed, lead.head),
        modality=modality(parsed, cluster, scene.words),
        scope="aggregate" if told == "many" or _is_sum(scene, cluster, harms) or kept_on else "single",
        background=told == "history"
        or _background(scene, cluster, harms)
        or ((place or date or agent) is None and _is_earlier(scene, cluster)),
        count=lead.kind == COUNT,
        unexploded=any(is_unexploded(parsed, head, scene.words) for head in cluster.heads),
        agent=agent,
        target=(target := _not_counted(hit, harms)),
        others=find_others(parsed, cluster, target, scene.cast, scene.words),
        place=None if inherited else place,
        inherited=inherited,
        date=date,
        intent=find_intent(parsed, cluster, scene.words) if alone or agent or lead.verb else None,
        breach=find_breach(parsed, cluster, scene.words) if alone or harms else None,
        harms=harms,
    )


def _is_aside(scene: Scene, cluster: Cluster, date: Found[When] | None) -> bool:
    """Return whether the noun is of another day, of what it follows, or only conceded."""
    parsed, head = scene.parsed, cluster.lead.head
    back = looks_back(parsed, head, date) or follows(parsed, head, scene.words)
    return back or _is_conceded(parsed, head)


def _is_sum(scene: Scene, cluster: Cluster, harms: tuple[Found[Harm], ...]) -> bool:
    """Return whether its figures are sums, or it went on for days."""
    sums = any(harm.value.figure.scope == "aggregate" for harm in harms)
    return sums or lasting(scene.parsed, cluster, scene.words)


def _agent(scene: Scene, cluster: Cluster, harms: tuple[Found[Harm], ...]) -> Found[Culprit] | None:
    """Return who is told to have done it, in the clause or by who tells it."""
    agent = None
    if cluster.lead.kind != COUNT or _done_by(scene, cluster.lead.head):
        agent = find_agent(scene.parsed, cluster, scene.cast, scene.names, scene.words, scene.pinned)
    if agent is not None and any(harm.first < agent.last and agent.first < harm.last for harm in harms):
        agent = None  # "nine soldiers had died": they did nothing
    if agent is not None and not agent.value.actors:
        # "The Xs said its fighters killed nine": the fighters are the Xs'.
        own = _own_deed(scene, cluster)
        agent = own if own is not None and own.head == agent.head else agent
    return agent or _own_deed(scene, cluster) or _guilty(scene, cluster) or find_meant(scene, cluster)


def _is_another_matter(
    scene: Scene, cluster: Cluster, harms: tuple[Found[Harm], ...], place: Found[Place] | None
) -> bool:
    """Return whether the sentence opens as one that goes on to something else, or to another hour there."""
    number = scene.sentence(cluster.lead.head)
    later = _in_the_meantime(scene, number) or _beside_another(scene, number, cluster)
    known = _the(scene, cluster) or _is_only_told(scene, cluster)
    of_the_same = place is None and later and known
    if _elsewhere(scene, number) and not _counts_on(scene, cluster, harms) and not of_the_same:
        return True
    elsewhere = place is not None and bool(harms)
    return elsewhere and (_at_another_hour(scene, number, cluster) or _is_meanwhile(scene, cluster))


def _is_only_told(scene: Scene, cluster: Cluster) -> bool:
    """See "Meanwhile a doctor said dozens had been killed": he counts those of whom was told; by whom or in what, he does not say."""
    children, (head, *more) = scene.parsed.children, cluster.heads
    suffered = bool(children(head, "nsubjpass")) and not children(head, "prep", "agent", "advcl")
    return suffered and not more and scene.holder(cluster.lead.first, cluster.lead.last) is not None


def _is_meanwhile(scene: Scene, cluster: Cluster) -> bool:
    """See "shelling of Xtown has meanwhile killed another three": not those who were told before."""
    verbs = {i for head in cluster.heads for i in (head, scene.parsed.tokens[head].head)}
    beside = {scene.parsed.tokens[c].text.lower() for v in verbs for c in scene.parsed.children(v, "advmod")}
    return bool(beside & MEANTIME)


def _is_conceded(parsed: Parsed, noun: int) -> bool:
    """See "held the town despite the bombing of several posts by jets": an aside of things that nobody has told yet."""
    prep = parsed.tokens[parsed.tokens[noun].head]
    some = any(
        parsed.tokens[c].text.lower() in INDEFINITE
        for i in of_whom(parsed, noun)
        for c in parsed.children(i, "amod", "det", "nummod")
    )
    return parsed.tokens[noun].dep == "pobj" and prep.lemma.lower() in CONCEDING and some


def _done_by(scene: Scene, cue: int) -> bool:
    """See "the army eliminated nine", "led raids ending in the death of nine": what befell them is somebody's deed.

    Nobody did what they died of.
    """
    return scene.parsed.tokens[cue].lemma.lower() in UNDONE or is_outcome(scene.parsed, cue)


def _is_bare_plural(scene: Scene, lead: Trigger) -> bool:
    """See "carried out intensive raids": no one points at them, and no one counts them."""
    tag = scene.parsed.tokens[lead.head].tag
    return tag == "NNS" and not scene.parsed.children(lead.head, "det", "nummod", "poss")


def _of_a_day(scene: Scene, cluster: Cluster) -> bool:
    """See "Tuesday's strike": it is known already."""
    before = scene.parsed.children(cluster.lead.head, "poss", "compound", "nmod", "nummod")
    return any(scene.parsed.tokens[i].text.lower().rstrip("s’'") in WEEKDAYS for i in before)


def _own_deed(scene: Scene, cluster: Cluster) -> Found[Culprit] | None:
    """Return the speaker where it tells of its own deed: in "Xland said its planes bombed the post", Xland."""
    said = scene.holder(cluster.lead.first, cluster.lead.last)
    actor = scene.cast.actors.get((said.speaker.actor if said and said.speaker else None) or "")
    plain = said is not None and said.stance in (
        "says",
        "claims",
        "confirms",
        "admits",
        "claims-responsibility",
    )
    cue = max(scene.tokens_of(said.cue), default=0) if said and plain else len(scene.parsed.tokens)
    own = find_own(scene.parsed, cluster, scene.words, scene.cast, cue) if actor is not None else None
    owning = said is not None and said.stance in ("confirms", "admits")
    if own is None and plain and actor is not None and is_force(actor, owning=owning):
        own = find_own_arms(scene.parsed, cluster, scene.cast, scene.words)
    side = scene.cast.side(actor.id) if actor is not None else ""
    if said is not None and is_undenied(scene.parsed, said):
        return None
    if actor is None or own is None or side.startswith("person:"):
        return None
    # "The head of the monitor said that the Xs focused its efforts": nor is whom he speaks for.
    fights = actor.kind in FIGHTERS
    over = actor if fights else scene.cast.actors.get(side, actor)
    if {one.kind for one in (actor, over)} & {*BYSTANDERS, "people"}:
        return None
    doer = actor.id if fights else side
    return Found(Culprit((doer,), own.value, "fact"), own.first, own.last, own.head)


def _guilty(scene: Scene, cluster: Cluster) -> Found[Culprit] | None:
    """Return who is told to be guilty; whom a statement accuses, the positions tell."""
    said = scene.holder(cluster.lead.first, cluster.lead.last)
    if said is not None and said.stance == "accuses" and said.against is not None:
        return None
    return find_guilty(scene.parsed, cluster, scene.cast, scene.names, scene.words)


def _elsewhere(scene: Scene, number: int) -> bool:
    """Return whether the sentence opens as another matter: "In a separate incident", "Elsewhere", "Meanwhile".

    "Ann Lee of another group said" tells who speaks.
    """
    found = _parting(scene, number)
    return bool(found and found - _of_tellers(scene, number))


def by_another(scene: Scene, number: int) -> bool:
    """Return whether another tells in a sentence what was told before: "Another group said that dozens died"."""
    found = _parting(scene, number)
    return bool(found and found & _of_tellers(scene, number))


def _parting(scene: Scene, number: int) -> set[int]:
    """Return the words of a sentence's opening that part it from what was told: "another", "elsewhere"."""
    sentence = scene.parsed.sentences[number]
    opening = range(sentence.first, min(sentence.first + OPENING, sentence.last))
    return {i for i in opening if scene.parsed.tokens[i].text.lower() in scene.words.elsewhere}


def _of_tellers(scene: Scene, number: int) -> set[int]:
    """Return the tokens of a sentence that tell who speaks, with all that hangs on them."""
    cues = tuple(cue for said in scene.statements for cue in said.cue)
    here = (i for i in scene.tokens_of(cues) if scene.sentence(i) == number)
    subjects = (c for i in here for c in scene.parsed.children(i, "nsubj"))
    return {j for c in subjects for j in scene.parsed.subtree(c)}


def _beside_another(scene: Scene, number: int, cluster: Cluster) -> bool:
    """See "Another explosion came after the two blasts": the two are those told before, and only the other is new."""
    found = _parting(scene, number)
    tokens = scene.parsed.tokens
    return bool(found) and all(
        tokens[i].dep in ("det", "amod") and tokens[i].head not in cluster.heads for i in found
    )


def _in_the_meantime(scene: Scene, number: int) -> bool:
    """See "Meanwhile the council said that the attack killed 30": another speaks, of what was told."""
    return _opens(scene, number) in MEANTIME


def _at_another_hour(scene: Scene, number: int, cluster: Cluster) -> bool:
    """See "Later four people were killed in rocket attacks on Xtown"; "earlier it said that the raid killed two" is the one raid."""
    nouns = [trigger for trigger in cluster.triggers if not trigger.verb]
    return _opens(scene, number) in HOURS and bool(nouns) and not _the(scene, cluster)


def _is_earlier(scene: Scene, cluster: Cluster) -> bool:
    """See "mourned a clerk who was killed in a previous raid": nothing tells which, and it only explains the news."""
    return bool(EARLIER & _before_nouns(scene, cluster, "amod"))


def _opens(scene: Scene, number: int) -> str:
    return scene.parsed.tokens[scene.parsed.sentences[number].first].text.lower()


def _the(scene: Scene, cluster: Cluster) -> bool:
    """Return whether a noun of the event is one that was told: "the attack"."""
    return bool(DEFINITE & _before_nouns(scene, cluster, "det"))


def _before_nouns(scene: Scene, cluster: Cluster, relation: str) -> set[str]:
    """Return the words that hang in one relation on the nouns of an event."""
    heads = (trigger.head for trigger in cluster.triggers if not trigger.verb)
    return {
        scene.parsed.tokens[c].text.lower() for head in heads for c in scene.parsed.children(head, relation)
    }


def _counts_on(scene: Scene, cluster: Cluster, harms: tuple[Found[Harm], ...]) -> bool:
    """See "Another 65 were hurt in the attack": more of what was told, and no other matter."""
    more = bool(harms) and all(harm.value.figure.effect != "killed" for harm in harms)
    return more and (_the(scene, cluster) or all(trigger.verb for trigger in cluster.triggers))


def _not_counted(target: Found[Words] | None, harms: tuple[Found[Harm], ...]) -> Found[Words] | None:
    """Leave out a target that is the people harmed: "killed 60 soldiers" has its figure for that."""
    if target is None or any(harm.first < target.last and target.first < harm.last for harm in harms):
        return None
    return target


def _aimed_at(scene: Scene, harms: tuple[Found[Harm], ...]) -> Found[Words] | None:
    """Return whom "tried to kill" tells: he was aimed at, and nobody died."""
    harm = next(iter(harms), None)
    if harm is None:
        return None
    words = Words(scene.parsed.span(harm.first, harm.last).quote, scene.cast.actor_at(harm.head))
    return Found(words, harm.first, harm.last, harm.head)


def _background(scene: Scene, cluster: Cluster, harms: tuple[Found[Harm], ...]) -> bool:
    """Tell history and habit from an event: whole-war totals, "regularly", "since the conflict began"."""
    parsed = scene.parsed
    sentence = parsed.text(parsed.sentences[parsed.tokens[cluster.lead.head].sentence]).lower()
    if any(harm.value.extent == "war" for harm in harms) or habitual(parsed, cluster, scene.words):
        return True
    subjects = {
        parsed.tokens[c].lemma.lower() for head in cluster.heads for c in parsed.children(head, "nsubj")
    }
    # "Neither fired on the other, they had agreed": nothing was done.
    none = any(
        parsed.tokens[c].text.lower() == "neither" for head in cluster.heads for c in parsed.children(head)
    )
    if none or subjects & scene.words.background_subjects:
        return True
    return not harms and any(phrase in sentence for phrase in scene.words.background_phrases)
