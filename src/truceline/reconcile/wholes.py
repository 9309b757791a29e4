"""Wholes: which single attacks are part of a sum over days or places. They never become one; the part points at the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from truceline.model.judgement import Judgement, Weight
from truceline.reconcile.compare import holds, like_kinds
from truceline.reconcile.keys import EventKey
from truceline.reconcile.same import Pair

METHOD = "parts/1"


def find_parts(keys: Sequence[EventKey]) -> Iterator[Judgement]:
    """Judge which single events lie within an aggregate that their own document tells.

    "Raids on Xland province killed 30 on Monday, nine of them in Xtown": the document that counts the sum tells the part,
    whose place and day lie within the sum's. A sum in another document may count other attacks.
    """
    by_doc: defaultdict[str, list[EventKey]] = defaultdict(list)
    for key in keys:
        by_doc[key.doc].append(key)
    for told in by_doc.values():
        sums = [key for key in told if key.scope == "aggregate"]
        for part in told:
            if part.scope == "single":
                yield from (found for whole in sums if (found := _part(part, whole)) is not None)


def _part(part: EventKey, whole: EventKey) -> Judgement | None:
    place, day = _place_within(part, whole), _days_within(part, whole)
    if not place or not day or not like_kinds(part.kind, whole.kind) or not _is_less(part, whole):
        return None
    if part.sides and whole.sides and not part.sides & whole.sides:
        return None
    reasons = (Weight(1.0, place), Weight(1.0, day), Weight(1.0, "told: one report counts both"))
    return Judgement("events", part.id, whole.id, "part-of", METHOD, reasons)


def _place_within(part: EventKey, whole: EventKey) -> str | None:
    """Return why the place of the one lies in the other's; None where it does not, or either is not told."""
    ours, theirs = ", ".join(sorted(part.named)), ", ".join(sorted(whole.named))
    if part.narrow and part.narrow <= whole.places:
        return f"place: both {ours}"
    return f"place: {ours} lies in {theirs}" if part.narrow and holds(whole, part) else None


def _days_within(part: EventKey, whole: EventKey) -> str | None:
    """Return why the day of the one lies in the other's; None where it does not, or either is not told."""
    if part.first is None or part.last is None or whole.first is None or whole.last is None:
        return None
    within = whole.first <= part.first and part.last <= whole.last
    return f"day: {part.first} lies in {whole.first} to {whole.last}" if within else None


def _is_less(part: EventKey, whole: EventKey) -> bool:
    """Return whether the one is less than the other: fewer days or a narrower place, and no toll as high.

    "Raids and shells killed 16 on Wednesday" told again as a raid that killed 16 is the sum itself.
    """
    if (part.first, part.last, part.narrow) == (whole.first, whole.last, whole.narrow):
        return False
    tolls = ((part.killed, whole.killed), (part.wounded, whole.wounded))
    return all(max(ours) < max(theirs) for ours, theirs in tolls if ours and theirs)


def place_parts(
    home_of: Mapping[str, str], found: Iterable[Judgement], said: Iterable[Judgement] = ()
) -> Mapping[str, tuple[str, ...]]:
    """Return the incidents that each incident is part of, both by their least event; a person's word comes before all.

    Args:
        home_of: the least event of the incident that each event is in.
        found: the method's judgements.
        said: persons', in the order in which they were given; the later of two on one pair holds.
    """
    above: defaultdict[str, set[str]] = defaultdict(set)
    for part, whole in part_pairs(found, said):
        ours, theirs = home_of.get(part), home_of.get(whole)
        if ours and theirs and ours != theirs:
            above[ours].add(theirs)
    return {part: tuple(sorted(wholes)) for part, wholes in above.items()}


def part_pairs(found: Iterable[Judgement], said: Iterable[Judgement] = ()) -> set[Pair]:
    """Return the events that are a part of others, with these; a person's word on a pair comes before the method's."""
    last = {frozenset((one.left, one.right)): one for one in (*found, *said)}
    return {(one.left, one.right) for one in last.values() if one.verdict == "part-of"}
