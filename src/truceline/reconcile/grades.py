"""Grades: did it happen, who did it, and what is contested; each with its reasons (DESIGN.md, rules 5 to 8)."""

import re
from collections.abc import Iterable, Sequence

from truceline.model.claim import Certainty, Culprit, Date, Figure, Place, Position, Words
from truceline.model.document import Span
from truceline.model.record import ClaimJudged, Contested, Grades, HappenedGrade, Reason, Toll, WhoGrade
from truceline.reconcile.findings import findings
from truceline.reconcile.sources import counted, sources
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import bounds, evidence, live
from truceline.reconcile.world import World

# Who condemns it has heard of it, and tells nothing.
ASSERTING = frozenset(("says", "claims", "accuses", "claims-responsibility", "admits", "confirms", "warns"))
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def find_grades(claims: Sequence[Told], world: World) -> Grades:
    """Return the two grades; never one."""
    return Grades(_happened(claims, world), _who(claims, world))


def rejected_whole(judged: Sequence[ClaimJudged]) -> Grades:
    """Return the two grades where a person rejected all that was read of it: nothing is left that tells of it."""
    by = ", ".join(sorted({one.by for one in judged}))
    spans = tuple(dict.fromkeys(span for one in judged for span in one.evidence))
    happened = Reason(f"all that was read of it was rejected by {by}", spans)
    back = (f"the word of {by} taken back", "another report")
    return Grades(
        HappenedGrade("discounted", (happened,), back),
        WhoGrade("unknown", (), (Reason("nobody is named", ()),), back),
    )


def _positions(claims: Iterable[Told], *stances: str) -> list[Told]:
    return [
        one for one in claims if isinstance(one.claim.value, Position) and one.claim.value.stance in stances
    ]


def _accepting(claims: Sequence[Told], world: World) -> list[Told]:
    """Return where the side that is told to have done it accepts that it did; words that were swapped admit nothing."""
    accused = {world.answers(actor) for one in _blaming(claims) for actor in _actors(one)}
    return [
        one
        for one in (*_positions(claims, "admits", "claims-responsibility"), *_own_word(claims, world))
        if one.holder.side is not None
        and not one.doc.altered
        and (one.holder.side in accused or not accused or world.answers(one.holder.id) in accused)
    ]


def _own_word(claims: Sequence[Told], world: World) -> list[Told]:
    """Return where a side tells as a fact that it did it itself: "the army said that its planes struck the post".

    Not that of a side which denies it: "denied any part in it, saying that its planes had struck a depot" owns to the depot.
    """
    own = [one for one in claims if _is_own_word(one, world)]
    sides = frozenset(world.answers(one.holder.id) for one in own)
    denying = {world.answers(one.holder.id) for one in _denying(claims, sides, world)}
    return [one for one in own if world.answers(one.holder.id) not in denying]


def _is_own_word(one: Told, world: World) -> bool:
    value, side = one.claim.value, one.holder.side
    if (
        not isinstance(value, Culprit)
        or value.certainty != "fact"
        or side is None
        or not world.is_party(side)
    ):
        return False
    # A coalition's member answers for it; "a military source" of a side's own agency for that side.
    own = {world.answers(one.holder.id), world.answers(side)}
    return one.stance in ASSERTING and bool(own & {world.answers(actor) for actor in value.actors})


def _actors(one: Told) -> tuple[str, ...]:
    return one.claim.value.actors if isinstance(one.claim.value, Culprit) else ()


def _blaming(claims: Iterable[Told]) -> list[Told]:
    return [
        one
        for one in claims
        if isinstance(one.claim.value, Culprit) and one.claim.value.certainty != "denied" and _actors(one)
    ]


def _happened(claims: Sequence[Told], world: World) -> HappenedGrade:
    telling = [one for one in claims if one.stance in ASSERTING]
    clean = [one for one in telling if not one.doc.altered]
    several = sources(clean) or sources(telling)[:1]
    tell = counted(several)
    # A boast is no admission: who claims a deed has an interest in its having happened.
    accepted = [one for one in _accepting(claims, world) if one.stance in ("admits", "confirms")]
    denied = [one for one in _positions(claims, "denies") if one.object == "occurrence"]
    found = findings(telling, world)
    if accepted:
        reason = Reason(f"{accepted[0].holder.name} accepts it", evidence(accepted))
        return HappenedGrade("confirmed", (reason, tell), ("a denial by the side that accepted it",))
    if found:
        reason = Reason(f"{found[0].holder.name}, no party, found it", evidence(found))
        return HappenedGrade("confirmed", (reason, tell), ("another finding",))
    if denied:
        return _denied(denied, telling, tell, world)
    change = (
        "acceptance by the side that is accused",
        "a finding by someone who is no party",
        "a denial that it happened",
    )
    if len(several) > 1:
        return HappenedGrade("fair", (tell,), change)
    return HappenedGrade("weak", (tell,), ("a second source that does not repeat the first", *change))


