"""Sources: which of those who tell of an incident do not repeat each other (DESIGN.md, rule 5)."""

from collections.abc import Iterable, Iterator, Sequence

from truceline.model.record import Reason
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence

PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which", "this", "that"))
# Which claim shows best that somebody tells of it: who was harmed, by whom, what was hit; "in Xtown" shows little.
TELLING = ("toll", "responsible", "target", "position", "weapon", "intent", "breach", "date", "place")


def sources(claims: Iterable[Told]) -> list[Told]:
    """Return the claim that says most for each independent source: copies, and all who speak for one side, are one.

    A report that quotes somebody has it from there: its own voice is no second source beside those it quotes. An outlet that
    tells of it in two reports is one.
    """
    told = list(claims)
    quoting = {one.doc.id for one in told if is_quoted(one)}
    counted = [one for one in told if is_quoted(one) or one.doc.id not in quoting]
    first = _joined(counted)
    best: dict[str, Told] = {}
    for one in counted:
        before = best.setdefault(first[one.holder.unit], one)
        if TELLING.index(one.claim.property) < TELLING.index(before.claim.property):
            best[first[one.holder.unit]] = one
    return list(best.values())


def is_quoted(one: Told) -> bool:
    """Return whether somebody is quoted whom the report names or describes; "she" is one of those, or nobody."""
    return one.statement is not None and one.holder.name.lower() not in PRONOUNS


def counted(found: Sequence[Told]) -> Reason:
    """Return in words how many tell of it."""
    match len(found):
        case 0:
            return Reason("no source tells of it: it is in the record because it is denied or doubted")
        case 1 if found[0].doc.altered:
            return Reason("one source tells of it, in an altered copy alone", evidence(found))
        case 1:
            return Reason("one source tells of it", evidence(found))
        case count:
            return Reason(f"{count} sources that do not repeat each other tell of it", evidence(found))


def _joined(claims: Iterable[Told]) -> dict[str, str]:
    """Return for each unit the one that stands for it: units that one outlet tells in its own voice are one."""
    first: dict[str, str] = {}
    holders: dict[str, str] = {}
    for one in claims:
        unit = _top(first, first.setdefault(one.holder.unit, one.holder.unit))
        if not is_quoted(one):
            other = _top(first, holders.setdefault(one.holder.id, unit))
            first[max(unit, other)] = min(unit, other)
    return dict(_tops(first))


def _tops(first: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((unit, _top(first, unit)) for unit in first)


def _top(first: dict[str, str], unit: str) -> str:
    while first[unit] != unit:
        unit = first[unit]
    return unit
