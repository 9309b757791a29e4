"""The brief of an agreement: what reports since a day say of it."""

import datetime
import io

import pytest
from rich.console import Console

from truceline.export.brief import brief_page, make_brief
from truceline.export.page import THEME
from truceline.model.document import Document, Span
from truceline.model.record import (
    Agreement,
    BreachShown,
    Days,
    ObligationShown,
    PerformanceShown,
    Revised,
    StatusShown,
    Toll,
)
from truceline.model.when import When

OLD, NEW = datetime.date(2019, 3, 1), datetime.date(2019, 3, 5)
TEXT = "The truce was broken. The guns were moved. Nine died."


def document(key: str, day: datetime.date | None) -> Document:
    when = When(day, day, "day", "", "said") if day else None
    return Document(key, "", "text", "utf-8", TEXT, outlet=f"Outlet {key}", published=when)


DOCUMENTS = {key: document(key, day) for key, day in (("a", OLD), ("b", NEW), ("c", None))}


def at(doc: str, words: str = "The truce was broken.") -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(doc, start, start + len(words), words),)


def status(doc: str, state: str, by: str = "Northland") -> StatusShown:
    return StatusShown(state, by, (), None, at(doc))


def breach(doc: str, standing: str = "alleged", event: str | None = None) -> BreachShown:
    told = DOCUMENTS[doc].published
    day = told.last if told else None
    return BreachShown(("Southland",), "Minister", "Northland", standing, None, day, event, at(doc))


def duty(*said: PerformanceShown) -> ObligationShown:
    return ObligationShown(
        ("Southland",),
        (),
        "do",
        "move the guns",
        None,
        0,
        None,
        None,
        "agreed",
        False,
        "Lodestar",
        said,
        at("a"),
    )


def agreement(
    states: tuple[StatusShown, ...] = (),
    duties: tuple[ObligationShown, ...] = (),
    breaches: tuple[BreachShown, ...] = (),
) -> Agreement:
    days = Days(OLD, OLD, "day", "1 March")
    documents, parties = ("a", "b"), ("Northland", "Southland")
    return Agreement(
        "d1", ("truce",), "ceasefire", parties, (), (), None, days, None, (), states, duties, documents, at("a"),
        breaches=breaches,
    )  # fmt: skip


def brief(states=(), duties=(), incidents=(), breaches=()):
    return make_brief(agreement(states, duties, breaches), NEW, incidents, DOCUMENTS)


def test_only_what_reports_of_the_day_or_later_say_is_new():
    found = brief(breaches=(breach("a"), breach("b"), breach("c")))
    assert [(one.by, one.holder, one.side, one.told) for one in found.breaches] == [
        (("Southland",), "Minister", "Northland", NEW)
    ]
    assert (found.reports, found.speaking, found.outlets, found.last, found.undated) == (
        1,
        1,
        ("Outlet b",),
        NEW,
        1,
    )


def test_a_breach_stands_as_its_holder_has_it_and_leads_to_the_incident_that_it_is_about():
    told = tuple(breach("b", standing, "e1") for standing in ("found", "admitted", "denied"))
    found = brief(breaches=(*told, breach("b", "alleged", "e9")), incidents=(Told(),)).breaches
    assert [one.standing for one in found] == ["found", "admitted", "denied", "alleged"]
    assert [one.incident for one in found] == ["i1", "i1", "i1", None]


def test_what_is_said_of_duties_and_states_is_no_breach():
    moved = duty(PerformanceShown("Southland", "met", None, at("b", "The guns were moved.")))
    found = brief((status("b", "holding"), status("b", "violated")), (moved,))
    assert [(one.says, one.about, one.holder) for one in found.duties] == [
        ("met", "move the guns", "Southland")
    ]
    assert [one.says for one in found.states] == ["holding"]
    assert found.breaches == ()


@pytest.mark.parametrize(
    ("documents", "day", "is_new"),
    [
        (("b",), NEW, True),
        (("a", "b"), NEW, False),
        (("b",), datetime.date(2014, 6, 1), False),
        (("b",), None, False),
    ],
    ids=["told by new reports alone", "told before", "history", "of no day"],
)
def test_an_incident_is_new_where_only_new_reports_tell_of_these_days(documents, day, is_new):
    found = brief(incidents=(Told(documents=documents, day=day),))
    assert found.incidents == (("i1",) if is_new else ())


class Told:
    """An incident as far as the brief looks at it."""

    id, title, events, scope, modality = "i1", "Raid in Xtown", ("e1",), "single", "happened"

    def __init__(
        self, *tolls: Toll, documents: tuple[str, ...] = ("a", "b"), day: datetime.date | None = NEW
    ) -> None:
        self.tolls, self.documents = tolls, documents
        self.date = Days(day, day, "day", "that day") if day else None


def toll(doc: str, *, revised: bool) -> Toll:
    before = (Revised(4, 4, "exact", OLD, at("a", "Nine died.")),) if revised else ()
    evidence = at(doc, "Nine died.")
    return Toll("killed", None, "unknown", "", None, "single", None, 9, 9, "exact", 9, 9, evidence, before)


def test_a_toll_is_revised_where_the_figure_that_changed_it_is_new():
    found = brief(
        incidents=(Told(toll("b", revised=True), toll("b", revised=False), toll("a", revised=True)),)
    )
    assert [(one.before, one.now, one.told) for one in found.tolls] == [("4", "9", NEW)]


def test_the_page_says_who_tells_it_and_what_it_was_read_from():
    out = io.StringIO()
    Console(file=out, width=100, theme=THEME).print(
        brief_page(brief(breaches=(breach("b"),)), DOCUMENTS, (), ("Northland", "Southland"))
    )
    text = out.getvalue()
    assert "alleged" in text
    assert "Minister (Northland)" in text
    assert "Of Northland none is told." in text
    assert "one report speaks of this deal" in text
    assert "“The truce was broken.”" in text
    assert "No report is not no incident." in text
