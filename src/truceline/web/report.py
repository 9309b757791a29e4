"""One page that can be mailed: a record, or a part of it, with every document that it quotes; no outside request."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from truceline.model.copies import Copy, altered_copies, marked
from truceline.model.document import Document
from truceline.model.errors import RecordError
from truceline.model.record import Agreement, Incident
from truceline.store import read
from truceline.store.facts import Count
from truceline.store.open import Record
from truceline.store.snapshot import Standing, standing
from truceline.store.spread import SURE, DayCount
from truceline.store.vicinity import Near
from truceline.web.coverage import Coverage, coverage
from truceline.web.evidence import Evidence
from truceline.web.lanes import Drawn, draw_lanes
from truceline.web.masked import Names
from truceline.web.pages import environment, near
from truceline.web.repeats import Carrier, of_document
from truceline.web.selection import Selected, Selection, cited, select
from truceline.web.sheets import Sheet, kin, sheet
from truceline.web.timeline import Timeline, draw

# A page with more documents is more than a browser opens at ease; a part of the record is.
MOST_DOCUMENTS = 10_000


class Page(msgspec.Struct, frozen=True):
    """All that the template of a report shows."""

    title: str
    selected: Selected
    sheets: Mapping[str, Sheet]
    held: Coverage
    shown: Coverage
    coverages: Mapping[str, Coverage]
    timeline: Timeline | None
    standing: Standing
    masked: int
    names: Names

    def evidence(self, section: str) -> Evidence:
        """Begin a section that quotes."""
        return Evidence(section, self.sheets, self.names)

    def near(self, one: Incident) -> list[Near]:
        """Return the incidents of the page nearest to one in place and time."""
        return near(one, self.selected.incidents)

    def about(self, events: Iterable[str | None]) -> Mapping[str, Count]:
        """Return in which incident of the page each of these events is shown."""
        wanted = {one for one in events if one}
        return {
            event: Count(one.title, len(one.documents), one.id)
            for one in self.selected.incidents
            for event in wanted.intersection(one.events)
        }

    def carriers(self, one: Incident) -> dict[str, Carrier]:
        """Return the reports that tell of an incident, as they are drawn."""
        told = {doc: self.sheets[doc] for doc in one.documents}
        return {
            doc: of_document(told[doc].document, told[doc].kin.copied_as, told[doc].kin.copy_of)
            for doc in told
        }

    def drawn(self, one: Agreement) -> Drawn | None:
        """Return an agreement in time, with what its reports tell besides."""
        docs = set(one.documents)
        incidents = [other for other in self.selected.incidents if docs & set(other.documents)]
        measures = [
            step for step in self.selected.measures if any(span.doc in docs for span in step.evidence)
        ]
        return draw_lanes(one, incidents, measures)

    def title_of(self, id_: str) -> str | None:
        """Return the title of an incident that is on the page."""
        return next((one.title for one in self.selected.incidents if one.id == id_), None)


def write_report(
    record: Record,
    path: Path,
    selection: Selection | None = None,
    *,
    title: str | None = None,
    masked: bool = True,
) -> None:
    """Write a record, or the part that is selected, as one HTML file; every value opens the words it was read from.

    Args:
        record: the record.
        path: the file to write; one that is there is not touched.
        selection: which part; None for all.
        title: the head of the page; the record's file name where it is None.
        masked: whether the names of private victims and witnesses are masked.

    Raises:
        FileExistsError: the file is there already.
        OSError: it cannot be written.
        NotFound: nothing is there that the selection asks for.
        RecordError: the part selected quotes more documents than a page can hold.
    """
    page = _page(record, selection or Selection(), title or record.name, masked=masked)
    text = environment(page.names).get_template("report.html").render(page=page)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _page(record: Record, selection: Selection, title: str, *, masked: bool) -> Page:
    told = {one.document.id: one for one in read.shown(record)}
    copies = list(read.copies(record))
    altered = altered_copies(copies)
    documents = {doc: marked(one.document, altered) for doc, one in told.items()}
    private = {doc: one.private if masked else () for doc, one in told.items()}
    selected = select(record, selection, documents)
    shown = _with_originals(cited(selected), altered)
    if len(shown) > MOST_DOCUMENTS:
        raise RecordError(
            f"{len(shown)} documents are quoted, more than the {MOST_DOCUMENTS} that one page holds: select a part"
        )
    names = Names((span.quote for spans in private.values() for span in spans), _public(record))
    about = _by_document(copies)
    sheets = {
        doc: sheet(documents[doc], private[doc], names, kin(documents[doc], about.get(doc, ()), documents))
        for doc in shown
    }
    made = frozenset(copy.doc for copy in copies)
    return Page(
        title=title,
        selected=selected,
        sheets=sheets,
        held=coverage(documents.values(), made),
        shown=coverage((documents[doc] for doc in shown), made),
        coverages=_coverages(selected, documents, made),
        timeline=draw(
            selected.incidents,
            selected.agreements,
            selected.measures,
            {doc.id: doc.published for doc in documents.values() if doc.published},
            _by_day(selected, [documents[doc] for doc in shown]),
            floor=min(
                (doc.published.first for doc in documents.values() if doc.published and doc.published.first),
                default=None,
            ),
        ),
        standing=standing(record),
        masked=len({span.quote for doc in shown for span in private[doc]}),
        names=names,
    )


def _by_day(selected: Selected, documents: Iterable[Document]) -> Mapping[datetime.date, DayCount]:
    """Return how many incidents and reports of the selection each day has."""
    found: defaultdict[datetime.date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in selected.incidents:
        if one.scope == "single" and one.date and one.date.first:
            found[one.date.first][0] += 1
            found[one.date.first][1] += one.grades.happened.grade in SURE
    for doc in documents:
        if doc.published and doc.published.first:
            found[doc.published.first][2] += 1
    return {day: DayCount(*counts) for day, counts in sorted(found.items())}


def _by_document(copies: Iterable[Copy]) -> Mapping[str, list[Copy]]:
    """Return by document the copies that it is, and those that were made from it."""
    found: defaultdict[str, list[Copy]] = defaultdict(list)
    for one in copies:
        for doc in filter(None, (one.doc, one.of)):
            found[doc].append(one)
    return found


def _public(record: Record) -> Iterable[str]:
    """Yield the names of all who are no private persons: everybody but persons who belong to nobody."""
    return (actor.name for actor in read.actors(record) if actor.kind != "person" or actor.part_of)


def _with_originals(cited: Iterable[str], altered: Mapping[str, Copy]) -> list[str]:
    """Return the documents that are quoted, and the originals beside which altered words are shown."""
    docs = set(cited)
    return sorted(docs | {of for doc in docs if doc in altered and (of := altered[doc].of) is not None})


def _coverages(
    selected: Selected, documents: Mapping[str, Document], made: frozenset[str]
) -> dict[str, Coverage]:
    """Return what stands beside each incident and agreement, by its id."""
    nouns: list[Incident | Agreement] = [*selected.incidents, *selected.agreements]
    return {noun.id: coverage((documents[doc] for doc in noun.documents), made) for noun in nouns}
