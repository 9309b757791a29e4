"""Views: what each page shows, looked up in the library; the same for a server and for a static copy."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import Any

import msgspec
from markupsafe import Markup

from truceline.export.words import agreement_title
from truceline.knowledge.countries import country_called
from truceline.model.document import Span
from truceline.model.record import Incident
from truceline.model.statement import Statement
from truceline.store import actors, facts, lists, read, search
from truceline.store.ask import Ask
from truceline.store.lists import PAGE, Found
from truceline.store.open import Record
from truceline.store.vicinity import Near, vicinity
from truceline.web.asked import FILTERS, LABELS, MARKS, ORDERS, Asked
from truceline.web.coverage import Coverage
from truceline.web.evidence import Evidence, Pointers
from truceline.web.lanes import draw_lanes
from truceline.web.library import Library
from truceline.web.links import Links
from truceline.web.mapping import around, features, script_json
from truceline.web.pages import NEAR_SHOWN
from truceline.web.repeats import Carrier, of_heading

# As many incidents as a timeline draws: those told in most reports.
DRAWN = 150
# How many of each kind a search shows; the lists have the rest.
SHOWN = 8

# Lists that are called otherwise than their address.
_TITLES = {"citations": "Who cites whom"}

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


def listing(library: Library, asked: Asked) -> View:
    """One page of a list, with what it is limited to and what it could be."""
    ask = meant(library, asked.ask)
    found = READERS[asked.name](library.record, ask, page=asked.page, spellings=library.spellings)
    asked = msgspec.structs.replace(asked, ask=ask)
    return View(
        "listing.html",
        _TITLES.get(asked.name, asked.name.capitalize()),
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


def meant(library: Library, ask: Ask) -> Ask:
    """Return what is asked for with the actor that an address means."""
    return msgspec.structs.replace(ask, actor=library.actor_meant(ask.actor)) if ask.actor else ask


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
_OUTLET = ("outlet", "heading", "publisher")
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
    found = actors.actor(record, library.actor_meant(given))
    told = {
        "one": found,
        "country": found.country
        and (country_called(found.country) or actors.country(record, found.country) or found.country),
        "above": [(id_, library.actors.get(id_, id_)) for id_ in found.part_of],
        "parts_": actors.parts_of(record, found.id),
        "statements": lists.statements(record, Ask(actor=found.id)),
        "stances": actors.stances(record, found.id),
        "incidents": lists.incidents(record, Ask(actor=found.id, order="reports")),
        "blamed": actors.blamed(record, found.id),
        "owed": actors.owes(record, found.name, PAGE),
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
