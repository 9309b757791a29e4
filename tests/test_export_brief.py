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
KINDS = {"Watch": "monitor", "Northland": "state"}


def at(doc: str, words: str = "The truce was broken.") -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(doc, start, start + len(words), words),)


def status(
    doc: str, state: str = "violated", by: str = "Northland", blames: tuple[str, ...] = ("Southland",)
) -> StatusShown:
    return StatusShown(state, by, blames, None, at(doc))


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


def agreement(states: tuple[StatusShown, ...] = (), duties: tuple[ObligationShown, ...] = ()) -> Agreement:
    return Agreement(
        "d1", ("truce",), "ceasefire", (), (), (), None, None, None, (), states, duties, ("a", "b"), at("a")
    )


def brief(states=(), duties=(), incidents=()):
    return make_brief(agreement(states, duties), NEW, incidents, DOCUMENTS, KINDS)


def test_only_what_reports_of_the_day_or_later_say_is_new():
    found = brief((status("a"), status("b"), status("c")))
    assert [(one.by, one.holder, one.told) for one in found.breaches] == [(("Southland",), "Northland", NEW)]
    assert (found.reports, found.outlets, found.last, found.undated) == (1, ("Outlet b",), NEW, 1)


@pytest.mark.parametrize(("by", "found"), [("Watch", True), ("Northland", False), ("nobody known", False)])
def test_a_breach_is_found_where_a_monitor_tells_it_and_else_alleged(by, found):
    assert [one.found for one in brief((status("b", by=by),)).breaches] == [found]


def test_a_state_and_a_duty_that_tell_one_breach_by_the_same_words_are_one():
    same = duty(PerformanceShown("Northland", "breached", None, at("b")))
    found = brief((status("b"),), (same,))
    assert len(found.breaches) == 1
    assert found.duties == ()


def test_what_is_said_of_duties_and_states_is_no_breach():
    moved = duty(PerformanceShown("Southland", "met", None, at("b", "The guns were moved.")))
    found = brief((status("b", "holding", blames=()),), (moved,))
    assert [(one.says, one.about, one.holder) for one in found.duties] == [
        ("met", "move the guns", "Southland")
    ]
    assert [one.says for one in found.states] == ["holding"]
    assert found.breaches == ()


class Told:
    """An incident as far as the brief looks at it."""

    id, title = "i1", "Raid in Xtown"

    def __init__(self, *tolls: Toll) -> None:
        self.tolls = tolls


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
    Console(file=out, width=100, theme=THEME).print(brief_page(brief((status("b"),)), DOCUMENTS))
    text = out.getvalue()
    assert "alleged" in text
    assert "“The truce was broken.”" in text
    assert "No report is not no incident." in text
