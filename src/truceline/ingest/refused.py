"""Refused: a file, folder or row that cannot be taken in, and why."""

import traceback
from pathlib import Path

import msgspec


class Refused(msgspec.Struct, frozen=True):
    """What could not be taken in. `name` is the path (with `:line` for a row); `reason` says why, for a person."""

    name: str
    reason: str


def too_large(size: int, largest: int) -> str:
    """Return why a report of this many bytes is not taken in."""
    return f"too large for one report: {size / 1e6:.1f} MB, at most {largest / 1e6:.0f} MB"


def our_fault(error: Exception) -> str:
    """Return that an error is a fault of this program, and where in it: what nobody foresaw in a report."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "truceline" in one.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"a fault of Truceline, not of the report: {type(error).__name__}{place}: {error}"
