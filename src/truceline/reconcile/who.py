"""Who did it: the grade, with whom it names and why (DESIGN.md, rules 6 and 7)."""

import re
from collections.abc import Mapping, Sequence

from truceline.model.claim import Certainty, Culprit, Position
from truceline.model.document import Span
from truceline.model.record import Reason, WhoGrade
from truceline.reconcile.blame import (
    ASSERTING,
    accepting,
    actors_in,
    blaming_in,
    camps_of,
    denying,
    positions,
)
from truceline.reconcile.culprits import are_rivals, ids_of, is_either, named
from truceline.reconcile.findings import findings
from truceline.reconcile.joined import is_quoted, state_of_ground
from truceline.reconcile.sources import without_crowd
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence
from truceline.reconcile.world import World

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
FINDING = "an admission, or a finding by someone who is no party"


def who_did_it(claims: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade of who did it: admitted, else found by who is no party, else as the holders tell it."""
    blaming = blaming_in(claims)
    accepted = accepting(claims, world)
    if accepted:
        return _admitted(blaming, accepted, world)
    return _established(claims, blaming, world) or _told(claims, blaming, world)


def _told(claims: Sequence[Told], blaming: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where nobody admits it and nobody found it: whom the holders name."""
    denied_by = frozenset().union(*camps_of(blaming, world))
    blaming = _without_asides(claims, blaming, world)
    if not blaming:
        return _by_words(claims, world)
    names = named(blaming, world)
    reasons = tuple(
        Reason(f"{holder} names {', '.join(names)}", spans)
        for holder, names, spans in _by_holder(blaming, world)
    )
    denials = denying(claims, denied_by, world)
    others = _passed_on(claims, blaming, world)
    if others or are_rivals(blaming, world):
        return WhoGrade("contested", (*names, *others), (*reasons, *_in_words(others)), (FINDING,))
    if denials:
        denial = Reason(f"{denials[0].holder.name} denies it", evidence(denials))
        return WhoGrade("attributed, denied", names, (*reasons, denial), (FINDING,))
    return WhoGrade("attributed", names, reasons, ("a denial or an admission by those who are named",))


def _without_asides(claims: Sequence[Told], blaming: Sequence[Told], world: World) -> list[Told]:
    """Leave out the crowd beside others, and whom only reports name in passing beside those whom somebody blames.

    "The region is often hit by allied planes, too", in a report that quotes who blames the government, makes no rivals; nor
    does "the Xland car blast" over "the agency spoke of a terrorist attack".
    """
    quoted = without_crowd([one for one in blaming if is_quoted(one)], world)
    words = _by_armed_words([one for one in claims if is_quoted(one)], world)
    if not quoted and any(world.wording.is_nonstate(said) for said in words):
        return [one for one in blaming if not any(world.is_state(actor) for actor in actors_in(one))]
    if not quoted:
        return [*blaming]
    camp = frozenset().union(*camps_of(quoted, world))
    kept = {id(one) for one in quoted}
    return [
        one
        for one in blaming
        if id(one) in kept
        or (not is_quoted(one) and camp & {world.answers(actor) for actor in actors_in(one)})
    ]


def _passed_on(claims: Sequence[Told], blaming: Sequence[Told], world: World) -> dict[str, list[Told]]:
    """Return whom a state that is blamed names in its turn, by the words: "the government, which blamed rebels"."""
    blamed = {actor for actor in frozenset().union(*camps_of(blaming, world)) if world.is_state(actor)}
    words = _by_armed_words(claims, world)
    found = {
        said: [
            one for one in group if world.wording.is_nonstate(said) and world.answers(one.holder.id) in blamed
        ]
        for said, group in words.items()
    }
    return {said: group for said, group in found.items() if group}


def _established(claims: Sequence[Told], blaming: Sequence[Told], world: World) -> WhoGrade | None:
    """Return the grade where those who looked into it, and are no party, name somebody in common; None where nobody did.

    "Mines that the Xs laid killed dozens, the group said. It counted the dead during an inquiry": it names the Xs as a finding.
    """
    looked = {one.holder.id for one in findings(claims, world)}
    found = [
        one
        for one in blaming
        if one.holder.id in looked and is_quoted(one) and _certainty(one) in ("fact", "accused")
    ]
    if not found or not frozenset.intersection(*camps_of(found, world)):
        return None
    reasons = tuple(
        Reason(f"{holder}, no party, found that it was {', '.join(names)}", spans)
        for holder, names, spans in _by_holder(found, world)
    )
    return WhoGrade("confirmed", named(found, world), reasons, ("another finding",))


def _certainty(one: Told) -> Certainty | None:
    return one.claim.value.certainty if isinstance(one.claim.value, Culprit) else None


def _by_words(claims: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where nobody in particular is named: "rebels", in the words of who says so, is still a blame.

    "Terrorists" is what one side calls whomever it fights (DESIGN.md, rule 14): where somebody says that nobody knows who it
    was, it names nobody.
    """
    told = _by_armed_words(claims, world)
    ground = state_of_ground(claims, world)
    own = {said: kept for said, group in told.items() if (kept := _own_words(group, ground, world))}
    if own:
        owned = [one for group in own.values() for one in group]
        reason = Reason(f"{owned[0].holder.name}: told as a deed of their own", evidence(owned))
        return WhoGrade("confirmed", tuple(own), (reason,), ("a withdrawal of the claim",))
    doubts = [one for one in positions(claims, "does-not-confirm") if _is_of_author(one)]
    if told and not (doubts and all(world.wording.is_label(said) for said in told)):
        return WhoGrade("attributed", tuple(told), _in_words(told), ("a name for those who are blamed",))
    unsaid = Reason(_open_words(doubts), evidence(doubts)) if doubts else None
    labels = {said: kept for said, group in told.items() if (kept := _calling(group, world))}
    reasons = (unsaid or Reason("nobody is named"), *_in_words(labels))
    return WhoGrade("unknown", (), reasons, ("somebody named by a holder",))


def _calling(group: Sequence[Told], world: World) -> list[Told]:
    """Return where a party calls its enemies so: an envoy or a report that has "the terrorist attack" from it names nobody."""
    return [
        one
        for one in group
        if world.is_party(one.holder.id)
        or (is_quoted(one) and one.holder.side is not None and world.is_party(one.holder.side))
    ]


def _own_words(group: Sequence[Told], ground: str | None, world: World) -> list[Told]:
    """Return where fighters who are not named tell it as their own deed: "rebels said that insurgents had taken the town".

    "Army units" are those of the state on whose ground (`ground`) it was, where that state tells of them, or its own agency does.
    """
    return [
        one
        for one in group
        if one.stance in ASSERTING
        and _certainty(one) == "fact"
        and isinstance(one.claim.value, Culprit)
        and (
            (is_quoted(one) and world.wording.are_same_fighters(one.holder.name, one.claim.value.words))
            or (
                ground is not None
                and ground in (one.holder.unit, one.holder.side)
                and world.wording.is_of_state(one.claim.value.words)
            )
        )
    ]


def _open_words(doubts: Sequence[Told]) -> str:
    """Return how it is left open who it was: that nobody has claimed it is not yet that nobody can say."""
    quotes = [span.quote.lower() for span in evidence(doubts)]
    unclaimed = all("claim" in quote for quote in quotes)
    return f"it is told that nobody {'has claimed it' if unclaimed else 'can say who it was'}"


def _is_of_author(one: Told) -> bool:
    return isinstance(one.claim.value, Position) and one.claim.value.object == "authorship"


def _by_armed_words(claims: Sequence[Told], world: World) -> dict[str, list[Told]]:
    """Return the claims that blame people who fight and are no actor, by the words for them.

    "Terrorists" and "terrorist groups" are one: both are whomever the speaker fights.
    """
    told: dict[str, list[Told]] = {}
    for one in claims:
        value = one.claim.value
        if (
            isinstance(value, Culprit)
            and not value.actors
            and value.certainty != "denied"
            and world.wording.is_armed(value.words)
        ):
            told.setdefault(f"“{ARTICLE.sub('', value.words)}”", []).append(one)
    labels = [said for said in told if world.wording.is_label(said)]
    for said in labels[1:]:
        told[labels[0]] += told.pop(said)
    return told


def _in_words(told: Mapping[str, Sequence[Told]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(f"{holder} names {words}", evidence(group))
        for words, group in told.items()
        for holder in dict.fromkeys(one.holder.name for one in group)
    )


def _admitted(blaming: Sequence[Told], accepted: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where a side accepts: named is what it accepts, not what others say beside it."""
    side = world.answers(accepted[0].holder.side or accepted[0].holder.id)
    own = [one for one in blaming if side in {world.answers(actor) for actor in actors_in(one)}]
    # A coalition that tells of its raid does not tell of its leader's; a state that tells of its air force's tells of its own.
    itself = ids_of((one for one in own if world.answers(one.holder.side or one.holder.id) == side), world)
    kin = itself.union(*(world.above(actor) for actor in itself))
    firm = [one for one in own if not is_either(one, world) and (not kin or ids_of([one], world) & kin)]
    names = named(firm, world) or (world.name(side),)
    owned = [one for one in accepted if one.stance == "admits"]
    # A boast is no admission, though it answers who did it.
    words = f"{owned[0].holder.name} admits it" if owned else f"{accepted[0].holder.name} says that it did it"
    reason = Reason(words, evidence(owned or accepted))
    return WhoGrade("confirmed", names, (reason,), ("a withdrawal of the admission",))


def _by_holder(blaming: Sequence[Told], world: World) -> list[tuple[str, tuple[str, ...], tuple[Span, ...]]]:
    holders: dict[str, list[Told]] = {}
    for one in blaming:
        holders.setdefault(one.holder.name, []).append(one)
    return [(holder, named(group, world), evidence(group)) for holder, group in holders.items()]
