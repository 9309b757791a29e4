"""Bare namings: "the truce" with nothing of its own is the only deal that it can mean, or stays apart."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from truceline.reconcile.deal_keys import TermKey
from truceline.reconcile.deal_weights import FAR_PUBLISHED, NEVER, kind, number, score

# A deal is meant only where its sides, and as many of the parties named around it, are named in the bare naming's document.
COMPANY = 2
# A report of a deal's eve already calls it "the truce".
EVE = datetime.timedelta(days=1)
HISTORY = datetime.timedelta(days=183)
LATER = datetime.timedelta(days=FAR_PUBLISHED)


class Deal(NamedTuple):
    """A group of terms with a date, as bare namings are held against it: when it can be meant, and who is bound."""

    first: datetime.date
    last: datetime.date
    bound: frozenset[str]
    company: frozenset[str]
    names: frozenset[str]


def is_bare(key: TermKey) -> bool:
    """Return whether a term is a naming with nothing of its own: no date, no duty, no series of deals."""
    dated = key.announced is not None or key.effective is not None
    return key.published is not None and not (dated or key.duties or key.plural)


def deal_of(told: Sequence[TermKey]) -> Deal | None:
    """Return a group as a deal: None where it has no day of its own, from which it can be meant."""
    begun = [when.first for key in told for when in (key.announced, key.effective) if when and when.first]
    if not begun or any(key.plural for key in told):
        return None
    # A truce of years ago, recalled beside today's, is not what "the truce" of today means.
    published = [key.published for key in told if key.published and key.published - max(begun) <= HISTORY]
    return Deal(
        first=min(begun) - EVE,
        last=max([*begun, *published]) + LATER,
        bound=frozenset(side for key in told for side in key.bound),
        company=frozenset(one for key in told for one in key.company),
        names=frozenset(name for key in told for name in key.names),
    )


def months(deal: Deal) -> list[str]:
    """Return the months in which a deal can be meant."""
    first, last = deal.first.year * 12 + deal.first.month - 1, deal.last.year * 12 + deal.last.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def sole_deal(key: TermKey, groups: Iterable[Sequence[TermKey]]) -> Sequence[TermKey] | None:
    """Return the only group of terms that a bare naming can mean; None where it can mean none, or two."""
    found = [group for group in groups if can_mean(key, group)]
    return found[0] if len(found) == 1 else None


def can_mean(key: TermKey, told: Sequence[TermKey]) -> bool:
    """Return whether the bare naming stands in the deal's time, among its sides, and is called by no other name."""
    deal = deal_of(told)
    if deal is None or key.published is None or not deal.first <= key.published <= deal.last:
        return False
    if not deal.bound <= key.company or len(deal.company & key.company) < COMPANY:
        return False
    if (key.own and not key.own & deal.names) or key.doc in {one.doc for one in told}:
        return False
    if all(one.kind != key.kind and kind(key, one) is not None for one in told):
        return False
    return not any(number(key, one) or score(key, one) <= NEVER for one in told)
