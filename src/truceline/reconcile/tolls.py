"""Tolls: figures of like with like, as a range with its policies."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.model.claim import Exactness, Figure
from truceline.model.document import Span
from truceline.model.record import Revised, Toll
from truceline.model.when import EARLY
from truceline.reconcile.kinds import part, with_kinds
from truceline.reconcile.told import Told

# What makes figures comparable: effect, status, the part of the total, scope, and whose combatants they are.
Like = tuple[str, str, str | None, str, str]
UNKNOWN = "unknown"
# What tells one as a number, and not as a man or a name.
COUNTED = re.compile(r"(?:at least |only |just )?(?:one|1|a single)\b", re.IGNORECASE)
# Who is told by whose kin they are, up to so many.
KIN = re.compile(r"(?:the|his|her|their)\b.+\band\b", re.IGNORECASE)
FEW = 3

# What the number itself does not reach.
MORE_THAN = re.compile(
    r"(?:well |just )?(?:more than|over|above|upwards? of|exceeding|in excess of)\b", re.IGNORECASE
)

# ACLED counts tens as 10, dozens as 12, hundreds as 100: half of the lower bounds that stand elsewhere.
VAGUE_SHARE = 2


def find_tolls(claims: Iterable[Told], name: Callable[[str], str] = str) -> tuple[Toll, ...]:
    """Return one toll for each effect, kind of people, whole or part, and scope; never summed, never crossed.

    A holder's later figure takes the place of its earlier one (rule 3); it stays among the evidence. `name` gives the name
    of an actor by id.
    """
    groups: dict[Like, list[Told]] = {}
    for one in with_kinds(sorted(claims, key=lambda one: one.order)):
        if isinstance(one.claim.value, Figure):
            groups.setdefault(_like(one.claim.value), []).append(one)
    levelled = _levelled(_with_own_parts(groups))
    for group in list(levelled.values()):
        for one in _set_apart(group):
            if isinstance(one.claim.value, Figure):
                levelled.setdefault(_like(one.claim.value), []).append(one)
    return tuple(_toll(group, name) for _, group in sorted(levelled.items(), key=lambda row: _rank(row[0])))


def _like(figure: Figure) -> Like:
    part = figure.status_as_said if figure.part_of else None
    return figure.effect, figure.status, part, figure.scope, figure.camp


def _set_apart(group: list[Told]) -> list[Told]:
    """Take out those who are told one by one beside a count of several, and return them as a part of it.

    "Her son was killed" does not say that one was, where others count forty; "one person was killed" does.
    """
    counts = [one for one in group if (_ends(one)[0] or 0) > 1 and not _is_vague(one) and not _are_kin(one)]
    if not counts:
        return []
    most = max(counts, key=lambda one: _ends(one)[0] or 0)
    lone = [
        one
        for one in group
        if (_ends(one) == (1, 1) and not COUNTED.match(one.claim.spans[0].quote)) or _are_kin(one, most)
    ]
    counting = {one.family for one in counts}
    if len({one.family for one in lone} - counting) >= len(counting):
        return []
    group[:] = [one for one in group if one not in lone]
    return [part(one, most.claim.spans[0].quote) for one in lone]


def _are_kin(one: Told, most: Told | None = None) -> bool:
    """See "the groom's father and brother were killed": two of those who died; beside no larger count they are all."""
    low, high = _ends(one)
    some = low is not None and low == high and low <= FEW and KIN.match(one.claim.spans[0].quote) is not None
    return some and (most is None or (_ends(most)[0] or 0) > (low or 0))


def _is_vague(one: Told) -> bool:
    return isinstance(one.claim.value, Figure) and one.claim.value.exactness == "vague"


def _rank(key: Like) -> tuple[bool, bool, Like]:
    return key[2] is not None, key[0] != "killed", (key[0], key[1], key[2] or "", key[3], key[4])


def _with_own_parts(groups: dict[Like, list[Told]]) -> dict[Like, list[Told]]:
    """Return the figures, each of certain people that its holder counts among more as a part: "98 evacuees" of its "126 people".

    So it is where one report has both from one holder, and the larger is of whomever; and what is a part in one report of
    his is so in the next.
    """
    told = [one for group in groups.values() for one in group]
    wholes: dict[tuple[str, ...], Told] = {}
    for one in told:
        at = _whole_of(one)
        if _of_whomever(one) and (at not in wholes or (_ends(wholes[at])[0] or 0) < (_ends(one)[0] or 0)):
            wholes[at] = one
    parts = {
        (one.holder.id, _ends(one)): wholes[_whole_of(one)].claim.spans[0].quote
        for one in told
        if not _of_whomever(one) and _whole_of(one) in wholes and _is_less(one, wholes[_whole_of(one)])
    }
    found: dict[Like, list[Told]] = {}
    for one in told:
        whole = None if _of_whomever(one) else parts.get((one.holder.id, _ends(one)))
        split = part(one, whole) if whole is not None and not _is_part(one) else one
        if isinstance(split.claim.value, Figure):
            found.setdefault(_like(split.claim.value), []).append(split)
    return found


def _whole_of(one: Told) -> tuple[str, ...]:
    figure = one.claim.value
    return (one.doc.id, one.holder.id, *((figure.effect, figure.scope) if isinstance(figure, Figure) else ()))


def _of_whomever(one: Told) -> bool:
    """Return whether a figure is of people of no certain kind or camp, all of them."""
    figure = one.claim.value
    return (
        isinstance(figure, Figure)
        and figure.part_of is None
        and (figure.status, figure.camp) == (UNKNOWN, UNKNOWN)
    )


def _is_part(one: Told) -> bool:
    return isinstance(one.claim.value, Figure) and one.claim.value.part_of is not None


def _is_less(one: Told, whole: Told) -> bool:
    """Return whether a count is lower than another by less than a half, and neither is a vague word.

    "One man was killed" beside "five people" may be another day's count: one in 250 shootings was told so.
    """
    few, many = _ends(one)[0] or 0, _ends(whole)[0] or 0
    return few < many < 2 * few and not _is_vague(one) and not _is_vague(whole)


def _levelled(groups: dict[Like, list[Told]]) -> dict[Like, list[Told]]:
    """Put figures of people of unknown status or camp to those that are known, where only one kind is told."""
    levelled: dict[Like, list[Told]] = {}
    for key, group in groups.items():
        others = [other for other in groups if other != key and _covers(key, other)]
        one = len(others) == 1 and not _has_civilians(key, others[0], groups)
        one = one and not _counts_both(group, groups[others[0]])
        levelled.setdefault(others[0] if one else key, []).extend(group)
    return levelled


def _counts_both(wide: Sequence[Told], narrow: Sequence[Told]) -> bool:
    """Return whether one report has of one holder more people than fighters of a side: "90 people died", "40 Xs died in it"."""
    of_a_side = {
        (one.doc.id, one.holder.id): _ends(one)[0] or 0
        for one in narrow
        if isinstance(one.claim.value, Figure) and one.claim.value.camp != UNKNOWN and not _is_vague(one)
    }
    return any(
        0 < of_a_side.get((one.doc.id, one.holder.id), 0) < (_ends(one)[0] or 0)
        for one in wide
        if not _is_vague(one)
    )


def _has_civilians(wide: Like, narrow: Like, groups: Mapping[Like, Sequence[Told]]) -> bool:
    """Return whether who counts the narrower kind, soldiers or one side's, counts civilians apart: then they are not all."""
    if narrow[1] == "civilian" or wide[2] is not None:
        return False
    counting = {one.holder.unit for one in groups[narrow]}
    parts = [key for key in groups if key[2] is not None and (key[0], key[3]) == (wide[0], wide[3])]
    return any(
        key[1] == "civilian" and not counting.isdisjoint(one.holder.unit for one in groups[key])
        for key in parts
    )


