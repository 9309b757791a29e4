"""A field note's own statements: what its observer heard, and what others told the observer."""

from collections.abc import Iterable

import msgspec

from truceline.model.cast import Cast
from truceline.model.document import Document, Observer, Relayed
from truceline.model.ids import content_id
from truceline.model.statement import Speaker, Statement


def with_relayed(doc: Document, statements: Iterable[Statement], cast: Cast) -> tuple[Statement, ...]:
    """Return the statements of a note with those that its sections make; of another document, its statements.

    What the observer heard is the observer's statement; what was told is that of whoever told it, through the observer.
    What somebody says inside a section came through those who told it.
    """
    if doc.observer is None or not doc.observer.relayed:
        return tuple(statements)
    made = [_statement(doc, doc.observer, one, cast) for one in doc.observer.relayed]
    inner = [_through(statement, doc.observer.relayed, made) for statement in statements]
    return tuple(sorted([*inner, *made], key=lambda one: (one.cue[0].start, one.id)))


def _statement(doc: Document, observer: Observer, one: Relayed, cast: Cast) -> Statement:
    voice = Speaker(observer.name, observer.words)
    told = one.how == "told"
    return Statement(
        id=content_id(doc.id, one.label.start, one.words[0].start),
        speaker=_teller(observer, one, cast) if told else voice,
        cue=(one.label,),
        content=one.words,
        stance="says",
        form="indirect",
        via=(voice,) if told else (),
    )


def _teller(observer: Observer, one: Relayed, cast: Cast) -> Speaker:
    words = one.by or one.label
    actors = {mention.actor for mention in cast.mentions if mention.span == words and mention.actor}
    actor = actors.pop() if len(actors) == 1 else None
    return Speaker(one.by.quote if one.by else f"people who told {observer.name}", words, actor)


def _through(statement: Statement, relayed: Iterable[Relayed], made: Iterable[Statement]) -> Statement:
    """Return a statement inside a section with the chain through which it came."""
    at = statement.cue[0].start
    for one, outer in zip(relayed, made, strict=True):
        if outer.speaker and any(words.start <= at < words.end for words in one.words):
            return msgspec.structs.replace(statement, via=(*outer.via, outer.speaker, *statement.via))
    return statement
