"""Overviews: the pages that show the whole record: at a glance, in time, on a map, by what it covers and what is new."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from truceline.model.ids import content_id
from truceline.model.record import Incident
from truceline.store import actors, facts, lists, read, spread
from truceline.store.ask import Ask
from truceline.store.open import Record
from truceline.web.adding import State
from truceline.web.asked import day_of
from truceline.web.calendar import calendar, chosen_year, shown_periods
from truceline.web.dots import LABELLED
from truceline.web.library import Library
from truceline.web.links import Links
from truceline.web.mapping import features, script_json, spots
from truceline.web.network import graph
from truceline.web.rates import rates
from truceline.web.timeline import CIRCLES, Timeline, draw
from truceline.web.views import DRAWN, SHOWN, View

# As many agreements as a timeline draws, those of most reports, and as many measures.
DEALS, STEPS = 12, 30
# As many incidents as a map draws, places as its table lists, and relations as can be told apart in a drawing.
MAPPED, LISTED, LINES = 5_000, 250, 48
# Rows that a page of changes has of each sort.
CHANGED = 200
# How many of the most contested, and of the newest, a first page names.
NAMED = 6
# Places that stand in the table of coverage.
PLACES = 25
# The line of the log behind which something came, as an address tells it; longer numbers are no line of any log.
_ENTRY, LONGEST_NUMBER = re.compile(r"entry-(\d{1,9})"), 10
# Of so many documents the first page of a static copy can say which are new to a reader.
LATEST = 50


def glance(library: Library) -> View:
    """The first page: what the record holds, what it says of deals, and what is most contested."""
    record = library.record
    newest = lists.documents(record, Ask(order="latest"))
    contested = facts.most_contested(record, NAMED)
    named = {one.id for one in contested}
    told = [one for one in facts.most_told(record, 2 * NAMED) if one.id not in named]
    told.sort(key=lambda one: (-len(one.documents), one.id))
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
            "visit": _visit(library),
        },
    )


def _visit(library: Library) -> dict[str, Any]:
    """Return what a browser keeps to tell what is new at the next visit: which record, up to which line of its log."""
    record = library.record
    number, at = facts.last_entry(record)
    last = facts.last_added(record, LATEST)
    headings = lists.headings(record, [doc for _, doc in last])
    return {
        "record": content_id(facts.first_entry(record), record.name),
        "number": number,
        "at": at[:10],
        "latest": [(line, headings[doc]) for line, doc in last if doc in headings],
    }


def _timeline(library: Library, incidents: Iterable[Incident] | None = None) -> Timeline | None:
    record = library.record
    counts = spread.by_day(record)
    crowded = sum(one.incidents for one in counts.values()) > LABELLED
    shown = (
        list(incidents) if incidents is not None else facts.most_told(record, CIRCLES if crowded else DRAWN)
    )
    deals = lists.agreements(record, Ask()).rows[:DEALS]
    measures = lists.measures(record, Ask()).rows[:STEPS]
    told_on = facts.published(record, {doc for one in deals for doc in one.documents})
    return draw(shown, deals, measures, told_on, counts, floor=library.held.first)


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
    # A group told to be the same as itself, under another name, is a row of the table and no line.
    told_of = actors.relations_told(library.record, LINES)
    shown = [one for one in told_of if one.evidence and one.a != one.b]
    told = {
        "rows": found.rows,
        "total": found.total,
        "drawn": len(shown),
        "graph": Markup(script_json(graph(shown, library.names, to))),
    }
    return View("network.html", "Network", "network", told)


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
    """What came in since a day, or behind a line of the log ("entry-120"); where none is told, since the last day with any."""
    record = library.record
    last = facts.last_entry(record)[1]
    after = _ENTRY.fullmatch(told)
    since = None if after else day_of(told) or day_of(last[:10])
    docs = _came(record, since, int(after[1]) if after else None)
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
            "after": bool(after),
            "last": last,
            "wrong": [f"{told[:40]!r} is no day; write it as 2019-03-10."]
            if told and not after and not day_of(told)
            else [],
            "total": len(docs),
            "headings": sorted(headings.values(), key=_published),
            "fresh": [one for one in incidents if came >= set(one.documents)],
            "changed": [one for one in incidents if not came >= set(one.documents)],
            "agreements": facts.agreements_in(record, docs, CHANGED),
            "judgements": [one for one in said if since and one.at >= since.isoformat()],
        },
    )


def _came(record: Record, since: datetime.date | None, after: int | None) -> list[str]:
    """Return the documents (ids) that came since a day, or behind a line of the log."""
    if after is not None:
        return facts.added_since(record, number=after)
    return facts.added_since(record, at=since.isoformat()) if since else []


def news(library: Library, told: str) -> View:
    """What came in behind a line of the log, in a few words for the first page."""
    record = library.record
    docs = (
        facts.added_since(record, number=int(told)) if told.isdigit() and len(told) < LONGEST_NUMBER else []
    )
    came, incidents = set(docs), facts.told_in(record, docs, CHANGED)
    headings = lists.headings(record, docs[-SHOWN:])
    told_ = {
        "after": told,
        "total": len(docs),
        "headings": [headings[doc] for doc in reversed(docs[-SHOWN:]) if doc in headings],
        "fresh": [one for one in incidents if came >= set(one.documents)],
        "changed": [one for one in incidents if not came >= set(one.documents)],
    }
    return View("news.html", "New", "changes", told_)


def _published(one: lists.Heading) -> tuple[datetime.date, str]:
    day = one.published.first if one.published else None
    return day or datetime.date.max, one.id


def adding(library: Library, state: State, token: str, *, fetches: bool) -> View:
    """The form to add reports, how far a run has come, and what it brought."""
    record = library.record
    docs = facts.added_since(record, number=state.before) if state.ended else []
    told = {
        "state": state,
        "token": token,
        "fetches": fetches,
        "fresh": list(lists.headings(record, docs[:CHANGED]).values()),
        "fresh_ids": docs,
        "changed": facts.told_in(record, docs, CHANGED),
    }
    return View("add.html", "Add reports", "add", told)


def method(library: Library) -> View:
    """What is claimed and what is not."""
    return View(
        "method.html",
        "Method",
        "method",
        {"standing": facts.derivation_words(library.record), "rates": rates()},
    )
