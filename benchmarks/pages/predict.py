"""Read pages with `clean`, as pages and flattened."""

import re
from collections.abc import Iterator
from functools import cache

from inscriptis import get_text

from benchmarks.pages.gold import News, Page
from benchmarks.pages.score import Told
from truceline.clean import clean
from truceline.knowledge.furniture import Furniture, load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import Swaps, load_swaps
from truceline.model.document import Document, Media, PartKind, Raw
from truceline.model.errors import Unreadable

# A dateline opens the article in the gold as it does on the page.
BODY: tuple[PartKind, ...] = ("dateline", "body")
# What the renderer refuses.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_body(page: Page, media: Media) -> str:
    """Return the body of a page read as `html` or, flattened beforehand, as `text`; empty where there is none."""
    content = page.content if media == "html" else flattened(page.content).encode()
    doc = _cleaned(page.name, media, content)
    return "\n".join(doc.text[start:end] for start, end in doc.ranges(*BODY)) if doc else ""


def read_told(news: News) -> Told:
    """Return the date, title and authors that are read from a news page."""
    doc = _cleaned(news.name, "html", news.content)
    if doc is None:
        return Told(None, "", ())
    # A page that tells a span of days has told no day.
    when = doc.published if doc.published and doc.published.first == doc.published.last else None
    return Told(when.first if when else None, doc.title or "", doc.byline)


def flattened(content: bytes) -> str:
    """Return a page as lines of text, without its markup: all that a copied or archived page has left."""
    text = get_text(CONTROL.sub(" ", content.decode("utf-8", "replace")))
    return "\n".join(line.rstrip() for line in text.splitlines())


def rows(
    bodies: dict[str, list[tuple[Page, str]]], told: list[tuple[News, Told]]
) -> Iterator[dict[str, object]]:
    """Yield what was predicted, one row for each page and way, and one for each news page."""
    for way, pairs in bodies.items():
        for page, body in pairs:
            yield {"doc": page.name, "as": way, "body": body}
    for news, guess in told:
        date = guess.date.isoformat() if guess.date else None
        yield {"doc": news.name, "date": date, "title": guess.title, "authors": list(guess.authors)}


@cache
def _lists() -> tuple[Furniture, Swaps]:
    return load_furniture(HERE), load_swaps(HERE)


def _cleaned(name: str, media: Media, content: bytes) -> Document | None:
    try:
        return clean(Raw(name, media, content), *_lists())
    except Unreadable:
        return None
