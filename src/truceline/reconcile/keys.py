"""Keys: what is compared of an event, small enough that a hundred thousand fit in memory."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from truceline.knowledge.common_words import CommonWords
from truceline.model.claim import Culprit, Date, Figure, Place, Scope, Words
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.when import When
from truceline.reconcile.world import World

REAL = frozenset(("happened", "ongoing", "denied", "not confirmed"))
WORD = re.compile(r"[a-z]{4,}")
WIDE = ("province", "district")
# Characters on each side of a mention whose words are compared: about the sentence that it stands in.
NEAR = 150
# A plural tells what its singular tells: "bombers" and "a bomber".
PLURAL = re.compile(r"(?<=[a-z]{3}[^su])s$")


class EventKey(msgspec.Struct, frozen=True):
    """One event as it is compared with others.

    `family` is the document that stands for its copies; `places` are the spelling-free keys of the places told, `wide` those of them that are provinces or districts, `inside`
    the names of what contains them, `named` their own names; `first` and `last` bound its days, None where no day is told;
    `published` is the document's; `sides` are those who are told to have done it, as they answer; `points` the targets
    that are one building or crowd ("school"); `people` whether civilians or combatants were harmed; `rare` the words near
    it that are uncommon in the language and name nobody whom the whole war knows.
    """

    id: str
    doc: str
    family: str
    kind: str
    scope: Scope
    places: frozenset[str]
    wide: frozenset[str]
    inside: frozenset[str]
    named: frozenset[str]
    first: datetime.date | None
    last: datetime.date | None
    published: datetime.date | None
    sides: frozenset[str]
    targets: frozenset[str]
    points: frozenset[str]
    target_actors: frozenset[str]
    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    people: frozenset[str]
    rare: frozenset[str]


def event_keys(
    readings: Sequence[Reading],
    world: World,
    families: Mapping[str, str],
    points: frozenset[str],
    common: CommonWords,
) -> Iterator[EventKey]:
    """Yield a key for each event that can be an incident: it is real, and no history.

    A key depends on its document, what is known of actors and words, and nothing else: what other reports say moves none.

    Args:
        readings: one for each document.
        world: the sides of actors.
        families: the document that stands for each document and its copies.
        points: words for targets that are one building or crowd.
        common: how common words are in the language.
    """
    for reading in readings:
        named = _named(reading)
        family = families.get(reading.document.id, reading.document.id)
        for event in reading.events:
            if event.modality in REAL and not event.background:
                rare = _rare(_words_near(reading, event), named, common)
                yield msgspec.structs.replace(_key(reading, event, world, points), family=family, rare=rare)


def _key(reading: Reading, event: Event, world: World, points: frozenset[str]) -> EventKey:
    places = [value for value, _ in event.values(Place) if value.precision != "country"]
    day = _day(reading, event)
    published = reading.document.published
    targets = [value for value, claim in event.values(Words) if claim.property == "target"]
    words = frozenset(word for target in targets for word in WORD.findall(target.text.lower()))
    return EventKey(
        id=event.id,
        doc=reading.document.id,
        family=reading.document.id,
        kind=event.kind,
        scope=event.scope,
        places=frozenset(place.key for place in places),
        wide=frozenset(place.key for place in places if place.precision in WIDE),
        inside=frozenset(name for place in places for name in place.within),
        named=frozenset(place.name for place in places),
        first=day.first if day else None,
        last=day.last if day else None,
        published=published.last if published else None,
        sides=_sides(event, world),
        targets=words,
        points=frozenset(point for point in points if point in words or f"{point}s" in words),
        target_actors=frozenset(world.side(target.actor) for target in targets if target.actor),
        killed=_figures(event, "killed"),
        wounded=_figures(event, "wounded"),
        people=frozenset(
            value.status for value, _ in event.values(Figure) if value.status in ("civilian", "combatant")
        ),
        rare=frozenset(),
    )


def _words_near(reading: Reading, event: Event) -> frozenset[str]:
    text = reading.document.text
    return frozenset(
        word
        for span in event.mentions
        for word in WORD.findall(text[max(span.start - NEAR, 0) : span.end + NEAR].lower())
    )


def _named(reading: Reading) -> frozenset[str]:
    """Return the words of the places and actors that the document names: those are compared each on its own."""
    mentioned = {mention.span.quote for mention in reading.mentions if mention.actor}
    places = (value for event in reading.events for value, _ in event.values(Place))
    told = {name for place in places for name in (place.name, place.said, *place.within)}
    return frozenset(word for words in mentioned | told for word in WORD.findall(words.lower()))


def _rare(words: frozenset[str], named: frozenset[str], common: CommonWords) -> frozenset[str]:
    """Return the words that few reports would use: uncommon ones, and names of those whom nothing knows.

    How rare a word is within the record says nothing here: a report more would change every weight.
    """
    bare = {PLURAL.sub("", word) for word in words - named if not common.band(word)}
    return frozenset(word for word in bare - named if not common.band(word))


def _day(reading: Reading, event: Event) -> When | None:
    """Return the day told first, else the narrowest stretch; what lies years before publication is another matter."""
    told = [value.when for value, _ in event.values(Date) if value.when.first and value.when.last]
    published = reading.document.published
    if published and published.first:
        oldest = published.first - datetime.timedelta(days=400)
        told = [when for when in told if when.last and when.last >= oldest] or told
    days = [when for when in told if when.first == when.last]
    return days[0] if days else min(told, key=_width, default=None)


def _width(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 0


def _sides(event: Event, world: World) -> frozenset[str]:
    """Return who is told to have done it; who is said not to have done it is nobody."""
    return frozenset(
        world.answers(actor)
        for value, _ in event.values(Culprit)
        if value.certainty != "denied"
        for actor in value.actors
    )


def _figures(event: Event, effect: str) -> tuple[int, ...]:
    found = (
        value.low if value.low is not None else value.high
        for value, _ in event.values(Figure)
        if value.effect == effect and not value.part_of
    )
    return tuple(sorted({number for number in found if number}))
