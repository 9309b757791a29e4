"""What is drawn: the timeline, its columns, an agreement's lanes."""

import datetime

import msgspec
import pytest

from tests import test_export_lanes as told
from tests.nouns import DAY, account, agreement, incident
from truceline.model.record import Days, PerformanceShown, Where
from truceline.store.spread import DayCount
from truceline.store.vicinity import Near, nearest
from truceline.web.calendar import MOST_YEARS, calendar, chosen_year, shown_periods
from truceline.web.columns import MOST_DAYS, draw_columns
from truceline.web.dots import LABELLED
from truceline.web.lanes import LEVELS, draw_lanes
from truceline.web.mapping import around
from truceline.web.pages import near_words
from truceline.web.repeats import MOST, Carrier, draw_repeats
from truceline.web.scale import LEFT, TICKS, WIDTH, Scale
from truceline.web.timeline import CIRCLES, draw

FIRST = datetime.date(2019, 3, 2)


def days(first, last=None):
    return Days(datetime.date(2019, 3, first), datetime.date(2019, 3, last or first), "day", "")


def test_the_timeline_draws_what_has_a_day_and_counts_the_rest():
    some = [
        incident(),
        incident(id="b", date=days(12)),
        incident(id="c", date=None),
        incident(id="d", scope="aggregate"),
    ]
    drawn = draw(some, [agreement()], [], {}, {}, None)
    assert [dot.incident.id for dot in drawn.dots] == ["0a1b2c3d4e5f", "b"]
    assert drawn.undrawn == 1
    assert drawn.bars[0].x < drawn.dots[0].x < drawn.dots[1].x <= WIDTH
    assert drawn.dots[0].r >= drawn.dots[1].r


def test_circles_of_one_day_do_not_cover_each_other():
    drawn = draw(
        [incident(id=str(n)) for n in range(5)] + [incident(id="x", date=days(20))], [], [], {}, {}, None
    )
    spots = [(dot.x, dot.y) for dot in drawn.dots]
    assert len(set(spots)) == len(spots)


def test_one_day_alone_is_no_timeline():
    assert draw([incident()], [], [], {}, {}, None) is None


def test_where_incidents_are_many_columns_count_all_and_circles_show_some():
    some = [incident(id=f"{n:03}", date=days(1 + n % 28)) for n in range(LABELLED + 30)]
    counts = {day: DayCount(4, 1, 2) for day in (datetime.date(2019, 3, n) for n in range(1, 29))}
    drawn = draw(some, [], [], {}, counts, None)
    assert drawn.crowded
    assert len(drawn.dots) == CIRCLES
    assert sum(one.incidents for one in drawn.columns.columns) == 4 * 28
    assert not draw(some[:20], [], [], {}, dict(list(counts.items())[:10]), None).crowded


@pytest.mark.parametrize(
    ("length", "by"), [(30, "day"), (MOST_DAYS, "day"), (MOST_DAYS + 1, "month"), (4000, "month")]
)
def test_columns_are_days_or_months_and_lose_nothing(length, by):
    scale = Scale(FIRST, FIRST + datetime.timedelta(length))
    counts = {FIRST + datetime.timedelta(n): DayCount(2, 1, 3) for n in range(0, length + 1, 7)}
    columns = draw_columns(counts, scale)
    assert columns.by == by
    assert sum(one.incidents for one in columns.columns) == 2 * len(counts)
    assert sum(one.documents for one in columns.columns) == 3 * len(counts)
    assert all(one.high >= one.high_sure for one in columns.columns)
    assert all(
        one.x + one.width <= two.x + 1 for one, two in zip(columns.columns, columns.columns[1:], strict=False)
    )


def test_days_beyond_the_scale_are_in_no_column():
    scale = Scale(FIRST, FIRST + datetime.timedelta(10))
    counts = {FIRST - datetime.timedelta(1): DayCount(9), FIRST: DayCount(1)}
    assert [one.incidents for one in draw_columns(counts, scale).columns] == [1]


@pytest.mark.parametrize("length", [1, 9, 40, 100, 400, 3000, 30_000])
def test_an_axis_has_days_that_can_be_read_and_all_within(length):
    ticks = Scale(FIRST, FIRST + datetime.timedelta(length)).ticks()
    assert 1 <= len(ticks) <= TICKS + 2
    assert all(LEFT <= tick.x <= WIDTH for tick in ticks)
    assert len({tick.text for tick in ticks}) == len(ticks)


def test_long_stretches_are_told_by_month_and_year():
    ticks = Scale(datetime.date(2016, 5, 20), datetime.date(2018, 2, 1)).ticks()
    assert [tick.text for tick in ticks][:5] == ["Jul 2016", "Oct 2016", "2017", "Apr 2017", "Jul 2017"]


def deal(**more):
    return told.agreement(**({"dates": told.TURNS} | more))


def lane(drawn, name):
    [found] = [lane for lane in drawn.lanes if lane.name == name]
    return [glyph.shape for glyph in found.glyphs]


