"""Read the pages with their bodies, and the news pages with their dates, titles and authors."""

import datetime
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

# "Metro_2024_07_17.html.gz" is a page of Metro.json; "TheSun_…" is none of "TheSunday.json".
PAGE_NAME = re.compile(r"(?P<publisher>.+)_\d{4}_\d\d_\d\d\.html\.gz")


class Page(NamedTuple):
    """A web page and the text of its article."""

    name: str
    content: bytes
    body: str


class News(NamedTuple):
    """A news page and what it tells of itself; an empty field has no gold."""

    name: str
    content: bytes
    date: datetime.date | None
    title: str
    authors: tuple[str, ...]


def pages_folder(data: Path) -> Path:
    """Return the folder of pages: `data` itself, or `pages` below it.

    Raises:
        FileNotFoundError: neither holds `gold.json`.
    """
    for folder in (data, data / "pages"):
        if (folder / "gold.json").is_file():
            return folder
    raise FileNotFoundError(f"no gold.json in {data}, nor in {data / 'pages'}")


def metadata_folder(data: Path) -> Path | None:
    """Return the folder of news pages below `data`, or beside it; None if it is in neither place."""
    folders = (data / "metadata", data.resolve().parent / "metadata")
    return next((folder for folder in folders if folder.is_dir()), None)


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages that have gold, in its order.

    Raises:
        FileNotFoundError: a page is not there.
    """
    gold: dict[str, dict[str, Any]] = json.loads((folder / "gold.json").read_text("utf-8"))
    for name, told in gold.items():
        content = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, content, told.get("articleBody") or "")


def read_news(folder: Path) -> Iterator[News]:
    """Yield the news pages whose gold is certain, by name.

    The gold of a publisher names its entries V1, V1_1, V2, oldest first; no entry names its page. Where there are as many
    pages as entries, they go together in that order; other publishers are left out.
    """
    for path in sorted(folder.rglob("*.json")):
        told: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
        pages = [page for page in sorted(path.parent.glob("*.html.gz")) if _publisher(page) == path.stem]
        if len(pages) == len(told):
            for version, page in zip(sorted(told, key=_version), pages, strict=True):
                yield _news(page, told[version])


def _publisher(page: Path) -> str | None:
    found = PAGE_NAME.fullmatch(page.name)
    return found["publisher"] if found else None


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", name))


def _news(page: Path, told: Mapping[str, Any]) -> News:
    published = told.get("publishing_date")
    # The day is that of the place where it was published: "2024-10-16 00:00:00+08:00" is the sixteenth.
    date = datetime.datetime.fromisoformat(published).date() if published else None
    name = f"{page.parent.name}/{page.name.removesuffix('.html.gz')}"
    authors = tuple(author for author in told.get("authors") or () if author.strip())
    return News(name, gzip.decompress(page.read_bytes()), date, told.get("title") or "", authors)