def _covers(wide: Like, narrow: Like) -> bool:
    """Return whether the narrower kind of people may be what the wider words meant."""
    same = (wide[0], wide[2], wide[3]) == (narrow[0], narrow[2], narrow[3])
    # "Terrorists" says no status, but that they are no state's: they are not among four soldiers.
    by_status = wide[1] == UNKNOWN and narrow[1] != UNKNOWN and wide[4] in (UNKNOWN, narrow[4])
    by_camp = wide[1] == narrow[1] and wide[4] == UNKNOWN and narrow[4] != UNKNOWN
    return same and (by_status or by_camp)


def live(group: Sequence[Told]) -> list[Told]:
    """Return the figures that stand: each holder's latest, less early lower bounds that a later count has overtaken.

    "At least 19", told while bodies were still being found, does not disagree with 28 told the day after by another.
    """
    latest: dict[str, str] = {}
    for one in group:
        latest[one.holder.id] = max(latest.get(one.holder.id, ""), one.order[0])
    standing = [one for one in group if one.order[0] == latest[one.holder.id] or not one.order[0]]
    return [one for one in standing if not any(_overtakes(later, one) for later in standing)]


def _numbered(standing: Sequence[Told]) -> list[Told]:
    """Leave vague words out of the range where a number is told that they allow: "many" beside 31 and 32.

    "Dozens" beside "at least seven" says more than the number, and stays.
    """
    numbers = [one for one in standing if not _is_vague(one)]
    most = max((high or low or 0 for low, high in map(_ends, numbers)), default=None)
    if most is None:
        return list(standing)
    return [one for one in standing if not _is_vague(one) or (_ends(one)[0] or 0) > most]


