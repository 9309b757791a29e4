"""Lanes: a deal's life on an axis of days; and the sequences of its duties."""

import datetime
import io

import pytest
from rich.console import Console

from truceline.export.chronology import in_sequence
from truceline.export.lanes import Lanes
from truceline.export.page import THEME
from truceline.model.document import Span
from truceline.model.record import (
    Agreement,
    BreachShown,
    DateShown,
    Days,
    ObligationShown,
    PerformanceShown,
    StatusShown,
)

START = datetime.date(2019, 3, 2)
AT = (Span("d", 0, 5, "truce"),)


def on(n: int, last: int | None = None) -> Days:
    days = [START + datetime.timedelta(days=k) for k in (n, n if last is None else last)]
    return Days(days[0], days[1], "day", "that day")


def turn(name: str, n: int, last: int | None = None) -> DateShown:
    return DateShown(name, on(n, last), "Paper", None, None, AT)


def breach(standing: str, n: int, side: str | None = "South") -> BreachShown:
    return BreachShown((), "Envoy", side, standing, None, on(n).first, None, AT)


def state(name: str, n: int) -> StatusShown:
    return StatusShown(name, "North", (), on(n), AT, "North")


def owed(action: str, order: int = 0, after: str | None = None, *said: PerformanceShown) -> ObligationShown:
    return ObligationShown(
        (), (), "do", action, None, order, after, None, "reported", False, "Paper", said, AT
    )


def agreement(*, dates=(), breaches=(), status=(), duties=()) -> Agreement:
    return Agreement(
        "a", ("truce",), "ceasefire", ("North", "South"), ("Guarantor",), (), None, None, None, (), tuple(status),
        tuple(duties), ("d",), AT, dates=tuple(dates), breaches=tuple(breaches),
    )  # fmt: skip


class Happened:
    """An incident as far as the lanes look at it."""

    scope = "single"

    def __init__(self, n: int) -> None:
        self.date = on(n)


def drawn(one: Agreement, incidents=(), width: int = 80) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, theme=THEME).print(Lanes(one, incidents))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def flat(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def lane(lines: list[str], name: str) -> list[str]:
    (line,) = [line for line in lines if line.startswith(name)]
    return line.removeprefix(name).split()


TURNS = (turn("announced", 0), turn("in_effect", 2), turn("ended", 6))


def test_the_deal_is_drawn_from_its_effect_to_its_end():
    assert lane(drawn(agreement(dates=TURNS)), "the deal") == ["A", "·", "E", "─", "─", "─", "#"]


def test_each_party_and_broker_has_a_lane_though_it_be_silent():
    lines = drawn(agreement(dates=TURNS, breaches=[breach("alleged", 3)], status=[state("holding", 4)]))
    assert lane(lines, "South") == ["·", "·", "·", "▲", "·", "·", "·"]
    assert lane(lines, "North") == ["·", "·", "·", "·", "●", "·", "·"]
    assert lane(lines, "Guarantor") == ["·"] * 7
    assert not [line for line in lines if line.startswith("others")]


def test_who_speaks_for_no_party_stands_among_the_others():
    lines = drawn(agreement(dates=TURNS, breaches=[breach("found", 3, side=None)]))
    assert lane(lines, "others")[3] == "◆"


@pytest.mark.parametrize(
    ("standing", "sign"),
    [("alleged", "▲"), ("found", "◆"), ("admitted", "■"), ("denied", "○"), ("excluded", "△")],
)
def test_each_standing_of_a_breach_has_its_own_sign(standing, sign):
    assert lane(drawn(agreement(dates=TURNS, breaches=[breach(standing, 3)])), "South")[3] == sign


def test_what_is_said_of_duties_is_drawn_on_the_day_of_the_report():
    said = PerformanceShown("Envoy", "not_met", None, AT, "South", on(5).first)
    assert (
        lane(drawn(agreement(dates=TURNS, duties=[owed("move the guns", 0, None, said)])), "South")[5] == "✗"
    )


def test_a_month_is_drawn_on_each_of_its_days_in_small_letters():
    assert lane(drawn(agreement(dates=[turn("announced", 0, 3), turn("in_effect", 4)])), "the deal") == [
        "a", "a", "a", "a", "E",
    ]  # fmt: skip


def test_incidents_are_counted_and_are_no_breaches():
    lines = drawn(agreement(dates=TURNS), [Happened(3), Happened(3), Happened(4), Happened(90)])
    assert lane(lines, "incidents reported") == ["·", "·", "·", "2", "1", "·", "·"]
    assert "An incident is no breach" in flat(lines)


def test_years_after_its_end_nothing_is_drawn_and_it_says_so():
    lines = drawn(agreement(dates=TURNS, breaches=[breach("alleged", 900)]))
    assert len(lane(lines, "the deal")) == 7
    assert "Outside these days: one mark." in flat(lines)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_page(width):
    long = agreement(dates=(turn("announced", 0), turn("ended", 200)), breaches=[breach("alleged", 100)])
    lines = drawn(long, width=width)
    assert max(map(len, lines)) <= width
    assert "One column is" in flat(lines)


def test_a_deal_of_which_no_day_is_told_has_no_lanes():
    assert not Lanes(agreement(), ())


def test_each_sequence_of_duties_stands_in_one_piece():
    duties = [
        owed("move the guns", 1),
        owed("a truce of ten days", 1),
        owed("an exchange of prisoners", 2, "a truce of ten days"),
        owed("free 40 soldiers"),
        owed("let convoys in", 2, "move the guns"),
    ]
    assert [one.action for one in in_sequence(duties)] == [
        "move the guns",
        "let convoys in",
        "a truce of ten days",
        "an exchange of prisoners",
        "free 40 soldiers",
    ]
