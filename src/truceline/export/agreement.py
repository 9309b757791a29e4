"""An agreement in the terminal: who is bound, its obligations in order, what each holder says of them, its state."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from truceline.export.chronology import day_told, in_sequence, states_by_day
from truceline.export.lanes import Lanes
from truceline.export.page import Documents, Quotes, document_label, prose, section, table, title
from truceline.export.words import (
    STANDINGS,
    agreement_sentence,
    agreement_title,
    days_words,
    listed,
    short_day,
    speaking,
)
from truceline.model.record import (
    Agreement,
    BreachShown,
    DateShown,
    Incident,
    ObligationShown,
    StatusShown,
)


def agreement_list(agreements: Iterable[Agreement]) -> RenderableType:
    """Return one line an agreement: id, names, kind, parties, when announced, obligations, states told of it."""
    columns = ("Id", "Agreement", "Kind", "Parties", "Announced", "Obligations", "Said of its state")
    return table(columns, map(_line, agreements), "No agreement.")


def _line(agreement: Agreement) -> Sequence[str]:
    states = dict.fromkeys(status.state.replace("_", " ") for status in agreement.status)
    return (
        agreement.id,
        agreement_title(agreement),
        agreement.kind.replace("_", " "),
        listed(agreement.parties) or "not told",
        days_words(agreement.announced),
        str(len(agreement.obligations)),
        ", ".join(states) or "–",
    )


def agreement_page(
    agreement: Agreement, documents: Documents, incidents: Sequence[Incident] = ()
) -> RenderableType:
    """Return all that the record holds of one agreement.

    Args:
        agreement: the deal.
        documents: those it quotes.
        incidents: what happened meanwhile, as the reports that speak of it tell.
    """
    quotes = Quotes(documents)
    beside = " · ".join((agreement.kind.replace("_", " "), *_turns(agreement), f"agreement {agreement.id}"))
    others = [name for name in agreement.names if name != agreement_title(agreement)]
    also = f"Also called: {', '.join(others)}." if others else ""
    lanes = Lanes(agreement, incidents)
    parts: list[RenderableType] = [
        title(agreement_title(agreement), beside),
        Text(),
        prose(" ".join(filter(None, (agreement_sentence(agreement), also)))),
        *([section("In time", lanes)] if lanes else []),
        section("What each must do, and what is said of it", _obligations(agreement, quotes)),
        section("Its days, and who tells them", _dates(agreement.dates, quotes)),
        section("Breaches told", breach_table(agreement.breaches, incidents, quotes)),
        section("What is said of its state", _states(agreement.status, quotes)),
    ]
    if agreement.durations:
        parts.append(section("How long it held", _durations(agreement, quotes, documents)))
    quotes.cite(agreement.evidence)
    parts.append(section("Read from", quotes.render()))
    return Group(*parts)


def _turns(agreement: Agreement) -> list[str]:
    told = (
        ("announced", agreement.announced),
        ("in effect", agreement.effective),
        ("ended", agreement.ended),
    )
    return [f"{word} {days_words(day)}" for word, day in told if day]


def _durations(agreement: Agreement, quotes: Quotes, documents: Documents) -> RenderableType:
    rows = [
        (" ".join(span.quote.split()), document_label(documents[span.doc]), quotes.cite((span,)))
        for span in agreement.durations
    ]
    return table(("As said", "In", "Read at"), rows, "")


def _obligations(agreement: Agreement, quotes: Quotes) -> RenderableType:
    ordered = in_sequence(agreement.obligations)
    if not ordered:
        return Text("No obligation is told.", "quiet")
    return Group(*(_obligation(duty, agreement.parties, quotes) for duty in ordered))


def _obligation(duty: ObligationShown, parties: Sequence[str], quotes: Quotes) -> RenderableType:
    bearer = listed(duty.bearer) or "bearer not named"
    by = (
        f" · performed by {listed(duty.performer)}"
        if duty.performer and duty.performer != duty.bearer
        else ""
    )
    head = (
        Text(f"{duty.order or '·'} ")
        + Text(duty.action, "title")
        + Text(f" [{quotes.cite(duty.evidence)}]", "evidence")
    )
    hedge = " · a reservation, not a duty" if duty.reservation else ""
    facts = [f"{duty.duty} · {bearer}{by} · {duty.text_status}, as told by {duty.holder}{hedge}"]
    if duty.after:
        facts.append(f"after: {duty.after}")
    if duty.condition:
        facts.append(f"condition: {duty.condition}")
    if duty.deadline:
        facts.append(f"deadline: {days_words(duty.deadline)}")
    lines = [Text(fact, "quiet") for fact in facts] + list(_said(duty, parties, quotes))
    return Group(head, Padding(Group(*lines), (0, 0, 1, 2), expand=False))


def _said(duty: ObligationShown, parties: Sequence[str], quotes: Quotes) -> Iterable[Text]:
    """Yield what each holder says, then which of the parties say nothing."""
    if not duty.said_of_performance:
        yield Text("nothing is said of its performance")
        return
    for said in sorted(duty.said_of_performance, key=lambda one: (one.side or "~", str(one.told))):
        about = f", of {said.of}" if said.of else ""
        when = f" ({short_day(said.told)})" if said.told else ""
        words = f"{speaking(said.holder, said.side)}: {said.says.replace('_', ' ')}{about}{when}"
        yield Text(words) + Text(f" [{quotes.cite(said.evidence)}]", "evidence")
    heard = {name for said in duty.said_of_performance for name in (said.side, said.holder)}
    if silent := [name for name in parties if name not in heard]:
        yield Text(f"{listed(silent)}: silent", "quiet")


def _dates(dates: Sequence[DateShown], quotes: Quotes) -> RenderableType:
    rows = (
        (
            one.turn.replace("_", " "),
            days_words(one.date),
            speaking(one.holder, one.side),
            short_day(one.told) if one.told else "–",
            quotes.cite(one.evidence),
        )
        for one in dates
    )
    return table(("Turn", "Day", "Told by", "Reported", "Read at"), rows, "No day is told.")


def breach_table(
    breaches: Sequence[BreachShown], incidents: Sequence[Incident], quotes: Quotes
) -> RenderableType:
    """Return what is told of breaches, by day: of whom, how it stands, by whom, and which incident it is about."""
    of_event = {event: one for one in incidents for event in one.events}
    rows = (
        (
            day_told(one.date, one.told),
            listed(one.by) or "nobody named",
            STANDINGS[one.standing],
            speaking(one.holder, one.side),
            f"{of_event[one.event].title}\n{of_event[one.event].id}" if one.event in of_event else "–",
            quotes.cite(one.evidence),
        )
        for one in breaches
    )
    return table(("Day", "Of whom", "How", "Told by", "About", "Read at"), rows, "No breach is told.")


def _states(states: Sequence[StatusShown], quotes: Quotes) -> RenderableType:
    columns = ("Day", "State", "Said by", "Blames", "Read at")
    rows = (
        (
            day_told(one.date, one.told),
            one.state.replace("_", " "),
            speaking(one.by, one.side),
            listed(one.blames) or "–",
            quotes.cite(one.evidence),
        )
        for one in states_by_day(states)
    )
    return table(columns, rows, "Nothing is said of its state.")
