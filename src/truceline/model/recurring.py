"""RecurringLine: what one outlet prints again and again."""

from typing import Literal

import msgspec

LineKind = Literal["furniture", "background"]
LineState = Literal["proposed", "accepted"]


class RecurringLine(msgspec.Struct, frozen=True):
    """A line or sentence that recurs in the reports of one outlet.

    `kind` is "furniture" for what an outlet prints around its reports, and "background" for what reads like a report: the
    war told again in the same words, which stays read. `documents` counts reports, copies once, `of` all of the outlet's;
    `examples` are ids of some. Of an accepted line they are not counted.
    """

    id: str
    outlet: str
    line: str
    kind: LineKind
    state: LineState
    documents: int
    of: int
    examples: tuple[str, ...] = ()
