"""Dates: the times that a text tells, and the days that they are, each by a named rule from a named anchor."""

import datetime
from collections.abc import Iterator, Sequence

from truceline.extract.calendar_dates import (
    THIRDS,
    read_day_month,
    read_feast,
    read_iso,
    read_month,
    read_month_day,
    read_numeric,
    read_season,
    read_weekday,
    read_year,
)
from truceline.extract.calendar_words import DAY_PARTS, MONTHS, SEASONS, WEEKDAYS
from truceline.extract.date_words import NO_ANCHOR, Expression, View
from truceline.extract.days import Days, shifted
from truceline.extract.event_days import RULE as EVENT_DAY
from truceline.extract.event_days import beginning, read_event, read_event_day
from truceline.extract.part_dates import ORDINALS, read_part
from truceline.extract.relative_dates import (
    COUNTS,
    FILLERS,
    LOOSE,
    SAME_DAY,
    TODAY,
    UNIT_STEPS,
    UNITS,
    read_ago,
    read_counted,
    read_day,
    read_later,
    read_stretch,
    read_unit,
    read_weekend,
)
from truceline.extract.week_days import read_week_day
from truceline.model.parsed import Found, Parsed, Sentence
from truceline.model.when import Granularity, When

# "Two days later" counts from a day or a month that was told, never from "last year".
LONGEST_ANCHOR = datetime.timedelta(days=31)
# In this order: what tells most comes first.
READERS = (
    read_iso, read_numeric, read_feast, read_event, read_part, read_week_day, read_weekday, read_month_day, read_day_month, read_month, read_year, read_day, read_unit, read_stretch,
    read_ago, read_later, read_weekend, read_season,
)  # fmt: skip
STARTS = frozenset(
    [*MONTHS, *WEEKDAYS, *SEASONS, *THIRDS, *UNIT_STEPS, *TODAY, *COUNTS, *LOOSE, *FILLERS, *(p[0] for p in SAME_DAY),
     "the", "that", "coming", "recent", "overnight", "weekend", "earlier", "later", "day", "christmas", "new", *ORDINALS]
)  # fmt: skip
# An anchor for what needs none.
NEVER = datetime.date(2000, 1, 1)
# After these the next word shows whether a time is told.
ARTICLES = frozenset(["the", "that", "a", "an"])
OPEN = {"since": "last", "until": "first", "till": "first", "by": "first"}


def find_dates(parsed: Parsed) -> tuple[Found[When], ...]:
    """Return the dates in the order of the text.

    Relative words ("on Thursday") count from the document's publication, others ("a few days later") from the last date
    told before them in the text. Without an anchor the days stay open and the rule is "no-anchor".
    """
    found: list[Found[When]] = []
    for sentence in parsed.sentences:
        for expression in _joined(parsed, sentence):
            found.append(_of_event(parsed, expression, found) or _resolve(parsed, expression, found))
    return tuple(_counted_from(parsed, one, found[n + 1 :]) for n, one in enumerate(found))


def _of_event(parsed: Parsed, one: Expression, before: list[Found[When]]) -> Found[When] | None:
    """Return "a week after the truce took effect" with its days, where the text told when it took effect."""
    if one.rule not in (NO_ANCHOR, EVENT_DAY):
        return None
    told = read_event_day(View(parsed, parsed.sentences[parsed.tokens[one.first].sentence]), one.first)
    if told is None:
        return None
    began = beginning(parsed, told[1], before)
    if began is None and one.rule == NO_ANCHOR:
        return None
    return _resolve(parsed, told[0], [began] if began is not None else [])


def _counted_from(parsed: Parsed, one: Found[When], later: Sequence[Found[When]]) -> Found[When]:
    """Return "six days after" with its day, where the clause after it tells its own: "six days after they signed it on May 3"."""
    number = parsed.tokens[one.head].sentence
    back = View(parsed, parsed.sentences[number])
    nearest = later[0] if later and parsed.tokens[later[0].head].sentence == number else None
    if one.value.rule != NO_ANCHOR or nearest is None or not _narrow(nearest.value):
        return one
    between = [parsed.tokens[i].text for i in range(one.last, nearest.first)]
    expression = read_counted(back, one.first)
    if expression is None or "," in between or nearest.value.granularity != "day":
        return one
    counted = _resolve(parsed, expression, [nearest])
    # "In four days after a raid on Saturday" is not to come: the report would say so.
    published = parsed.doc.published
    late = (
        published is not None
        and published.last is not None
        and (counted.value.first or published.last) > published.last
    )
    return one if late and not back.future(one.head) else counted


def _joined(parsed: Parsed, sentence: Sentence) -> Iterator[Expression]:
    """Yield the expressions of a sentence, "from X to Y" and "between X and Y" as one, "since X" with an open end."""
    view = View(parsed, sentence)
    expressions = list(_expressions(view, sentence))
    while expressions:
        one = expressions.pop(0)
        before = view.word(one.first - 1)
        if expressions and _range(view, before, one, expressions[0]):
            yield _span(one, expressions.pop(0))
        elif before in OPEN:
            yield _opened(one, before)
        else:
            yield one


