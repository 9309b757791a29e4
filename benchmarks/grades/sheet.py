"""Sheet: drawn incidents as a reader sees them, with the whole reports; never kept in the repository."""

import random
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.built import Built
from truceline.export.words import cell, days_words, listed, stance_words, where_words
from truceline.model.document import Document
from truceline.model.record import Account, Incident


def draw(incidents: Sequence[Incident], count: int, seed: int) -> list[Incident]:
    """Return so many incidents, drawn by a seed from all of them in the order of their ids."""
    ordered = sorted(incidents, key=lambda one: one.id)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


def sheet(built: Built, drawn: Sequence[Incident]) -> str:
    """Return the incidents with their accounts and quotes, without our grades, then the reports that tell of them."""
    documents = built.documents
    parts = [*(part for one in drawn for part in _incident(one)), "# The reports"]
    wanted = sorted({doc for one in drawn for doc in one.documents})
    return "\n".join([*parts, *(_document(documents, doc) for doc in wanted)]) + "\n"


def _incident(incident: Incident) -> Iterator[str]:
    yield f"# Incident {incident.id}: {incident.title}"
    yield f"{days_words(incident.date)}; {where_words(incident.place)}; {incident.scope}"
    yield f"documents: {' '.join(incident.documents)}"
    yield from (_account(account) for account in incident.accounts)
    yield ""


def _account(account: Account) -> str:
    figures = "; ".join(f"{effect}: {cell(account.tolls, effect)}" for effect in ("killed", "wounded"))
    words = " | ".join(f"{span.doc}: {' '.join(span.quote.split())}" for span in account.evidence)
    blamed = f"{listed(account.responsible)} ({account.certainty})" if account.responsible else "nobody named"
    return f"- {account.holder}, {stance_words(account)}; {figures}; {blamed}\n    {words}"


def _document(documents: Mapping[str, Document], doc: str) -> str:
    one = documents[doc]
    return f"\n## Report {doc}, {one.outlet or one.wire or 'outlet not told'}\n\n{one.text}"
