"""An archive of pages made by rule: real markup, real paragraphs, dealt anew, so that no two pages tell the same."""

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree, html

from truceline.ingest.record import response_record

# A stretch of fewer words is a heading or a menu, and stays where it is.
FEWEST_WORDS = 8
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "svg", etree.Comment, etree.ProcessingInstruction)
)
# One page in so many prints the paragraphs of the page before it, in the markup of another house: a reprint.
REPRINT = 10
DATE = "2019-03-20T08:00:00Z"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}


def write_archive(path: Path, pages: Path, examples: Path, count: int) -> Path:
    """Write a WARC of `count` pages: the examples, the pages as they are, then pages dealt from them.

    Args:
        path: where to; compressed record by record where it ends in ".gz".
        pages: a folder of HTML pages, compressed with gzip.
        examples: a folder of reports.
        count: how many records.
    """
    with path.open("wb") as file:
        for number, (name, kind, payload) in zip(range(count), _payloads(pages, examples), strict=False):
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n"
            uri = f"https://house-{number % 113}.example/{number}/{name}"
            record = response_record(uri, date=DATE, head=head.encode(), payload=payload)
            file.write(gzip.compress(record, mtime=0) if path.suffix == ".gz" else record)
    return path


def _payloads(pages: Path, examples: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, content type and bytes of page after page, without end."""
    for path in sorted(examples.iterdir()):
        if path.suffix in _TYPES:
            yield path.name, _TYPES[path.suffix], path.read_bytes()
    templates = [gzip.decompress(path.read_bytes()) for path in sorted(pages.glob("*.html.gz"))]
    for number, template in enumerate(templates):
        yield f"page-{number}.html", _TYPES[".html"], template
    pool = sorted({words for template in templates for words in _paragraphs(template)})
    number = 0
    while True:
        told = number - 1 if number % REPRINT == 0 and number else number
        yield f"dealt-{number}.html", _TYPES[".html"], _dealt(templates[number % len(templates)], pool, told)
        number += 1


def _tree(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(
        page.decode("utf-8", "replace").encode(), parser=html.HTMLParser(encoding="utf-8")
    )


def _long(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield where words stand that are long enough: an element, and which of its two texts ("text", "tail")."""
    for element in tree.iter():
        for place in ("text", "tail"):
            hidden = place == "text" and element.tag in _HIDDEN
            if not hidden and len((getattr(element, place) or "").split()) >= FEWEST_WORDS:
                yield element, place


def _paragraphs(page: bytes) -> Iterator[str]:
    for element, place in _long(_tree(page)):
        yield " ".join(getattr(element, place).split())


def _dealt(page: bytes, pool: Sequence[str], told: int) -> bytes:
    """Return the page with its n-th stretch of words replaced by one of the pool, chosen by a hash of n and `told`."""
    tree = _tree(page)
    for n, (element, place) in enumerate(list(_long(tree))):
        drawn = int.from_bytes(hashlib.sha256(f"{told}.{n}".encode()).digest()[:8])
        setattr(element, place, pool[drawn % len(pool)])
    made: bytes = etree.tostring(tree, encoding="utf-8", method="html")
    return made
