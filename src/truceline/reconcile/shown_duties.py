"""The duties of an agreement as shown: one duty told by several documents once, with all that is said of it."""

from collections.abc import Callable, Sequence

from truceline.knowledge.deals import Deals
from truceline.model.reading import Reading
from truceline.model.record import ObligationShown, PerformanceShown
from truceline.model.terms import Obligation, Term
from truceline.reconcile.deal_keys import held
from truceline.reconcile.deal_weights import same_duty
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.world import World

Told = tuple[Reading, Obligation]
Holder = Callable[[Reading, str | None], str]


def show_obligations(
    told: Sequence[tuple[Reading, Term]], holder: Holder, world: World, deals: Deals
) -> tuple[ObligationShown, ...]:
    """Return the duties of one deal, in order of their sequence and then of the text that tells them best."""
    owed = [(reading, one) for reading, term in told for one in term.obligations]
    groups: list[list[Told]] = []
    for one in sorted(owed, key=_fullness):
        home = next((g for g in groups if _same(g[0], one, deals)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    shown = [_shown(group, holder, world) for group in groups]
    return tuple(sorted(shown, key=lambda one: (one.order or len(shown) + 1, one.evidence)))


def _fullness(told: Told) -> tuple[object, ...]:
    """Sort the telling that lends its words first: a report's own voice, not an altered copy's; then the fullest."""
    reading, one = told
    return (
        reading.document.altered,
        one.statement is not None,
        not one.order,
        not one.performers,
        not one.condition,
        -len(one.action),
        one.id,
    )


def _same(a: Told, b: Told, deals: Deals) -> bool:
    if a[1].reservation != b[1].reservation or a[0].document.id == b[0].document.id:
        return a[1].id == b[1].id
    return same_duty(held(a[1], deals), held(b[1], deals))


def _shown(group: Sequence[Told], holder: Holder, world: World) -> ObligationShown:
    reading, lead = group[0]
    performances = {
        PerformanceShown(holder(doc, said.statement), said.says, said.of, said.spans)
        for doc, one in group
        for said in one.performance
    }
    return ObligationShown(
        bearer=tuple(world.name(one) for one in lead.bearers),
        performer=tuple(world.name(one) for one in lead.performers),
        duty=lead.duty,
        action=lead.action,
        condition=next((one.condition for _, one in group if one.condition), None),
        order=lead.order,
        after=lead.after,
        deadline=next((show_days(one.deadline, one.spans) for _, one in group if one.deadline), None),
        text_status=lead.text_status,
        reservation=lead.reservation,
        holder=holder(reading, lead.statement),
        said_of_performance=tuple(
            sorted(performances, key=lambda said: (said.evidence, said.holder, said.says))
        ),
        evidence=tuple(sorted({span for _, one in group for span in one.spans})),
    )
