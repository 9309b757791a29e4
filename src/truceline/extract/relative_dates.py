"""Relative dates: times told from the day of the report, or from what was told before."""

import datetime
from collections.abc import Callable

from truceline.extract.calendar_words import DAY_PARTS, WEEKDAYS
from truceline.extract.date_words import NO_ANCHOR, Expression, View
from truceline.extract.days import Days, Unit, day, shifted, unit_of, weekday_after, weekday_before
from truceline.model.when import Granularity

TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
SAME_DAY = (("earlier", "in", "the", "day"), ("later", "in", "the", "day"), ("earlier", "on", "the", "day"))
UNITS: dict[str, Unit] = {
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year",
}  # fmt: skip
WHOLE: dict[Unit, Granularity] = {
    "hour": "days",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}
UNIT_STEPS = {
    "last": -1,
    "this": 0,
    "next": 1,
    "previous": -1,
    "following": 1,
    "same": 0,
    "current": 0,
    "past": -1,
}
SIGNS = {"later": 1, "after": 1, "afterwards": 1, "earlier": -1, "before": -1}
# "A few days" is three, "several" four: the reader gets an interval around it, never one day.
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "several": 4, "few": 3, "couple": 2, "some": 4,
}  # fmt: skip
LOOSE = frozenset(["several", "few", "couple", "some", "about", "nearly", "over", "than"])
FILLERS = frozenset(["just", "over", "about", "nearly", "more", "than", "of"])
BACK = ("past", "last", "previous", "recent")
# "Recent weeks" says no number: a week of days, a month of weeks, a quarter of months, a year of years.
RECENT: dict[Unit, int] = {"hour": 48, "day": 7, "week": 4, "month": 3, "year": 2}
# How far a count of units may be off: nobody who writes "a year later" has counted the days.
REACH: dict[Unit, int] = {"hour": 1, "day": 0, "week": 2, "month": 10, "year": 92}


def read_day(view: View, i: int) -> Expression | None:
    """Read "today", "yesterday", "last night", "this morning", "overnight", "earlier in the day"."""
    word, after = view.word(i), view.word(i + 1)
    if word in TODAY:
        last, back = (i + 2 if after in DAY_PARTS else i + 1), TODAY[word]
        return _published(i, last, lambda a: day(shifted(a, back, "day")), "day", f"{word}-of-publication/1")
    night = _night(view, i)
    if night is not None:
        return night
    if word == "this" and after in DAY_PARTS:
        return _published(i, i + 2, day, "day", "today-of-publication/1")
    if any(view.stands(phrase, i) for phrase in SAME_DAY):
        return Expression(i, i + 4, i + 3, day, "day", "same-day/1", "previous")
    return _that(view, i)


def _night(view: View, i: int) -> Expression | None:
    """Read "last night", "overnight", "overnight into Tuesday"; "overnight Wednesday" is told by its weekday."""
    word, after = view.word(i), view.word(i + 1)
    weekday = WEEKDAYS.get(view.word(i + 2))
    if word == "overnight" and after in ("into", "to") and weekday is not None:
        rule = "night-into-weekday/1"
        return _published(i, i + 3, lambda a: _night_into(weekday_before(a, weekday)), "days", rule)
    evening = word == "last" and after in ("night", "evening")
    if evening or (word == "overnight" and after not in WEEKDAYS):
        rule = "night-before-publication/1"
        return _published(i, i + 1 + evening, lambda a: (shifted(a, -1, "day"), a), "days", rule)
    return None


def _that(view: View, i: int) -> Expression | None:
    """Read "that day", "that night", "later that month", "the day before": of the date told before."""
    unit = UNITS.get(view.word(i + 1))
    if view.word(i) == "that" and view.word(i + 1) in ("night", "evening", "morning", "afternoon"):
        until = 1 if view.word(i + 1) == "night" else 0
        return Expression(
            i,
            i + 2,
            i + 1,
            lambda a: (a, shifted(a, until, "day")),
            "days" if until else "day",
            "same-day/1",
            "latest",
        )
    # "That day" is the one told; in "said that day and night" it is a conjunction.
    if (
        view.word(i) == "that"
        and unit not in (None, "hour")
        and view.tag(i) == "DT"
        and view.word(i + 1) in WHOLE
    ):
        return Expression(
            i, i + 2, i + 1, lambda a: unit_of(a, unit), WHOLE[unit], f"{unit}-of-latest/1", "latest"
        )
    ends = view.word(i + 3) in ("", ".", ",", ";", '"')
    if view.stands(("the", "day"), i) and view.word(i + 2) in ("before", "after") and ends:
        step = SIGNS[view.word(i + 2)]
        return Expression(
            i, i + 3, i + 1, lambda a: day(shifted(a, step, "day")), "day", "after-previous/1", "previous"
        )
    return None


def _night_into(morning: datetime.date) -> Days:
    return shifted(morning, -1, "day"), morning


