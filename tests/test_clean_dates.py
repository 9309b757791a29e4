import pytest

from truceline.clean.dates import find_date
from truceline.clean.numeric import settle

ZONES = {"GMT": "+00:00"}


@pytest.mark.parametrize(
    ("text", "said", "day", "time"),
    [
        ("Sat Oct 1, 2016 5:23PM", "Sat Oct 1, 2016 5:23PM", "2016-10-01", "17:23"),
        (
            "Published: Monday, 3 October 2016 at 14:05 GMT",
            "Monday, 3 October 2016 at 14:05 GMT",
            "2016-10-03",
            "14:05+00:00",
        ),
        ("2016-10-03T10:00:00Z", "2016-10-03T10:00:00Z", "2016-10-03", "10:00+00:00"),
        ("2016-10-03 10:00 +0300", "2016-10-03 10:00 +0300", "2016-10-03", "10:00+03:00"),
        ("Wed 05 Apr 2017 at 0914 Shells", "Wed 05 Apr 2017 at 0914", "2017-04-05", "09:14"),
        ("Oct 082017 Shells", "Oct 082017", "2017-10-08", None),
        # A regular expression that asks for no case takes the long s of old print for an s.
        ("3 ſep 2016", "3 ſep 2016", "2016-09-03", None),
        ("October 3rd, 2016", "October 3rd, 2016", "2016-10-03", None),
        ("3 May 2016 12.30 p.m.", "3 May 2016 12.30 p.m.", "2016-05-03", "12:30"),
        ("3 May 2016 12:10 am", "3 May 2016 12:10 am", "2016-05-03", "00:10"),
        ("23.04.2017(updated", "23.04.2017", "2017-04-23", None),
        ("13/04/2016", "13/04/2016", "2016-04-13", None),
        ("04/13/2016", "04/13/2016", "2016-04-13", None),
        ("04/04/2016", "04/04/2016", "2016-04-04", None),
        ("31/01/2016 10:00", "31/01/2016 10:00", "2016-01-31", "10:00"),
        ("2016-3-4", "2016-3-4", "2016-03-04", None),
        ("10:32 GMT, 3 March 2016", "10:32 GMT, 3 March 2016", "2016-03-03", "10:32+00:00"),
        ("12:56 PM, Mon April 28, 2014", "12:56 PM, Mon April 28, 2014", "2014-04-28", "12:56"),
        ("77:56, 28 April 2014", "28 April 2014", "2014-04-28", None),
        ("2016-10-03T10:00:00+99:00", "2016-10-03T10:00:00+99:00", "2016-10-03", "10:00"),
        ("3 March 2016 10:32 +0260", "3 March 2016 10:32 +0260", "2016-03-03", "10:32"),
        # "GMT+3" is three hours from GMT.
        ("3 March 2016, 13:32 (GMT+3)", "3 March 2016, 13:32 (GMT+3)", "2016-03-03", "13:32+03:00"),
        ("3 March 2016 10:32 UTC-03:30", "3 March 2016 10:32 UTC-03:30", "2016-03-03", "10:32-03:30"),
        ("30 April 2017 2037 UTC+3 The", "30 April 2017 2037 UTC+3", "2017-04-30", "20:37+03:00"),
        # Two countries have an IST, three a BST: no zone is told.
        ("3 March 2016 10:32 IST", "3 March 2016 10:32 IST", "2016-03-03", "10:32"),
        ("3 March 2016 10.32 BST", "3 March 2016 10.32 BST", "2016-03-03", "10:32"),
        ("March 3, 2016 / 10:32 AM / Post", "March 3, 2016 / 10:32 AM", "2016-03-03", "10:32"),
        ("Thu Mar 03 10:32:00 GMT 2016", "Thu Mar 03 10:32:00 GMT 2016", "2016-03-03", "10:32+00:00"),
        # Four digits behind a date are people, not a time of day.
        ("3 October 2016 1200 people fled", "3 October 2016", "2016-10-03", None),
        ("3 October 2016 15 people fled", "3 October 2016", "2016-10-03", None),
    ],
)
def test_dates(text, said, day, time):
    found = find_date(text, ZONES)
    assert found is not None
    assert (text[found.start : found.end], found.day.isoformat()) == (said, day)
    assert found.time == (f"{day}T{time}" if time else None)


@pytest.mark.parametrize(
    "text", ["31/02/2016", "31 February 2016", "May 2016", "on Monday", "1.5.20", "version 2016-13-45"]
)
def test_what_is_no_certain_day_is_no_date(text):
    assert find_date(text, ZONES) is None


def read(text):
    return settle(find_date(text, ZONES), text).when(text, "date-line/1")


@pytest.mark.parametrize(
    ("text", "first", "last", "anchor"),
    [
        # Nothing decides: from one reading to the other.
        ("03/04/2016 Shells fell.", "2016-03-04", "2016-04-03", ""),
        ("03/04/2016 10:00 Shells fell.", "2016-03-04", "2016-04-03", ""),
        ("Friday 04/03/2016 Shells fell.", "2016-03-04", "2016-03-04", "the weekday beside it"),
        ("Sunday, 04/03/2016 Shells fell.", "2016-04-03", "2016-04-03", "the weekday beside it"),
        # A weekday that fits neither reading decides nothing.
        ("Monday 03/04/2016 Shells fell.", "2016-03-04", "2016-04-03", ""),
        (
            "03/04/2016 (first told 28/03/2016)",
            "2016-04-03",
            "2016-04-03",
            "the order of other dates in the text",
        ),
        (
            "03/04/2016 (first told 02/28/2016)",
            "2016-03-04",
            "2016-03-04",
            "the order of other dates in the text",
        ),
        ("03/04/2016 (see 28/03/2016, 02/28/2016)", "2016-03-04", "2016-04-03", ""),
        (
            "03/04/2016 Shells have fallen since March 28.",
            "2016-04-03",
            "2016-04-03",
            "the months that the text names",
        ),
        ("03/04/2016 Shells fell on 2 March.", "2016-03-04", "2016-04-03", ""),
        ("03/09/2016 Shells fell on 2 March.", "2016-03-09", "2016-03-09", "the months that the text names"),
        ("01/10/2016 Shells fell on Dec. 30.", "2016-01-10", "2016-01-10", "the months that the text names"),
        ("03/09/2016 The march 2 of them saw.", "2016-03-09", "2016-09-03", ""),
    ],
)
def test_what_decides_between_two_readings(text, first, last, anchor):
    when = read(text)
    assert (str(when.first), str(when.last), when.anchor) == (first, last, anchor)
    assert when.granularity == ("day" if first == last else "span")
    assert when.rule == ("date-numeric/1" if first == last else "date-numeric-two-readings/1")


def test_a_day_that_is_not_certain_has_no_time_of_day():
    assert find_date("03/04/2016 10:00", ZONES).time is None


def test_a_date_with_one_reading_keeps_the_rule_of_its_place():
    assert read("12.03.2019").rule == "date-line/1"
    assert read("13/04/2016").rule == "date-numeric/1"
