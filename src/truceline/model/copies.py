"""Copy: one document made from another."""

from typing import Literal

import msgspec

CopyKind = Literal["reprint", "excerpt", "edited", "altered"]


class Copy(msgspec.Struct, frozen=True):
    """`doc` was made from `of` (document ids); `of` is None for an altered copy whose original is not at hand."""

    doc: str
    of: str | None
    kind: CopyKind
    score: float
    reason: str
