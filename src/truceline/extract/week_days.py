"""Week days: weekdays of a week that is told with them, "Thursday last week"."""

import datetime

from truceline.extract.calendar_words import DAY_PARTS, WEEKDAYS
from truceline.extract.date_words import Expression, View
from truceline.extract.days import day, shifted, week_of, weekday_before

WEEKS = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
RULE = "weekday-of-week/1"


def read_week_day(view: View, i: int) -> Expression | None:
    """Read "Thursday last week", "Monday night of this week", "last week on Thursday", "the Thursday before last"."""
    return _day_first(view, i) or _week_first(view, i) or _before_last(view, i)


def _day_first(view: View, i: int) -> Expression | None:
    if not _is_day(view, i):
        return None
    j = i + 2 if view.word(i + 1) in DAY_PARTS else i + 1
    j += view.word(j) == "of"
    j += view.word(j) == "the"
    step = WEEKS.get(view.word(j))
    return _told(i, j + 2, i, WEEKDAYS[view.word(i)], step) if view.word(j + 1) == "week" else None


def _week_first(view: View, i: int) -> Expression | None:
    j = i + 3 if view.word(i + 2) == "on" else i + 2
    if view.word(i + 1) != "week" or not _is_day(view, j):
        return None
    last = j + 2 if view.word(j + 1) in DAY_PARTS else j + 1
    return _told(i, last, j, WEEKDAYS[view.word(j)], WEEKS.get(view.word(i)))


def _told(first: int, last: int, core: int, weekday: int, step: int | None) -> Expression | None:
    if step is None:
        return None

    def place(anchor: datetime.date) -> tuple[datetime.date, datetime.date]:
        date = week_of(shifted(anchor, step, "week"))[0] + datetime.timedelta(days=weekday)
        return date, date

    return Expression(first, last, core, place, "day", RULE, "published")


def _before_last(view: View, i: int) -> Expression | None:
    j = i + 1 if view.word(i) == "the" else i
    if not _is_day(view, j) or not view.stands(("before", "last"), j + 1):
        return None
    # "The Thursday before last week's raid" is no week before.
    if view.tag(j + 3).startswith(("NN", "JJ")):
        return None
    weekday = WEEKDAYS[view.word(j)]
    return Expression(
        i,
        j + 3,
        j,
        lambda a: day(shifted(weekday_before(a, weekday, strictly=True), -1, "week")),
        "day",
        RULE,
        "published",
    )


def _is_day(view: View, i: int) -> bool:
    return view.word(i) in WEEKDAYS and view.tokens[i].text[0].isupper()
