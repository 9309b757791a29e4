"""Read the articles, the incidents with their true figures, and which incidents a run is to take."""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

INCIDENTS = "incidents.jsonl"
REPORTS = "reports.jsonl"
# One article alone leaves nothing to reconcile.
FEWEST = 2


class Truth(msgspec.Struct, frozen=True):
    """One incident with its true figures."""

    incident: str
    killed: int
    injured: int


class Article(msgspec.Struct, frozen=True):
    """One article under its incident; an article on two incidents stands under each. `gvc_cluster` is None outside that corpus."""

    id: str
    incident: str
    title: str
    published: str | None
    text: str
    gvc_cluster: str | None = None


def read_incidents(data: Path) -> dict[str, Truth]:
    """Return the incidents by their name."""
    rows = (msgspec.json.decode(line, type=Truth) for line in _lines(data / INCIDENTS))
    return {row.incident: row for row in rows}


def read_articles(data: Path) -> list[Article]:
    """Return the articles in the order of the file."""
    return [msgspec.json.decode(line, type=Article) for line in _lines(data / REPORTS)]


def grouped(articles: Iterable[Article], incidents: Mapping[str, Truth]) -> dict[str, list[Article]]:
    """Return the articles of each incident that has figures and at least two of them."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        if article.incident in incidents:
            groups.setdefault(article.incident, []).append(article)
    return {name: group for name, group in sorted(groups.items()) if len(group) >= FEWEST}


def sample(
    groups: Mapping[str, Sequence[Article]], count: int | None, seed: int
) -> Mapping[str, Sequence[Article]]:
    """Return `count` of the incidents drawn by this seed, in order; all of them for None or where there are no more."""
    if count is None or count >= len(groups):
        return groups
    drawn = random.Random(seed).sample(sorted(groups), count)
    return {name: groups[name] for name in sorted(drawn)}


def gold_clusters(articles: Iterable[Article]) -> dict[str, str]:
    """Return the cluster of each article of the Gun Violence Corpus, by the article's id."""
    return {one.id: one.gvc_cluster for one in articles if one.gvc_cluster is not None}


def _lines(path: Path) -> list[bytes]:
    return [line for line in path.read_bytes().splitlines() if line.strip()]
