"""Reports as the rows of a feed, in true case: what the product is given of them."""

from collections.abc import Iterable, Iterator

import msgspec

from benchmarks.confidence.casing import english, known_names, names_too, true_case
from benchmarks.confidence.texts import Report
from truceline.ingest import Refused
from truceline.knowledge import Knowledge
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.pipeline import read_one


def in_true_case(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[Report]:
    """Yield the reports with their texts in upper and lower case."""
    is_word = english()
    written, may_be_name = known_names(knowledge, is_word), names_too(knowledge)
    for report in reports:
        yield msgspec.structs.replace(report, text=true_case(report.text, is_word, written, may_be_name))


def read_rows(reports: Iterable[Report]) -> Iterator[tuple[str, Reading]]:
    """Yield each report's id with its reading by the product's own stages; one without a text gives none."""
    for report in reports:
        told = {"published": report.published, "source": report.source, "text": report.text}
        found = read_one(Raw(report.id, "row", msgspec.json.encode(told)), ())
        if not isinstance(found, Refused):
            yield report.id, found
