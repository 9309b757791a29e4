"""Refused: a file, folder or row that cannot be taken in, and why."""

import msgspec


class Refused(msgspec.Struct, frozen=True):
    """What could not be taken in. `name` is the path (with `:line` for a row); `reason` says why, for a person."""

    name: str
    reason: str