def _overtakes(later: Told, early: Told) -> bool:
    new, old = later.claim.value, early.claim.value
    if not isinstance(new, Figure) or not isinstance(old, Figure) or not early.order[0]:
        return False
    # Open above, or told as unfinished: "12 so far", "the toll is expected to rise".
    growing = old.high is None or _is_early(old)
    grown = growing and old.low is not None and new.low is not None and new.low > old.low
    # "The previous toll was 20", in the report that has 70.
    before = _is_early(old) and not _is_early(new) and later.doc.id == early.doc.id
    return grown and (later.order[0] > early.order[0] or before)


def _closed(standing: Sequence[Told]) -> Iterator[Figure]:
    """Yield the figures; an open one ends where a later report tells as many and no more: "a guard was killed", after "at least one".

    "More than 50" does not end at 50.
    """
    for one in standing:
        figure = one.claim.value
        if not isinstance(figure, Figure):
            continue
        open_top = figure.high is None and figure.exactness == "at least"
        ends = open_top and not MORE_THAN.match(one.claim.spans[0].quote)
        told = ends and any(_comes_to(later, one) for later in standing)
        yield msgspec.structs.replace(figure, high=figure.low) if told else figure


def _comes_to(later: Told, one: Told) -> bool:
    after = bool(one.order[0]) and later.order[0] > one.order[0]
    exact = isinstance(later.claim.value, Figure) and later.claim.value.exactness == "exact"
    return after and exact and _ends(later)[0] == _ends(one)[0]


def _is_early(figure: Figure) -> bool:
    return figure.as_of is not None and figure.as_of.rule == EARLY


