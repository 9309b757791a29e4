"""Compare: ours and each peer with the same scorers, on the same data."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import spacy

from benchmarks.attribution.gold import Attribution, read_gold, read_texts
from benchmarks.attribution.predict import predict
from benchmarks.attribution.score import read_prediction, score
from benchmarks.harness import flat
from benchmarks.pages.gold import News, Page, metadata_folder, pages_folder, read_news, read_pages
from benchmarks.pages.predict import read_body, read_told
from benchmarks.pages.score import Told, score_bodies, score_metadata
from benchmarks.peers.extraction import flattened_body, page_body, page_told
from benchmarks.peers.quotations import Extract, predict_quotations
from benchmarks.speed.__main__ import measure
from truceline.parse.parse import MODEL


class Compared(NamedTuple):
    """One metric of ours beside a peer's."""

    task: str
    metric: str
    ours: float
    peer: str
    theirs: float


def compare_pages(data: Path) -> list[Compared]:
    """Return the scores of bodies and of metadata, beside trafilatura alone."""
    pages, folder = list(read_pages(pages_folder(data))), metadata_folder(data)
    news = list(read_news(folder)) if folder else []

    def bodies(read: Callable[[Page], str]) -> dict[str, float]:
        return score_bodies((page.body, read(page)) for page in pages)

    def told(read: Callable[[News], Told]) -> dict[str, float]:
        return score_metadata([(one, read(one)) for one in news])

    return [
        *_beside("html", "trafilatura", bodies(lambda page: read_body(page, "html")), bodies(page_body)),
        *_beside(
            "flattened", "trafilatura", bodies(lambda page: read_body(page, "text")), bodies(flattened_body)
        ),
        *_beside("metadata", "trafilatura", told(read_told), told(page_told)),
    ]


def compare_attribution(data: Path, extract: Extract) -> list[Compared]:
    """Return the scores of who says what, beside textacy's direct quotations; an article given up is a crash."""
    gold, texts = read_gold(data), list(read_texts(data))
    own: list[str] = []
    given_up: list[str] = []
    ours = _attributed(gold, predict(texts, own))
    theirs = _attributed(gold, predict_quotations(texts, spacy.load(MODEL), extract, given_up))
    return _beside(
        "attribution", "textacy", {**ours, "crashes": len(own)}, {**theirs, "crashes": len(given_up)}
    )


def compare_speed(reports: Path, count: int | None) -> list[Compared]:
    """Return the CPU seconds of the whole `add` beside those of bare spaCy, and documents a CPU second.

    Args:
        reports: the file of reports.
        count: how many of them; None for all.
    """
    seconds = measure(reports, count)
    documents, ours, theirs = (
        seconds[name] for name in ("documents", "add_cpu_seconds", "spacy_cpu_seconds")
    )
    return _beside(
        "speed",
        "spacy",
        {"cpu_seconds": ours, "documents": documents, "documents_per_cpu_second": documents / ours},
        {"cpu_seconds": theirs, "documents": documents, "documents_per_cpu_second": documents / theirs},
    )


def _attributed(
    gold: Mapping[str, list[Attribution]], rows: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, float]]:
    predicted: defaultdict[str, list[Attribution]] = defaultdict(list)
    for row in rows:
        predicted[row["doc"]].append(read_prediction(row))
    return score(gold, predicted)


def _beside(task: str, peer: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Compared]:
    other = flat(theirs)
    return [Compared(task, metric, value, peer, other[metric]) for metric, value in flat(ours).items()]
