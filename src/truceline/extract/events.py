"""Events: what the document says happened, each claim with its words and its holder."""

import datetime
from collections.abc import Iterator

import msgspec

from truceline.extract.answers import find_positions
from truceline.extract.beaten_back import by_defenders
from truceline.extract.drafts import Draft, find_drafts
from truceline.extract.manners import is_hedged, is_undenied
from truceline.extract.modality import is_granted
from truceline.extract.nobody_knows import find_unknown
from truceline.extract.other_deeds import without_other_deeds
from truceline.extract.own_success import own_successes
from truceline.extract.same_doers import same_doers
from truceline.extract.scene import Scene
from truceline.extract.spilled import of_store
from truceline.extract.taken_up import taken_up
from truceline.extract.tellers import Told, find_tellers, toll_claims
from truceline.extract.ties import tie
from truceline.extract.triggers import GAS, Cluster
from truceline.extract.untrue import is_left_open
from truceline.extract.weapons import find_weapon
from truceline.model.claim import Certainty, Claim, Culprit, Date, Place, Scope, Words
from truceline.model.document import Span
from truceline.model.event import Event, Modality
from truceline.model.ids import content_id
from truceline.model.statement import Statement
from truceline.model.when import When

# What was denied did not stop being told: an event is as real as its most real mention.
MODALITIES: tuple[Modality, ...] = (
    "happened",
    "ongoing",
    "planned",
    "threatened",
    "possible",
    "conditional",
    "not confirmed",
    "denied",
)
# What is told as done, or as denied: beside it "warned of new raids by Xland" names nobody for the raid that was.
TOLD = frozenset(("happened", "ongoing", "denied", "not confirmed"))
# In a chronology the rows of the last weeks are the news that it explains; those before are history. Of one season: 90 days.
HISTORY = datetime.timedelta(days=90)
# "The town, which rebels took in 2014", "protests in 2011": what lies a year back and counts nobody explains the news.
LONG_AGO = datetime.timedelta(days=365)
SAID_AS: dict[str, Modality] = {
    "denies": "denied",
    "does-not-confirm": "not confirmed",
    "promises": "planned",
    "proposes": "planned",
    "demands": "planned",
    "warns": "possible",
    "threatens": "threatened",
}
CERTAINTY: dict[str, Certainty] = {
    "accuses": "accused",
    "denies": "denied",
    "doubts": "denied",
    "does-not-confirm": "suspected",
    "claims-responsibility": "fact",
}
# Words of saying that leave it open whether it is so.
ALLEGING = frozenset(
    ("allegation", "allegations", "alleged", "alleges", "allege", "alleging", "accusations", "accusation")
)
SUSPECTING = frozenset(
    (
        "suspect", "suspects", "suspected", "suspecting", "suspicion", "suspicions", "believe", "believes", "believed", "think",
        "thinks", "thought", "suggest", "suggests", "suggested", "suggesting",
    )
)  # fmt: skip
# What another deed is done or told for.
EXCUSES = frozenset(
    ("pretext", "excuse", "justification", "cover", "retaliation", "revenge", "response", "reprisal")
)


def find_events(scene: Scene) -> tuple[Event, ...]:
    """Find the events of one document, its clauses tied where they tell of the same one."""
    drafts = find_drafts(scene)
    groups = [group for group in tie(scene, drafts) if not all(draft.bare for draft in group)]
    groups = [without_other_deeds(scene, by_defenders(scene, group)) for group in groups]
    ids = [_id(scene, group) for group in groups]
    told = (*drafts, *(draft for group in groups for draft in group))
    usual = frozenset(draft.cluster.lead.head for draft in told if draft.background)
    of_id = dict(zip(ids, groups, strict=True))
    positions, unknown = find_positions(scene, of_id, usual), find_unknown(scene, of_id)
    tellers = find_tellers(scene)
    again = {
        key: tuple(one for one in _blame(scene, key, draft) if _is_sure(one))
        for key, draft in same_doers(scene, of_id, unknown.keys()).items()
    }
    doers = own_successes(scene, of_id) | taken_up(scene, of_id)
    borrowed = again | {key: tuple(_blame(scene, key, draft)) for key, draft in doers.items()}
    return tuple(
        _event(
            scene,
            key,
            group,
            (*positions.get(key, ()), *unknown.get(key, ()), *borrowed.get(key, ())),
            tellers,
        )
        for key, group in of_id.items()
    )


