"""Date words: the expressions of time in a sentence, before it is known which days they are."""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from truceline.extract.calendar_words import DAY_PARTS, MONTHS, SEASONS, WEEKDAYS, YEARS
from truceline.extract.days import (
    Days,
    Third,
    Unit,
    day,
    month_of,
    nearest_year,
    shifted,
    unit_of,
    weekday_after,
    weekday_before,
    year_of,
)
from truceline.model.parsed import Parsed, Sentence
from truceline.model.when import Granularity

Anchor = Literal["none", "published", "previous"]
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
THIRDS: dict[str, Third] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late",
}  # fmt: skip
UNITS: dict[str, Unit] = {
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year",
}  # fmt: skip
# "A few days" is three, "several" four: the reader gets an interval around it, never one day.
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "several": 4, "few": 3, "couple": 2, "recent": 7, "some": 4,
}  # fmt: skip
LOOSE = frozenset(["several", "few", "couple", "recent", "some", "about", "nearly"])
# What a bare month stands after; "march" and "may" are verbs too.
BEFORE_MONTH = frozenset(
    ["in", "since", "until", "till", "by", "of", "last", "this", "next", "early", "mid", "late", "during", "from", "to",
     "before", "after", "-", "between", "and", "throughout", "for", "every", "to"]
)  # fmt: skip
TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
WHOLE: dict[Unit, Granularity] = {
    "hour": "days",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}

# "must be signed by October 5", "holds until Friday" look ahead; "held until Friday" looks back.
MODALS = frozenset(["must", "should", "can", "may", "might", "to", "would", "could"])
COMING = frozenset(["schedule", "expect", "plan", "due", "set", "go", "slate", "intend"])


class Expression(NamedTuple):
    """Words that tell a time at tokens `first` to `last` (half-open), `core` the word they hang on.

    `days` gives the interval for an anchor day; what `base` names is that day. `rule` names how.
    """

    first: int
    last: int
    core: int
    days: Callable[[datetime.date], Days]
    granularity: Granularity
    rule: str
    base: Anchor


