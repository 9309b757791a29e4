"""The duties of an agreement as shown: one duty told by several documents once, with all that is said of it."""

from collections.abc import Sequence

from truceline.knowledge.deals import Deals
from truceline.model.reading import Reading
from truceline.model.record import ObligationShown, PerformanceShown
from truceline.model.terms import Obligation, Term
from truceline.reconcile.deal_keys import held
from truceline.reconcile.deal_weights import same_duty
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.voices import Voices, told_on
from truceline.reconcile.world import World

Told = tuple[Reading, Obligation]


def show_obligations(
    told: Sequence[tuple[Reading, Term]], voices: Voices, world: World, deals: Deals
) -> tuple[ObligationShown, ...]:
    """Return the duties of one deal, in order of their sequence and then of the text that tells them best."""
    out = {
        world.answers(party.actor) for _, term in told for party in term.parties if party.role == "excluded"
    }
    owed = [
        (reading, one) for reading, term in told for one in term.obligations if not _is_out(one, out, world)
    ]
    groups: list[list[Told]] = []
    for one in sorted(owed, key=_fullness):
        home = next((g for g in groups if _same(g[0], one, deals)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    shown = [_shown(group, voices, world) for group in groups]
    return tuple(sorted(shown, key=lambda one: (one.order or len(shown) + 1, one.evidence)))


def _is_out(one: Obligation, out: set[str], world: World) -> bool:
    """Return whether only those owe a duty to refrain whom the terms leave out: they are told to have broken what binds them not."""
    bearers = {world.answers(actor) for actor in one.bearers}
    return one.duty == "refrain" and bool(bearers) and bearers <= out


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
    if _is_halt(a) and _is_halt(b):
        return True
    if a[1].reservation != b[1].reservation or a[0].document.id == b[0].document.id:
        return a[1].id == b[1].id
    return same_duty(held(a[1], deals), held(b[1], deals))


def _is_halt(told: Told) -> bool:
    """Return whether a duty is the deal itself: nobody in particular is to keep "the truce", under any of its names."""
    reading, one = told
    named = {name for term in reading.terms for name in term.names}
    return one.duty == "refrain" and not one.bearers and not one.order and one.action in named


def _shown(group: Sequence[Told], voices: Voices, world: World) -> ObligationShown:
    reading, lead = group[0]
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
        holder=voices(reading, lead.statement),
        said_of_performance=tuple(
            sorted(_said(group, voices), key=lambda said: (said.evidence, said.holder, said.says))
        ),
        evidence=tuple(sorted({span for _, one in group for span in one.spans})),
    )


def _said(group: Sequence[Told], voices: Voices) -> list[PerformanceShown]:
    """Return what is said of a duty's performance, each holder's word of a day once."""
    shown: dict[tuple[object, ...], PerformanceShown] = {}
    for reading, one in group:
        for said in one.performance:
            holder, side = voices.named(reading, said.statement, said.teller)
            # What a holder says in several reports of one day is said once: they print one wire.
            day = told_on(reading)
            before = shown.get((holder, said.says, said.of, day or said.spans))
            spans = tuple(sorted({*(before.evidence if before else ()), *said.spans}))
            told = PerformanceShown(holder, said.says, said.of, spans, side, day)
            shown[holder, said.says, said.of, day or said.spans] = told
    return list(shown.values())