def _denied(denied: Sequence[Told], telling: Sequence[Told], tell: Reason, world: World) -> HappenedGrade:
    """Return the grade where somebody denies that it happened: one who looked into it discounts it, and so do all who told it."""
    found = findings(denied, world)
    if found:
        reason = Reason(f"{found[0].holder.name}, no party, found that it did not happen", evidence(found))
        return HappenedGrade("discounted", (reason, tell), ("another finding",))
    back = [one for one in denied if telling and _takes_back(one, telling)]
    if back:
        reason = Reason(f"{back[0].holder.name}, who told of it, took it back", evidence(back))
        return HappenedGrade("discounted", (reason, tell), ("a source that still tells of it",))
    reason = Reason(f"{denied[0].holder.name} denies that it happened", evidence(denied))
    return HappenedGrade("contested", (reason, tell), (FINDING,))


def _takes_back(denial: Told, telling: Sequence[Told]) -> bool:
    """Return whether all who tell of it are the one who later denies that it happened."""
    return all(one.holder.id == denial.holder.id and one.order[0] < denial.order[0] for one in telling)


FINDING = "an admission, or a finding by someone who is no party"


def _who(claims: Sequence[Told], world: World) -> WhoGrade:
    blaming = _blaming(claims)
    accepted = _accepting(claims, world)
    if accepted:
        return _admitted(blaming, accepted, world)
    return _established(blaming, world) or _told(claims, blaming, world)


