"""The brief of one agreement: what came since a day, for a monitor in the morning."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import Documents, Quotes, prose, section, table, title
from truceline.export.words import agreement_title, day_words, listed, spelled, toll_words
from truceline.model.actor import ActorKind
from truceline.model.bounds import bounds_words
from truceline.model.brief import Breach, Brief, Revision, Said
from truceline.model.document import Document, Span
from truceline.model.record import Agreement, Incident, Toll

# Whose telling of a breach is a finding; anybody else's is an allegation.
FINDING: frozenset[ActorKind] = frozenset(("monitor", "intergovernmental"))


def make_brief(
    agreement: Agreement,
    since: datetime.date,
    incidents: Iterable[Incident],
    documents: Mapping[str, Document],
    kinds: Mapping[str, ActorKind],
) -> Brief:
    """Return the brief of an agreement.

    Args:
        agreement: the deal.
        since: what reports of this day and later say is new.
        incidents: those whose tolls may have been revised.
        documents: all documents, by id.
        kinds: the kind of each actor by its name: a monitor's telling of a breach is a finding.
    """
    new = _New(since, documents)
    reports = [doc for doc in documents.values() if new.day(doc.id) and new.is_new(doc.id)]
    duties = tuple(_duties(agreement, new))
    states = tuple(_states(agreement, new))
    return Brief(
        agreement=agreement.id,
        name=agreement_title(agreement),
        since=since,
        breaches=tuple(_breaches(agreement, new, kinds)),
        states=tuple(one for one in states if one.says != "violated"),
        duties=tuple(one for one in duties if one.says != "breached"),
        tolls=tuple(_tolls(incidents, new)),
        reports=len(reports),
        outlets=tuple(sorted({name for doc in reports if (name := doc.outlet or doc.wire)})),
        last=max((day for doc in reports if (day := new.day(doc.id))), default=None),
        undated=sum(new.day(doc) is None for doc in documents),
    )


class _New:
    """Which evidence is new: that of reports published on a day or later."""

    def __init__(self, since: datetime.date, documents: Mapping[str, Document]) -> None:
        self._since, self._documents = since, documents

    def day(self, doc: str) -> datetime.date | None:
        published = self._documents[doc].published
        return published.last or published.first if published else None

    def is_new(self, doc: str) -> bool:
        day = self.day(doc)
        return day is not None and day >= self._since

    def of(self, evidence: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(span for span in evidence if self.is_new(span.doc))

    def told(self, evidence: Sequence[Span]) -> datetime.date | None:
        return max((day for span in evidence if (day := self.day(span.doc))), default=None)


def _breaches(agreement: Agreement, new: _New, kinds: Mapping[str, ActorKind]) -> Iterator[Breach]:
    """Yield who is told to have broken it, once for the same words: a state "violated", or a duty "breached"."""
    seen: set[tuple[str, tuple[Span, ...]]] = set()
    told = [(one.blames, one.by, one.evidence) for one in agreement.status if one.state == "violated"]
    told += [
        (duty.bearer, said.holder, said.evidence)
        for duty in agreement.obligations
        for said in duty.said_of_performance
        if said.says == "breached"
    ]
    for by, holder, evidence in told:
        fresh = new.of(evidence)
        if fresh and (holder, fresh) not in seen:
            seen.add((holder, fresh))
            yield Breach(by, holder, kinds.get(holder) in FINDING, new.told(fresh), fresh)


def _duties(agreement: Agreement, new: _New) -> Iterator[Said]:
    for duty in agreement.obligations:
        for said in duty.said_of_performance:
            if fresh := new.of(said.evidence):
                yield Said(duty.bearer, duty.action, said.says, said.holder, new.told(fresh), fresh)


def _states(agreement: Agreement, new: _New) -> Iterator[Said]:
    for one in agreement.status:
        if fresh := new.of(one.evidence):
            yield Said(one.blames, agreement_title(agreement), one.state, one.by, new.told(fresh), fresh)


def _tolls(incidents: Iterable[Incident], new: _New) -> Iterator[Revision]:
    for incident in incidents:
        for toll in incident.tolls:
            fresh = new.of(toll.evidence)
            if toll.revised and fresh and new.told(fresh) == new.told(toll.evidence):
                yield _revision(incident, toll, fresh, new)


def _revision(incident: Incident, toll: Toll, fresh: tuple[Span, ...], new: _New) -> Revision:
    before = ", ".join(bounds_words(one.low, one.high, one.exactness) for one in toll.revised)
    return Revision(
        incident.id, incident.title, toll.effect, before, toll_words(toll), new.told(fresh), fresh
    )


def brief_page(brief: Brief, documents: Documents) -> RenderableType:
    """Return the brief as a page: breaches by party, duties, state, revised tolls, coverage."""
    quotes = Quotes(documents)
    held = (
        f"{spelled(brief.reports, 'report')} of {spelled(len(brief.outlets), 'outlet')} published since then"
        + (f", the last on {day_words(brief.last)}" if brief.last else "")
        + (f"; {spelled(brief.undated, 'report')} without a day left out" if brief.undated else "")
        + ". No report is not no incident."
    )
    return Group(
        title(f"{brief.name}: since {day_words(brief.since)}", f"agreement {brief.agreement}"),
        Text(),
        prose(held),
        section("Breaches alleged, and found by monitors", _breach_table(brief.breaches, quotes)),
        section("What is said of the duties", _said_table(brief.duties, quotes)),
        section("What is said of its state", _said_table(brief.states, quotes)),
        section("Tolls revised", _toll_table(brief.tolls, quotes)),
        section("Read from", quotes.render()),
    )


def _breach_table(breaches: Iterable[Breach], quotes: Quotes) -> RenderableType:
    rows = (
        (
            listed(one.by) or "not told",
            "found" if one.found else "alleged",
            one.holder,
            day_words(one.told) if one.told else "–",
            quotes.cite(one.evidence),
        )
        for one in sorted(breaches, key=lambda one: (one.by, one.told or datetime.date.min))
    )
    return table(("Party", "How", "Told by", "Reported", "Read at"), rows, "No breach is told.")


def _said_table(said: Iterable[Said], quotes: Quotes) -> RenderableType:
    rows = (
        (
            one.says.replace("_", " "),
            one.about,
            listed(one.bearer) or "–",
            one.holder,
            day_words(one.told) if one.told else "–",
            quotes.cite(one.evidence),
        )
        for one in said
    )
    return table(("Said", "Of", "Whose", "Told by", "Reported", "Read at"), rows, "Nothing new is said.")


def _toll_table(tolls: Iterable[Revision], quotes: Quotes) -> RenderableType:
    rows = ((one.title, one.effect, one.before, one.now, quotes.cite(one.evidence)) for one in tolls)
    return table(("Incident", "Effect", "Was", "Now", "Read at"), rows, "No toll was revised.")
