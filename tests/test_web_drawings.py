"""What is drawn: the timeline, its columns, an agreement's lanes."""

import datetime

import msgspec
import pytest

from tests import test_export_lanes as told
from tests.nouns import agreement, incident
from truceline.model.record import Days, PerformanceShown
from truceline.store.spread import DayCount
from truceline.web.calendar import MOST_YEARS, calendar, chosen_year, shown_periods
from truceline.web.columns import MOST_DAYS, draw_columns
from truceline.web.dots import LABELLED
from truceline.web.lanes import LEVELS, draw_lanes
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
    drawn = draw(some, [agreement()], [], {}, {})
    assert [dot.incident.id for dot in drawn.dots] == ["0a1b2c3d4e5f", "b"]
    assert drawn.undrawn == 1
    assert drawn.bars[0].x < drawn.dots[0].x < drawn.dots[1].x <= WIDTH
    assert drawn.dots[0].r >= drawn.dots[1].r


def test_circles_of_one_day_do_not_cover_each_other():
    drawn = draw([incident(id=str(n)) for n in range(5)] + [incident(id="x", date=days(20))], [], [], {}, {})
    spots = [(dot.x, dot.y) for dot in drawn.dots]
    assert len(set(spots)) == len(spots)


def test_one_day_alone_is_no_timeline():
    assert draw([incident()], [], [], {}, {}) is None


def test_where_incidents_are_many_columns_count_all_and_circles_show_some():
    some = [incident(id=f"{n:03}", date=days(1 + n % 28)) for n in range(LABELLED + 30)]
    counts = {day: DayCount(4, 1, 2) for day in (datetime.date(2019, 3, n) for n in range(1, 29))}
    drawn = draw(some, [], [], {}, counts)
    assert drawn.crowded
    assert len(drawn.dots) == CIRCLES
    assert sum(one.incidents for one in drawn.columns.columns) == 4 * 28
    assert not draw(some[:20], [], [], {}, dict(list(counts.items())[:10])).crowded


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
