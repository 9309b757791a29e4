"""Refused: a file, folder or row that cannot be taken in, and why."""

import msgspec


class Refused(msgspec.Struct, frozen=True):
    """What could not be taken in. `name` is the path (with `:line` for a row); `reason` says why, for a person."""

    name: str
    reason: str


def too_large(size: int, largest: int) -> str:
    """Return why a report of this many bytes is not taken in."""
    return f"too large for one report: {size / 1e6:.1f} MB, at most {largest / 1e6:.0f} MB"
