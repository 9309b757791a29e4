"""Named next: who "a leading rights group" of a report's lead is, where the next sentence names the body that speaks."""

from collections.abc import Sequence

import msgspec

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token
from truceline.model.statement import Speaker, Statement

BODIES = ("organisation", "monitor", "intergovernmental")
# What a lead calls a body that it is about to name.
CALLED = frozenset(("group", "organisation", "organization", "watchdog", "charity", "body", "monitor"))
OTHERS = frozenset(("another", "other", "second", "separate", "local", "rebel", "armed", "militant"))
WATCHING = frozenset(("monitor", "monitoring", "watchdog"))
INDEFINITE = frozenset(("a", "an"))


def as_named_next(parsed: Parsed, cast: Cast, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements, those of "a rights group" as of the body that the next sentence lets speak for the first time."""
    return tuple(_named(parsed, cast, one, statements) for one in statements)


def _named(parsed: Parsed, cast: Cast, said: Statement, statements: Sequence[Statement]) -> Statement:
    number = _sentence(parsed, said)
    if number is None or not _is_introduced(parsed, said):
        return said
    after = {
        other.speaker.actor: other.speaker
        for other in statements
        if other.speaker and other.speaker.actor and _sentence(parsed, other) == number + 1
    }
    words = {token.lemma.lower() for token in _words(parsed, said)}
    kinds = ("monitor",) if words & WATCHING else BODIES
    bodies = [actor for actor in after if cast.actors[actor].kind in kinds]
    if len(after) != 1 or len(bodies) != 1 or _was_named(parsed, cast, bodies[0], number):
        return said
    body = Speaker(cast.actors[bodies[0]].name, said.speaker.words if said.speaker else None, bodies[0])
    return msgspec.structs.replace(said, speaker=body)


def _sentence(parsed: Parsed, said: Statement) -> int | None:
    return next((token.sentence for token in _words(parsed, said)), None)


def _words(parsed: Parsed, said: Statement) -> list[Token]:
    """Return the words for who speaks."""
    words = said.speaker.words if said.speaker else None
    return [parsed.tokens[i] for i in parsed.within(words.start, words.end)] if words is not None else []


def _is_introduced(parsed: Parsed, said: Statement) -> bool:
    """See "a leading international rights group": one body, without a name, that nothing tells apart from another."""
    tokens = _words(parsed, said)
    if not tokens or (said.speaker and said.speaker.actor is not None):
        return False
    lemmas = {token.lemma.lower() for token in tokens}
    one = tokens[0].text.lower() in INDEFINITE and tokens[-1].lemma.lower() in CALLED
    plain = all(token.pos != "PROPN" for token in tokens)
    return one and plain and tokens[-1].tag == "NN" and not lemmas & OTHERS


def _was_named(parsed: Parsed, cast: Cast, actor: str, number: int) -> bool:
    """Return whether the body itself is named in the text up to that sentence, the headline left out."""
    return any(
        mention.actor == actor
        and parsed.tokens[mention.head].sentence <= number
        and not parsed.sentences[parsed.tokens[mention.head].sentence].heading
        for mention in cast.mentions
    )