def _toll(group: Sequence[Told], name: Callable[[str], str]) -> Toll:
    kept = live(group)
    standing = _numbered(kept)
    figures = [one.claim.value for one in standing if isinstance(one.claim.value, Figure)]
    low, high = bounds([*_closed(standing)])
    first = figures[0]
    sides = {figure.side for figure in figures if figure.side}
    return Toll(
        effect=first.effect,
        side=name(min(sides)) if len(sides) == 1 else None,
        status=next((f.status for f in figures if f.status != "unknown"), "unknown"),
        status_as_said=_as_said(figures),
        part_of=first.part_of,
        scope=first.scope,
        as_of=max((w.last for f in figures if (w := f.as_of) and w.last), default=None),
        low=low,
        high=high,
        exactness=_exactness(figures, low, high),
        conservative=min((_conservative(f) for f in figures if f.low is not None), default=None),
        best=_best(standing),
        evidence=evidence(group),
        revised=tuple(_revised(group, kept)),
    )


def _revised(group: Sequence[Told], standing: Sequence[Told]) -> Iterator[Revised]:
    """Yield the figures that no longer stand, each once a day; one that its holder told again, unchanged, still stands."""
    still = {(one.holder.id, *_ends(one)) for one in standing}
    gone: dict[tuple[Figure, datetime.date | None], list[Told]] = {}
    for one in group:
        figure, published = one.claim.value, one.doc.published
        if isinstance(figure, Figure) and (one.holder.id, *_ends(one)) not in still:
            bare = Figure(figure.low, figure.high, figure.exactness, figure.effect)
            gone.setdefault((bare, published.last if published else None), []).append(one)
    for (figure, day), told in gone.items():
        yield Revised(figure.low, figure.high, figure.exactness, day, evidence(told))


def _ends(one: Told) -> tuple[int | None, int | None]:
    figure = one.claim.value
    return (figure.low, figure.high) if isinstance(figure, Figure) else (None, None)


def _as_said(figures: Sequence[Figure]) -> str:
    """Return the words that most figures have for the people; of even ones those that say a status, else none.

    "10 to 22 terrorists" would be nobody's figure: one holder counts ten terrorists, another 22 people.
    """
    told = [figure for figure in figures if figure.status_as_said]
    count = Counter(figure.status_as_said for figure in told)
    most = [words for words, number in count.items() if number == max(count.values())]
    if len(most) == 1:
        return most[0]
    return next((f.status_as_said for f in told if f.status != "unknown" and f.status_as_said in most), "")


def bounds(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """Return lowest and highest; the top is open where the highest figure told is itself only a lower bound."""
    lows = [f.low for f in figures if f.low is not None]
    highs = [f.high for f in figures if f.high is not None]
    open_tops = [f.low for f in figures if f.high is None and f.low is not None]
    high = max(highs, default=None)
    if open_tops and (high is None or max(open_tops) >= high):
        high = None
    return min(lows, default=None), high


def _exactness(figures: Sequence[Figure], low: int | None, high: int | None) -> Exactness:
    kinds = {figure.exactness for figure in figures}
    if len(kinds) == 1:
        return figures[0].exactness
    if high is None:
        return "at least"
    return "exact" if low != high else "about"


def _conservative(figure: Figure) -> int:
    low = figure.low if figure.low is not None else 0
    return low // VAGUE_SHARE if figure.exactness == "vague" else low


def _best(standing: Sequence[Told]) -> int | None:
    """Return the figure with most independent support, then the latest; None where two are even.

    What only bounds it above, "up to 60", is none where others count.
    """
    support: dict[int, tuple[set[str], str]] = {}
    counted = [one for one in standing if _ends(one)[0] is not None]
    for one in counted or standing:
        figure = one.claim.value
        if isinstance(figure, Figure) and (figure.low is not None or figure.high is not None):
            number = figure.low if figure.low is not None else figure.high or 0
            units, day = support.get(number, (set(), ""))
            support[number] = (units | {one.holder.unit}, max(day, one.order[0]))
    ranked = sorted(((len(units), day, number) for number, (units, day) in support.items()), reverse=True)
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0][2] if ranked else None


def evidence(claims: Iterable[Told]) -> tuple[Span, ...]:
    """Return the spans behind these claims, each once, in the order in which they were told."""
    return tuple(dict.fromkeys(span for one in claims for span in one.claim.spans))
