"""Repeats: who tells of an incident in which reports, through whom, and which reports repeat which; places for an SVG."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.model.document import Document, Span
from truceline.model.record import Account, Incident
from truceline.store.lists import Heading

WIDTH, HOLDERS, VIA, REPORTS = 1200, 400, 640, 800
ROW, HEAD, TOP = 24, 22, 34
# As many rows as are drawn on either side; the tables have the rest.
MOST = 40
# How far a copy stands to the right of what it repeats.
INDENT = 26


class Carrier(msgspec.Struct, frozen=True):
    """A report as it is drawn: who published it when, and which other it repeats how."""

    id: str
    outlet: str
    title: str
    day: datetime.date | None
    copied_as: str | None = None
    copy_of: str | None = None
    altered: bool = False

    @property
    def order(self) -> tuple[datetime.date, str, str]:
        """Return by what reports are sorted: their day first."""
        return self.day or datetime.date.max, self.outlet, self.id


class Voice(msgspec.Struct, frozen=True):
    """A holder at its height; `head` is the side for whom it and those under it speak, `evidence` what it is read from."""

    name: str
    y: float
    evidence: tuple[Span, ...]
    head: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """A report at its place; a copy stands under what it repeats, tied to it at `from_y`."""

    carrier: Carrier
    x: float
    y: float
    from_y: float | None = None


class Way(msgspec.Struct, frozen=True):
    """A line from a holder to a report; `via` names who stands between, where somebody does."""

    y: float
    to_x: float
    to_y: float
    altered: bool
    via: str = ""

    @property
    def middle(self) -> float:
        """Return the height at which it passes the middle."""
        return (self.y + self.to_y) / 2


class Repeats(msgspec.Struct, frozen=True):
    """All that is drawn; `heads` are the sides with the height of their first and last holder, `vias` names at their heights."""

    height: float
    voices: tuple[Voice, ...]
    sheets: tuple[Sheet, ...]
    ways: tuple[Way, ...]
    brackets: tuple[tuple[str, float, float], ...]
    vias: tuple[tuple[str, float], ...]
    more: int = 0


def of_heading(one: Heading) -> Carrier:
    """Return a report by what stands over it."""
    day = one.published.first if one.published else None
    return Carrier(
        one.id,
        one.outlet or one.wire or "outlet not told",
        one.title or "Without a title",
        day,
        one.copied_as,
        one.copy_of,
        one.altered,
    )


def of_document(one: Document, copied_as: str, copy_of: str | None) -> Carrier:
    """Return a report by itself."""
    day = one.published.first if one.published else None
    return Carrier(
        one.id,
        one.outlet or one.wire or "outlet not told",
        one.title or "Without a title",
        day,
        copied_as or None,
        copy_of,
        one.altered,
    )


def draw_repeats(incident: Incident, carriers: Mapping[str, Carrier]) -> Repeats | None:
    """Return who repeats whom; None where one report alone tells of it: then nobody repeats anybody."""
    told = [carriers[doc] for doc in incident.documents if doc in carriers]
    if len(told) < 2:
        return None
    sheets = {sheet.carrier.id: sheet for sheet in _sheets(told)}
    voices, brackets, height = _voices(incident.accounts, sheets)
    placed = {voice.name: voice.y for voice in voices}
    ways = [
        way
        for one in incident.accounts
        if one.holder in placed
        for way in _ways(one, placed[one.holder], sheets)
    ]
    vias: dict[str, list[float]] = {}
    for way in ways:
        if way.via:
            vias.setdefault(way.via, []).append(way.middle)
    at = _spread({name: sum(heights) / len(heights) for name, heights in vias.items()})
    names = {one.holder for one in incident.accounts}
    return Repeats(
        height=max(height, max(sheet.y for sheet in sheets.values())) + ROW,
        voices=voices,
        sheets=tuple(sheets.values()),
        ways=tuple(dict.fromkeys(ways)),
        brackets=brackets,
        vias=tuple(at.items()),
        more=len(told) - len(sheets) + len(names) - len(voices),
    )


def _sheets(told: Sequence[Carrier]) -> Iterable[Sheet]:
    """Yield the reports by day, each copy under what it repeats, where that tells of the incident too."""
    held = {one.id for one in told}
    copies: dict[str, list[Carrier]] = {}
    for one in told:
        if one.copy_of in held and one.copy_of != one.id:
            copies.setdefault(one.copy_of or "", []).append(one)
    under = {one.id for several in copies.values() for one in several}
    y, count = float(TOP), 0
    first = sorted((one for one in told if one.id not in under), key=_order, reverse=True)
    waiting: list[tuple[Carrier, int, float | None]] = [(one, 0, None) for one in first]
    seen: set[str] = set()
    while waiting and count < MOST:
        one, depth, above = waiting.pop()
        if one.id in seen:
            continue
        seen.add(one.id)
        yield Sheet(one, REPORTS + depth * INDENT, y, above)
        repeated = sorted(copies.get(one.id, ()), key=_order, reverse=True)
        waiting.extend((copy, min(depth + 1, 3), y) for copy in repeated)
        y, count = y + ROW, count + 1


def _order(one: Carrier) -> tuple[datetime.date, str, str]:
    return one.order


def _voices(
    accounts: Sequence[Account], sheets: Mapping[str, Sheet]
) -> tuple[tuple[Voice, ...], tuple[tuple[str, float, float], ...], float]:
    """Return the holders, those of one side together, each group about where its reports are; the sides; and the height."""
    groups: dict[str, dict[str, list[Account]]] = {}
    for one in accounts:
        groups.setdefault(one.side or one.holder, {}).setdefault(one.holder, []).append(one)
    ordered = sorted(groups.items(), key=lambda group: (_about(group[1].values(), sheets), group[0]))
    y = float(TOP)
    voices: list[Voice] = []
    brackets: list[tuple[str, float, float]] = []
    for side, holders in ordered:
        if len(voices) >= MOST:
            break
        first = y
        for name, told in sorted(holders.items(), key=lambda one: (_about([one[1]], sheets), one[0])):
            evidence = tuple(dict.fromkeys(span for one in told for span in one.evidence))
            voices.append(Voice(name, y, evidence, side if side != name else ""))
            y += ROW
        if len(holders) > 1 or side not in holders:
            brackets.append((side, first, y - ROW))
        y += ROW / 3
    return tuple(voices), tuple(brackets), y - ROW


def _about(several: Iterable[Sequence[Account]], sheets: Mapping[str, Sheet]) -> float:
    """Return the height about which the reports of some accounts lie."""
    at = [sheets[doc].y for told in several for one in told for doc in one.documents if doc in sheets]
    return sum(at) / len(at) if at else 0.0


def _ways(one: Account, y: float, sheets: Mapping[str, Sheet]) -> Iterable[Way]:
    """Yield the lines of an account: to the reports that have it of themselves, and not to what repeats one of these."""
    for doc in one.documents:
        sheet = sheets.get(doc)
        if sheet and (sheet.from_y is None or sheet.carrier.copy_of not in one.documents):
            yield Way(y, sheet.x, sheet.y, one.altered or sheet.carrier.altered, ", ".join(one.via))


def _spread(heights: Mapping[str, float]) -> dict[str, float]:
    """Return the names at about their heights, none over another."""
    placed: dict[str, float] = {}
    last = 0.0
    for name, y in sorted(heights.items(), key=lambda one: (one[1], one[0])):
        last = max(y, last + ROW)
        placed[name] = last
    return placed
