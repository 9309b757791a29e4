"""Fill a record with readings made of others: as many as are wanted, over many wars, with one city's month among them."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import count

from benchmarks.growth.rewritten import Turn, rewritten
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.store import write
from truceline.store.open import Record

# One city in one month has so many events: what a record of a siege holds.
CITY_EVENTS = 5000
CITY = "the city"
CITY_DAY = datetime.date(2016, 9, 1)
CITY_DAYS = 30
# The city's month comes behind so many reports: a smaller record has none.
BEFORE = 1000
# Days between two wars; some ten years hold them all.
APART, LONGEST = 37, 3650
# Readings written in one transaction.
BATCH = 500


def made(readings: Sequence[Reading], before: int = BEFORE, start: int = 0) -> Iterator[tuple[Raw, Reading]]:
    """Yield reports and their readings without end, war after war, each in other words; behind some, those of the city.

    They begin with number `start`.
    """
    events = sum(len(readings[number % len(readings)].events) for number in range(before, start))
    for number in count(start):
        reading, turn = readings[number % len(readings)], 1 + number // len(readings)
        if number >= before and events < CITY_EVENTS:
            events += len(reading.events)
            day = CITY_DAY + datetime.timedelta(number % CITY_DAYS)
            yield rewritten(reading, Turn(turn, 0, number, CITY, day))
        else:
            yield rewritten(reading, Turn(turn, turn * APART % LONGEST, number))


def fill(record: Record, several: Iterator[tuple[Raw, Reading]], wanted: int, *, at: str) -> None:
    """Add so many of them to a record, as if they had been read; nothing is derived yet."""
    for start in range(0, wanted, BATCH):
        with record.writing():
            for _ in range(start, min(start + BATCH, wanted)):
                raw, reading = next(several)
                write.add_entry(record, at=at, name=raw.name, document=write.add_document(record, raw))
                write.add_reading(record, reading)