def test_a_deal_is_hollow_until_it_is_in_effect_and_filled_to_its_end():
    life = draw_lanes(deal(), []).life
    assert life.announced < life.start < life.end == life.latest
    assert [label.text for label in life.labels] == ["announced 2 Mar", "in effect 4 Mar", "ended 8 Mar"]


def test_where_no_end_is_told_it_is_dashed_to_the_last_day():
    life = draw_lanes(deal(dates=told.TURNS[:2], breaches=[told.breach("alleged", 9)]), []).life
    assert life.end is None
    assert life.latest > life.start


def test_ends_that_holders_tell_differently_are_filled_to_the_first_and_dashed_to_the_last():
    life = draw_lanes(deal(dates=(*told.TURNS, told.turn("ended", 9))), []).life
    assert life.start < life.end < life.latest


def test_each_side_has_a_lane_though_it_be_silent_and_marks_have_the_shape_of_what_they_say():
    said = PerformanceShown("Envoy", "not_met", None, told.AT, "South", told.on(5).first)
    drawn = draw_lanes(
        deal(
            breaches=[told.breach("alleged", 3), told.breach("found", 4, side=None)],
            duties=[told.owed("x", 0, None, said)],
        ),
        [],
    )
    assert lane(drawn, "South") == ["up", "cross"]
    assert lane(drawn, "North") == []
    assert lane(drawn, "Others") == ["diamond"]
    assert {lane.name: lane.role for lane in drawn.lanes}["Guarantor"] == "broker"


def test_a_breach_is_tied_to_its_incident_and_to_no_other():
    breach = msgspec.structs.replace(told.breach("alleged", 3), event="e7")
    some = [incident(id="a", date=days(5), events=("e7",)), incident(id="b", date=days(5), events=("e8",))]
    drawn = draw_lanes(deal(breaches=[breach, told.breach("alleged", 4)]), some)
    [tied, free] = [glyph for lane in drawn.lanes for glyph in lane.glyphs]
    [dot] = [dot for dot in drawn.dots if dot.incident.id == "a"]
    assert tied.to == (dot.x, dot.y - dot.r)
    assert free.to is None
    assert len(drawn.dots) == 2


def test_marks_of_one_day_stand_above_each_other_and_what_has_no_room_is_counted():
    drawn = draw_lanes(deal(breaches=[told.breach("alleged", 3)] * (LEVELS + 2)), [])
    [south] = [lane for lane in drawn.lanes if lane.name == "South"]
    assert len({(glyph.x, glyph.y) for glyph in south.glyphs}) == LEVELS
    assert south.more == drawn.undrawn == 2


def test_an_incident_outside_the_days_of_the_deal_is_not_drawn_and_counted():
    drawn = draw_lanes(
        deal(), [incident(date=Days(datetime.date(2031, 1, 1), datetime.date(2031, 1, 1), "day", ""))]
    )
    assert drawn.dots == ()
    assert drawn.undrawn == 1


def test_a_deal_of_which_no_day_is_told_has_no_picture():
    assert draw_lanes(told.agreement(), []) is None


def test_the_picture_says_what_its_signs_mean_and_no_more():
    signs = dict(draw_lanes(deal(breaches=[told.breach("denied", 3)]), []).legend)
    assert signs["○"] == "denies it"
    assert "◆" not in signs


def count(documents=0, incidents=0):
    return {"documents": documents, "incidents": incidents}


def test_a_calendar_has_every_month_between_the_first_report_and_the_last():
    told = {"2019-11": count(2, 1), "2020-02": count(1), "2018-01": count(0, 4), "2021-01": count(0, 2)}
    made = calendar(told, datetime.date(2019, 11, 30), datetime.date(2020, 2, 1))
    assert [month.name for month in made.months] == ["2019-11", "2019-12", "2020-01", "2020-02"]
    assert [month.documents for month in made.months] == [2, 0, 0, 1]
    assert (made.empty, made.before, made.after) == (2, 4, 2)
    assert [month.last.day for month in made.months] == [30, 31, 31, 29]


def test_a_long_calendar_has_twelve_months_a_year_and_none_beyond_its_ends():
    made = calendar({}, datetime.date(2014, 3, 1), datetime.date(2017, 2, 1))
    assert made.is_long
    assert [len(months) for _, months in made.years] == [12] * 4
    assert made.years[0][1][:3] == [None, None, made.months[0]]
    assert chosen_year(made, "2015") == "2015"
    assert chosen_year(made, "1999") is None
    assert len(shown_periods(made, "2014")) == 10
    assert shown_periods(made, None) == ["2014", "2015", "2016", "2017"]


