"""Stands: where a term stands among others, so that those of which it could be one deal with are found by a few look-ups."""

from collections.abc import Iterator

from truceline.model.when import When
from truceline.reconcile.deal_bare import is_bare
from truceline.reconcile.deal_keys import TermKey
from truceline.reconcile.deal_weights import FAR_PUBLISHED, HALTS

# Kinds of which two are never one deal stand apart; what is of no certain kind stands with each.
CLASSES = ("halt", "evacuation", "cooperation", "safe_zone", "talks")
# A deal's own name is known again within about two of these stretches of days.
CALLED_DAYS = 183
# Terms of reports with a day of publication, and of those without.
DATED, UNDATED = "some day", "no day"


def stands(key: TermKey) -> frozenset[str]:
    """Return where a term stands: by kind in the stretch of its report, by its dates, by its own names; a bare one by month."""
    bare = (f"bare {key.published:%Y-%m}",) if key.published is not None and is_bare(key) else ()
    # A report without a day may be of any: those that have one stand where it looks, and look where it stands.
    when = DATED if key.published is not None else UNDATED
    any_day = (f"told {kind} {when}" for kind in _classes(key))
    return frozenset((*_at(key, (0,)), *_dated(key), *bare, *any_day))


def looks(key: TermKey) -> frozenset[str]:
    """Return where those stand that a term is compared with; each of them looks where it stands."""
    when = (UNDATED,) if key.published is not None else (DATED, UNDATED)
    any_day = (f"told {kind} {one}" for kind in _classes(key) for one in when)
    return frozenset((*_at(key, (-1, 0, 1)), *_dated(key), *any_day))


def _at(key: TermKey, steps: tuple[int, ...]) -> Iterator[str]:
    if key.published is None:
        return
    day = key.published.toordinal()
    for step in steps:
        yield from (f"told {kind} {day // FAR_PUBLISHED + step}" for kind in _classes(key))
        yield from (f"called {name} {day // CALLED_DAYS + step}" for name in key.own)


def _classes(key: TermKey) -> tuple[str, ...]:
    if key.kind == "other":
        return CLASSES
    return ("halt" if key.kind in HALTS else key.kind,)


def _dated(key: TermKey) -> Iterator[str]:
    for when in (key.announced, key.effective):
        yield from (f"on {month}" for month in _months(when))


def _months(when: When | None) -> set[str]:
    return (
        {f"{day:%Y-%m}" for day in (when.first, when.last) if day is not None} if when is not None else set()
    )
