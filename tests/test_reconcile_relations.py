"""Relations across documents: what is told, in which stretch of time, by how many; and the series of two actors."""

import datetime

import msgspec
import pytest

from tests.beside import knowledge, reading
from truceline.model.actor import Actor
from truceline.model.standing import Telling
from truceline.model.when import When
from truceline.reconcile.series import find_series
from truceline.reconcile.standings import find_relations
from truceline.reconcile.tellings import known_tellings, show_tellings
from truceline.reconcile.world import World

DAY = datetime.date(2031, 5, 6)
WEIGHTS = knowledge().relations.weights


def told(text, *, doc="d", day=DAY, outlet="Harbour Post"):
    found = reading(text, outlet=outlet)
    dated = msgspec.structs.replace(
        found.document, id=doc, published=When(day, day, "day", "May 6", "said") if day else None
    )
    names = knowledge().names
    world = World(names.actors, names.outlet, [found], names.roles)
    return list(show_tellings([msgspec.structs.replace(found, document=dated)], {doc: doc}, world))


def said(one):
    return f"{one.a} {one.kind} {one.b}" + ("" if one.modality == "happened" else f" ({one.modality})")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Drovane supports the Highland Front.", ["drovane supports highland_front"]),
        ("Drovane accused Kelmarra of the attack.", ["drovane accuses kelmarra_gov"]),
        # One side alone accuses: the denial is its answer.
        (
            "Drovane accused Kelmarra of shelling Skarn. Kelmarra denied that it shelled Skarn.",
            ["drovane accuses kelmarra_gov", "kelmarra_gov denies drovane"],
        ),
        # Two accuse: whom the denial answers is not certain.
        (
            "Drovane accused Kelmarra of shelling Skarn. The Highland Front accused Kelmarra of shelling Skarn too. "
            "Kelmarra denied that it shelled Skarn.",
            ["drovane accuses kelmarra_gov", "highland_front accuses kelmarra_gov"],
        ),
        # A state and its army are one side, and help each other as such.
        ("Drovane supports the Drovanian army.", []),
        ("Fighters of the Highland Front stood in Skarn.", []),
    ],
)
def test_what_one_document_tells(text, found):
    assert sorted(said(one) for one in told(text) if one.incident_of is None) == found


def test_a_single_happening_is_told_apart_and_makes_no_relation():
    several = told("Kelmarran jets killed five fighters of the Highland Front in Skarn on Monday.")
    assert [said(one) for one in several if one.incident_of] == ["kelmarra:air_force fights highland_front"]
    assert find_relations(one for one in several if one.incident_of) == []


def test_a_telling_has_the_day_of_its_words_or_else_of_the_report():
    [one] = told("Kelmarra fought the Highland Front in March 2030.")
    assert (one.first, one.last, one.inferred) == (
        datetime.date(2030, 3, 1),
        datetime.date(2030, 3, 31),
        False,
    )
    [one] = told("Drovane supports the Highland Front.")
    assert (one.first, one.last, one.inferred) == (DAY, DAY, True)
    [one] = told("Kelmarra has been fighting the Highland Front since March 2030.")
    assert (one.first, one.last, one.inferred) == (datetime.date(2030, 3, 1), DAY, True)
    [one] = told("Drovane supports the Highland Front.", day=None)
    assert (one.first, one.last) == (None, None)


SUPPORTS = "Drovane supports the Highland Front."


def supports(*days, **more):
    return [one for n, day in enumerate(days) for one in told(SUPPORTS, doc=f"d{n}", day=day, **more)]


def test_tellings_of_one_kind_are_one_relation_with_its_ends_its_sources_and_its_words():
    [one] = find_relations(supports(DAY, DAY + datetime.timedelta(days=40)))
    assert (one.a, one.kind, one.b, one.mutual) == ("drovane", "supports", "highland_front", False)
    assert (one.first, one.last, one.inferred) == (DAY, DAY + datetime.timedelta(days=40), ("first", "last"))
    assert (one.told, one.independent, one.holders) == (2, 2, ("Harbour Post",))
    assert [span.quote for span in one.evidence] == ["supports"]


