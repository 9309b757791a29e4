"""What is told of a deal over time: each state and each day, with who tells it; mutual blame shows both."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.model.reading import Reading
from truceline.model.record import DateShown, Days, StatusShown
from truceline.model.terms import Dated, State, Status, Term, Turn
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.voices import Voices, earliest, told_on
from truceline.reconcile.world import World

Told = Sequence[tuple[Reading, Term]]
# Namings that only say that a deal is there tell nothing of its state.
UNTOLD = frozenset({"exists", "fact_about_terms"})
# States whose day is a turn in the deal's life.
TURNS: dict[State, Turn] = {
    "announced": "announced",
    "in_effect": "in_effect",
    "extended": "extended",
    "suspended": "suspended",
    "collapsed": "ended",
    "ended": "ended",
    "abandoned": "ended",
}


def show_status(told: Told, voices: Voices, world: World) -> tuple[StatusShown, ...]:
    """Return what is told of the state, by day: once for each state, teller, blamed and day, with the evidence of all tellings.

    The day is the one told, else that of the report: "holding" on Monday and on Wednesday are two.
    """
    shown: dict[tuple[object, ...], StatusShown] = {}
    for reading, term in told:
        for status in term.status:
            if status.state in UNTOLD:
                continue
            one = _status(reading, status, voices, world)
            key = (one.state, one.by, one.blames, _day(one.date) or one.told)
            before = shown.get(key)
            shown[key] = one if before is None else _joined(before, one)
    return tuple(sorted(shown.values(), key=_when))


def _status(reading: Reading, status: Status, voices: Voices, world: World) -> StatusShown:
    by, side = voices.named(reading, status.statement, status.teller)
    blames = tuple(sorted(world.name(one) for one in status.by))
    date = show_days(status.when, status.spans)
    return StatusShown(status.state, by, blames, date, tuple(sorted(status.spans)), side, told_on(reading))


def _joined(a: StatusShown, b: StatusShown) -> StatusShown:
    return msgspec.structs.replace(
        a, evidence=tuple(sorted({*a.evidence, *b.evidence})), told=earliest(a.told, b.told)
    )


def _day(days: Days | None) -> object:
    return (days.first, days.last) if days and (days.first or days.last) else None


def _when(one: StatusShown) -> tuple[str, ...]:
    day = (one.date and (one.date.first or one.date.last)) or one.told
    return (str(day or "9999"), one.state, one.by, *one.blames, str(one.told))


def show_dates(told: Told, voices: Voices) -> tuple[DateShown, ...]:
    """Return each day that is told for a turn in the deal's life, with who tells it, by turn and day."""
    shown: dict[tuple[object, ...], DateShown] = {}
    for reading, term in told:
        for one in _turns(term):
            days = show_days(one.when, one.spans)
            if days is None or not (days.first or days.last):
                continue
            holder, side = voices.named(reading, one.statement)
            key = (one.turn, days.first, days.last, holder)
            before = shown.get(key)
            evidence = tuple(sorted({*(before.evidence if before else ()), *one.spans}))
            first = earliest(before.told if before else None, told_on(reading))
            date = before.date if before else days
            shown[key] = DateShown(one.turn, date, holder, side, first, evidence)
    return tuple(sorted(shown.values(), key=_by_turn))


def _turns(term: Term) -> Iterator[Dated]:
    yield from term.dates
    for status in term.status:
        if status.when is not None and status.state in TURNS and status.teller is None:
            yield Dated(TURNS[status.state], status.when, status.spans, status.statement)


def _by_turn(one: DateShown) -> tuple[object, ...]:
    first = one.date.first or one.date.last
    return (list(TURNS.values()).index(one.turn), str(first), str(one.date.last), one.holder)
