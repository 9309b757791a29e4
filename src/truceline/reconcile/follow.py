"""Follow: where the things that persons judged stand now. A better reading moves anchors and gives other ids."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Value, Words
from truceline.model.document import Span
from truceline.model.event import Event
from truceline.model.judgement import Correction, Judgement
from truceline.model.reading import Reading
from truceline.reconcile.keys import REAL


class Lost(msgspec.Struct, frozen=True):
    """A judgement that finds what it judged no longer, and why."""

    judgement: Judgement
    reason: str


class Followed(msgspec.Struct, frozen=True):
    """Judgements with the ids that events and claims have now.

    `pairs` are those of events, in the order in which they were given; `claims` the last word on each claim, by the id of
    the claim as read.
    """

    pairs: tuple[Judgement, ...] = ()
    claims: Mapping[str, Judgement] = {}
    lost: tuple[Lost, ...] = ()


def follow(said: Iterable[Judgement], readings: Sequence[Reading]) -> Followed:
    """Find what each judgement is about: the thing of that id, else the only one that overlaps its words.

    Args:
        said: persons' judgements of events and claims, in the order in which they were given.
        readings: the newest reading of each document.
    """
    said = [one for one in said if one.kind in ("events", "claim")]
    if not said:
        return Followed()
    by_doc = {reading.document.id: reading for reading in readings}
    ids = {id_ for one in said if one.kind == "events" for id_ in (one.left, one.right)}
    events = {event.id: event for reading in readings for event in reading.events if event.id in ids}
    pairs, claims, lost = [], {}, []
    for one in said:
        try:
            if one.kind == "events":
                pairs.append(_pair(one, events, by_doc))
            else:
                claims[_claim(one, by_doc).id] = one
        except _NotThere as error:
            lost.append(Lost(one, str(error)))
    return Followed(tuple(pairs), claims, tuple(_standing(lost)))


def _standing(lost: Sequence[Lost]) -> Iterator[Lost]:
    """Yield those whose word is the last on what they judged, and says something."""
    last = {(one.judgement.kind, one.judgement.left, one.judgement.right): one for one in lost}
    yield from (one for one in last.values() if one.judgement.verdict != "unsure")


class _NotThere(Exception):
    """What was judged is not read any more; the message says what is read instead."""


def _pair(judgement: Judgement, events: Mapping[str, Event], by_doc: Mapping[str, Reading]) -> Judgement:
    about = (*judgement.about, (), ())
    left = _event(judgement.left, about[0], events, by_doc)
    right = _event(judgement.right, about[1], events, by_doc)
    if left == right:
        raise _NotThere("the two are read as one event now")
    return msgspec.structs.replace(judgement, left=left, right=right)


def _event(
    id_: str, spans: Sequence[Span], events: Mapping[str, Event], by_doc: Mapping[str, Reading]
) -> str:
    found = [events[id_]] if id_ in events else _events_at(spans, by_doc)
    match found:
        case [only] if only.modality in REAL and not only.background:
            return only.id
        case [_]:
            raise _NotThere(f"{_quoted(spans)} is read as no happening of its own any more")
        case []:
            raise _NotThere(f"no event is read at {_quoted(spans)} any more")
        case several:
            raise _NotThere(f"{len(several)} events are read at {_quoted(spans)} now")


def _events_at(spans: Sequence[Span], by_doc: Mapping[str, Reading]) -> list[Event]:
    readings = (by_doc[doc] for doc in {span.doc for span in spans} if doc in by_doc)
    return [event for reading in readings for event in reading.events if _overlap((event.anchor,), spans)]


def _claim(judgement: Judgement, by_doc: Mapping[str, Reading]) -> Claim:
    words = judgement.about[0] if judgement.about else ()
    read = correction_of(judgement).read
    match _nearest(judgement, _claims_at(words, judgement.property, by_doc)):
        case [only] if judgement.verdict == "corrected" or same_value(only.value, read):
            return only
        case [_]:
            raise _NotThere(f"another value than the one that was judged is read at {_quoted(words)} now")
        case []:
            raise _NotThere(f"nothing of the kind is read at {_quoted(words)} any more")
        case several:
            raise _NotThere(f"{len(several)} values of the kind are read at {_quoted(words)} now")


def _claims_at(
    words: Sequence[Span], property: str, by_doc: Mapping[str, Reading]
) -> list[tuple[Event, Claim]]:
    readings = (by_doc[doc] for doc in {span.doc for span in words} if doc in by_doc)
    return [
        (event, claim)
        for reading in readings
        for event in reading.events
        for claim in event.claims
        if claim.property == property and _overlap(claim.spans, words)
    ]


def _nearest(judgement: Judgement, there: list[tuple[Event, Claim]]) -> list[Claim]:
    """Return the claims at these words that may be the one judged: the very one, else those on its event, of its value.

    Two figures can stand on the same words ("five killed and wounded"), and two events share a place.
    """
    words, anchor, *_ = (*judgement.about, (), ())
    read = correction_of(judgement).read
    fits: tuple[Callable[[Event, Claim], bool], ...] = (
        lambda _, claim: claim.id == judgement.left,
        lambda event, _: _overlap((event.anchor,), anchor),
        lambda _, claim: same_value(claim.value, read),
        lambda _, claim: claim.spans == words,
    )
    for fit in fits:
        there = [one for one in there if fit(*one)] or there
    return [claim for _, claim in there]


def correction_of(judgement: Judgement) -> Correction:
    """Return what a judgement of a claim carries."""
    return msgspec.json.decode(judgement.payload, type=Correction)


def same_value(a: Value, b: Value) -> bool:
    """Return whether two values tell a reader the same; how many words around it were read makes no other value."""
    return type(a) is type(b) and _told(a) == _told(b)


def _told(value: Value) -> tuple[object, ...]:  # noqa: PLR0911 - one for each type of value
    match value:
        case Figure():
            return value.effect, value.low, value.high, value.exactness
        case Place():
            return value.key, value.relation
        case Date():
            return value.when.first, value.when.last
        case Culprit():
            return value.actors or value.words, value.certainty
        case Position():
            return value.stance, value.object
        case Words():
            return (value.text,)


def _overlap(ours: Iterable[Span], theirs: Iterable[Span]) -> bool:
    mine = list(theirs)
    return any(a.doc == b.doc and a.start < b.end and b.start < a.end for a in ours for b in mine)


def _quoted(spans: Sequence[Span]) -> str:
    return f"“{' … '.join(span.quote for span in spans)}”" if spans else "words that were not kept"