def _is_sure(claim: Claim) -> bool:
    """Return whether somebody is told to have done it: who is only suspected of one raid is not of the next."""
    return isinstance(claim.value, Culprit) and claim.value.certainty in ("fact", "accused")


def _id(scene: Scene, group: list[Draft]) -> str:
    lead = group[0].cluster.lead
    return content_id(
        scene.parsed.doc.id, scene.parsed.tokens[lead.first].start, scene.parsed.tokens[lead.last - 1].end, 0
    )


def _event(
    scene: Scene, key: str, group: list[Draft], positions: tuple[Claim, ...], tellers: tuple[Told, ...]
) -> Event:
    kinds = [draft.cluster.kind for draft in group]
    hints = [draft.cluster.hint for draft in group if draft.cluster.hint]
    kind = next((k for k in (*kinds, *hints) if not scene.words.kinds[k].vague), kinds[0])
    # A gas attack from the air is an air strike too; nobody calls it one.
    kind = GAS if GAS in kinds else kind
    scope: Scope = "aggregate" if any(draft.scope == "aggregate" for draft in group) else "single"
    group = _without_asides(scene.parsed.doc.published, group)
    claims = [claim for draft in group for claim in _claims(scene, key, draft, group, tellers)]
    first = group[0].inherited
    if first is not None and not any(draft.place for draft in group):
        claims.append(Claim(key, "place", first.value, (scene.parsed.span(first.first, first.last),)))
    return Event(
        id=key,
        kind=kind,
        mode=scene.words.kinds[kind].mode,
        anchor=_words(scene, group[0]),
        ordinal=0,
        scope=scope,
        modality=_as_real(scene, group),
        mentions=tuple(dict.fromkeys((_words(scene, group[0]), *_mentions(scene, group)))),
        claims=tuple(dict.fromkeys([*claims, *positions])),
        background=all(draft.background for draft in group) or _history(scene, group),
    )


def _as_real(scene: Scene, group: list[Draft]) -> Modality:
    """Return how real the most real mention is; that a bomb was laid that did not go off is an attempt."""
    told = [draft for draft in group if draft.unexploded] or group
    went_off = any(draft.harms for draft in group) or any(
        scene.parsed.tokens[head].lemma.lower() in scene.words.blasts
        for draft in group
        for head in draft.cluster.heads
    )
    return min(
        (as_told(scene, one.cluster, one.modality) for one in (group if went_off else told)),
        key=MODALITIES.index,
    )


def _history(scene: Scene, group: list[Draft]) -> bool:
    """Return whether it is history, which explains and is no news: under a date of before this season in a chronology, or long ago."""
    published = scene.parsed.doc.published
    if _long_ago(published, group):
        return True
    over = [
        found.value.last
        for draft in group
        if (found := scene.dated_over(draft.sentence)) and found.value.last
    ]
    return len(over) == len(group) and bool(
        published and published.first and max(over) < published.first - HISTORY
    )


def _long_ago(published: When | None, group: list[Draft]) -> bool:
    """Return whether all days told lie long before the report, and nobody is counted."""
    if published is None or published.first is None or any(draft.harms for draft in group):
        return False
    days = [draft.date.value.last for draft in group if draft.date]
    told = [day for day in days if day is not None]
    return bool(told) and len(told) == len(days) and max(told) < published.first - LONG_AGO


def _without_asides(published: When | None, group: list[Draft]) -> list[Draft]:
    """Return the drafts, without the days of long ago that few of them have: "the worst raid since fighting began in 2011".

    "Gas was used there in 2013. That attack killed hundreds" has no other day.
    """
    old = [
        draft
        for draft in group
        if draft.date and _long_ago(published, [msgspec.structs.replace(draft, harms=())])
    ]
    dated = any(draft.date and draft not in old for draft in group)
    if 2 * len(old) >= len(group) or (group[0] in old and not dated):
        return group
    return [msgspec.structs.replace(draft, date=None) if draft in old else draft for draft in group]


def _words(scene: Scene, draft: Draft) -> Span:
    return scene.parsed.span(draft.cluster.lead.first, draft.cluster.lead.last)


