"""Lines: one for each thing that the gold says, held or failed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from benchmarks.harness import table

QUOTE_SHOWN = 48


class Line(msgspec.Struct, frozen=True):
    """One thing that the gold says: where, what, whether it holds, and what the record says instead.

    An inversion holds never: a denier made an accuser, or a denied act an act.
    """

    section: str
    entry: str
    what: str
    holds: bool
    got: str = ""
    inversion: bool = False


def line(section: str, entry: str, what: str, got: object, *, holds: bool) -> Line:
    """Return a line; what the record says is kept only where it is not what the gold says."""
    return Line(section, entry, what, holds, "" if holds else shown(got))


def shown(value: object) -> str:
    """Return a value in one short piece of text."""
    if value is None or value in ((), [], set(), ""):
        return "nothing"
    parts = value if isinstance(value, tuple | list | set | frozenset) else (value,)
    text = ", ".join(str(part) for part in parts)
    return text if len(text) <= 2 * QUOTE_SHOWN else text[: 2 * QUOTE_SHOWN - 1] + "…"


def brief(quote: str) -> str:
    """Return the beginning of a quote."""
    return quote if len(quote) <= QUOTE_SHOWN else quote[: QUOTE_SHOWN - 1] + "…"


def scores(lines: Sequence[Line]) -> dict[str, Any]:
    """Return `{section: part that holds}`, with `all` over all lines, and the number of inversions."""
    total = Counter(one.section for one in lines if _counts(one))
    held = Counter(one.section for one in lines if one.holds)
    return {
        **{section: held[section] / count for section, count in total.items()},
        "all": held.total() / total.total() if total else 0.0,
        "inversions": sum(one.inversion for one in lines),
    }


def report(lines: Sequence[Line]) -> str:
    """Return every line, then the summary by section."""
    rows = [
        f"{_mark(one)}  {one.section:<10} {one.entry}: {one.what}{_instead(one)}"
        for one in lines
        if _counts(one)
    ]
    summary: list[tuple[object, ...]] = [("section", "holds", "of")]
    for section, count in Counter(one.section for one in lines if _counts(one)).items():
        summary.append((section, sum(one.holds for one in lines if one.section == section), count))
    summary.append(("all", sum(one.holds for one in lines), sum(map(_counts, lines))))
    inversions = [f"INVERSION  {one.entry}: {one.what}{_instead(one)}" for one in lines if one.inversion]
    return "\n".join([*rows, "", table(summary), "", f"inversions: {len(inversions)}", *inversions])


def _counts(one: Line) -> bool:
    return not one.inversion


def _mark(one: Line) -> str:
    return "holds" if one.holds else "FAILS"


def _instead(one: Line) -> str:
    return f"  [{one.got}]" if one.got else ""
