"""Bare namings: "the truce" with nothing of its own is the only deal that it can mean, or stays apart."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from truceline.reconcile.deal_keys import TermKey
from truceline.reconcile.deal_weights import FAR_PUBLISHED, NEVER, kind, number, total, weigh

# A deal is meant only where its sides, and as many of the parties named around it, are named in the bare naming's document.
COMPANY = 2
# A report of a deal's eve already calls it "the truce".
EVE = datetime.timedelta(days=1)
HISTORY = datetime.timedelta(days=183)
LATER = datetime.timedelta(days=FAR_PUBLISHED)


class Deal(NamedTuple):
    """A group of terms with a date, as bare namings are held against it: when it can be meant, and who is bound."""

    ids: frozenset[str]
    first: datetime.date
    last: datetime.date
    bound: frozenset[str]
    company: frozenset[str]
    names: frozenset[str]


def sole_deals(
    groups: Iterable[set[str]], keys: Mapping[str, TermKey], rarity: Mapping[str, float]
) -> dict[str, str]:
    """Return for each bare term that stands alone a term of the only deal it can mean; those with two stay out."""
    found = sorted({min(ids): frozenset(ids) for ids in groups}.values(), key=min)
    by_month: dict[str, list[Deal]] = {}
    told = (_deal([keys[i] for i in sorted(ids)]) for ids in found)
    for deal in (one for one in told if one is not None):
        for month in _months(deal):
            by_month.setdefault(month, []).append(deal)
    lone = [keys[min(ids)] for ids in found if len(ids) == 1]
    chosen = {key.id: _only(key, by_month, keys, rarity) for key in lone if _is_bare(key)}
    return {term: min(deal.ids) for term, deal in chosen.items() if deal is not None}


def _is_bare(key: TermKey) -> bool:
    dated = key.announced is not None or key.effective is not None
    return key.published is not None and not (dated or key.duties or key.plural)


def _deal(told: Sequence[TermKey]) -> Deal | None:
    """Return a group as a deal: None where it has no day of its own, from which it can be meant."""
    begun = [when.first for key in told for when in (key.announced, key.effective) if when and when.first]
    if not begun or any(key.plural for key in told):
        return None
    # A truce of years ago, recalled beside today's, is not what "the truce" of today means.
    published = [key.published for key in told if key.published and key.published - max(begun) <= HISTORY]
    return Deal(
        ids=frozenset(key.id for key in told),
        first=min(begun) - EVE,
        last=max([*begun, *published]) + LATER,
        bound=frozenset(side for key in told for side in key.bound),
        company=frozenset(one for key in told for one in key.company),
        names=frozenset(name for key in told for name in key.names),
    )


def _months(deal: Deal) -> list[str]:
    first, last = deal.first.year * 12 + deal.first.month - 1, deal.last.year * 12 + deal.last.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def _only(
    key: TermKey,
    by_month: Mapping[str, Sequence[Deal]],
    keys: Mapping[str, TermKey],
    rarity: Mapping[str, float],
) -> Deal | None:
    found: list[Deal] = []
    for deal in by_month.get(f"{key.published:%Y-%m}", ()):
        if _can_mean(key, deal, keys, rarity):
            found.append(deal)
        if len(found) > 1:
            return None
    return found[0] if found else None


def _can_mean(key: TermKey, deal: Deal, keys: Mapping[str, TermKey], rarity: Mapping[str, float]) -> bool:
    """Return whether the bare naming stands in the deal's time, among its sides, and is called by no other name."""
    told = [keys[i] for i in sorted(deal.ids)]
    if (
        key.published is None
        or not deal.first <= key.published <= deal.last
        or key.doc in {t.doc for t in told}
    ):
        return False
    if any(total(weigh(key, one, rarity)) <= NEVER or number(key, one) for one in told):
        return False
    if all(one.kind != key.kind and kind(key, one) is not None for one in told):
        return False
    near = deal.bound <= key.company and len(deal.company & key.company) >= COMPANY
    return near and (not key.own or bool(key.own & deal.names))
