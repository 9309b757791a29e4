import pytest

from truceline.clean.dates import find_date

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
        ("October 3rd, 2016", "October 3rd, 2016", "2016-10-03", None),
        ("3 May 2016 12.30 p.m.", "3 May 2016 12.30 p.m.", "2016-05-03", "12:30"),
        ("3 May 2016 12:10 am", "3 May 2016 12:10 am", "2016-05-03", "00:10"),
        ("23.04.2017(updated", "23.04.2017", "2017-04-23", None),
        ("13/04/2016", "13/04/2016", "2016-04-13", None),
        ("04/13/2016", "04/13/2016", "2016-04-13", None),
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
    "text", ["03/04/2016", "31 February 2016", "May 2016", "on Monday", "1.5.20", "version 2016-13-45"]
)
def test_what_is_no_certain_day_is_no_date(text):
    assert find_date(text, ZONES) is None
