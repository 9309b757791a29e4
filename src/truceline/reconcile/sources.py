"""Sources: which of those who tell of an incident do not repeat each other (DESIGN.md, rule 5)."""

from collections.abc import Iterable, Sequence

from truceline.model.record import Reason
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence

PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which", "this", "that"))
UNNAMED = "unnamed:"
# "The ministry" is that of the one side that the report quotes.
STATELY = frozenset(("ministry", "government", "army", "military", "presidency"))
BEHIND = frozenset(("of", "from", "at", "in", "with", "who", "for", "on"))
# Which claim shows best that somebody tells of it: who was harmed, by whom, what was hit; "in Xtown" shows little.
TELLING = ("toll", "responsible", "target", "position", "weapon", "intent", "breach", "date", "place")


def sources(claims: Iterable[Told]) -> list[Told]:
    """Return the claim that says most for each independent source: copies, and all who speak for one side, are one.

    Who quotes somebody has it from there: a report's own voice, and its outlet's in another report, is no second source
    beside those it quotes. An outlet that tells of it in two reports is one.
    """
    told = list(claims)
    quoting = {_printer(one) for one in told if is_quoted(one)}
    own = [one for one in told if is_quoted(one) or _printer(one) not in quoting]
    first = _joined(own)
    best: dict[str, Told] = {}
    for one in own:
        before = best.setdefault(first[one.holder.unit], one)
        if TELLING.index(one.claim.property) < TELLING.index(before.claim.property):
            best[first[one.holder.unit]] = one
    return list(best.values())


def _printer(one: Told) -> str:
    """Return whose report it is: the wire's, else the outlet's, else nobody's but its own."""
    return one.doc.wire or one.doc.outlet or one.doc.id


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


def _joined(claims: Sequence[Told]) -> dict[str, str]:
    """Return for each unit the one that stands for it.

    One are what an outlet tells in its own voice in several reports, the unnamed whom it calls by the same words there, and
    "the activist" with the activist whom the report named before.
    """
    first: dict[str, str] = {}
    known: dict[str, str] = {}
    for one in claims:
        unit = first.setdefault(one.holder.unit, one.holder.unit)
        for other in (known.setdefault(key, unit) for key in (_key(one), *_named_before(one, claims))):
            first.setdefault(other, other)
            _join(first, unit, other)
    return {unit: _top(first, unit) for unit in first}


def _key(one: Told) -> str:
    """Return what makes two units of one outlet one: its own voice, or the words for those whom it does not name."""
    if not is_quoted(one):
        return f"voice {one.holder.id}"
    named = not one.holder.id.startswith(UNNAMED)
    return one.holder.unit if named else f"{_printer(one)} {one.holder.id.rpartition(':')[2]}"


def _named_before(one: Told, claims: Sequence[Told]) -> list[str]:
    """Return the key of the only one in the report whom "the activist" can be: told with that word, and not so again."""
    words = one.holder.name.lower().split()
    if not one.holder.id.startswith(UNNAMED) or words[0] != "the":
        return []
    noun = _noun(words[1:])
    if noun in STATELY:
        states = {
            _key(other)
            for other in claims
            if other.doc.id == one.doc.id and other.holder.side == other.holder.unit
        }
        return sorted(states) if len(states) == 1 else []
    before = {
        _key(other)
        for other in claims
        if other.doc.id == one.doc.id and other.holder.unit != one.holder.unit and noun in _words(other)
    }
    return sorted(before) if len(before) == 1 else []


def _words(one: Told) -> list[str]:
    words = one.statement.speaker.words if one.statement and one.statement.speaker else None
    return words.quote.lower().split() if words else []


def _noun(words: Sequence[str]) -> str:
    """Return what the words are of: "source" in "source in the city"."""
    cut = next((i for i, word in enumerate(words) if word in BEHIND), len(words))
    return words[cut - 1] if cut else ""


def _join(first: dict[str, str], one: str, other: str) -> None:
    a, b = _top(first, one), _top(first, other)
    first[max(a, b)] = min(a, b)


def _top(first: dict[str, str], unit: str) -> str:
    while first[unit] != unit:
        unit = first[unit]
    return unit