class Reader:
    """Reads expressions of time at given tokens of one sentence."""

    def __init__(self, parsed: Parsed, sentence: Sentence) -> None:
        """Keep the sentence."""
        self.parsed, self.sentence = parsed, sentence
        tokens = parsed.tokens
        self.words = {
            i: tokens[i].text.lower().rstrip(".") or "." for i in range(sentence.first, sentence.last)
        }

    def expressions(self) -> Iterator[Expression]:
        """Yield the expressions of the sentence, left to right, the fullest at each place."""
        i = self.sentence.first
        while i < self.sentence.last:
            found = self._at(i)
            if found is not None:
                yield found
            i = found.last if found is not None else i + 1

    def word(self, i: int) -> str:
        """Return the word at `i` in lower case without its full stop, empty outside the sentence."""
        return self.words.get(i, "")

    def _at(self, i: int) -> Expression | None:
        readers = (
            self._iso, self._weekday, self._month_day, self._day_month, self._month, self._year, self._day_of_report,
            self._whole_unit, self._past_units, self._ago, self._later, self._weekend, self._season,
        )  # fmt: skip
        return next((found for read in readers if (found := read(i)) is not None), None)

    def _iso(self, i: int) -> Expression | None:
        match = ISO_DAY.fullmatch(self.word(i))
        date = _date(*(int(part) for part in match.groups())) if match else None
        return Expression(i, i + 1, i, lambda _: day(date), "day", "calendar-day/1", "none") if date else None

    def _weekday(self, i: int) -> Expression | None:
        """Read "Thursday", "last Friday", "Monday night"; with its date, "Thursday, October 27", the date counts."""
        first = i + 1 if self.word(i) in ("last", "next", "this", "coming") else i
        name = self.word(first).removesuffix("'s")
        weekday = WEEKDAYS.get(name if name in WEEKDAYS else name.removesuffix("s"))
        if weekday is None or not self.parsed.tokens[first].text[0].isupper():
            return None
        if self._plural(first):
            return None
        dated = self._date_after(first)
        if dated is not None:
            return dated._replace(first=i)
        last = first + 2 if self.word(first + 1) in DAY_PARTS else first + 1
        ahead = self.word(i) in ("next", "coming") or (first == i and self._future(i))
        if ahead:
            return Expression(
                i,
                last,
                first,
                lambda a: day(weekday_after(a, weekday)),
                "day",
                "weekday-after-publication/1",
                "published",
            )
        strictly = self.word(i) == "last"
        return Expression(
            i, last, first, lambda a: day(weekday_before(a, weekday, strictly=strictly)), "day",
            "weekday-before-publication/1", "published",
        )  # fmt: skip

    def _plural(self, i: int) -> bool:
        """Return whether "Fridays" tells a habit; before a noun it is "Friday's" with its apostrophe lost."""
        whole = (
            self.word(i) not in WEEKDAYS and self.word(i).endswith("s") and not self.word(i).endswith("'s")
        )
        return whole and (
            i + 1 >= self.sentence.last or not self.parsed.tokens[i + 1].tag.startswith(("NN", "JJ"))
        )

    def _date_after(self, i: int) -> Expression | None:
        j = i + 2 if self.word(i + 1) in (",", "the") else i + 1
        return self._month_day(j) or self._day_month(j)

    def _month_day(self, i: int) -> Expression | None:
        """Read "September 9", "Sept. 9, 2016", "July 14 and 15", "July 14-16"."""
        month = MONTHS.get(self.word(i)) if self._capital(i) else None
        at = i + 2 if self.word(i + 1) == "the" else i + 1
        number = self._number(at)
        if month is None or number is None:
            return None
        until, last = self._second_day(at + 1, number)
        return self._calendar(i, last, i, month, (number, until))

    def _day_month(self, i: int) -> Expression | None:
        """Read "9 September", "9th of September 2016", "14 and 15 July"."""
        number = self._number(i)
        if number is None:
            return None
        until, j = self._second_day(i + 1, number)
        j += self.word(j) == "of"
        month = MONTHS.get(self.word(j)) if self._capital(j) else None
        return self._calendar(i, j + 1, j, month, (number, until)) if month is not None else None

    def _second_day(self, i: int, number: int) -> tuple[int, int]:
        """Return the last day of "14 and 15", "14-16", and where it ends; else the day itself."""
        if self.word(i) in ("and", "to", "-", "–", "or", "through"):
            second = self._number(i + 1)
            if second is not None and number < second and self.word(i + 2) not in ("people", "others"):
                return second, i + 2
        return number, i

    def _calendar(
        self, first: int, last: int, core: int, month: int, days: tuple[int, int]
    ) -> Expression | None:
        granularity: Granularity = "day" if days[0] == days[1] else "days"
        comma = last + 1 if self.word(last) == "," else last
        year = self._year_at(comma)
        if year is not None:
            start, end = _date(year, month, days[0]), _date(year, month, days[1])
            told = (start, end)
            return (
                Expression(first, comma + 1, core, lambda _: told, granularity, "calendar-day/1", "none")
                if start and end
                else None
            )
        ahead = self._future(core)

        def place(anchor: datetime.date) -> Days:
            near = nearest_year(anchor, month, days[1], ahead=ahead)
            return _date(near, month, days[0]), _date(near, month, days[1])

        return Expression(
            first, last, core, place, granularity, "calendar-day-nearest-publication/1", "published"
        )

    def _month(self, i: int) -> Expression | None:
        """Read "February 2014", "in February", "late September", "mid-August", "last July"."""
        first, third = self._third(i)
        step = self.word(first) in ("last", "this", "next")
        at = first + 1 if step else first
        month = MONTHS.get(self.word(at))
        if month is None or not self._capital(at):
            return None
        comma = at + 2 if self.word(at + 1) in (",", "of") else at + 1
        year = self._year_at(comma)
        if year is not None:
            return Expression(
                i, comma + 1, at, lambda _: month_of(year, month, third), "month", "calendar-month/1", "none"
            )
        if third is None and not step and self.word(at - 1) not in BEFORE_MONTH:
            return None
        ahead = self.word(first) == "next" or self._future(at)

        def place(anchor: datetime.date) -> Days:
            return month_of(nearest_year(anchor, month, 1, ahead=ahead), month, third)

        return Expression(i, at + 1, at, place, "month", "calendar-month-nearest-publication/1", "published")

    def _third(self, i: int) -> tuple[int, Third | None]:
        """Step over "late", "mid-", "the beginning of"."""
        j = i + 1 if self.word(i) == "the" else i
        third = THIRDS.get(self.word(j))
        if third is None:
            return i, None
        return (j + 2 if self.word(j + 1) in ("-", "of", "–") else j + 1), third

    def _year(self, i: int) -> Expression | None:
        """Read "in 2014", "mid-2014", "early 2015"; a bare number of four digits is a year only after such a word."""
        at, third = self._third(i)
        if self.word(i).startswith("mid-"):
            third = "mid"
        year = self._year_at(at)
        led = self.word(at - 1) in (
            "in",
            "since",
            "of",
            "during",
            "from",
            "until",
            "by",
            "to",
            "before",
            "after",
            "and",
            "through",
        )
        if year is None or not (third or led):
            return None
        if at + 1 < self.sentence.last and self.parsed.tokens[at + 1].tag in ("NNS", "JJ"):
            return None
        return Expression(i, at + 1, at, lambda _: year_of(year, third), "year", "calendar-year/1", "none")

    def _day_of_report(self, i: int) -> Expression | None:
        """Read "today", "yesterday", "last night", "this morning", "earlier in the day", "overnight"."""
        word, after = self.word(i), self.word(i + 1)
        if word in TODAY:
            back = TODAY[word]
            last = i + 2 if word != "overnight" and after in DAY_PARTS else i + 1
            if word == "overnight":
                return self._published(
                    i, last, lambda a: (shifted(a, -1, "day"), a), "days", "night-before-publication/1"
                )
            return self._published(
                i, last, lambda a: day(shifted(a, back, "day")), "day", f"{word}-of-publication/1"
            )
        if word == "last" and after in ("night", "evening"):
            return self._published(
                i, i + 2, lambda a: (shifted(a, -1, "day"), a), "days", "night-before-publication/1"
            )
        if word == "this" and after in DAY_PARTS:
            return self._published(i, i + 2, day, "day", "today-of-publication/1")
        for phrase in (
            ("earlier", "in", "the", "day"),
            ("later", "in", "the", "day"),
            ("earlier", "on", "the", "day"),
        ):
            if all(self.word(i + n) == part for n, part in enumerate(phrase)):
                return Expression(i, i + 4, i + 3, day, "day", "same-day/1", "previous")
        return None

    def _whole_unit(self, i: int) -> Expression | None:
        """Read "last week", "this month", "next year", "the previous day", "the same day", "the following week"."""
        j = i + 1 if self.word(i) in ("the", "that") else i
        step = {
            "last": -1,
            "this": 0,
            "next": 1,
            "previous": -1,
            "following": 1,
            "same": 0,
            "current": 0,
            "past": -1,
        }.get(self.word(j))
        unit = UNITS.get(self.word(j + 1))
        if step is None or unit is None or unit == "hour" or self.word(j + 1).endswith("s"):
            return None
        retold = self.word(j) in ("previous", "following", "same") or (
            self.word(i) == "the" and self.word(j) == "next"
        )
        rule = f"{unit}-after-previous/1" if retold else f"{unit}-from-publication/1"
        # "in the past year" and "this past week" are stretches that end with the report.
        if self.word(j) == "past":
            return self._published(
                i, j + 2, lambda a: (shifted(a, -1, unit), a), "span", f"{unit}-up-to-publication/1"
            )

        def place(anchor: datetime.date) -> Days:
            return unit_of(shifted(anchor, step, unit), unit)

        return Expression(i, j + 2, j + 1, place, WHOLE[unit], rule, "previous" if retold else "published")

    def _past_units(self, i: int) -> Expression | None:
        """Read "the past 24 hours", "the last three days", "recent weeks", "the past few months"."""
        j = i + 1 if self.word(i) == "the" else i
        if self.word(j) not in ("past", "last", "previous", "recent"):
            return None
        at, count, _ = self._count(j if self.word(j) == "recent" else j + 1)
        unit = UNITS.get(self.word(at))
        if unit is None or not self.word(at).endswith("s"):
            return None
        back = -(count or (1 if unit in ("month", "year") else 4 if unit == "week" else 7))
        return self._published(
            i, at + 1, lambda a: (shifted(a, back, unit), a), "span", "stretch-before-publication/1", core=at
        )

    def _ago(self, i: int) -> Expression | None:
        """Read "two weeks ago", "a year ago"."""
        at, count, loose = self._count(i)
        unit = UNITS.get(self.word(at))
        if count is None or unit is None or self.word(at + 1) != "ago":
            return None
        return Expression(
            i, at + 2, at, lambda a: _about(shifted(a, -count, unit), count, unit, loose=loose),
            "day" if unit == "day" and not loose else "span", "ago-from-publication/1", "published",
        )  # fmt: skip

    def _later(self, i: int) -> Expression | None:
        """Read "a few days later", "one year later", "two days after", "a day earlier", "the next day"."""
        at, count, loose = self._count(i)
        unit = UNITS.get(self.word(at))
        if count is None or unit is None or unit == "hour":
            return None
        sign = {"later": 1, "after": 1, "afterwards": 1, "earlier": -1, "before": -1}.get(self.word(at + 1))
        if sign is None:
            return None
        return Expression(
            i, at + 2, at, lambda a: _about(shifted(a, sign * count, unit), count, unit, loose=loose),
            "day" if unit == "day" and not loose else "span", "after-previous/1", "previous",
        )  # fmt: skip

    def _weekend(self, i: int) -> Expression | None:
        j = i + 1 if self.word(i) in ("the", "last", "this", "next") else i
        if self.word(j) != "weekend":
            return None
        if self.word(i) == "next" or self._future(j):
            return self._published(
                i, j + 1, lambda a: _pair(weekday_after(a, 5)), "days", "weekend-after-publication/1"
            )
        return self._published(
            i, j + 1, lambda a: _pair(weekday_before(a, 5)), "days", "weekend-before-publication/1"
        )

    def _season(self, i: int) -> Expression | None:
        j = i + 1 if self.word(i) in ("last", "this", "the") else i
        months = SEASONS.get(self.word(j))
        year = self._year_at(j + 2 if self.word(j + 1) == "of" else j + 1)
        if months is None or year is None:
            return None
        last = j + 3 if self.word(j + 1) == "of" else j + 2
        told = (month_of(year, months[0])[0], month_of(year, months[1])[1])
        return Expression(i, last, j, lambda _: told, "season", "calendar-season/1", "none")

    def _published(
        self,
        first: int,
        last: int,
        days: Callable[[datetime.date], Days],
        granularity: Granularity,
        rule: str,
        *,
        core: int | None = None,
    ) -> Expression:
        return Expression(
            first, last, last - 1 if core is None else core, days, granularity, rule, "published"
        )

    def _count(self, i: int) -> tuple[int, int | None, bool]:
        """Return where a count of units ends, the count (None: none), and whether it is loose ("a few", "about two")."""
        j, count, loose = i, None, False
        while (
            self.word(j) in COUNTS
            or self.word(j) in LOOSE
            or self.word(j) in ("just", "of", "over")
            or self.word(j).isdigit()
        ):
            if self.word(j) == "of" and count is None:
                break
            loose = loose or self.word(j) in LOOSE
            number = COUNTS.get(self.word(j)) or (
                int(self.word(j)) if self.word(j).isdigit() and len(self.word(j)) < 4 else None
            )
            count = number if number is not None else count
            j += 1
        return j, count, loose

    def _number(self, i: int) -> int | None:
        match = DAY_NUMBER.fullmatch(self.word(i))
        number = int(match.group(1)) if match else 0
        return number if 1 <= number <= 31 else None

    def _year_at(self, i: int) -> int | None:
        word = self.word(i).removeprefix("mid").lstrip("-")
        return int(word) if len(word) == 4 and word.isdigit() and int(word) in YEARS else None

    def _capital(self, i: int) -> bool:
        """Return whether token `i` is a name of a month, not the verb "may" or "march"."""
        token = self.parsed.tokens[i] if i in self.words else None
        return token is not None and token.text[0].isupper() and token.tag not in ("MD", "VB", "VBP", "VBD")

    def _future(self, i: int) -> bool:
        """Return whether the nearest verb above token `i` tells what is still to come."""
        for above in self.parsed.ancestors(i):
            token = self.parsed.tokens[above]
            if token.pos not in ("VERB", "AUX"):
                continue
            beside = {self.parsed.tokens[c].text.lower() for c in self.parsed.children(above, "aux")}
            governed = self.parsed.tokens[token.head].lemma.lower() in COMING and token.dep in (
                "xcomp",
                "ccomp",
            )
            if self.word(i - 1) in ("by", "until", "till") and (
                token.tag in ("VBZ", "VBP", "VB") or beside & MODALS
            ):
                return True
            return bool(beside & {"will", "shall", "'ll", "wo"}) or governed or token.lemma.lower() in COMING
        return False


def _date(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def _pair(saturday: datetime.date) -> Days:
    return saturday, shifted(saturday, 1, "day")


def _about(date: datetime.date, count: int, unit: Unit, *, loose: bool) -> Days:
    """Return the day, or an interval around it: nobody who writes "a year later" has counted the days."""
    if unit == "day" and not loose:
        return day(date)
    if unit == "day":
        return shifted(date, -(count // 2 + 1), "day"), shifted(date, count // 2 + 1, "day")
    reach = {"hour": 1, "week": 2, "month": 10, "year": 92}[unit]
    return shifted(date, -reach, "day"), shifted(date, reach, "day")