def _expressions(view: View, sentence: Sentence) -> Iterator[Expression]:
    i = sentence.first
    while i < sentence.last:
        found = (
            next((one for read in READERS if (one := read(view, i)) is not None), None)
            if _may(view, i)
            else None
        )
        if found is not None:
            yield found
        i = found.last if found is not None else i + 1


def _may(view: View, i: int) -> bool:
    """Return whether an expression can begin at `i`: nineteen of twenty words need not be tried."""
    word = view.word(i)
    if word in ARTICLES:
        return _starts(view.word(i + 1)) or view.word(i + 1) in UNITS or view.word(i + 1) in DAY_PARTS
    return _starts(word)


def _starts(word: str) -> bool:
    return (
        word in STARTS
        or word[:1].isdigit()
        or word.startswith("mid-")
        or word.removesuffix("s").removesuffix("'") in WEEKDAYS
    )


def _range(view: View, before: str, one: Expression, other: Expression) -> bool:
    between = [view.word(i) for i in range(one.last, other.first)]
    return (before == "from" and between in (["to"], ["until"], ["through"])) or (
        before == "between" and between == ["and"]
    )


def _span(one: Expression, other: Expression) -> Expression:
    base = next(
        (base for base in ("published", "previous", "latest") if base in (one.base, other.base)), one.base
    )
    # "From March to May 2015" tells the year of both; "from 3 March 2015 to 5 April" too.
    base = "none" if "none" in (one.base, other.base) and base == "published" else base
    return one._replace(
        last=other.last,
        days=lambda anchor: _ends(one, other, anchor),
        granularity="span",
        rule=f"from {one.rule} to {other.rule}",
        base=base,
    )


def _ends(one: Expression, other: Expression, anchor: datetime.date) -> Days:
    """Return the first day of one and the last of the other; what is not in that order is told of the other's time."""
    first = None if one.base == "published" and other.base == "none" else one.days(anchor)[0]
    last = None if other.base == "published" and one.base == "none" else other.days(anchor)[1]
    if first is None and last is not None:
        first = one.days(last)[0]
    elif last is None and first is not None:
        last = other.days(shifted(first, 1, "year"))[1]
    elif first is not None and last is not None and first > last:
        first = one.days(last)[0]
    return (first, last) if first is not None and last is not None and first <= last else (None, None)


def _opened(one: Expression, word: str) -> Expression:
    def days(anchor: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
        first, last = one.days(anchor)
        return (first, None) if OPEN[word] == "last" else (None, last)

    return one._replace(first=one.first - 1, days=days, granularity="span", rule=f"{word} {one.rule}")


def _resolve(parsed: Parsed, one: Expression, before: list[Found[When]]) -> Found[When]:
    said = parsed.span(one.first, one.last).quote
    anchor = _anchor(parsed, one, before)
    if one.base == "none":
        first, last = one.days(NEVER)
        if first is None and last is None:
            return Found(When(None, None, one.granularity, said, NO_ANCHOR), one.first, one.last, one.core)
        return Found(When(first, last, one.granularity, said, one.rule), one.first, one.last, one.core)
    if anchor is None or anchor.first is None or anchor.last is None:
        return Found(When(None, None, one.granularity, said, NO_ANCHOR), one.first, one.last, one.core)
    first, last, granularity = _counted(one, anchor.first, anchor.last)
    if first is None and last is None:
        return Found(When(None, None, one.granularity, said, NO_ANCHOR), one.first, one.last, one.core)
    name = "published" if one.base == "published" else "previous"
    when = When(first, last, granularity, said, one.rule, f"{name} {_named(anchor)}")
    return Found(when, one.first, one.last, one.core)


def _anchor(parsed: Parsed, one: Expression, before: list[Found[When]]) -> When | None:
    if one.base == "published":
        return parsed.doc.published
    if one.base == "latest":
        return _latest(one, before)
    return next((found.value for found in reversed(before) if _narrow(found.value)), None)


def _latest(one: Expression, before: list[Found[When]]) -> When | None:
    """Return the last date told, where it lies in one such unit: "that year" is no year after "since 2011"."""
    value = next((found.value for found in reversed(before)), None)
    if value is None or value.first is None or value.last is None:
        return None
    return value if one.days(value.first)[0] == one.days(value.last)[0] else None


def _narrow(when: When) -> bool:
    return when.first is not None and when.last is not None and when.last - when.first <= LONGEST_ANCHOR


def _counted(
    one: Expression, first: datetime.date, last: datetime.date
) -> tuple[datetime.date | None, datetime.date | None, Granularity]:
    """Count from both ends of the anchor: what is known only within a week stays known only within a week."""
    low, high = one.days(first), one.days(last)
    return low[0], high[1], one.granularity if low == high or first == last else "span"


def _named(anchor: When) -> str:
    if anchor.first == anchor.last:
        return str(anchor.first)
    return f"{anchor.first} to {anchor.last}"
