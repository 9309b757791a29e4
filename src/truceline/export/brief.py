"""The brief of one agreement: what came since a day, for a monitor in the morning."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import Documents, Quotes, prose, section, table, title
from truceline.export.words import (
    STANDINGS,
    agreement_title,
    day_words,
    days_words,
    listed,
    speaking,
    spelled,
    toll_words,
    whose,
)
from truceline.model.bounds import bounds_words
from truceline.model.brief import Breach, Brief, Revision, Said
from truceline.model.document import Document, Span
from truceline.model.record import Agreement, Incident, Toll

# An incident is news in the reports of the fortnight after it.
LATE = datetime.timedelta(days=14)


def make_brief(
    agreement: Agreement,
    since: datetime.date,
    incidents: Iterable[Incident],
    documents: Mapping[str, Document],
) -> Brief:
    """Return the brief of an agreement.

    Args:
        agreement: the deal.
        since: what reports of this day and later say is new.
        incidents: all; those of its time and of the reports that speak of it are its own.
        documents: all documents, by id.
    """
    new = _New(since, documents)
    own = [one for one in incidents if _is_of(one, agreement)]
    reports = [doc for doc in documents.values() if new.day(doc.id) and new.is_new(doc.id)]
    duties = tuple(_duties(agreement, new))
    states = tuple(_states(agreement, new))
    return Brief(
        agreement=agreement.id,
        name=agreement_title(agreement),
        since=since,
        breaches=tuple(_breaches(agreement, own, new)),
        states=tuple(one for one in states if one.says != "violated"),
        duties=tuple(one for one in duties if one.says != "breached"),
        tolls=tuple(_tolls(own, new)),
        reports=len(reports),
        outlets=tuple(sorted({name for doc in reports if (name := doc.outlet or doc.wire)})),
        last=max((day for doc in reports if (day := new.day(doc.id))), default=None),
        undated=sum(new.day(doc) is None for doc in documents),
        speaking=sum(doc.id in agreement.documents for doc in reports),
        incidents=tuple(one.id for one in own if _is_fresh(one, agreement, new)),
    )


def _is_of(incident: Incident, agreement: Agreement) -> bool:
    """Return whether an incident is told in a report that speaks of a deal, or happened while it lasted."""
    if set(incident.documents) & set(agreement.documents):
        return True
    start = agreement.effective or agreement.announced
    day = incident.date.first if incident.date else None
    if not (start and start.first and day and agreement.ended and agreement.ended.last):
        return False
    return start.first <= day <= agreement.ended.last


def _is_fresh(incident: Incident, agreement: Agreement, new: "_New") -> bool:
    """Return whether only new reports tell of a single incident of the deal's own days, and of late ones."""
    fresh = all(new.is_new(doc) for doc in incident.documents)
    if not fresh or incident.scope != "single" or incident.modality not in ("happened", "ongoing"):
        return False
    start = agreement.announced or agreement.effective
    day = incident.date.last if incident.date else None
    return day is not None and day >= max(new.since - LATE, (start and start.first) or new.since - LATE)


