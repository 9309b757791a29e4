"""Tellers: whose each figure of an event is, and which figures only repeat another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from truceline.extract.alive import lives
from truceline.extract.arguments import actors_at, government
from truceline.extract.as_of import as_of
from truceline.extract.drafts import Draft
from truceline.extract.one_victim import PERSON
from truceline.extract.scene import Scene
from truceline.extract.tallies import MANY
from truceline.model.claim import Camp, Claim, Figure, Harm
from truceline.model.parsed import Found
from truceline.model.statement import Statement

CLAIMS = "claims-responsibility"
# Whose figure the report may repeat in its own voice: not that of one who denies it.
TELLS = frozenset(("says", "claims", "confirms"))


class Told(NamedTuple):
    """A figure of the body, and who tells it (None: the document's own voice)."""

    figure: Figure
    holder: Statement | None


def find_tellers(scene: Scene) -> tuple[Told, ...]:
    """Return the figures of the body with their tellers, in the order of the text."""
    return tuple(
        Told(found.value.figure, scene.holder(found.first, found.last))
        for found in scene.figures
        if not scene.parsed.sentences[scene.sentence(found.head)].heading
    )


def toll_claims(
    scene: Scene, key: str, draft: Draft, group: Sequence[Draft], tellers: Sequence[Told]
) -> Iterator[Claim]:
    """Yield the tolls of a draft, each with its holder.

    Args:
        scene: the document.
        key: the id of the event.
        draft: the clause.
        group: all clauses of the event.
        tellers: the figures of the whole body.
    """
    lead = draft.cluster.lead
    voice = scene.holder(lead.first, lead.last)
    for harm in (one for one in draft.harms if not lives(scene.parsed, one, scene.words)):
        holder = scene.teller(harm.first, harm.last) or _of_lead(scene, harm, voice)
        if draft.heading and holder is not None and holder.stance == CLAIMS:
            holder = None  # "the Xs claim the blast that killed 20": they have counted nobody
        if draft.heading and _in_body(harm.value.figure, holder, tellers):
            continue
        holder = holder or _only_teller(harm.value.figure, tellers)
        figure = msgspec.structs.replace(figure_of(scene, harm), as_of=as_of(scene, harm))
        if _beside(scene, draft, harm, group):
            # "nine more bodies": nine beside those told before, never the toll.
            figure = msgspec.structs.replace(figure, part_of="those told with the ones before")
        spans = (scene.parsed.span(harm.first, harm.last), scene.parsed.sentence_span(lead.head))
        for said_by in _together(scene, holder):
            yield Claim(key, "toll", figure, spans, said_by)


def _of_lead(scene: Scene, harm: Found[Harm], voice: Statement | None) -> Statement | None:
    """Return who told the deed, for a number that nobody else tells; not who only claims or condemns it."""
    own = scene.holder(harm.first, harm.last)
    return None if own is not None and own == voice else voice


def _together(scene: Scene, holder: Statement | None) -> tuple[str | None, ...]:
    """Return the statements of all who say it in one breath ("the mayor and the clinic said"): each has counted."""
    if holder is None:
        return (None,)
    return tuple(s.id for s in scene.statements if (s.cue, s.content) == (holder.cue, holder.content))


def _in_body(figure: Figure, holder: Statement | None, tellers: Sequence[Told]) -> bool:
    """Return whether a headline's figure is one of the body's, where its bound and its holder stand.

    "Raid kills 22" stands over "at least 22 people were killed, the mayor said": nobody said exactly 22. "Dozens" stands
    over 38. "Xland says it killed 17" is Xland's count still where in the body only Yland tells of 17.
    """
    return any(
        (_same(figure, told.figure) or _rounded(figure, told.figure))
        and (holder is None or (told.holder is not None and _one_speaker(holder, told.holder)))
        for told in tellers
    )


def _one_speaker(one: Statement, other: Statement) -> bool:
    """Return whether one speaks in both; "director", in a headline, is "the clinic's director" below."""
    names = [said.speaker and (said.speaker.actor or said.speaker.name) for said in (one, other)]
    return names[0] == names[1] or bool(_called(one) and _called(one) == _called(other)[-1:])


def _called(said: Statement) -> list[str]:
    """Return the words for who speaks."""
    words = said.speaker.words if said.speaker is not None else None
    return words.quote.lower().split() if words is not None else []


def _rounded(figure: Figure, other: Figure) -> bool:
    vague = figure.exactness == "vague" and figure.low is not None and other.low is not None
    return vague and figure.effect == other.effect and (figure.low or 0) <= (other.low or 0)


def _same(figure: Figure, other: Figure) -> bool:
    """Return whether two figures are of as many; a part is no total, and one dead in two towns is not the one of today.

    Twenty civilians are not the twenty soldiers of whom a witness tells.
    """
    if {figure.status, other.status} == {"civilian", "combatant"}:
        return False
    alike = (figure.effect, figure.low, figure.part_of is None) == (
        other.effect,
        other.low,
        other.part_of is None,
    )
    return alike and bool(figure.low) and ((figure.low or 0) >= MANY or figure.scope == other.scope)


def _only_teller(figure: Figure, tellers: Sequence[Told]) -> Statement | None:
    """Return whose figure the report repeats in its own voice: the only one in it who tells the same figure."""
    said = {
        told.holder.id: told.holder
        for told in tellers
        if told.holder and told.holder.stance in TELLS and _same(figure, told.figure)
    }
    speakers = {holder.speaker.name if holder.speaker else None for holder in said.values()}
    return next(iter(said.values())) if len(speakers) == 1 else None


def figure_of(scene: Scene, harm: Found[Harm]) -> Figure:
    """Return the figure with whose people they are, as far as the noun phrase names it."""
    figure = harm.value.figure
    tokens = range(harm.first, harm.last)
    sides = {
        government(scene.names, actor)
        for i in tokens
        for actor in actors_at(scene.parsed, i, scene.cast)
        if not actor.startswith(PERSON)
    }
    classes = {
        one
        for i in tokens
        if (role := scene.names.roles.get(scene.parsed.tokens[i].text))
        for one in role.classes
    }
    camp: Camp = (
        "state"
        if "government" in classes
        else "nonstate"
        if classes & {"armed_nonstate", "label"}
        else "unknown"
    )
    # "Xlandish civilians" are of a country, and on nobody's side.
    side = sides.pop() if len(sides) == 1 and figure.status != "civilian" else None
    return msgspec.structs.replace(figure, side=side, camp=camp)


def _tells_no_more(scene: Scene, draft: Draft) -> bool:
    """See "it added that nine others were killed": nothing tells of another deed, by whom, with what, on what or where."""
    if draft.place is not None or draft.agent is not None or draft.target is not None:
        return False
    tokens = scene.parsed.tokens
    after = tokens[draft.cluster.lead.head : scene.parsed.sentences[draft.sentence].last]
    bare = not any(one.lemma in ("in", "from", "by", "at", "on", "near") for one in after)
    return bare and all(trigger.verb for trigger in draft.cluster.triggers)


def _beside(scene: Scene, draft: Draft, harm: Found[Harm], group: Sequence[Draft]) -> bool:
    """Return whether the people come to those of an earlier count of the same event.

    In "killed 8 and wounded 30 others" they do not, nor in "another seven died in raids on Ytown", which tells what befell
    them and is a count of its own; "nine more bodies" are of those told before.
    """
    figure = harm.value.figure
    if not harm.value.increment or figure.part_of is not None:
        return False
    here = [
        one for one in scene.figures if scene.sentence(one.head) == scene.sentence(harm.head) and one != harm
    ]
    if any(one.first < harm.first and one.value.figure.effect != figure.effect for one in here):
        return False
    summed = any(
        one.value.figure.effect == figure.effect
        and one.value.figure.part_of is None
        and not one.value.increment
        for one in here
    )
    bodies = scene.parsed.tokens[harm.value.cue].tag in ("NN", "NNS")
    died = figure.effect == "killed"  # "nine died. Another ten were hurt": ten were
    if not (draft.count or draft.definite or bodies or summed or (died and _tells_no_more(scene, draft))):
        return False
    return any(
        one.value.figure.effect == figure.effect and not one.value.increment for d in group for one in d.harms
    )
