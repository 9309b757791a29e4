"""Exhibit: a thing that is shown or spoken of as proof."""

from typing import Literal

import msgspec

from truceline.model.condition import Number
from truceline.model.document import Span
from truceline.model.statement import Speaker

ExhibitKind = Literal["image", "video", "satellite", "recording", "document", "data", "remains", "medical"]


class Exhibit(msgspec.Struct, frozen=True):
    """Images, films, papers, intercepted calls, remains of weapons, medical records: what a claim is said to rest on.

    `words` is the thing as told, `number` how many where a number is told. `source` is who made or gave it, `verified`
    who found it genuine, `disputed` who calls it false; `unverified` says that the report could not verify it.
    `shows` is what it is told to show.
    """

    id: str
    kind: ExhibitKind
    words: str
    spans: tuple[Span, ...]
    number: Number | None = None
    source: Speaker | None = None
    verified: tuple[Speaker, ...] = ()
    disputed: tuple[Speaker, ...] = ()
    unverified: bool = False
    shows: Span | None = None
    statement: str | None = None