def read_unit(view: View, i: int) -> Expression | None:
    """Read "last week", "this month", "next year", "the previous day", "the same day", "the following week"."""
    j = i + 1 if view.word(i) in ("the", "that") else i
    step, unit = UNIT_STEPS.get(view.word(j)), UNITS.get(view.word(j + 1))
    if step is None or unit is None or unit == "hour" or view.word(j + 1).endswith("s"):
        return None
    # "the past year", "the last week" are stretches that end with the report; "last week" is a week of the calendar.
    if view.word(j) == "past" or (j > i and view.word(j) == "last"):
        rule = f"{unit}-up-to-publication/1"
        return _published(i, j + 2, lambda a: (shifted(a, -1, unit), a), "span", rule)
    retold = view.word(j) in ("previous", "following", "same") or (j > i and view.word(j) == "next")
    rule = f"{unit}-from-previous/1" if retold else f"{unit}-from-publication/1"

    # On a Monday "the raid of this week" was in the days before.
    begun = view.stands(("this", "week"), j) and not (view.future(j + 1) or view.present(j + 1))

    def place(anchor: datetime.date) -> Days:
        first, last = unit_of(shifted(anchor, step, unit), unit)
        return (shifted(anchor, -6, "day"), anchor) if begun and anchor == first else (first, last)

    return Expression(i, j + 2, j + 1, place, WHOLE[unit], rule, "previous" if retold else "published")


def read_stretch(view: View, i: int) -> Expression | None:
    """Read "the past 24 hours", "the last three days", "recent weeks", "the next two weeks"."""
    j = i + 1 if view.word(i) == "the" else i
    # "The truce was to last seven days" tells no days.
    if view.word(j) not in (*BACK, "next", "coming") or view.tag(j).startswith("VB"):
        return None
    at, count, _ = _count(view, j + 1)
    unit = UNITS.get(view.word(at))
    if unit is None or not view.word(at).endswith("s"):
        return None
    if view.word(j) not in BACK:
        # In the past tense "the next two days" are counted from what was told.
        if not (view.future(at) or view.present(at)):
            return None
        on = count or RECENT[unit]
        return _published(
            i, at + 1, lambda a: (a, shifted(a, on, unit)), "span", "stretch-after-publication/1"
        )
    back = -(count or RECENT[unit])
    return _published(
        i, at + 1, lambda a: (shifted(a, back, unit), a), "span", "stretch-before-publication/1"
    )


def read_ago(view: View, i: int) -> Expression | None:
    """Read "two weeks ago", "just over a year ago"."""
    at, count, loose = _count(view, i)
    unit = UNITS.get(view.word(at))
    if count is None or unit is None or view.word(at + 1) != "ago":
        return None
    days, granularity = _around(-count, unit, loose=loose)
    return Expression(i, at + 2, at, days, granularity, "ago-from-publication/1", "published")


def read_later(view: View, i: int) -> Expression | None:
    """Read "a few days later", "one year later", "a day earlier", "two days after"."""
    at, count, loose = _count(view, i)
    unit, word = UNITS.get(view.word(at)), view.word(at + 1)
    if count is None or unit is None or unit == "hour" or word not in SIGNS:
        return None
    if word in ("after", "before") and view.word(at + 2) not in ("", ".", ",", ";", '"', "and"):
        # "a day after the raid": the day is told of another event, whose own day is not told here.
        return Expression(i, at + 2, at, lambda _: (None, None), "span", NO_ANCHOR, "none")
    days, granularity = _around(SIGNS[word] * count, unit, loose=loose)
    return Expression(i, at + 2, at, days, granularity, "after-previous/1", "previous")


def read_counted(view: View, i: int) -> Expression | None:
    """Read "six days after", "two weeks before", where what stands behind it has a day to count from."""
    at, count, loose = _count(view, i)
    unit, word = UNITS.get(view.word(at)), view.word(at + 1)
    if count is None or unit is None or unit == "hour" or word not in ("after", "before"):
        return None
    days, granularity = _around(SIGNS[word] * count, unit, loose=loose)
    return Expression(i, at + 2, at, days, granularity, "after-other/1", "previous")


def read_weekend(view: View, i: int) -> Expression | None:
    """Read "over the weekend", "next weekend"."""
    j = i + 1 if view.word(i) in ("the", "last", "this", "next") else i
    if view.word(j) != "weekend":
        return None
    ahead = view.word(i - 1) in ("until", "till", "by") and not view.past(j)
    if view.word(i) == "next" or ahead or view.future(j):
        return _published(
            i, j + 1, lambda a: _pair(weekday_after(a, 5)), "days", "weekend-after-publication/1"
        )
    return _published(i, j + 1, lambda a: _pair(weekday_before(a, 5)), "days", "weekend-before-publication/1")


def _published(
    first: int, last: int, days: Callable[[datetime.date], Days], granularity: Granularity, rule: str
) -> Expression:
    return Expression(first, last, last - 1, days, granularity, rule, "published")


def _count(view: View, i: int) -> tuple[int, int | None, bool]:
    """Return where a count of units ends, the count (None: none), and whether it is loose ("a few", "about two")."""
    j, count, loose = i, None, False
    while (word := view.word(j)) in COUNTS or word in LOOSE or word in FILLERS or word.isdecimal():
        number = COUNTS.get(word) or (int(word) if word.isdecimal() and len(word) < 4 else None)
        count = number if number is not None else count
        loose = loose or word in LOOSE
        j += 1
    return j, count, loose


def _around(count: int, unit: Unit, *, loose: bool) -> tuple[Callable[[datetime.date], Days], Granularity]:
    """Return how to find the day so many units off, or the interval around it."""
    reach = REACH[unit] or (abs(count) // 2 + 1 if loose else 0)

    def place(anchor: datetime.date) -> Days:
        date = shifted(anchor, count, unit)
        return shifted(date, -reach, "day"), shifted(date, reach, "day")

    return place, "span" if reach else "day"


def _pair(saturday: datetime.date) -> Days:
    return saturday, shifted(saturday, 1, "day")