def _mentions(scene: Scene, group: list[Draft]) -> Iterator[Span]:
    """Yield all words that carry the event: in "army units destroyed it, killing four" both verbs do."""
    for draft in group:
        lead = draft.cluster.lead
        others = [trigger for trigger in draft.cluster.triggers if trigger.head != lead.head]
        yield from (scene.parsed.span(one.first, one.last) for one in (lead, *others))


def as_told(scene: Scene, cluster: Cluster, read: Modality) -> Modality:
    """Return the modality that the grammar gives, or where it gives none, that of the statement around it: "denied the raid".

    What a statement takes for granted is as it was: "vowed to punish those who shelled it", "denied its part in the raid".
    """
    statement = scene.holder(cluster.lead.first, cluster.lead.last)
    if statement is None or read != "happened":
        return read
    said = SAID_AS.get(statement.stance, "happened")
    if said == "denied" and _beside_denial(scene, cluster, statement):
        return read
    granted = is_granted(scene.parsed, cluster, scene.words, owned=said == "denied")
    return "happened" if said != "not confirmed" and granted else said


def _beside_denial(scene: Scene, cluster: Cluster, denial: Statement) -> bool:
    """See "said the gassing was invented as a pretext for raids by Xland": the raids are not denied."""
    inside = set(scene.tokens_of(denial.content))
    return all(_is_aside(scene, inside, head) for head in cluster.heads)


def _is_aside(scene: Scene, inside: set[int], head: int) -> bool:
    """Return whether a "for" or an "as" joins the words to what is denied: "as a pretext for raids", "in revenge for them"."""
    above = [i for i in scene.parsed.ancestors(head) if i in inside]
    nouns = {scene.parsed.tokens[i].lemma.lower() for i in above}
    return bool(nouns & EXCUSES)


def _claims(
    scene: Scene, key: str, draft: Draft, group: list[Draft], tellers: tuple[Told, ...]
) -> Iterator[Claim]:
    lead = draft.cluster.lead
    holder = scene.holder(lead.first, lead.last)
    said_by = holder.id if holder else None
    for name, found in (
        ("place", draft.place),
        ("target", draft.target),
        *(("target", other) for other in draft.others),
        ("intent", draft.intent),
        ("breach", draft.breach),
        ("weapon", find_weapon(scene.parsed, draft.cluster, scene.words, draft.target)),
    ):
        if found is not None and not _blamed(found.value, holder):
            yield Claim(key, name, found.value, (scene.parsed.span(found.first, found.last),), said_by)
    if draft.date is not None:
        yield Claim(
            key,
            "date",
            Date(draft.date.value),
            (scene.parsed.span(draft.date.first, draft.date.last),),
            said_by,
        )
    unreal = as_told(scene, draft.cluster, draft.modality) not in TOLD and any(
        as_told(scene, one.cluster, one.modality) in TOLD for one in group
    )
    blameless = _is_campaign(scene, draft, group) or of_store(scene.parsed, draft, group)
    yield from () if unreal or blameless else _blame(scene, key, draft)
    yield from toll_claims(scene, key, draft, group, tellers)


def _blame(scene: Scene, key: str, draft: Draft) -> Iterator[Claim]:
    """Yield whose deed a clause tells it to be, as a claim of who tells it."""
    lead = draft.cluster.lead
    holder = scene.holder(lead.first, lead.last)
    if holder is None and draft.agent is not None and draft.agent.value.certainty == "suspected":
        # "No one has owned to the raid, which Ann believes bears the hallmarks of the Xs": the suspicion is hers.
        holder = scene.holder(draft.agent.first, draft.agent.last)
    if draft.agent is not None and not _only_named(scene, draft, holder):
        culprit = _certainty(scene, draft, draft.agent.value, holder)
        words = scene.parsed.span(draft.agent.first, draft.agent.last)
        where = scene.parsed.sentence_span(lead.head)
        yield Claim(key, "responsible", culprit, (words, where), holder.id if holder else None)


