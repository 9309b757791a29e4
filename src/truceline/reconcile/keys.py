"""Keys: what is compared of an event, small enough that a hundred thousand fit in memory."""

import datetime
import re
import string
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from truceline.knowledge.common_words import CommonWords
from truceline.model.claim import Culprit, Date, Figure, Place, Scope, Words
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.when import When
from truceline.reconcile.world import World

REAL = frozenset(("happened", "ongoing", "denied", "not confirmed"))
WORD = re.compile(r"[a-z]{4,}")
NAME = re.compile(r"[A-Z][a-z]{3,}|[a-z]{4,}")
WIDE = ("province", "district")
# Who is told to have done it, where it has no name.
STATE, OTHERS = "a state", "others"
QUARTERS = ("north", "south", "east", "west")
# "The Xriver River", "Lake Xlake": what is so called is hundreds of kilometres long, and no name of one happening. Two air
# strikes on people who crossed a river on two nights were joined by its name.
LONG = re.compile(
    r"\b([A-Z][a-z]{3,})[ \n](?:[Rr]iver|[Ss]ea|[Dd]esert|[Vv]alley|[Mm]ountains)\b|\b(?:[Rr]iver|[Ll]ake|[Mm]ount) ([A-Z][a-z]{3,})"
)
# Where a sentence ends, near enough to tell what stands in one.
SENTENCE = re.compile(r"[.!?][\"”’']?\s")
# "Another air strike", "in a second raid that day": not the one told before. A bomb that goes off beside the first is part
# of one attack ("another bomber blew himself up at the gate"), so this is asked of no bombing.
ANOTHER = re.compile(
    r"\b(?:another|an?\s+(?:second|third|fourth|separate|further|different))\s+"
    r"(?:(?!was\b|were\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
BEFORE = 40
LETTERS = f"{string.ascii_letters}'’"
# Characters on each side of a mention whose words are compared: about the sentence that it stands in.
NEAR = 150
# Within so many the words of a reprint are its own, even where the sentence before is cut.
AMONG = 90
# These stand next to it: in a reprint the sentence before and the one after have most of the words about it, too.
NEXT = 30
# A plural tells what its singular tells: "bombers" and "a bomber".
PLURAL = re.compile(r"(?<=[a-z]{3}[^su])s$")


class EventKey(msgspec.Struct, frozen=True):
    """One event as it is compared with others.

    `family` is the document that stands for its copies; `sentence` the number of the one that it is read from. `places` are
    the spelling-free keys of the places told, `narrow` those of them that hold no other one, `wide` those that are a
    province, a district or the city that a province is called after, `inside` the names of what contains them, `named` their
    own names, `at` where the narrow ones lie, `parts` the quarters of the compass told of them; `holds` the names of those
    that are a whole province or district; `first` and `last` bound its days, None where no day is told;
    `published` is the document's; `sides` are those who are told to have done it, as they answer; `points` the targets
    that are one building or crowd ("school"); `nearby` those that stand near it all the same; `people` whether civilians
    or combatants were harmed; `names` the names near it that nothing knows, `rare` the words near it that are uncommon in
    the language, `words` the pairs of words that it stands among, as numbers, `close` those next to it; `spots` is where
    those of the narrow places lie that are meant themselves, and not what is near them; `another` is whether the report
    tells it as another than the one before; `camps` whether those who are told to have done it are a state's or not, by the
    words for them where they have no name.
    """

    id: str
    doc: str
    family: str
    sentence: int
    kind: str
    scope: Scope
    places: frozenset[str]
    narrow: frozenset[str]
    wide: frozenset[str]
    inside: frozenset[str]
    named: frozenset[str]
    holds: frozenset[str]
    at: frozenset[tuple[float, float]]
    parts: frozenset[tuple[str, str]]
    first: datetime.date | None
    last: datetime.date | None
    published: datetime.date | None
    sides: frozenset[str]
    targets: frozenset[str]
    points: frozenset[str]
    target_actors: frozenset[str]
    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    nearby: frozenset[str]
    people: frozenset[str]
    names: frozenset[str]
    rare: frozenset[str]
    words: frozenset[int]
    spots: frozenset[tuple[float, float]] = frozenset()
    close: frozenset[int] = frozenset()
    another: bool = False
    camps: frozenset[str] = frozenset()


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
                key = _key(reading, event, world)
                told = {"targets": key.targets - named, **_near(reading, event, named, points, common)}
                yield msgspec.structs.replace(key, family=family, **told)


def _key(reading: Reading, event: Event, world: World) -> EventKey:
    """Return the key without what is read from the words around it."""
    places = [value for value, _ in event.values(Place) if value.precision != "country"]
    text = reading.document.text
    narrow, day = _narrow(places), _day(reading, event)
    published = reading.document.published
    targets = [value for value, claim in event.values(Words) if claim.property == "target"]
    words = frozenset(word for target in targets for word in WORD.findall(target.text.lower()))
    return EventKey(
        id=event.id,
        doc=reading.document.id,
        family=reading.document.id,
        sentence=len(SENTENCE.findall(text, 0, event.anchor.start)),
        kind=event.kind,
        scope=event.scope,
        places=frozenset(place.key for place in places),
        narrow=narrow,
        wide=frozenset(
            place.key
            for place in places
            if (place.precision in WIDE and not place.relation) or place.name in place.within
        ),
        # The last is the country, which holds everything.
        inside=frozenset(
            name for place in places for name in (place.within[:-1] if place.country else place.within)
        ),
        named=frozenset(place.name for place in places),
        holds=frozenset(place.name for place in places if place.precision in WIDE and not place.relation),
        at=_pins(places, narrow),
        parts=_quarters(places),
        first=day.first if day else None,
        last=day.last if day else None,
        published=published.last if published else None,
        sides=_sides(event, world),
        targets=words,
        points=frozenset(),
        nearby=frozenset(),
        target_actors=frozenset(world.side(target.actor) for target in targets if target.actor),
        killed=_figures(event, "killed"),
        wounded=_figures(event, "wounded"),
        people=frozenset(
            value.status for value, _ in event.values(Figure) if value.status in ("civilian", "combatant")
        ),
        names=frozenset(),
        rare=frozenset(),
        words=_pairs_about(text, event, AMONG),
        spots=_pins([place for place in places if place.precision == "exact"], narrow),
        close=_pairs_about(text, event, NEXT),
        camps=_camps(event, world),
        another=event.kind != "bombing" and bool(ANOTHER.search(text, *_before(event))),
    )


def _before(event: Event) -> tuple[int, int]:
    """Return the stretch of the text that stands next before the event."""
    return max(event.anchor.start - BEFORE, 0), event.anchor.start


def _pins(places: Sequence[Place], narrow: frozenset[str]) -> frozenset[tuple[float, float]]:
    """Return the degrees of the narrow places that are located."""
    return frozenset(
        (place.lat, place.lon)
        for place in places
        if place.key in narrow and place.lat is not None and place.lon is not None
    )


def _quarters(places: Sequence[Place]) -> frozenset[tuple[str, str]]:
    """Return the parts of places that are told: the east of a city is not its west."""
    return frozenset(
        (place.key, quarter) for place in places for quarter in QUARTERS if place.relation.startswith(quarter)
    )


def _narrow(places: Sequence[Place]) -> frozenset[str]:
    """Return the keys of the places without those that hold another one: "a village in Xland province" is the village."""
    holding = {name for place in places for name in place.within if name != place.name}
    keys = {place.key for place in places if place.name not in holding}
    return frozenset(keys or {place.key for place in places})


def _near(
    reading: Reading, event: Event, named: frozenset[str], points: frozenset[str], common: CommonWords
) -> dict[str, frozenset[str]]:
    """Return the points that were hit, those that stand nearby, and the names and uncommon words about each mention.

    How rare a word is within the record says nothing here: a report more would change every weight.
    """
    text = reading.document.text
    words = {word for span in event.mentions for word in NAME.findall(_about(text, span.start, span.end))}
    small = frozenset(word.lower() for word in words)
    targets = (value.text for value, claim in event.values(Words) if claim.property == "target")
    hit = frozenset(word for target in targets for word in WORD.findall(target.lower()))
    capital = {word.lower() for word in words if word[0].isupper()} - {
        word for word in words if word[0].islower()
    }
    own = {
        word
        for place, _ in event.values(Place)
        for word in WORD.findall(f"{place.name} {place.said}".lower())
    }
    telling = _uncommon(small - own, named, common) - points
    names = frozenset(_singular(word) for word in capital) & telling
    return {
        "points": _points(hit, points),
        "nearby": _points(small, points),
        "names": names,
        "rare": telling - names,
    }


def _pairs_about(text: str, event: Event, near: int) -> frozenset[int]:
    """Return each two words that follow one another about the anchor: who reprints a sentence keeps most of them."""
    words = NAME.findall(_about(text, event.anchor.start, event.anchor.end, near))
    return frozenset(zlib.crc32(f"{a} {b}".lower().encode()) for a, b in pairwise(words))


def _points(words: frozenset[str], points: frozenset[str]) -> frozenset[str]:
    return frozenset(point for point in points if point in words or f"{point}s" in words)


def _about(text: str, start: int, end: int, near: int = NEAR) -> str:
    """Return the whole words within `near` characters of a stretch, and the stretch."""
    first, last = max(start - near, 0), end + near
    about = text[first:last]
    if first and text[first - 1].isalnum():
        about = about.lstrip(LETTERS)
    return about.rstrip(LETTERS) if text[last : last + 1].isalnum() else about


def _named(reading: Reading) -> frozenset[str]:
    """Return the words of the actors, rivers and wide places that the document names: those are compared each on its own.

    A village keeps its name: where an event has no place, the one told beside it may be the place.
    """
    told = {mention.span.quote for mention in reading.mentions if mention.actor}
    told |= {name for found in LONG.findall(reading.document.text) for name in found}
    for event in reading.events:
        for place, _ in event.values(Place):
            told |= {
                *place.within,
                *((place.name, place.said) if place.precision in (*WIDE, "country") else ()),
            }
    return frozenset(word for words in told for word in WORD.findall(words.lower()))


def _uncommon(words: frozenset[str], named: frozenset[str], common: CommonWords) -> frozenset[str]:
    """Return the words that few reports would use: not the common ones, nor those of places and of actors that are known."""
    bare = {_singular(word) for word in words - named if not common.band(word)}
    return frozenset(word for word in bare - named if not common.band(word))


def _singular(word: str) -> str:
    return PLURAL.sub("", word)


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


def _camps(event: Event, world: World) -> frozenset[str]:
    """Return whether a state or others are told to have done it: "rebels" are nobody in particular, and no government."""
    wording = world.wording
    told = [value for value, _ in event.values(Culprit) if value.certainty != "denied"]
    state = any(
        any(world.is_state(actor) for actor in value.actors) or wording.is_of_state(value.words)
        for value in told
    )
    others = any(
        any(not world.is_state(actor) for actor in value.actors) or wording.is_nonstate(value.words)
        for value in told
    )
    return frozenset([STATE] * state + [OTHERS] * others)


def _figures(event: Event, effect: str) -> tuple[int, ...]:
    found = (
        value.low if value.low is not None else value.high
        for value, _ in event.values(Figure)
        if value.effect == effect and not value.part_of
    )
    return tuple(sorted({number for number in found if number}))
