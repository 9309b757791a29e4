"""The claims of one incident, each with the id by which a person can judge it."""

from collections.abc import Iterator

from truceline.model.record import ClaimShown, Incident
from truceline.reconcile.value_words import of_what, value_words
from truceline.store import actors, read
from truceline.store.open import Record


def claims_of(record: Record, given: str) -> list[ClaimShown]:
    """Return the claims of one incident by document and place, with those that a person rejected.

    Args:
        record: the record.
        given: the incident's id or that of one of its events, or the beginning of either.

    Raises:
        NotFound: no incident, or several, have such an id.
    """
    incident = read.incident(record, given)
    return sorted(_claims(record, incident), key=lambda one: (one.evidence[0], one.of, one.id))


def _claims(record: Record, incident: Incident) -> Iterator[ClaimShown]:
    held = {id_: account for account in incident.accounts for id_ in account.claims}
    judged = {one.claim: one for one in incident.judged}
    names = actors.names(record)
    for claim in read.claims_of(record, incident.events):
        account, word = held.get(claim.id), judged.get(claim.id)
        if account is None and word is None:
            continue  # it stands in an altered copy, and belongs to its original
        yield ClaimShown(
            claim.id,
            claim.subject,
            of_what(claim),
            value_words(claim.value, lambda id_: names.get(id_, id_)),
            account.holder if account else word.holder if word else "",
            account.stance if account else None,
            account.object if account else None,
            word.verdict if word else None,
            claim.spans[0].doc,
            claim.spans,
        )
