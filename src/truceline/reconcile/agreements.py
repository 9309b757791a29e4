"""Agreements: the terms judged to be of one deal, and what all documents say of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from truceline.knowledge.deals import Deals
from truceline.model.document import Span
from truceline.model.judgement import Weight
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    Days,
    MeasureShown,
    ReadFrom,
    StatusShown,
)
from truceline.model.terms import AgreementKind, Party, Term
from truceline.model.when import When
from truceline.reconcile.deal_bare import sole_deals
from truceline.reconcile.deal_keys import TermKey, term_keys
from truceline.reconcile.deal_weights import NEVER, SAME, rarities, total, weigh
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.shown_duties import show_obligations
from truceline.reconcile.world import World

Holder = Callable[[Reading, str | None], str]
# A block of terms larger than this is told by a name that says nothing (a country): its pairs are not compared.
LARGEST_BLOCK = 300
# Namings that only say that a deal is there tell nothing of its state.
UNTOLD = frozenset({"exists", "fact_about_terms"})


def find_agreements(
    readings: Sequence[Reading], holder: Holder, world: World, deals: Deals
) -> tuple[Agreement, ...]:
    """Judge which terms are of one deal, and show each deal; the order of the readings does not matter.

    Args:
        readings: one for each document.
        holder: the name of who says a statement of a reading, or of its outlet for None.
        world: the names and sides of actors.
        deals: the words by which duties are compared.
    """
    keys = term_keys(readings, world, deals)
    found = {term.id: (reading, term) for reading in readings for term in reading.terms}
    groups = group(keys)
    shown = [_agreement([found[i] for i in sorted(ids)], holder, world, deals) for ids in groups]
    return tuple(sorted(shown, key=lambda agreement: agreement.id))


def group(keys: Mapping[str, TermKey]) -> list[set[str]]:
    """Return the ids of the terms of each deal: strong pairs first, then those with one candidate left."""
    weights = {pair: total(found) for pair, found in weigh_pairs(keys).items()}
    groups = {i: {i} for i in sorted(keys)}
    for (a, b), _ in sorted(
        ((p, w) for p, w in weights.items() if w >= SAME), key=lambda pw: (-pw[1], pw[0])
    ):
        _join(groups, weights, a, b)
    for lone in sorted(keys):
        if len(groups[lone]) == 1 and not _dated(keys[lone]):
            _join_sole(groups, weights, lone, keys)
    for term, other in sorted(sole_deals(groups.values(), keys, rarities(keys)).items()):
        _unite(groups, term, other)
    return sorted({min(ids): ids for ids in groups.values()}.values(), key=min)


def weigh_pairs(keys: Mapping[str, TermKey]) -> dict[tuple[str, str], tuple[Weight, ...]]:
    """Return the reasons for each pair of terms of different documents that share a block, the lesser id first."""
    rarity = rarities(keys)
    pairs = {
        pair
        for block in _blocks(keys).values()
        if len(block) <= LARGEST_BLOCK
        for pair in combinations(sorted(block), 2)
    }
    return {(a, b): weigh(keys[a], keys[b], rarity) for a, b in sorted(pairs) if keys[a].doc != keys[b].doc}


def _blocks(keys: Mapping[str, TermKey]) -> dict[str, list[str]]:
    """Return the terms that share a name, a pair of sides, or the month of a date or of publication."""
    blocks: dict[str, list[str]] = {}
    for key in keys.values():
        marks = {f"name:{name}" for name in key.names}
        marks |= {f"sides:{' '.join(pair)}" for pair in combinations(sorted(key.sides), 2)}
        marks |= {
            f"month:{month}" for when in (key.announced, key.effective) if when for month in _months(when)
        }
        if key.published:
            marks |= {f"published:{key.published:%Y-%m}:{key.kind}"}
        for mark in marks | {f"few:{key.kind}"}:
            blocks.setdefault(mark, []).append(key.id)
    return blocks


def _months(when: When) -> set[str]:
    return {f"{day:%Y-%m}" for day in (when.first, when.last) if day is not None}


def _join(groups: dict[str, set[str]], weights: Mapping[tuple[str, str], float], a: str, b: str) -> None:
    """Join the groups of two terms, unless some pair across them can never be one, or one document has both apart."""
    if groups[a] is groups[b]:
        return
    across = [weights.get((min(x, y), max(x, y)), 0.0) for x in groups[a] for y in groups[b]]
    if min(across) <= NEVER or sum(across) < 0:
        return
    _unite(groups, a, b)


def _unite(groups: dict[str, set[str]], a: str, b: str) -> None:
    joined = groups[a] | groups[b]
    for one in joined:
        groups[one] = joined


def _dated(key: TermKey) -> bool:
    return key.announced is not None or key.effective is not None


def _join_sole(
    groups: dict[str, set[str]],
    weights: Mapping[tuple[str, str], float],
    lone: str,
    keys: Mapping[str, TermKey],
) -> None:
    """Join a term without a date to the only deal that it can be: zero or several candidates are no candidate."""
    near = {b if a == lone else a: w for (a, b), w in weights.items() if lone in (a, b)}
    candidates = {
        min(groups[i]) for i, weight in near.items() if weight > 0 and _dated_group(groups[i], keys)
    }
    if len(candidates) == 1:
        best = max((i for i in near if min(groups[i]) in candidates), key=lambda i: (near[i], i))
        _join(groups, weights, lone, best)


def _dated_group(ids: set[str], keys: Mapping[str, TermKey]) -> bool:
    return any(_dated(keys[i]) for i in ids)


def _agreement(told: Sequence[tuple[Reading, Term]], holder: Holder, world: World, deals: Deals) -> Agreement:
    terms = [term for _, term in told]
    return Agreement(
        id=min(term.id for term in terms),
        names=_by_count(name for term in terms for name in term.names),
        kind=_kind(terms),
        parties=_named(terms, world, "party"),
        brokers=_named(terms, world, "broker"),
        excluded=_named(terms, world, "excluded"),
        announced=_days((term.announced, term) for term in terms),
        effective=_days((term.effective, term) for term in terms),
        ended=_days((term.ended, term) for term in terms),
        durations=tuple(sorted({span for term in terms for span in term.durations})),
        status=_status(told, holder, world),
        obligations=show_obligations(told, holder, world, deals),
        documents=tuple(sorted({reading.document.id for reading, _ in told})),
        evidence=tuple(sorted({span for term in terms for span in term.mentions})),
        read_from=_read_from(terms, world),
    )


def _read_from(terms: Sequence[Term], world: World) -> tuple[ReadFrom, ...]:
    """Return the words behind each actor that the deal names in any part."""
    found: dict[str, list[Span]] = {}
    for party in (party for term in terms for party in term.parties):
        found.setdefault(world.name(party.actor), []).extend(party.spans)
    return tuple(ReadFrom(name, tuple(dict.fromkeys(found[name]))) for name in sorted(found))


def _by_count(values: Iterable[str]) -> tuple[str, ...]:
    count: dict[str, int] = {}
    for value in values:
        count[value] = count.get(value, 0) + 1
    return tuple(sorted(count, key=lambda value: (-count[value], value)))


def _kind(terms: Sequence[Term]) -> AgreementKind:
    told: list[AgreementKind] = [term.kind for term in terms if term.kind != "other"]
    return max(sorted(set(told)), key=told.count) if told else "other"


def _named(terms: Sequence[Term], world: World, role: str) -> tuple[str, ...]:
    parties: list[Party] = [party for term in terms for party in term.parties if party.role == role]
    return _by_count(world.name(party.actor) for party in parties)


def _days(told: Iterable[tuple[When | None, Term]]) -> Days | None:
    """Return the most exact of the dates told, the earliest of equals."""
    known = [(when, term) for when, term in told if when is not None]
    if not known:
        return None
    when, _ = min(known, key=lambda one: (_length(one[0]), str(one[0].first), one[0].said))
    same = (term for other, term in known if (other.first, other.last) == (when.first, when.last))
    return show_days(when, [span for term in same for span in term.mentions])


def _length(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 10_000


def _status(told: Sequence[tuple[Reading, Term]], holder: Holder, world: World) -> tuple[StatusShown, ...]:
    """Return what is told of the state, once for each state, teller and blamed; the evidence of all tellings."""
    shown: dict[tuple[str, str, tuple[str, ...]], StatusShown] = {}
    for reading, term in told:
        for status in term.status:
            if status.state in UNTOLD:
                continue
            by, blames = (
                world.name(status.teller) if status.teller else holder(reading, status.statement),
                tuple(sorted(world.name(one) for one in status.by)),
            )
            before = shown.get((status.state, by, blames))
            evidence = tuple(sorted({*(before.evidence if before else ()), *status.spans}))
            date = (before.date if before else None) or show_days(status.when, status.spans)
            shown[status.state, by, blames] = StatusShown(status.state, by, blames, date, evidence)
    return tuple(shown[key] for key in sorted(shown))


def show_measures(readings: Sequence[Reading], holder: Holder, world: World) -> tuple[MeasureShown, ...]:
    """Return every step told of, as its holder tells it, sorted by id."""
    shown = [
        MeasureShown(
            id=measure.id,
            actor=world.name(measure.actor) if measure.actor else None,
            target=world.name(measure.target) if measure.target else None,
            beneficiary=world.name(measure.beneficiary) if measure.beneficiary else None,
            what=measure.what,
            words=measure.words,
            rung=measure.rung,
            condition=measure.condition,
            date=show_days(measure.when, measure.spans),
            holder=holder(reading, measure.statement),
            evidence=measure.spans,
        )
        for reading in readings
        for measure in reading.measures
    ]
    return tuple(sorted(shown, key=lambda measure: measure.id))
