"""Judged: readings as they are after persons' words on single claims; what was read stays beside them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.model.actor import Mention
from truceline.model.claim import Claim, Culprit, Position
from truceline.model.event import Event
from truceline.model.ids import content_id
from truceline.model.judgement import Correction, Judgement
from truceline.model.reading import Reading
from truceline.model.statement import Stance, Statement
from truceline.reconcile.follow import Lost, correction_of

# A stance that is more than telling: it counts only where it is a position on the event itself.
_TOLD: frozenset[Stance] = frozenset(("says", "claims"))


class Word(msgspec.Struct, frozen=True):
    """A person's word on one claim: the claim as read, and in which event and statement."""

    claim: Claim
    event: str
    statement: Statement | None
    judgement: Judgement

    @property
    def correction(self) -> Correction:
        """Return what the word carries."""
        return correction_of(self.judgement)


class Words(msgspec.Struct, frozen=True):
    """Persons' words on claims, by event; and of each claim that was corrected, by its new id, the id as read."""

    of_event: Mapping[str, tuple[Word, ...]] = {}
    as_read: Mapping[str, str] = {}


def with_strangers(
    said: Mapping[str, Judgement], known: Collection[str]
) -> tuple[dict[str, Judgement], tuple[Lost, ...]]:
    """Return the words that name known actors only, and those that name a stranger.

    Args:
        said: the last word on each claim that has one, by the id of the claim as read.
        known: the ids of all actors.
    """
    lost = {
        key: Lost(one, f"it names “{stranger}”, an actor that is not known any more")
        for key, one in said.items()
        if (stranger := next((id_ for id_ in named_by(one) if id_ not in known), None))
    }
    return {key: one for key, one in said.items() if key not in lost}, tuple(lost.values())


def judged(readings: Sequence[Reading], said: Mapping[str, Judgement]) -> tuple[list[Reading], Words]:
    """Leave out what was rejected and put in what was corrected; return the readings, and the words that they follow.

    Args:
        readings: the newest reading of each document.
        said: the last word on each claim that has one, by the id of the claim as read.
    """
    docs = documents_of(said.values())
    of_event: dict[str, tuple[Word, ...]] = {}
    as_read: dict[str, str] = {}
    after = [
        _reading(reading, said, of_event, as_read) if reading.document.id in docs else reading
        for reading in readings
    ]
    return after, Words(of_event, as_read)


def documents_of(said: Iterable[Judgement]) -> set[str]:
    """Return the documents whose words were judged."""
    return {span.doc for one in said for spans in one.about for span in spans}


def named_by(judgement: Judgement) -> Iterator[str]:
    """Yield the ids of the actors that a person's word on a claim names; a word on anything else names none."""
    if judgement.kind != "claim":
        return
    correction = correction_of(judgement)
    if isinstance(correction.value, Culprit):
        yield from correction.value.actors
    if correction.holder is not None and correction.holder.actor:
        yield correction.holder.actor


def _reading(
    reading: Reading,
    said: Mapping[str, Judgement],
    of_event: dict[str, tuple[Word, ...]],
    as_read: dict[str, str],
) -> Reading:
    statements = {one.id: one for one in reading.statements}
    events, given, mentions = [], [], []
    for event in reading.events:
        words = [
            Word(claim, event.id, statements.get(claim.statement or ""), said[claim.id])
            for claim in event.claims
            if claim.id in said
        ]
        if words:
            of_event[event.id] = tuple(words)
        corrected = [one for one in words if one.judgement.verdict == "corrected"]
        given += [statement for one in corrected if (statement := _statement(one)) is not None]
        mentions += [
            Mention(one.claim.spans[0], actor, 0) for one in corrected for actor in named_by(one.judgement)
        ]
        events.append(_event(event, words, as_read))
    return msgspec.structs.replace(
        reading,
        events=tuple(events),
        statements=(*reading.statements, *given),
        mentions=(*reading.mentions, *mentions),
    )


def _event(event: Event, words: Iterable[Word], as_read: dict[str, str]) -> Event:
    by_claim = {one.claim.id: one for one in words}
    if not by_claim:
        return event
    claims: list[Claim] = []
    for claim in event.claims:
        word = by_claim.get(claim.id)
        if word is None or word.judgement.verdict == "accepted":
            claims.append(claim)
        elif word.judgement.verdict == "corrected":
            for new in _corrected(word):
                as_read[new.id] = claim.id
                claims.append(new)
    return msgspec.structs.replace(event, claims=tuple(claims))


def _corrected(word: Word) -> Iterator[Claim]:
    """Yield the claim as the person has it; a stance that is more than telling stands beside it as a position.

    The stance of a position is that of all that its statement tells of the event, so it stays in its statement.
    """
    correction, claim = word.correction, word.claim
    value, stance = correction.value or claim.value, correction.stance
    if isinstance(value, Position) and stance is not None:
        value = Position(stance, correction.object, value.against)
    statement = _statement(word)
    held = (statement.id if statement else None) if _is_held_anew(word) else claim.statement
    yield msgspec.structs.replace(claim, value=value, statement=held)
    if stance is not None and stance not in _TOLD and not isinstance(value, Position):
        yield Claim(claim.subject, "position", Position(stance, correction.object), claim.spans, held)


def _is_held_anew(word: Word) -> bool:
    correction = word.correction
    return correction.holder is not None or (
        correction.stance is not None and not isinstance(word.claim.value, Position)
    )


def _statement(word: Word) -> Statement | None:
    """Return the statement that the person makes of the one that was read; None for the document's own voice, plainly told."""
    correction, read = word.correction, word.statement
    if not _is_held_anew(word):
        return None
    speaker = correction.holder if correction.holder is not None else read.speaker if read else None
    speaker = speaker if speaker is not None and speaker.name else None
    if speaker is None and correction.stance is None:
        return None
    id_ = content_id("judged", word.judgement.id, word.claim.id)
    read = read or Statement(id_, speaker, (), word.claim.spans, "says", "indirect")
    # What else stands in the statement is said by whom it was read of: by its content, it is another.
    told = msgspec.structs.replace(read, id=id_, speaker=speaker, content=word.claim.spans)
    if correction.stance is None:
        return told
    return msgspec.structs.replace(told, stance=correction.stance, object=correction.object)
