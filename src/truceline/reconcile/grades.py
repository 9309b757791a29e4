"""Grades: did it happen, and who did it; each with its reasons (DESIGN.md, rules 5 to 8)."""

from collections.abc import Sequence

from truceline.model.record import ClaimJudged, Grades, HappenedGrade, Reason, WhoGrade
from truceline.reconcile.blame import ASSERTING, accepting, positions
from truceline.reconcile.findings import findings
from truceline.reconcile.sources import counted, sources
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence
from truceline.reconcile.who import FINDING, who_did_it
from truceline.reconcile.world import World


def find_grades(claims: Sequence[Told], world: World) -> Grades:
    """Return the two grades; never one."""
    return Grades(_happened(claims, world), who_did_it(claims, world))


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


def _happened(claims: Sequence[Told], world: World) -> HappenedGrade:
    telling = [one for one in claims if one.stance in ASSERTING]
    clean = [one for one in telling if not one.doc.altered]
    several = sources(clean, world) or sources(telling, world)[:1]
    tell = counted(several)
    # A boast is no admission: who claims a deed has an interest in its having happened.
    accepted = [one for one in accepting(claims, world) if one.stance in ("admits", "confirms")]
    denied = [one for one in positions(claims, "denies") if one.object == "occurrence"]
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
