"""What is attached to words: the statement they stand in, the dates that hang on them."""

from calendar import month_abbr
from collections.abc import Sequence

from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.when import When


def statement_at(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost statement whose content holds the characters `start` to `end`, all of them.

    "B refused to extend it" is B's own deed told by the document, whatever is read as B's words in it.
    """
    best: tuple[int, Statement] | None = None
    for statement in statements:
        for span in statement.content:
            if span.start <= start and end <= span.end and (best is None or span.end - span.start < best[0]):
                best = (span.end - span.start, statement)
    return best[1] if best else None


def dates_on(parsed: Parsed, dates: Sequence[Found[When]], i: int) -> list[When]:
    """Return the dates that hang on token `i`, directly or by a preposition."""
    return [date for _, date in led_dates(parsed, dates, i)]


def led_dates(parsed: Parsed, dates: Sequence[Found[When]], i: int) -> list[tuple[str, When]]:
    """Return the dates that hang on token `i`, each with the preposition that leads it ("from"; empty where none does)."""
    found = []
    for date in dates:
        above, leading = _hangs_on(parsed, date)
        if above == i:
            found.append((leading, date.value))
    return found


def is_told(when: When) -> bool:
    """Return whether a date says a day, month or year of its own: "a week after" alone dates nothing."""
    return when.first is not None or when.last is not None or month_of(when) is not None


def month_of(when: When) -> int | None:
    """Return the month that the words of a date name, also where its year is not known."""
    words = {word.lower()[:3] for word in when.said.replace(".", " ").split()}
    return next((number for number, name in enumerate(month_abbr) if name and name.lower() in words), None)


def apart(a: When, b: When) -> bool:
    """Return whether two dates cannot be one: no day in common, or another month where a year is not known."""
    if not a.overlaps(b):
        return True
    months = month_of(a), month_of(b)
    open_ended = a.first is None or b.first is None
    return open_ended and None not in months and months[0] != months[1]


def _hangs_on(parsed: Parsed, date: Found[When]) -> tuple[int, str]:
    inside = range(date.first, date.last)
    top = next((i for i in inside if parsed.tokens[i].head not in inside), date.first)
    above, leading = parsed.tokens[top].head, ""
    while parsed.tokens[above].pos in ("ADP", "SCONJ") and parsed.tokens[above].head != above:
        leading = parsed.tokens[above].lemma.lower()
        above = parsed.tokens[above].head
    return above, leading
