"""Conditions, exhibits and citations as shown, and what was told to one outlet as one source."""

import datetime

import msgspec
import pytest

from tests.beside import knowledge, reading
from truceline.model.when import When
from truceline.reconcile.citations import show_citations
from truceline.reconcile.conditions import show_conditions
from truceline.reconcile.exhibits import show_exhibits
from truceline.reconcile.world import World

DAY = datetime.date(2031, 5, 6)


def told(text, **more):
    found = reading(text, **more)
    dated = msgspec.structs.replace(found.document, published=When(DAY, DAY, "day", "May 6", "said"))
    return msgspec.structs.replace(found, document=dated)


def world(*readings) -> World:
    names = knowledge().names
    return World(names.actors, names.outlet, readings, names.roles)


def holder(one, statement):
    said = next((two for two in one.statements if two.id == statement), None)
    return world(one).holder(one.document, said, one.document.id).name


def test_a_condition_has_its_place_its_holder_and_the_day_of_the_report():
    one = told("The council said that at least 9,000 people are trapped in Eldrath.", outlet="Harbour Post")
    [shown] = show_conditions([one], holder)
    assert (shown.kind, shown.low, shown.high, shown.what, shown.told) == (
        "besieged",
        9000,
        None,
        "people",
        DAY,
    )
    assert (shown.place.name, shown.holder) == ("Eldrath", "The council")
    assert [span.quote for span in shown.place.evidence] == ["Eldrath"]


def test_an_exhibit_is_shown_with_names():
    one = told(
        "The Front released two films of the bridge. They show a tank.\nThe Watch has verified the films."
    )
    first, second = show_exhibits([one], holder, world(one))
    shown = {one.words: one for one in (first, second)}
    assert shown["two films"].source == "Highland Front"
    assert (shown["two films"].low, shown["two films"].exactness) == (2, "exact")
    assert shown["the films"].verified == ("Kelmarra Casualty Watch",)


@pytest.mark.parametrize(
    ("more", "by"),
    [
        ({"outlet": "Harbour Post"}, "Harbour Post"),
        ({"outlet": "Harbour Post", "wire": "Lodestar"}, "Harbour Post"),
        ({"wire": "Lodestar", "altered": True}, "unnamed outlet"),
    ],
)
def test_a_citation_tells_who_rests_on_whom(more, by):
    one = told("A doctor told Lodestar that nine people were killed.", **more)
    [shown] = show_citations([one], holder, world(one))
    assert (shown.by, shown.outlet, shown.kind, shown.speaker) == (by, "Lodestar", "told", "A doctor")


def test_an_outlet_told_only_by_the_noun_beside_its_name_is_among_the_actors():
    one = told("According to the LODESTAR news agency, the road was open.")
    assert {actor.id for actor in world(one).named([one])} >= {one.outlet.actor for one in one.citations}


UNNAMED = "A doctor told Lodestar that nine people were killed."


def unit(text, doc, **more):
    one = told(text, **more)
    [said] = [statement for statement in one.statements if statement.speaker.name == "A doctor"]
    return world(one).holder(one.document, said, doc).unit


def test_what_somebody_unnamed_told_one_agency_is_one_source():
    assert unit(UNNAMED, "a", outlet="Harbour Post") == unit(UNNAMED, "b", outlet="Coastline")


def test_what_somebody_unnamed_told_two_agencies_is_two_sources():
    other = UNNAMED.replace("Lodestar", "Hill Radio")
    assert unit(UNNAMED, "a", outlet="Harbour Post") != unit(other, "b", outlet="Coastline")


def test_a_print_of_the_agency_s_own_report_is_of_its_family():
    assert unit(UNNAMED, "a", outlet="Harbour Post", wire="Lodestar") == unit(UNNAMED, "a", outlet="Lodestar")
