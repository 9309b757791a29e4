"""Views: what each page shows, looked up in the library; the same for a server and for a static copy."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import Any

import msgspec
from markupsafe import Markup

from truceline.export.words import agreement_title
from truceline.model.document import Span
from truceline.model.record import Incident
from truceline.model.statement import Statement
from truceline.store import actors, facts, lists, read, search, spread
from truceline.store.ask import Ask
from truceline.store.lists import PAGE, Found
from truceline.store.open import Record
from truceline.store.vicinity import Near, vicinity
from truceline.web.adding import State
from truceline.web.asked import FILTERS, LABELS, MARKS, ORDERS, Asked, day_of
from truceline.web.calendar import calendar, chosen_year, shown_periods
from truceline.web.coverage import Coverage
from truceline.web.evidence import Evidence, Pointers
from truceline.web.lanes import draw_lanes
from truceline.web.library import Library
from truceline.web.links import Links
from truceline.web.mapping import around, features, script_json, spots
from truceline.web.network import graph
from truceline.web.pages import NEAR_SHOWN
from truceline.web.repeats import Carrier, of_heading
from truceline.web.timeline import Timeline, draw

# As many incidents as a timeline draws: those told in most reports.
DRAWN = 150
# As many agreements as a timeline draws, those of most reports, and as many measures.
DEALS, STEPS = 12, 30
# As many incidents as a map draws, places as its table lists, and relations as can be told apart in a drawing.
MAPPED, LISTED, LINES = 20_000, 250, 48
# Rows that a page of changes has of each sort.
CHANGED = 200
# How many of the most contested, and of the newest, a first page names.
NAMED = 6
# Places that stand in the table of coverage.
PLACES = 25
# How many of each kind a search shows; the lists have the rest.
SHOWN = 8

READERS: dict[str, Callable[..., Found[Any]]] = {
    "incidents": lists.incidents,
    "agreements": lists.agreements,
    "actors": lists.actors,
    "statements": lists.statements,
    "documents": lists.documents,
    "relations": lists.relations,
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

    def near(self, one: Incident) -> list[Near]:
        """Return the incidents nearest in time and place to one."""
        return vicinity(self._library.record, one, NEAR_SHOWN)

    def carriers(self, one: Incident) -> dict[str, Carrier]:
        """Return the reports that tell of an incident, as they are drawn."""
        found = lists.headings(self._library.record, list(one.documents))
        return {doc: of_heading(heading) for doc, heading in found.items()}

    def about(self, events: Iterable[str | None]) -> Mapping[str, facts.Count]:
        """Return in which incident each of these events is shown."""
        return facts.shown_in(self._library.record, [one for one in events if one])

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
    contested = facts.most_contested(record, NAMED)
    named = {one.id for one in contested}
    told = [one for one in lists.incidents(record, Ask(order="reports")).rows if one.id not in named]
    return View(
        "glance.html",
        "At a glance",
        "glance",
        {
            "timeline": _timeline(library),
            "contested": contested,
            "told": told[:NAMED],
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
    return draw(shown, deals[:DEALS], measures[:STEPS], library.published, spread.by_day(record))


def timeline(library: Library) -> View:
    """The whole record in time, with a table of the same beside it."""
    shown = facts.most_told(library.record, DRAWN)
    return View(
        "timeline_page.html",
        "Timeline",
        "timeline",
        {
            "timeline": _timeline(library, shown),
            "rows": shown,
            "total": library.totals["incident"],
            "totals": library.totals,
            "agreements": lists.agreements(library.record, Ask()).rows[:DEALS],
            "measures": lists.measures(library.record, Ask()).rows[:STEPS],
        },
    )


def mapped(library: Library, to: Links) -> View:
    """The places from which incidents are told, on a map, with a table of the same beside it."""
    shown = facts.located(library.record, MAPPED)
    several = spots(shown)
    told = {
        "spots": several[:LISTED],
        "more": max(len(several) - LISTED, 0),
        "drawn": len(shown),
        "total": library.totals["incident"],
        "cut": len(shown) == MAPPED,
        "features": Markup(script_json(features(several, library.names, to))),
    }
    return View("map.html", "Map", "map", told)


def network(library: Library, to: Links) -> View:
    """How actors stand to each other, as a drawing with the same as a table beside it."""
    found = lists.relations(library.record, Ask())
    shown = [one for one in actors.relations_told(library.record, LINES) if one.evidence]
    told = {
        "rows": found.rows,
        "total": found.total,
        "drawn": len(shown),
        "graph": Markup(script_json(graph(shown, library.names, to))),
    }
    return View("network.html", "Network", "network", told)


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
    choices = {key: facts.values(record, table, column) for key, table, column in _VALUES.get(name, ())}
    if name in _ACTORS:
        choices["actor"] = _ACTORS[name](record)
    if name in MARKS:
        choices["marked"] = [facts.Count(words, 0, mark) for mark, words in MARKS[name].items()]
    return choices


# What each list can be limited to: the name of the limit, and the table and column of its values.
_OUTLET = ("outlet", "heading", "outlet")
_VALUES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "incidents": (*((key, "incident", key) for key in ("kind", "happened", "who", "place")), _OUTLET),
    "agreements": (("kind", "agreement", "kind"),),
    "actors": (("kind", "actor", "kind"),),
    "relations": (("kind", "relation", "kind"),),
    "statements": (("stance", "statement", "stance"), _OUTLET),
    "documents": (_OUTLET,),
    "conditions": (("place", "condition", "place"),),
    "citations": (("outlet", "citation", "by"),),
}
_ACTORS: dict[str, Callable[[Record], list[facts.Count]]] = {
    "incidents": actors.holders,
    "statements": actors.speakers,
    "relations": actors.ends,
}


def incident(library: Library, given: str, to: Links) -> View:
    """One incident, with its place on a map and what is near it."""
    found = read.incident(library.record, given)
    near = vicinity(library.record, found, NEAR_SHOWN)
    drawn = features(around(found, near), library.names, to)
    told = {"one": found, "features": Markup(script_json(drawn)) if drawn else None}
    return View("incident_page.html", found.title, "incidents", told)


def agreement(library: Library, given: str) -> View:
    """One agreement in time, with the incidents and measures told in its reports."""
    record = library.record
    found = read.agreement(record, given)
    docs = set(found.documents)
    incidents = facts.told_in(record, found.documents, DRAWN)
    measures = [one for one in read.measures(record) if any(span.doc in docs for span in one.evidence)]
    told = {
        "one": found,
        "drawn": draw_lanes(found, incidents, measures),
        "incidents": incidents,
        "measures": measures,
    }
    return View("agreement_page.html", agreement_title(found), "agreements", told)


def actor(library: Library, given: str) -> View:
    """One actor: its names, where it belongs, what it says and of what it tells."""
    record = library.record
    found = actors.actor(record, given)
    told = {
        "one": found,
        "above": [(id_, library.actors.get(id_, id_)) for id_ in found.part_of],
        "parts_": actors.parts_of(record, found.id),
        "statements": lists.statements(record, Ask(actor=found.id)),
        "stances": actors.stances(record, found.id),
        "incidents": lists.incidents(record, Ask(actor=found.id, order="reports")),
        "blamed": actors.blamed(record, found.id),
        "relations": lists.relations(record, Ask(actor=found.id)),
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
        "names": [PurePath(name).name for name in facts.names_of(record, doc.id)],
    }
    return View("document.html", doc.title or "Without a title", "documents", told)


def outlets(library: Library) -> View:
    """The outlets: what each carries, what of it is copied, on whom it rests."""
    return View("outlets.html", "Outlets", "outlets", {"rows": facts.outlets(library.record)})


def coverage(library: Library, year: str = "") -> View:
    """What is held for when and where, month by month: no report is not no incident. `year` is one to show by months."""
    record = library.record
    places = facts.values(record, "incident", "place")[:PLACES]
    counted = spread.by_period(record, "%Y-%m")
    dated = calendar(counted, library.held.first, library.held.last)
    chosen = chosen_year(dated, year)
    periods = shown_periods(dated, chosen)
    shape = "%Y" if periods and len(periods[0]) == len("2019") else "%Y-%m"
    told = {
        "calendar": dated,
        "year": chosen,
        "periods": periods,
        "by": "year" if shape == "%Y" else "month",
        "places": places,
        "counts": spread.place_periods(record, [one.name for one in places], shape),
        "reports": spread.document_places(record, [one.name for one in places]),
    }
    return View("coverage.html", "Coverage", "coverage", told)


def changes(library: Library, told: str) -> View:
    """What came in since a day; where none is told, since the last day on which something did."""
    record = library.record
    last = facts.last_entry(record)[1]
    since = day_of(told) or day_of(last[:10])
    docs = facts.added_since(record, at=since.isoformat()) if since else []
    came = set(docs)
    incidents = facts.told_in(record, docs, CHANGED)
    said = [one.judgement for one in read.kept_judgements(record)] if since else []
    headings = lists.headings(record, docs[:CHANGED])
    return View(
        "changes.html",
        "Changes",
        "changes",
        {
            "since": since,
            "last": last,
            "wrong": [f"{told[:40]!r} is no day; write it as 2019-03-10."]
            if told and not day_of(told)
            else [],
            "total": len(docs),
            "headings": sorted(headings.values(), key=_published),
            "fresh": [one for one in incidents if came >= set(one.documents)],
            "changed": [one for one in incidents if not came >= set(one.documents)],
            "agreements": facts.agreements_in(record, docs),
            "judgements": [one for one in said if since and one.at >= since.isoformat()],
        },
    )


def _published(one: lists.Heading) -> tuple[datetime.date, str]:
    day = one.published.first if one.published else None
    return day or datetime.date.max, one.id


def adding(library: Library, state: State, token: str) -> View:
    """The form to add reports, how far a run has come, and what it brought."""
    record = library.record
    docs = facts.added_since(record, number=state.before) if state.ended else []
    told = {
        "state": state,
        "token": token,
        "fresh": list(lists.headings(record, docs[:CHANGED]).values()),
        "fresh_ids": docs,
        "changed": facts.told_in(record, docs, CHANGED),
    }
    return View("add.html", "Add reports", "add", told)


def method(library: Library) -> View:
    """What is claimed and what is not."""
    return View("method.html", "Method", "method", {"standing": facts.derivation_words(library.record)})


def said_words(statement: Statement) -> tuple[Span, ...]:
    """Return where a statement stands: what is said, else the word that tells that it was."""
    return statement.content or statement.cue


def finding(_: Library) -> View:
    """The search of a static copy, which its script does."""
    return View("find.html", "Search", "search", {})


def found(library: Library, words: str) -> View:
    """What a search finds, by its kind: the first of each, and how many there are."""
    record, ask = library.record, Ask(words=words)
    told: dict[str, Any] = {"words": words, "shown": SHOWN, "places": {}}
    if words:
        for name in ("agreements", "incidents", "actors", "documents"):
            told[name] = READERS[name](record, ask, spellings=library.spellings)
        for one in told["documents"].rows[:SHOWN]:
            told["places"][one.id] = search.place(record, one.id, words)
    return View("search.html", "Search", "search", told)
