"""Check a record against the whole of the gold."""

from benchmarks.built import Built
from benchmarks.seeds.actors import check_actors
from benchmarks.seeds.agreements import check_agreements
from benchmarks.seeds.documents import check_documents
from benchmarks.seeds.incidents import check_incidents
from benchmarks.seeds.lines import Line
from benchmarks.seeds.page import Entry, Page
from benchmarks.seeds.rest import (
    check_citations,
    check_conditions,
    check_evidence,
    check_measures,
    check_relations,
    check_silence,
)

CHECKS = (
    check_documents, check_actors, check_incidents, check_agreements, check_measures, check_relations, check_citations,
    check_evidence, check_conditions, check_silence,
)  # fmt: skip


def check(built: Built, gold: Entry) -> list[Line]:
    """Return a line for each thing that the gold says, and for each inversion."""
    page = Page(built, gold)
    return [one for check_section in CHECKS for one in check_section(page)]