def _is_campaign(scene: Scene, draft: Draft, group: list[Draft]) -> bool:
    """See "Xland said that it is bombing the Xs" beside a raid that was: who owns to a campaign owns to no one raid."""
    holder = scene.holder(draft.cluster.lead.first, draft.cluster.lead.last)
    actor = holder.speaker.actor if holder and holder.speaker else None
    if draft.agent is None or actor is None or draft.modality != "ongoing":
        return False
    own = scene.cast.side(actor) in {scene.cast.side(one) for one in draft.agent.value.actors}
    return own and any(one.modality == "happened" for one in group)


def _only_named(scene: Scene, draft: Draft, holder: Statement | None) -> bool:
    """See "demanded an inquiry into the alleged raid by Xland": whoever demands it does not say that it was Xland."""
    nouns = [trigger.head for trigger in draft.cluster.triggers if not trigger.verb]
    alleged = any(
        scene.parsed.tokens[c].text.lower() in scene.words.reported
        for i in nouns
        for c in scene.parsed.children(i, "amod")
    )
    return alleged and holder is not None and holder.stance in ("demands", "proposes", "declines", "doubts")


def _open(scene: Scene, draft: Draft) -> bool:
    """See "whether it was done by Xland", "if Xland did it", "the possibility that it did", "by Xland or Yland": it is left open."""
    parsed, agent, lead = scene.parsed, draft.agent, draft.cluster.lead
    either = agent is not None and any(
        parsed.tokens[i].text.lower() == "or" for i in range(agent.first, agent.last)
    )
    above = (lead.head, *parsed.ancestors(lead.head))
    marked = any(is_left_open(parsed, a) for a in above)
    supposed = (a for a in above if parsed.tokens[a].dep == "acl" and parsed.children(a, "mark"))
    heads = (parsed.tokens[parsed.tokens[a].head].lemma.lower() for a in supposed)
    return either or marked or any(head in scene.words.supposing for head in heads)


def _blamed(value: Place | Words, holder: Statement | None) -> bool:
    """See "blamed the attack on Xland": Xland is not the target."""
    return (
        isinstance(value, Words)
        and holder is not None
        and holder.stance == "accuses"
        and value.actor is not None
        and value.actor == holder.against
    )


def _as_alleged(holder: Statement) -> Certainty:
    """See "allegations that Xland bombed it", "suspects that it did", "reports suggesting it": a fact to nobody."""
    cue = {word.lower() for span in holder.cue for word in span.quote.split()}
    return "accused" if cue & ALLEGING else "suspected" if cue & SUSPECTING else "fact"


def _own_word(scene: Scene, culprit: Culprit, holder: Statement | None) -> bool:
    """Return whether the side that is told to have done it speaks itself."""
    speaker = holder.speaker.actor if holder and holder.speaker else None
    sides = {scene.cast.side(actor) for actor in culprit.actors}
    return speaker is not None and scene.cast.side(speaker) in sides


def _certainty(scene: Scene, draft: Draft, culprit: Culprit, holder: Statement | None) -> Culprit:
    """Return the culprit with how surely the holder and the wording tell it."""
    told: Certainty = CERTAINTY.get(holder.stance, "fact") if holder else "fact"
    if holder is not None and holder.stance == "doubts" and holder.object in ("intent", "toll"):
        told = "fact"  # who doubts what a raid is for, or whom it killed, does not doubt whose it was
    if told == "suspected" and not draft.cluster.lead.verb and _own_word(scene, culprit, holder):
        told = "fact"  # "has not acknowledged deaths from its strikes"
    if told == "denied" and holder is not None and _beside_denial(scene, draft.cluster, holder):
        told = "fact"
    certainty = culprit.certainty if told == "fact" else told
    sentence = scene.parsed.sentences[draft.sentence]
    near = {t.text.lower() for t in scene.parsed.tokens[sentence.first : sentence.last]}
    if told == "fact" and certainty == "fact" and holder is not None:
        certainty = _as_alleged(holder)
    open_question = (
        _open(scene, draft)
        or is_hedged(scene.parsed, draft.cluster.heads, draft.agent.head if draft.agent else None)
        or (holder is not None and is_undenied(scene.parsed, holder))
    )
    if certainty == "fact" and (
        open_question or near & scene.words.reported or draft.modality in ("possible", "denied")
    ):
        certainty = "denied" if draft.modality == "denied" else "suspected"
    return Culprit(culprit.actors, culprit.words, certainty)
