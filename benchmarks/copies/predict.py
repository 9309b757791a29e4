"""Find copies with `truceline.copies`, and the marks that software leaves with `clean`."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.copies.reports import Report, encoded
from truceline.clean import clean
from truceline.copies import CopyKey, copy_key, find_copies
from truceline.knowledge.furniture import Furniture, load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import Swaps, load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable


class Predicted(NamedTuple):
    """One document that is said to be a copy, by the ids of rows; `of` is None where the original is not at hand."""

    doc: str
    of: str | None
    kind: str
    score: float


class Keys:
    """The keys of reports; those of the real ones are made once for all rounds."""

    def __init__(self) -> None:
        """Load the lists of furniture and of swapped words."""
        self._furniture: Furniture = load_furniture(HERE)
        self._swaps: Swaps = load_swaps(HERE)
        self._made: dict[Report, CopyKey | None] = {}

    def of(self, report: Report) -> CopyKey | None:
        """Return the key of a report; None where nothing can be read in it."""
        if report not in self._made:
            self._made[report] = self._key(report)
        return self._made[report]

    def _key(self, report: Report) -> CopyKey | None:
        try:
            doc = clean(Raw(report.id, "row", encoded(report)), self._furniture, self._swaps)
        except Unreadable:
            return None
        return copy_key(doc, self._swaps.common, self._furniture.agency_names)


def predict(reports: Iterable[Report], keys: Keys) -> list[Predicted]:
    """Return the copies among these reports."""
    made = {key.doc: (key, report.id) for report in reports if (key := keys.of(report)) is not None}
    ids = {doc: name for doc, (_, name) in made.items()}
    return [
        Predicted(ids[copy.doc], ids[copy.of] if copy.of else None, copy.kind, copy.score)
        for copy in find_copies(key for key, _ in made.values())
    ]


def flagged(reports: Iterable[Report], keys: Keys) -> list[Predicted]:
    """Return those of the reports that are said to be altered when each stands alone, without its original."""
    return [found for report in reports for found in predict([report], keys) if found.kind == "altered"]


def rows(found: Iterable[Predicted]) -> Iterator[dict[str, object]]:
    """Yield predictions in the form of BENCHMARKS.md."""
    return (dict(zip(("doc", "of", "kind", "score"), one, strict=True)) for one in found)
