"""Spoken for: a state speaks, and is accused, as its government, where that is not the whole state."""

import msgspec

from truceline.extract.arguments import government
from truceline.knowledge.names import Names
from truceline.model.statement import Speaker, Statement


def as_governments(statements: tuple[Statement, ...], names: Names) -> tuple[Statement, ...]:
    """Return the statements with the government in the place of its state: "Xland denied it" is its government's denial."""
    return tuple(_as_government(one, names) for one in statements)


def _as_government(said: Statement, names: Names) -> Statement:
    against = government(names, said.against) if said.against else None
    speaker, via = _spoken(said.speaker, names), tuple(_spoken(one, names) or one for one in said.via)
    if (against, speaker, via) == (said.against, said.speaker, said.via):
        return said
    return msgspec.structs.replace(said, against=against, speaker=speaker, via=via)


def _spoken(speaker: Speaker | None, names: Names) -> Speaker | None:
    if speaker is None or speaker.actor is None:
        return speaker
    actor = government(names, speaker.actor)
    return speaker if actor == speaker.actor else msgspec.structs.replace(speaker, actor=actor)
