"""The time of day at which a page appeared: a line's, the markup's, or one with the zone of the other."""

import datetime
from collections.abc import Iterable, Iterator

from truceline.clean.dates import find_date
from truceline.knowledge.furniture import Furniture
from truceline.model.when import When

_MINUTES = len("2016-10-03T10:05")
_FURTHEST = datetime.timedelta(hours=14)
_HALF_HOUR = datetime.timedelta(minutes=30)


def time_of_page(
    when: When | None, told: str | None, markup: Iterable[str], furniture: Furniture
) -> str | None:
    """Return the ISO time of day of a page.

    Args:
        when: the day that the page tells.
        told: the time that a line of it tells, if any: what the reader sees counts.
        markup: the times that its markup tells, with their zones, the surest first.
        furniture: the zones.
    """
    if when is None or when.first is None or when.first != when.last:
        return told
    times = list(_times(markup, furniture))
    if told is None:
        return next((time for time in times if time.startswith(str(when.first))), None)
    return (
        told if len(told) > _MINUTES else next((one for time in times if (one := _zoned(told, time))), told)
    )


def _times(markup: Iterable[str], furniture: Furniture) -> Iterator[str]:
    for words in markup:
        found = find_date(words, furniture.zones, at_start=True)
        # Midnight to the second is a day without a time.
        if found and found.time and "T00:00:00" not in words:
            yield found.time


def _zoned(told: str, time: str) -> str | None:
    """Return a local time with its zone, where the markup tells the same moment: 09:54, and 14:54 in UTC, are five hours apart."""
    moment, local = datetime.datetime.fromisoformat(time), datetime.datetime.fromisoformat(told)
    if moment.tzinfo is None:
        return None
    if moment.replace(tzinfo=None) == local:
        return time
    away = local - moment.astimezone(datetime.UTC).replace(tzinfo=None)
    if abs(away) > _FURTHEST or away % _HALF_HOUR:
        return None
    return local.replace(tzinfo=datetime.timezone(away)).isoformat(timespec="minutes")
