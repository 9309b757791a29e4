"""Views: what each page shows, looked up in the library; the same for a server and for a static copy."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from truceline.export.words import agreement_title
from truceline.model.document import Span
from truceline.model.record import Incident
from truceline.model.statement import Statement
from truceline.store import facts, lists, read
from truceline.store.ask import Ask
from truceline.store.lists import PAGE, Found
from truceline.web.asked import FILTERS, LABELS, MARKS, ORDERS, Asked
from truceline.web.coverage import Coverage
from truceline.web.evidence import Evidence, Pointers
from truceline.web.library import Library
from truceline.web.links import Links
from truceline.web.pages import NEAR_DAYS, NEAR_SHOWN
from truceline.web.timeline import Timeline, draw

# As many incidents as a timeline draws: those told in most reports.
DRAWN = 150
# How many of the most contested, and of the newest, a first page names.
NAMED = 6
# Places that stand in the table of coverage.
PLACES = 25

READERS: dict[str, Callable[..., Found[Any]]] = {
    "incidents": lists.incidents,
    "agreements": lists.agreements,
    "actors": lists.actors,
    "statements": lists.statements,
    "documents": lists.documents,
    "measures": lists.measures,
    "conditions": lists.conditions,
    "exhibits": lists.exhibits,
    "citations": lists.citations,
}


class View(msgspec.Struct, frozen=True):
    """One page: its template, its title, which part of the site it belongs to, and what the template is given."""

    template: str
    title: str
    part: str
    told: Mapping[str, Any]


class Page:
    """What the templates ask of a page while they are filled."""

    def __init__(self, library: Library, to: Links) -> None:
        """Fill pages from this library, with links to these places."""
        self._library = library
        self._to = to
        self.sheets = library.sheets

    def evidence(self, section: str) -> Evidence:
        """Begin a section that quotes."""
        return Evidence(section, self.sheets, self._library.names, self._to)

    def pointers(self, section: str) -> Evidence:
        """Begin a list whose values open their words, without numbers or quotes under it."""
        return Pointers(section, self.sheets, self._library.names, self._to)

    @cached_property
    def held(self) -> Coverage:
        """Return what the whole record covers."""
        return self._library.held

    @property
    def coverages(self) -> "Coverages":
        """Return what stands beside each noun, by its id."""
        return Coverages(self._library)

    def near(self, one: Incident) -> list[Incident]:
        """Return the incidents nearest in time and place to one."""
        return facts.near(self._library.record, one, days=NEAR_DAYS, count=NEAR_SHOWN)

    def title_of(self, id_: str) -> str | None:
        """Return the title of an incident."""
        return facts.titles(self._library.record, [id_]).get(id_)


class Coverages:
    """What the documents of a noun cover; a noun is given by its id, after `of` told of it."""

    def __init__(self, library: Library) -> None:
        """Look the documents up in this library."""
        self._library = library

    def __getitem__(self, id_: str) -> Coverage:
        return self._library.coverage(facts.documents_of(self._library.record, id_))


def glance(library: Library) -> View:
    """The first page: what the record holds, what it says of deals, and what is most contested."""
    record = library.record
    newest = lists.documents(record, Ask(order="latest"))
    return View(
        "glance.html",
        "At a glance",
        "glance",
        {
            "timeline": _timeline(library),
            "contested": facts.most_contested(record, NAMED),
            "told": lists.incidents(record, Ask(order="reports")).rows[:NAMED],
            "agreements": lists.agreements(record, Ask()).rows[:NAMED],
            "newest": newest.rows[:NAMED],
            "totals": library.totals,
        },
    )


def _timeline(library: Library, incidents: Iterable[Incident] | None = None) -> Timeline | None:
    record = library.record
    shown = list(incidents) if incidents is not None else facts.most_told(record, DRAWN)
    deals = lists.agreements(record, Ask()).rows
    measures = lists.measures(record, Ask()).rows
    return draw(shown, deals[:12], measures[:30], library.published)


def timeline(library: Library) -> View:
    """The whole record in time, with a table of the same beside it."""
    shown = facts.most_told(library.record, DRAWN)
    return View(
        "timeline_page.html",
        "Timeline",
        "timeline",
        {"timeline": _timeline(library, shown), "rows": shown, "total": library.totals["incident"]},
    )


def listing(library: Library, asked: Asked) -> View:
    """One page of a list, with what it is limited to and what it could be."""
    found = READERS[asked.name](library.record, asked.ask, page=asked.page, spellings=library.spellings)
    return View(
        "listing.html",
        asked.name.capitalize(),
        asked.name,
        {
            "name": asked.name,
            "asked": asked,
            "rows": found.rows,
            "total": found.total,
            "pages": -(-found.total // PAGE),
            "first": (asked.page - 1) * PAGE + 1,
            "choices": _choices(library, asked.name),
            "filters": FILTERS[asked.name],
            "labels": LABELS,
            "orders": ORDERS.get(asked.name, {}),
            "actors": library.actors,
        },
    )


def _choices(library: Library, name: str) -> dict[str, list[facts.Count]]:
    """Return what each limit of a list can be, with how many rows each has."""
    made = library.choices.get(name)
    if made is None:
        made = library.choices[name] = _made_choices(library, name)
    return made


def _made_choices(library: Library, name: str) -> dict[str, list[facts.Count]]:
    record = library.record
    choices: dict[str, list[facts.Count]] = {}
    match name:
        case "incidents":
            choices = facts.incident_values(record)
            choices["actor"] = facts.holders(record)
        case "agreements" | "actors":
            choices["kind"] = facts.values(record, name.removesuffix("s"), "kind")
        case "statements":
            choices["stance"] = facts.values(record, "statement", "stance")
            choices["actor"] = facts.speakers(record)
        case "conditions":
            choices["place"] = facts.values(record, "condition", "place")
        case "citations":
            choices["outlet"] = facts.values(record, "citation", "by")
    if name in ("incidents", "statements", "documents"):
        choices["outlet"] = facts.values(record, "heading", "outlet")
    if name in MARKS:
        choices["marked"] = [facts.Count(words, 0, mark) for mark, words in MARKS[name].items()]
    return choices


def incident(library: Library, given: str) -> View:
    """One incident."""
    found = read.incident(library.record, given)
    return View("incident_page.html", found.title, "incidents", {"one": found})


def agreement(library: Library, given: str) -> View:
    """One agreement, with the incidents and measures told in its reports on one scale of days."""
    record = library.record
    found = read.agreement(record, given)
    docs = set(found.documents)
    incidents = facts.told_in(record, found.documents, DRAWN)
    measures = [one for one in read.measures(record) if any(span.doc in docs for span in one.evidence)]
    drawn = draw(incidents, [found], measures, library.published)
    told = {"one": found, "timeline": drawn, "incidents": incidents, "measures": measures}
    return View("agreement_page.html", agreement_title(found), "agreements", told)


def actor(library: Library, given: str) -> View:
    """One actor: its names, where it belongs, what it says and of what it tells."""
    record = library.record
    found = facts.actor(record, given)
    told = {
        "one": found,
        "above": [(id_, library.actors.get(id_, id_)) for id_ in found.part_of],
        "parts_": facts.parts_of(record, found.id),
        "statements": lists.statements(record, Ask(actor=found.id)),
        "stances": facts.stances(record, found.id),
        "incidents": lists.incidents(record, Ask(actor=found.id, order="reports")),
        "blamed": facts.blamed(record, found.id),
        "actors": library.actors,
        "page_rows": PAGE,
    }
    return View("actor.html", found.name, "actors", told)


def document(library: Library, given: str, at: tuple[int, int] | None = None) -> View:
    """One document whole, and everything that was read from it."""
    record = library.record
    doc = read.document(record, given)
    told = {
        "sheet": library.sheets[doc.id],
        "marked": (at,) if at else (),
        "events": list(read.events(record, document=doc.id)),
        "in_incident": facts.incidents_of(record, doc.id),
        "statements": list(read.statements(record, document=doc.id)),
        "agreements": facts.agreements_of(record, doc.id),
        "conditions": lists.conditions(record, Ask(document=doc.id)).rows,
        "exhibits": lists.exhibits(record, Ask(document=doc.id)).rows,
        "citations": lists.citations(record, Ask(document=doc.id)).rows,
        "measures": lists.measures(record, Ask(document=doc.id)).rows,
        "names": facts.names_of(record, doc.id),
    }
    return View("document.html", doc.title or "Without a title", "documents", told)


def outlets(library: Library) -> View:
    """The outlets: what each carries, what of it is copied, on whom it rests."""
    return View("outlets.html", "Outlets", "outlets", {"rows": facts.outlets(library.record)})


def coverage(library: Library) -> View:
    """What is held for when and where: no report is not no incident."""
    record = library.record
    places = facts.incident_values(record)["place"][:PLACES]
    months = facts.by_month(record)
    told = {
        "months": months,
        "most": max((one["documents"] for one in months.values()), default=0),
        "places": places,
        "counts": facts.place_months(record, [one.name for one in places]),
    }
    return View("coverage.html", "Coverage", "coverage", told)


def method(library: Library) -> View:
    """What is claimed and what is not."""
    return View("method.html", "Method", "method", {"standing": facts.derivation_words(library.record)})


def said_words(statement: Statement) -> tuple[Span, ...]:
    """Return where a statement stands: what is said, else the word that tells that it was."""
    return statement.content or statement.cue


def found(library: Library, words: str) -> View:
    """What a search finds in documents and in what the record shows."""
    hits = read.search(library.record, words) if words else []
    headings = lists.headings(library.record, [hit.id for hit in hits if hit.kind == "document"])
    told = {"words": words, "hits": hits, "headings": headings}
    return View("search.html", "Search", "search", told)
