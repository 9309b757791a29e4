"""Articles as the rows of a feed: what the product is given of them, which is nothing of the gold."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from benchmarks.build import build
from benchmarks.built import Built
from benchmarks.figures.gold import REPORTS, Article
from truceline.ingest import Refused
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.pipeline import read_one


def as_row(article: Article) -> bytes:
    """Return the article as a line of JSON, without its incident and cluster."""
    told = {"id": article.id, "title": article.title, "published": article.published, "text": article.text}
    return msgspec.json.encode(told)


def read_rows(articles: Iterable[Article]) -> list[Reading]:
    """Return the readings of these articles by the product's own stages; an article without a text gives none."""
    found = (read_one(Raw(article.id, "row", as_row(article)), ()) for article in articles)
    return [reading for reading in found if not isinstance(reading, Refused)]


def build_rows(articles: Iterable[Article]) -> tuple[Built, Mapping[str, str]]:
    """Build a record of these articles, each once; return it, and the article's id by the document's."""
    rows = list({article.id: article for article in articles}.values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / REPORTS
        path.write_bytes(b"".join(as_row(article) + b"\n" for article in rows))
        built = build([path])
    return built, {
        doc: rows[int(name.rsplit(":", 1)[1]) - 1].id
        for doc, names in built.came_as.items()
        for name in names
    }