def _told(claims: Sequence[Told], blaming: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where nobody admits it and nobody found it: whom the holders name."""
    if not blaming:
        return _by_words(claims, world)
    camps = _camps(blaming, world)
    named = _named(blaming, world)
    reasons = tuple(
        Reason(f"{holder} names {', '.join(names)}", spans)
        for holder, names, spans in _by_holder(blaming, world)
    )
    denying = _denying(claims, frozenset().union(*camps), world)
    if not frozenset.intersection(*camps):
        return WhoGrade("contested", named, reasons, (FINDING,))
    if denying:
        denial = Reason(f"{denying[0].holder.name} denies it", evidence(denying))
        return WhoGrade("attributed, denied", named, (*reasons, denial), (FINDING,))
    return WhoGrade("attributed", named, reasons, ("a denial or an admission by those who are named",))


def _camps(blaming: Sequence[Told], world: World) -> set[frozenset[str]]:
    return {frozenset(world.answers(actor) for actor in _actors(one)) for one in blaming}


def _established(blaming: Sequence[Told], world: World) -> WhoGrade | None:
    """Return the grade where those who looked into it, and are no party, name somebody in common; None where nobody did."""
    found = [one for one in findings(blaming, world) if _certainty(one) in ("fact", "accused")]
    if not found or not frozenset.intersection(*_camps(found, world)):
        return None
    reasons = tuple(
        Reason(f"{holder}, no party, found that it was {', '.join(names)}", spans)
        for holder, names, spans in _by_holder(found, world)
    )
    return WhoGrade("confirmed", _named(found, world), reasons, ("another finding",))


def _certainty(one: Told) -> Certainty | None:
    return one.claim.value.certainty if isinstance(one.claim.value, Culprit) else None


def _by_words(claims: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where nobody in particular is named: "rebels", in the words of who says so, is still a blame."""
    told: dict[str, list[Told]] = {}
    for one in claims:
        value = one.claim.value
        if isinstance(value, Culprit) and value.certainty != "denied" and world.is_armed(value.words):
            told.setdefault(f"“{ARTICLE.sub('', value.words)}”", []).append(one)
    if not told:
        return WhoGrade("unknown", (), (Reason("nobody is named"),), ("somebody named by a holder",))
    reasons = tuple(
        Reason(f"{holder} names {words}", evidence(group))
        for words, group in told.items()
        for holder in dict.fromkeys(one.holder.name for one in group)
    )
    return WhoGrade("attributed", tuple(told), reasons, ("a name for those who are blamed",))


def _admitted(blaming: Sequence[Told], accepted: Sequence[Told], world: World) -> WhoGrade:
    """Return the grade where a side accepts: named is what it accepts, not what others say beside it."""
    side = world.answers(accepted[0].holder.side or accepted[0].holder.id)
    own = [one for one in blaming if side in {world.answers(actor) for actor in _actors(one)}]
    names = _named(own, world) or (world.name(side),)
    owned = [one for one in accepted if one.stance == "admits"]
    # A boast is no admission, though it answers who did it.
    words = f"{owned[0].holder.name} admits it" if owned else f"{accepted[0].holder.name} says that it did it"
    reason = Reason(words, evidence(owned or accepted))
    return WhoGrade("confirmed", names, (reason,), ("a withdrawal of the admission",))


def _denying(claims: Sequence[Told], accused: frozenset[str], world: World) -> list[Told]:
    """Return denials of authorship by those who are accused; a denial of the target moves nothing here."""
    return [
        one
        for one in _positions(claims, "denies")
        if one.object in ("authorship", "occurrence", None)
        and one.holder.side is not None
        and world.answers(one.holder.id) in accused
    ]


def _named(blaming: Sequence[Told], world: World) -> tuple[str, ...]:
    """Return who is named, by name; an air force is not listed beside the state that it belongs to."""
    ids = dict.fromkeys(world.one(actor) for one in blaming for actor in _actors(one))
    return tuple(dict.fromkeys(world.name(actor) for actor in ids if not world.above(actor) & ids.keys()))


def _by_holder(blaming: Sequence[Told], world: World) -> list[tuple[str, tuple[str, ...], tuple[Span, ...]]]:
    holders: dict[str, list[Told]] = {}
    for one in blaming:
        holders.setdefault(one.holder.name, []).append(one)
    return [(holder, _named(group, world), evidence(group)) for holder, group in holders.items()]


def find_contested(claims: Sequence[Told], tolls: Sequence[Toll], grades: Grades) -> tuple[Contested, ...]:
    """Return what the holders differ on: each property on its own."""
    found: list[Contested] = []
    if grades.happened.grade == "contested":
        found.append("occurrence")
    if any(_toll_differs(claims, toll) for toll in tolls):
        found.append("toll")
    if _intent_differs(claims):
        found.append("intent")
    denied = [one for one in _positions(claims, "denies") if one.object == "authorship"]
    if denied or grades.who.grade == "contested":
        found.append("responsible")
    if any(one.object == "target" for one in _positions(claims, "denies", "doubts")):
        found.append("target")
    if _places_differ(claims):
        found.append("place")
    if _days_differ(claims):
        found.append("date")
    return tuple(found)


def _toll_differs(claims: Sequence[Told], toll: Toll) -> bool:
    """Holders' live figures leave no number in common: 60 against 83; "at least 20" and 31 do not differ."""
    group = [
        one
        for one in claims
        if isinstance(one.claim.value, Figure)
        and one.claim.value.effect == toll.effect
        and one.claim.value.scope == toll.scope
        and bool(one.claim.value.part_of) == bool(toll.part_of)
        # "17 of them" beside five soldiers are other people: only what the toll was made of is compared.
        and one.claim.spans[0] in toll.evidence
    ]
    by_unit: dict[str, list[Figure]] = {}
    for one in live(group):
        if isinstance(one.claim.value, Figure) and one.claim.value.exactness != "about":
            by_unit.setdefault(one.holder.unit, []).append(one.claim.value)
    ranges = [bounds(figures) for figures in by_unit.values()]
    return any((a[1] is not None and b[0] is not None and a[1] < b[0]) for a in ranges for b in ranges)


def _intent_differs(claims: Sequence[Told]) -> bool:
    told = {
        one.claim.value.text
        for one in claims
        if isinstance(one.claim.value, Words) and one.claim.property == "intent"
    }
    doubted = [one for one in _positions(claims, "denies", "doubts") if one.object == "intent"]
    return len(told) > 1 or bool(doubted)


def _places_differ(claims: Sequence[Told]) -> bool:
    places = [
        one.claim.value
        for one in claims
        if isinstance(one.claim.value, Place) and one.claim.value.precision in ("exact", "near")
    ]
    return any(
        a.key != b.key
        and a.key not in b.within
        and b.key not in a.within
        and a.name not in b.within
        and b.name not in a.within
        for a in places
        for b in places
    )


def _days_differ(claims: Sequence[Told]) -> bool:
    told = [one.claim.value.when for one in claims if isinstance(one.claim.value, Date)]
    dated = [when for when in told if when.first and when.last and (when.last - when.first).days == 0]
    return any(not a.overlaps(b, slack=1) for a in dated for b in dated)
