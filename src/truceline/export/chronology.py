"""Chronology: a deal's life as marks on days, one lane for each side; and the sequences of its duties."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from truceline.export.words import STANDINGS, days_words, listed, short_day
from truceline.model.document import Span
from truceline.model.record import Agreement, Days, ObligationShown, StatusShown

# How a mark is told below the lanes; where there is room for one, the first is drawn, so the gravest come first.
MARKS: Mapping[str, str] = {
    "A": "announced",
    "E": "in effect",
    "+": "extended",
    "=": "suspended",
    "#": "ended",
    "a": "announced on one of these days",
    "e": "in effect on one of these days",
    "◆": "finds it broken",
    "▲": "says it was broken",
    "■": "admits it",
    "○": "denies it",
    "△": "says one broke it whom the terms leave out",
    "✗": "says a duty is not met",
    "✓": "says a duty is met",
    "●": "says how it stands",
}
ORDER = tuple(MARKS)
TURNS = {"announced": "A", "in_effect": "E", "extended": "+", "suspended": "=", "ended": "#"}
BREACHES = {"found": "◆", "alleged": "▲", "admitted": "■", "denied": "○", "excluded": "△"}
DUTIES = {"met": "✓", "not_met": "✗"}
DEAL, OTHERS = "the deal", "others"
# How long after its end what is told of a deal is still drawn, and after its last turn where no end is told: later it is history.
MONTH = 31
AFTER, OPEN_END = datetime.timedelta(days=60), datetime.timedelta(days=365)


class Mark(NamedTuple):
    """A mark in the lane of a side: who says what, and of which days. `event` is the id of the event that it is about."""

    lane: str
    first: datetime.date
    last: datetime.date
    sign: str
    holder: str
    words: str
    evidence: tuple[Span, ...]
    event: str | None = None


def marks(agreement: Agreement) -> Iterator[Mark]:
    """Yield what each side says, on the day told for it, else on the day of the first report.

    A turn that is told for some day of a month has all of that month's days; one of a longer stretch has no mark.
    """
    for turn in agreement.dates:
        days = turn.date
        if days.first and days.last and (days.last - days.first).days <= MONTH:
            words = turn.turn.replace("_", " ")
            yield Mark(DEAL, days.first, days.last, TURNS[turn.turn], turn.holder, words, turn.evidence)
    for lane, on, mark in (*_of_breaches(agreement), *_of_states(agreement), *_of_duties(agreement)):
        if on is not None:
            yield mark._replace(lane=lane, first=on, last=on)


_Placed = tuple[str, datetime.date | None, Mark]


def _placed(
    agreement: Agreement, side: str | None, holder: str, on: datetime.date | None, mark: Mark
) -> _Placed:
    named = (*agreement.parties, *agreement.brokers)
    return next((one for one in (side, holder) if one in named), OTHERS), on, mark


def _mark(sign: str, holder: str, words: str, evidence: tuple[Span, ...], event: str | None = None) -> Mark:
    return Mark(OTHERS, datetime.date.min, datetime.date.min, sign, holder, words, evidence, event)


def _of_breaches(agreement: Agreement) -> Iterator[_Placed]:
    for one in agreement.breaches:
        words = f"broken by {listed(one.by) or 'somebody not named'}: {STANDINGS[one.standing]}"
        mark = _mark(BREACHES[one.standing], one.holder, words, one.evidence, one.event)
        yield _placed(agreement, one.side, one.holder, on_day(one.date, one.told), mark)


def _of_states(agreement: Agreement) -> Iterator[_Placed]:
    """Yield the words on its state that are neither a turn in its life nor a breach: those have marks of their own."""
    for one in agreement.status:
        if one.state not in (*TURNS, "violated", "collapsed"):
            mark = _mark("●", one.by, one.state.replace("_", " "), one.evidence)
            yield _placed(agreement, one.side, one.by, on_day(one.date, one.told), mark)


def _of_duties(agreement: Agreement) -> Iterator[_Placed]:
    for duty in agreement.obligations:
        for said in duty.said_of_performance:
            if said.says in DUTIES:
                words = f"{said.says.replace('_', ' ')}: {duty.action}"
                mark = _mark(DUTIES[said.says], said.holder, words, said.evidence)
                yield _placed(agreement, said.side, said.holder, said.told, mark)


def on_day(date: Days | None, told: datetime.date | None) -> datetime.date | None:
    """Return the day that is told; where none is told, or more than one, the day of the first report."""
    return date.first if date and is_day(date) else told


def is_day(date: Days | None) -> bool:
    """Return whether one day is told."""
    return date is not None and date.first is not None and date.first == date.last


def window(told: Sequence[Mark]) -> tuple[datetime.date, datetime.date]:
    """Return the days drawn: from the deal's first turn, to its end and what is told soon after."""
    turns = [day for mark in told if mark.lane == DEAL for day in (mark.first, mark.last)]
    days = turns or [mark.first for mark in told] or [datetime.date.min]
    after = AFTER if any(mark.sign == "#" for mark in told) else OPEN_END
    inside = [mark.last for mark in told if min(days) <= mark.first <= max(days) + after]
    return min(days), max([*days, *inside])


def lanes(agreement: Agreement, told: Iterable[Mark]) -> list[str]:
    """Return the names of the lanes: the deal, all parties and brokers though they be silent, then everybody else."""
    named = dict.fromkeys((DEAL, *agreement.parties, *agreement.brokers))
    return [*named, *([OTHERS] if any(mark.lane == OTHERS for mark in told) else [])]


def states_by_day(states: Sequence[StatusShown]) -> list[StatusShown]:
    """Return the states in the order of their days; those of no day last."""
    return sorted(states, key=lambda one: (str(on_day(one.date, one.told) or "9999"), one.state, one.by))


def day_told(date: Days | None, told: datetime.date | None) -> str:
    """Return the day that is told for it, else that of the first report: "reported 12 Mar 2019"."""
    if date is not None and (date.first or date.last):
        return days_words(date)
    return f"reported {short_day(told)}" if told else "–"


def in_sequence(obligations: Sequence[ObligationShown]) -> list[ObligationShown]:
    """Return the duties with each sequence in one piece, first to last; then those of which no order is told.

    Two reports may tell two sequences: "first the guns, then the convoys", "a truce, to be followed by an exchange".
    """
    ranked = sorted((one for one in obligations if one.order), key=lambda one: one.order)
    placed: list[ObligationShown] = []
    for first in ranked:
        run = [first] if first not in placed else []
        while run and run[-1] not in placed:
            placed.append(run[-1])
            after = (one for one in ranked if one not in placed and _follows(one, run[-1]))
            run.extend(one for one in after if one not in run)
    return [*placed, *(one for one in obligations if not one.order)]


def _follows(one: ObligationShown, before: ObligationShown) -> bool:
    return (
        one.order > before.order
        and one.after is not None
        and (before.action in one.after or one.after in before.action)
    )