def test_copies_of_one_report_are_one_source():
    one, copy = told(SUPPORTS), told(SUPPORTS, doc="e")
    same = [msgspec.structs.replace(telling, unit=one[0].unit) for telling in copy]
    [found] = find_relations([*one, *same])
    assert (found.told, found.independent) == (2, 1)


def test_what_is_told_again_after_years_is_another_stretch():
    years = [datetime.date(2001, 1, 1), datetime.date(2001, 12, 1), datetime.date(2031, 1, 1)]
    assert sorted(one.told for one in find_relations(supports(*years))) == [1, 2]


def test_the_order_of_the_tellings_says_nothing():
    several = supports(DAY, datetime.date(2001, 1, 1), None)
    assert find_relations(several) == find_relations(several[::-1])


def test_what_is_mutual_is_one_relation_in_either_order():
    pair = [*told("Drovane fought Kelmarra."), *told("Kelmarra fought Drovane.", doc="e")]
    [one] = find_relations(pair)
    assert (one.a, one.b, one.mutual, one.told) == ("drovane", "kelmarra", True, 2)


def test_what_is_denied_or_planned_is_not_told_as_being_so():
    [one] = find_relations(told("Drovane does not support the Highland Front."))
    assert (one.told, one.denied, one.holders) == (0, ("Harbour Post",), ())
    [one] = find_relations(told("Drovane plans to support the Highland Front."))
    assert (one.told, one.meant) == (0, 1)


def test_what_is_known_before_any_report_has_no_day_and_no_words():
    army = Actor("x:army", "Xlandish army", "armed_force", part_of=("x",))
    [one] = known_tellings([army, Actor("person:a", "A", "person", part_of=("x",))], {"x": "Xland"}.get)
    assert (said(one), one.b_name, one.first, one.evidence) == ("x:army part of x", "Xland", None, ())


def test_a_series_has_a_point_for_each_month_with_the_weights_and_the_words():
    march, may = datetime.date(2031, 3, 9), datetime.date(2031, 5, 30)
    several = [*supports(march, may), *told("Drovane accused the Highland Front of theft.", doc="x", day=may)]
    first, second = find_series(several, WEIGHTS, {})
    assert (first.first, first.last, first.balance, first.mean) == (
        datetime.date(2031, 3, 1),
        datetime.date(2031, 3, 31),
        7.0,
        7.0,
    )
    assert [(one.kind, one.weight) for one in second.counts] == [("accuses", -2.0), ("supports", 7.0)]
    assert (second.balance, second.mean) == (5.0, 2.5)
    assert all(one.evidence for one in second.counts)


def test_a_series_by_week_begins_on_mondays():
    [one] = find_series(supports(DAY), WEIGHTS, {}, by="week")
    assert (one.first, one.last) == (datetime.date(2031, 5, 5), datetime.date(2031, 5, 11))


def test_one_source_counts_once_in_a_month_and_what_is_denied_never():
    one = told(SUPPORTS)
    again = [msgspec.structs.replace(telling, id="again") for telling in one]
    denied = told("Drovane does not support the Highland Front.")
    [point] = find_series([*one, *again, *denied], WEIGHTS, {})
    assert ([(count.told, count.independent) for count in point.counts], point.balance) == ([(2, 1)], 7.0)


def test_incidents_carry_no_weight():
    several = told("Kelmarran jets killed five fighters of the Highland Front in Skarn on Monday.")
    events = {one.incident_of: "incident" for one in several if one.incident_of}
    [point] = find_series(several, WEIGHTS, events)
    assert (point.incidents, point.balance, point.counts) == (("incident",), 0.0, ())


def test_what_has_no_day_comes_last():
    assert [point.first for point in find_series(supports(None, DAY), WEIGHTS, {})] == [
        datetime.date(2031, 5, 1),
        None,
    ]


def test_every_kind_between_two_who_act_has_a_weight_on_the_scale():
    kinds = set(msgspec.inspect.type_info(Telling).fields[1].type.values)
    assert kinds - {*WEIGHTS} == {"part of", "renamed"}
    assert all(-10 <= weight <= 10 for weight in WEIGHTS.values())
