"""Kinds: counts of people by age, sex or trade, which are parts of a larger count of all."""

import re
from collections.abc import Sequence

import msgspec

from truceline.model.claim import Figure
from truceline.reconcile.told import Told

# One kind of people, whom a count of "people" or "civilians" counts too.
KIND = re.compile(
    r"(?:school)?(?:children|girls|boys)|women|infants|babies|toddlers|minors|teenagers|pupils|students|teachers|doctors"
    r"|nurses|(?:para)?medics|journalists"
)
# Beside these words it is a count of everybody, or a list of all who died: "a woman and her three children".
ALL = re.compile(r"\b(?:civilians?|people|persons?|m[ae]n|residents?|villagers?|mostly|an?|his|her|their)\b")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
OPEN = ("unknown", "civilian")


def with_kinds(told: Sequence[Told]) -> list[Told]:
    """Return the figures, those of one kind of people as parts of the largest count of all that is larger.

    "Six teachers died" beside a monitor's "35 people in all": nobody counts six dead, whoever says it. Where nobody counts
    more, they are the toll.
    """
    wholes = [one for one in told if _counts_all(one)]
    return [_split(one, wholes) if _is_kind(one) else one for one in told]


def part(one: Told, whole: str) -> Told:
    """Return the claim as one of a part of the people counted by these words."""
    figure = one.claim.value
    if not isinstance(figure, Figure):
        return one
    less = msgspec.structs.replace(one.claim, value=msgspec.structs.replace(figure, part_of=whole))
    return msgspec.structs.replace(one, claim=less)


def _split(one: Told, wholes: Sequence[Told]) -> Told:
    larger = [whole for whole in wholes if _alike(one, whole) and _low(whole) > (_high(one) or _low(one))]
    most = max(larger, key=_low, default=None)
    return part(one, most.claim.spans[0].quote) if most is not None else one


def _alike(one: Told, other: Told) -> bool:
    few, many = one.claim.value, other.claim.value
    if not isinstance(few, Figure) or not isinstance(many, Figure):
        return False
    return (few.effect, few.scope) == (many.effect, many.scope)


def _is_kind(one: Told) -> bool:
    """Return whether the words tell of women, children or of one trade only: "20 women", "women and children"."""
    figure = one.claim.value
    if not isinstance(figure, Figure) or figure.part_of is not None:
        return False
    # "Ten civilians, including two boys" are of any kind.
    said = figure.status_as_said.lower().partition("includ")[0]
    words = WORD.findall(said)
    return bool(words) and KIND.fullmatch(words[-1]) is not None and ALL.search(said) is None


def _counts_all(one: Told) -> bool:
    """Return whether a number is one of people of whatever kind, on no side of the war."""
    figure = one.claim.value
    if not isinstance(figure, Figure) or figure.part_of is not None or figure.exactness == "vague":
        return False
    return figure.status in OPEN and figure.camp == "unknown" and not _is_kind(one)


def _low(one: Told) -> int:
    figure = one.claim.value
    return (figure.low or 0) if isinstance(figure, Figure) else 0


def _high(one: Told) -> int | None:
    figure = one.claim.value
    return figure.high if isinstance(figure, Figure) else None
