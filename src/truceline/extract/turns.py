"""The days of a deal's life as one document tells them: each with its words and with who tells it."""

from collections.abc import Iterator, Sequence

from truceline.extract.attached import statement_at
from truceline.extract.bonds import Days
from truceline.extract.namings import Naming
from truceline.extract.standings import Setting
from truceline.model.document import Span
from truceline.model.terms import Dated, Turn
from truceline.model.when import When

TURNS: tuple[tuple[str, Turn], ...] = (
    ("announced", "announced"),
    ("effective", "in_effect"),
    ("ended", "ended"),
)


def find_turns(setting: Setting, told: Sequence[tuple[Naming, Days]]) -> tuple[Dated, ...]:
    """Return the days that the namings of one deal carry, in the order of the text, each turn of a naming once."""
    return tuple(dict.fromkeys(_turns(setting, told)))


def _turns(setting: Setting, told: Sequence[tuple[Naming, Days]]) -> Iterator[Dated]:
    for naming, days in told:
        for name, turn in TURNS:
            when: When | None = getattr(days, name)
            if when is None:
                continue
            span = _words(setting, naming, when)
            said = statement_at(setting.statements, span.start, span.end)
            yield Dated(turn, when, (span,), said.id if said else None)


def _words(setting: Setting, naming: Naming, when: When) -> Span:
    """Return the words from the naming to its date; the naming alone where its date cannot be found again."""
    near = [date for date in setting.dates if date.value == when]
    if not near:
        return setting.parsed.span(naming.first, naming.last)
    date = min(near, key=lambda one: abs(one.head - naming.head))
    return setting.parsed.span(min(naming.first, date.first), max(naming.last, date.last))
