"""What an incident is called, and where it is told to have been."""

import pytest

from truceline.knowledge.happenings import Kind, load_happenings
from truceline.knowledge.load import HERE
from truceline.model.claim import Claim, Figure, Place, Words
from truceline.model.document import Document, Span, Trace
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import Where
from truceline.reconcile.titles import located, title

STRIKE = load_happenings(HERE).kinds["air_strike"]
CLASH = Kind("clash", "Clash", "ASSAULT", joins="")


def told(
    *targets: str,
    altered: bool = False,
    place: str = "Mardrin",
    actor: str | None = None,
    killed: int | None = None,
    doc: str = "d",
) -> tuple[Event, Reading]:
    told_by = Document(
        doc, "", "text", "utf-8", "x" * 50, traces=(Trace("swap", "swapped"),) if altered else ()
    )
    span = Span("d", 0, 1, "x")
    claims = tuple(Claim("e", "target", Words(words, actor), (span,)) for words in targets)
    where = Claim("e", "place", Place(place, place, place.lower(), "exact"), (span,))
    tolls = (Claim("e", "toll", Figure(killed, killed, "exact", "killed"), (span,)),) if killed else ()
    event = Event(
        "e", "air_strike", "ASSAULT", span, 0, "single", "happened", (span,), (*claims, where, *tolls)
    )
    return event, Reading(told_by, "1", "k")


def where(relation: str = "") -> Where:
    return Where("Mardrin", "Mardrin", None, None, "exact", relation)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([told("the market")], "Air strike on the market in Mardrin", id="what was hit"),
        pytest.param([told("The market")], "Air strike on the market in Mardrin", id="no capital in a title"),
        pytest.param([told("Market"), told("the market")], "Air strike on the market in Mardrin", id="with its article"),
        pytest.param([told("its depot")], "Air strike in Mardrin", id="nobody knows whose depot its depot is"),
        pytest.param([told("the post near Mardrin")], "Air strike on the post in Mardrin", id="the place is told once"),
        pytest.param([told("Mardrin")], "Air strike in Mardrin", id="the place is no target"),
        pytest.param([told("Osks Mardrin")], "Air strike in Mardrin", id="whose place it is, with a lost apostrophe"),
        pytest.param([told("a mill airbase", place="Mardrin airbase")], "Air strike on a mill airbase in Mardrin", id="a place called after what is there"),
        pytest.param([told("a mill"), told("the hospital", killed=9)], "Air strike on the hospital in Mardrin", id="what those who count tell"),
        pytest.param(
            [told("2 guards"), told("2 guards", doc="e"), told("a mill", doc="f")], "Air strike on a mill in Mardrin",
            id="two of the harmed are no target beside one",
        ),
        pytest.param([told("the other")], "Air strike in Mardrin", id="nobody can tell what the other is"),
        pytest.param([told("the convoys")], "Air strike on the convoys in Mardrin", id="several of what can be hit"),
        pytest.param([told("two factories")], "Air strike on two factories in Mardrin", id="several factories"),
        pytest.param([told("the Osk", actor="osk")], "Air strike on the Osk in Mardrin", id="a side"),
        pytest.param([told("the Watch", actor="watch")], "Air strike in Mardrin", id="who told of it was not hit"),
        pytest.param([told("the seller", altered=True)], "Air strike in Mardrin", id="an altered copy names nothing"),
        pytest.param(
            [told("a mill"), told("the hospital", doc="e"), told("the Orla hospital", doc="f")],
            "Air strike on the hospital in Mardrin", id="what most tell",
        ),
        pytest.param(
            [told("the old hospital"), told("the new hospital"), told("a mill", doc="e")],
            "Air strike on the new hospital in Mardrin", id="a report that says it twice says it, where no more say anything else",
        ),
        pytest.param(
            [told("the hospital"), told("the hospital"), told("a mill", doc="e"), told("a mill", doc="f")],
            "Air strike on a mill in Mardrin", id="a report that says it twice is one",
        ),
        pytest.param(
            [told("the mill"), *(told(doc=f"{n}") for n in range(10))], "Air strike in Mardrin", id="one in eleven says what was hit",
        ),
    ],
)  # fmt: skip
def test_title(events: list[tuple[Event, Reading]], expected: str) -> None:
    assert title(STRIKE, events, where(), {"osk"}.__contains__) == expected


def test_a_clash_is_on_nobody() -> None:
    assert title(CLASH, [told("fire")], where(), bool) == "Clash in Mardrin"


def test_an_untold_place_is_said_to_be_untold() -> None:
    assert title(STRIKE, [told("the market")], None, bool) == "Air strike on the market, place not told"


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("", "in Mardrin"), ("near", "near Mardrin"), ("north of", "north of Mardrin"), ("eastern", "in eastern Mardrin"),
     ("north", "in the north of Mardrin")],
)  # fmt: skip
def test_located(relation: str, expected: str) -> None:
    assert located(where(relation)) == expected