def test_a_calendar_ends_though_a_day_is_wrong_by_centuries():
    made = calendar({}, datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
    assert len(made.months) == MOST_YEARS * 12
    assert calendar({}, None, None).months == ()


def carrier(id_, day=10, **more):
    return Carrier(id_, f"Outlet {id_}", "A title", datetime.date(2019, 3, day), **more)


def test_a_report_that_repeats_another_stands_under_it_and_no_line_leads_to_it():
    one = incident(
        documents=("d1", "d2", "d3"), accounts=(account("Rescue", "says", documents=("d1", "d2")),)
    )
    carriers = {
        "d1": carrier("d1"),
        "d2": carrier("d2", 9, copied_as="reprint", copy_of="d1"),
        "d3": carrier("d3", 11),
    }
    drawn = draw_repeats(one, carriers)
    assert [sheet.carrier.id for sheet in drawn.sheets] == ["d1", "d2", "d3"]
    first, copy, _ = drawn.sheets
    assert copy.from_y == first.y
    assert copy.x > first.x
    assert [(way.to_x, way.to_y) for way in drawn.ways] == [(first.x, first.y)]


def test_what_only_the_copy_tells_leads_to_the_copy():
    one = incident(
        documents=("d1", "d2"), accounts=(account("Front", "says", documents=("d2",), altered=True),)
    )
    drawn = draw_repeats(
        one, {"d1": carrier("d1"), "d2": carrier("d2", copied_as="altered", copy_of="d1", altered=True)}
    )
    [way] = drawn.ways
    assert way.altered
    assert (way.to_x, way.to_y) == (drawn.sheets[1].x, drawn.sheets[1].y)


def test_holders_of_one_side_are_held_together_and_stand_beside_each_other():
    told = [
        account("Minister", "denies", side="State", documents=("d1",)),
        account("Rescue", "says", documents=("d1",)),
        account("Agency", "denies", side="State", documents=("d2",), via=("Gazette",)),
    ]
    drawn = draw_repeats(
        incident(documents=("d1", "d2"), accounts=tuple(told)), {"d1": carrier("d1"), "d2": carrier("d2")}
    )
    heads = [voice.head for voice in drawn.voices]
    assert sorted(heads) == ["", "State", "State"]
    assert "".join(head[:1] or "-" for head in heads) in ("SS-", "-SS")
    [(side, first, last)] = drawn.brackets
    assert side == "State"
    assert last > first
    assert [name for name, _ in drawn.vias] == ["Gazette"]


def test_one_report_repeats_nobody_and_two_that_repeat_each_other_end():
    assert draw_repeats(incident(), {"d1": carrier("d1")}) is None
    round_ = {"d1": carrier("d1", copy_of="d2"), "d2": carrier("d2", copy_of="d1"), "d3": carrier("d3")}
    drawn = draw_repeats(incident(documents=("d1", "d2", "d3")), round_)
    assert [sheet.carrier.id for sheet in drawn.sheets] == ["d3"]
    assert drawn.more >= 2


def test_no_more_is_drawn_than_can_be_read_and_the_rest_is_counted():
    docs = tuple(f"d{n:03}" for n in range(MOST + 9))
    one = incident(
        documents=docs, accounts=tuple(account(f"H{n}", "says", documents=docs[:1]) for n in range(MOST + 5))
    )
    drawn = draw_repeats(one, {doc: carrier(doc) for doc in docs})
    assert (len(drawn.sheets), len(drawn.voices), drawn.more) == (MOST, MOST, 14)


def near(id_, lat, lon, days, place="Elsewhere", precision="exact"):
    return Near(id_, id_, DAY, place, lat, lon, precision, "fair", 1, days)


def test_what_is_near_comes_nearest_first_and_what_is_far_not_at_all():
    here = Where("Xtown", "Xtown", 36.0, 37.0, "exact")
    several = [
        near("far", 38.0, 37.0, 0),
        near("b", 36.2, 37.0, 1),
        near("a", 36.01, 37.0, 2),
        near("area", 36.0, 37.0, 0, precision="province"),
    ]
    found = nearest(here, several, 8)
    assert [one.id for one in found] == ["a", "b"]
    assert found[1].km == pytest.approx(22.2, abs=0.1)


def test_a_place_that_is_no_point_is_near_only_what_is_told_from_it():
    province = Where("Xland", "Xland", 36.0, 37.0, "province")
    found = nearest(province, [near("a", 36.0, 37.0, 1), near("b", None, None, 1, place="Xland")], 8)
    assert [(one.id, one.km) for one in found] == [("b", 0.0)]
    assert [one.id for one in nearest(None, [near("a", 36.0, 37.0, 1)], 8)] == ["a"]


@pytest.mark.parametrize(
    ("km", "days", "words"),
    [(0.0, 0, "same place, same day"), (14.4, -2, "14 km away, two days before"), (None, 1, "one day after")],
)
def test_how_near_is_told_in_words(km, days, words):
    assert near_words(msgspec.structs.replace(near("a", 0, 0, days), km=km)) == words


def test_the_map_of_an_incident_shows_its_own_place_and_no_pin_for_an_area():
    [own, other] = around(incident(), [near("a", -38.5, -19.0, 1)])
    assert (own.focus, other.focus) == (True, False)
    assert own.km == 0
    assert around(incident(place=None), []) == []
    area = incident(place=Where("Quarrow", "the province", -38.6, -19.0, "province"))
    assert around(area, [])[0].km == 80
