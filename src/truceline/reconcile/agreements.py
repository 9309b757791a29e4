"""Agreements: the terms judged to be of one deal, and what all documents say of it."""

from collections.abc import Iterable, Mapping, Sequence

from truceline.knowledge.deals import Deals
from truceline.model.document import Span
from truceline.model.reading import Reading
from truceline.model.record import Agreement, Days, ReadFrom
from truceline.model.terms import AgreementKind, Party, Term
from truceline.model.when import When
from truceline.reconcile.deal_breaches import show_breaches
from truceline.reconcile.deal_keys import TermKey, term_keys
from truceline.reconcile.deal_states import show_dates, show_status
from truceline.reconcile.dealing import redeal
from truceline.reconcile.shelf import Empty
from truceline.reconcile.shown_days import show_days
from truceline.reconcile.shown_duties import show_obligations
from truceline.reconcile.voices import Voices
from truceline.reconcile.world import World


def find_agreements(
    readings: Sequence[Reading], voices: Voices, world: World, deals: Deals
) -> tuple[Agreement, ...]:
    """Judge which terms are of one deal, and show each deal; the order of the readings does not matter.

    Args:
        readings: one for each document.
        voices: who says a statement of a reading.
        world: the names and sides of actors.
        deals: the words by which duties are compared.
    """
    keys = term_keys(readings, world, deals)
    found = {term.id: (reading, term) for reading in readings for term in reading.terms}
    shown = [show_agreement([found[i] for i in sorted(ids)], voices, world, deals) for ids in group(keys)]
    return tuple(sorted(shown, key=lambda agreement: agreement.id))


def group(keys: Mapping[str, TermKey]) -> list[set[str]]:
    """Return the ids of the terms of each deal."""
    return [{key.id for key in home} for home in redeal(keys.values(), Empty()).homes]


def show_agreement(
    told: Sequence[tuple[Reading, Term]], voices: Voices, world: World, deals: Deals
) -> Agreement:
    """Return the terms of one deal, sorted by their ids, as an agreement."""
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
        status=show_status(told, voices, world),
        obligations=show_obligations(told, voices, world, deals),
        documents=tuple(sorted({reading.document.id for reading, _ in told})),
        evidence=tuple(sorted({span for term in terms for span in term.mentions})),
        read_from=_read_from(terms, world),
        dates=show_dates(told, voices),
        breaches=show_breaches(told, voices, world),
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
