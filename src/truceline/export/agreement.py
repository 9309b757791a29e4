"""An agreement in the terminal: who is bound, its obligations in order, what each holder says of them, its state."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from truceline.export.page import Documents, Quotes, document_label, prose, section, table, title
from truceline.export.words import agreement_sentence, agreement_title, days_words, listed
from truceline.model.record import Agreement, ObligationShown, StatusShown


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


def agreement_page(agreement: Agreement, documents: Documents) -> RenderableType:
    """Return all that the record holds of one agreement; `documents` are those it quotes."""
    quotes = Quotes(documents)
    days = [
        f"{word} {days_words(day)}"
        for word, day in (
            ("announced", agreement.announced),
            ("in effect", agreement.effective),
            ("ended", agreement.ended),
        )
        if day
    ]
    beside = " · ".join((agreement.kind.replace("_", " "), *days, f"agreement {agreement.id}"))
    others = [name for name in agreement.names if name != agreement_title(agreement)]
    also = f"Also called: {', '.join(others)}." if others else ""
    parts: list[RenderableType] = [
        title(agreement_title(agreement), beside),
        Text(),
        prose(" ".join(filter(None, (agreement_sentence(agreement), also)))),
        section("What each must do, and what is said of it", _obligations(agreement.obligations, quotes)),
        section("What is said of its state", _states(agreement.status, quotes)),
    ]
    if agreement.durations:
        parts.append(section("How long it held", _durations(agreement, quotes, documents)))
    quotes.cite(agreement.evidence)
    parts.append(section("Read from", quotes.render()))
    return Group(*parts)


def _durations(agreement: Agreement, quotes: Quotes, documents: Documents) -> RenderableType:
    rows = [
        (" ".join(span.quote.split()), document_label(documents[span.doc]), quotes.cite((span,)))
        for span in agreement.durations
    ]
    return table(("As said", "In", "Read at"), rows, "")


def _obligations(obligations: Sequence[ObligationShown], quotes: Quotes) -> RenderableType:
    # Sequenced duties come first, in their order; those whose order is not told (0) follow.
    ordered = sorted(obligations, key=lambda duty: duty.order or len(obligations) + 1)
    if not ordered:
        return Text("No obligation is told.", "quiet")
    return Group(*(_obligation(duty, quotes) for duty in ordered))


def _obligation(duty: ObligationShown, quotes: Quotes) -> RenderableType:
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
        facts.append(f"then: {duty.after}")
    if duty.condition:
        facts.append(f"condition: {duty.condition}")
    if duty.deadline:
        facts.append(f"deadline: {days_words(duty.deadline)}")
    lines = [Text(fact, "quiet") for fact in facts] + list(_said(duty, quotes))
    return Group(head, Padding(Group(*lines), (0, 0, 1, 2), expand=False))


def _said(duty: ObligationShown, quotes: Quotes) -> Iterable[Text]:
    if not duty.said_of_performance:
        yield Text("nothing is said of its performance")
    for said in duty.said_of_performance:
        about = f", of {said.of}" if said.of else ""
        words = f"{said.holder}: {said.says.replace('_', ' ')}{about}"
        yield Text(words) + Text(f" [{quotes.cite(said.evidence)}]", "evidence")


def _states(states: Sequence[StatusShown], quotes: Quotes) -> RenderableType:
    columns = ("State", "Said by", "Blames", "Day", "Read at")
    rows = (
        (
            one.state.replace("_", " "),
            one.by,
            listed(one.blames) or "–",
            days_words(one.date) if one.date else "–",
            quotes.cite(one.evidence),
        )
        for one in states
    )
    return table(columns, rows, "Nothing is said of its state.")
