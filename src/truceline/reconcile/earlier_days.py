"""Earlier days: what a report tells of an earlier day beside the happening that it is about is no part of its toll."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.model.claim import Claim, Date, Figure
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.when import A_WEEK, When

# The day of an arrest or a march is not the day of the raid that it follows.
ASSAULT = "ASSAULT"
Read = Sequence[tuple[Event, Reading]]


def of_earlier_days(events: Read) -> Mapping[str, str]:
    """Return the events of a happening that lie long before it, by the words of their day.

    The happening's day is the one that most reports give, of even ones the latest. It is held against an event only where
    the same report tells another attack here under no such day: a report that errs by a month about the only one that it
    tells is not left out.
    """
    days = {event.id: told for event, _ in events if (told := _days(event))}
    main = _main(events, days)
    if main is None:
        return {}
    old = {event: told for event, told in days.items() if all(_is_before(when, main) for when in told)}
    here = {reading.document.id for event, reading in events if _is_attack(event) and event.id not in old}
    return {
        event.id: old[event.id][0].said
        for event, reading in events
        if event.id in old and reading.document.id in here
    }


def apart(claim: Claim, day: str | None) -> Claim:
    """Return the claim; a figure of another day as a part, under the words of that day."""
    figure = claim.value
    if day is None or not isinstance(figure, Figure) or figure.part_of is not None:
        return claim
    return msgspec.structs.replace(claim, value=msgspec.structs.replace(figure, part_of=day))


def _days(event: Event) -> list[When]:
    dates = (claim.value.when for claim in event.claims if isinstance(claim.value, Date))
    return [when for when in dates if when.last is not None]


def _main(events: Read, days: Mapping[str, Iterable[When]]) -> datetime.date | None:
    """Return the first of the days that most reports give of attacks; none is after the first report that tells of it.

    "Found guilty on Thursday of killing two guards": another report had the killing a year before.
    """
    reports = [reading.document for _, reading in events]
    latest = min(
        (doc.published.last for doc in reports if doc.published and doc.published.last), default=None
    )
    told: dict[datetime.date, set[str]] = {}
    for event, reading in events:
        for when in days.get(event.id, ()) if _is_attack(event) else ():
            close = when.first and when.last and when.last - when.first <= A_WEEK
            if when.first and close and (latest is None or when.first <= latest):
                told.setdefault(when.first, set()).add(reading.document.id)
    return max(told, key=lambda day: (len(told[day]), day), default=None)


def _is_attack(event: Event) -> bool:
    return event.mode == ASSAULT


def _is_before(when: When, day: datetime.date) -> bool:
    return when.last is not None and when.last < day - A_WEEK