class _New:
    """Which evidence is new: that of reports published on a day or later."""

    def __init__(self, since: datetime.date, documents: Mapping[str, Document]) -> None:
        self.since, self._documents = since, documents

    def day(self, doc: str) -> datetime.date | None:
        published = self._documents[doc].published
        return published.last or published.first if published else None

    def is_new(self, doc: str) -> bool:
        day = self.day(doc)
        return day is not None and day >= self.since

    def of(self, evidence: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(span for span in evidence if self.is_new(span.doc))

    def told(self, evidence: Sequence[Span]) -> datetime.date | None:
        return max((day for span in evidence if (day := self.day(span.doc))), default=None)


def _breaches(agreement: Agreement, incidents: Iterable[Incident], new: _New) -> Iterator[Breach]:
    """Yield who is told to have broken it, each with the incident that it is about, where one is known."""
    of_event = {event: one for one in incidents for event in one.events}
    for one in agreement.breaches:
        fresh = new.of(one.evidence)
        about = of_event.get(one.event or "")
        if fresh:
            yield Breach(
                one.by,
                one.holder,
                one.side,
                one.standing,
                new.told(fresh),
                fresh,
                about.id if about else None,
                about.title if about else "",
            )


def _duties(agreement: Agreement, new: _New) -> Iterator[Said]:
    for duty in agreement.obligations:
        for said in duty.said_of_performance:
            if fresh := new.of(said.evidence):
                yield Said(
                    duty.bearer, duty.action, said.says, said.holder, new.told(fresh), fresh, said.side
                )


def _states(agreement: Agreement, new: _New) -> Iterator[Said]:
    for one in agreement.status:
        if fresh := new.of(one.evidence):
            name = agreement_title(agreement)
            yield Said(one.blames, name, one.state, one.by, new.told(fresh), fresh, one.side)


def _tolls(incidents: Iterable[Incident], new: _New) -> Iterator[Revision]:
    for incident in incidents:
        for toll in incident.tolls:
            fresh = new.of(toll.evidence)
            if toll.revised and fresh and new.told(fresh) == new.told(toll.evidence):
                yield _revision(incident, toll, fresh, new)


def _revision(incident: Incident, toll: Toll, fresh: tuple[Span, ...], new: _New) -> Revision:
    latest = tuple(span for span in fresh if new.told((span,)) == new.told(fresh))
    before = ", ".join(bounds_words(one.low, one.high, one.exactness) for one in toll.revised)
    return Revision(
        incident.id, incident.title, toll.effect, before, toll_words(toll), new.told(fresh), latest
    )


def brief_page(
    brief: Brief, documents: Documents, incidents: Iterable[Incident] = (), parties: Sequence[str] = ()
) -> RenderableType:
    """Return the brief as a page: breaches by party, duties, state, what happened, revised tolls, coverage.

    Args:
        brief: what is new.
        documents: those it quotes.
        incidents: those whose titles it shows.
        parties: the names of the sides that are bound; of whom nothing is told that is said.
    """
    quotes = Quotes(documents)
    new = [one for one in incidents if one.id in brief.incidents]
    return Group(
        title(f"{brief.name}: since {day_words(brief.since)}", f"agreement {brief.agreement}"),
        Text(),
        prose(_coverage(brief)),
        section(
            "Breaches alleged, admitted, denied, and found by monitors", _breaches_by(brief, parties, quotes)
        ),
        section("What each says of the duties", _duty_table(brief.duties, quotes)),
        section("What is said of its state", _state_table(brief.states, quotes)),
        section("Incidents first reported since then", _incident_table(new, quotes)),
        section("Tolls revised", _toll_table(brief.tolls, quotes)),
        section("Read from", quotes.render()),
    )


def _coverage(brief: Brief) -> str:
    last = f", the last on {day_words(brief.last)}" if brief.last else ""
    speak = f"{'speaks' if brief.speaking == 1 else 'speak'} of this deal"
    undated = f"; {spelled(brief.undated, 'report')} without a day left out" if brief.undated else ""
    outlets = f" ({', '.join(brief.outlets)})" if brief.outlets else ""
    return (
        f"{spelled(brief.reports, 'report')} of {spelled(len(brief.outlets), 'outlet')}{outlets} published since then{last}; "
        f"{spelled(brief.speaking, 'report')} {speak}{undated}. No report is not no incident."
    )


def _breaches_by(brief: Brief, parties: Sequence[str], quotes: Quotes) -> RenderableType:
    """Return the breaches, those told of one party together; then the parties of whom none is told."""
    told = sorted(brief.breaches, key=lambda one: (not one.by, one.by, str(one.told)))
    rows = (
        (
            listed(one.by) or "nobody named",
            STANDINGS[one.standing],
            speaking(one.holder, one.side),
            day_words(one.told) if one.told else "–",
            f"{one.title}\n{one.incident}" if one.incident else "–",
            quotes.cite(one.evidence),
        )
        for one in told
    )
    made = table(("Of whom", "How", "Told by", "Reported", "About", "Read at"), rows, "No breach is told.")
    named = {name for one in brief.breaches for name in one.by}
    rest = [name for name in parties if name not in named]
    return Group(made, Text(f"Of {listed(rest)} none is told.", "quiet")) if rest and named else made


def _duty_table(said: Iterable[Said], quotes: Quotes) -> RenderableType:
    rows = (
        (
            one.about,
            listed(one.bearer) or "–",
            one.says.replace("_", " "),
            speaking(one.holder, one.side),
            day_words(one.told) if one.told else "–",
            quotes.cite(one.evidence),
        )
        for one in sorted(said, key=lambda one: (one.about, one.side or "~", str(one.told)))
    )
    return table(("Duty", "Whose", "Said", "By", "Reported", "Read at"), rows, "Nothing new is said.")


def _state_table(said: Iterable[Said], quotes: Quotes) -> RenderableType:
    rows = (
        (
            day_words(one.told) if one.told else "–",
            one.says.replace("_", " "),
            speaking(one.holder, one.side),
            listed(one.bearer) or "–",
            quotes.cite(one.evidence),
        )
        for one in sorted(said, key=lambda one: (str(one.told), one.says, one.holder))
    )
    return table(("Reported", "State", "Said by", "Blames", "Read at"), rows, "Nothing new is said.")


def _incident_table(incidents: Iterable[Incident], quotes: Quotes) -> RenderableType:
    rows = (
        (
            one.title,
            days_words(one.date) if one.date else "–",
            "\n".join(_harm(toll) for toll in one.tolls if toll.part_of is None) or "–",
            one.grades.happened.grade,
            one.id,
            quotes.cite(span for toll in one.tolls for span in toll.evidence[:1]) or "–",
        )
        for one in incidents
    )
    columns = ("Incident", "Day", "Toll", "Did it happen", "Id", "Read at")
    return table(columns, rows, "No new incident is told in the reports that speak of it.")


def _harm(toll: Toll) -> str:
    return " ".join(filter(None, (toll_words(toll), whose(toll), toll.effect)))


def _toll_table(tolls: Iterable[Revision], quotes: Quotes) -> RenderableType:
    rows = ((one.title, one.effect, one.before, one.now, quotes.cite(one.evidence)) for one in tolls)
    return table(("Incident", "Effect", "Was", "Now", "Read at"), rows, "No toll was revised.")
