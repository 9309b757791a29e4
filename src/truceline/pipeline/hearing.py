"""Hearing: what persons said, as it bears on the readings of now, and what of it is another than when all was last derived."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from truceline.model.judgement import Judgement, Kept, numbered, standing
from truceline.model.reading import Reading
from truceline.pipeline.at_hand import AtHand
from truceline.reconcile import (
    Lost,
    Persons,
    Words,
    against,
    documents_of,
    follow,
    judged,
    named_by,
    with_strangers,
)
from truceline.store.cast import Cast
from truceline.store.nearby import Nearby


class Said(NamedTuple):
    """The judgements that stand, and those of them and of earlier ones that were given or taken back since."""

    now: list[Judgement]
    fresh: list[Judgement]


class Heard(NamedTuple):
    """What persons' judgements come to.

    Attributes:
        persons: what they say of pairs of events.
        words: what they say of claims; the readings at hand follow it.
        named: for each document whose claims they corrected the actors that they name.
        lost: the judgements that find nothing, and those that do not hold.
        documents: the documents of whose claims they say something else than before.
        events: the events of pairs of which they say something else than before.
        readings: the readings of all documents that they judged, as they were read.
    """

    persons: Persons
    words: Words
    named: dict[str, set[str]]
    lost: tuple[Lost, ...]
    documents: set[str]
    events: set[str]
    readings: Sequence[Reading]


def said_since(rows: Sequence[Kept], number: int) -> Said:
    """Return the judgements that stand, and those that did not stand, or no longer do, when this was the last number."""
    now = standing(rows)
    before = standing(numbered((one.number, one.judgement) for one in rows if one.number <= number))
    both = before | now
    return Said([*now.values()], [both[one] for one in sorted(now.keys() ^ before.keys())])


class Hearing:
    """Hears what was said, among the readings at hand."""

    def __init__(self, hand: AtHand, cast: Cast, nearby: Nearby, known: Collection[str]) -> None:
        """Take the readings, those who were learned, where events are shown, and the ids of all actors that are known."""
        self._hand = hand
        self._cast = cast
        self._nearby = nearby
        self._known = known

    def hear(self, said: Said, fresh: Collection[str], others: Collection[str]) -> Heard:
        """Follow what was said; from here on the readings at hand are as persons have them.

        Args:
            said: what was said.
            fresh: the documents that are new.
            others: the ids of the actors that are new, or others than they were.
        """
        every = [*said.now, *said.fresh]
        readings = self._readings(every, fresh)
        followed = follow(said.now, readings)
        named = {id_ for one in followed.claims.values() for id_ in named_by(one)}
        learned = {actor.id for actor in self._cast.called(named)}
        claims, strange = with_strangers(
            followed.claims, {id_ for id_ in named if id_ in self._known} | learned
        )
        after, words = judged(readings, claims)
        self._hand.judge(after)
        persons = Persons(followed.pairs)
        moved = {*fresh}, {*others}
        touched = [*said.fresh, *(one for one in said.now if _is_touched(one, *moved))]
        pairs = follow((one for one in touched if one.kind == "events"), readings).pairs
        mine = {reading.document.id for reading in readings}
        return Heard(
            persons,
            words,
            _by_document(claims.values()),
            (*followed.lost, *strange, *against(persons)),
            documents_of(one for one in touched if one.kind == "claim") & mine,
            {event for pair in pairs for event in (pair.left, pair.right)},
            readings,
        )

    def _readings(self, said: Iterable[Judgement], fresh: Iterable[str]) -> list[Reading]:
        """Return the readings of what was judged; of words that do not tell where it stands, by the ids of the events."""
        told = [*said]
        docs = documents_of(told)
        ids = {
            event for one in told if one.kind == "events" and not one.about for event in (one.left, one.right)
        }
        if ids:
            docs |= self._nearby.documents(ids)
            docs |= {doc for doc in fresh if any(e.id in ids for e in self._hand.unmarked(doc).events)}
        return [self._hand.unmarked(doc) for doc in self._hand.with_reading(docs)]


def _is_touched(one: Judgement, fresh: Collection[str], others: Collection[str]) -> bool:
    """Return whether what a judgement is about may have come with new documents, or whom it names be another."""
    if one.kind == "events" and not one.about:
        return True
    return not documents_of([one]).isdisjoint(fresh) or any(id_ in others for id_ in named_by(one))


def _by_document(said: Iterable[Judgement]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in said:
        for doc in documents_of([one]):
            found.setdefault(doc, set()).update(named_by(one))
    return found
