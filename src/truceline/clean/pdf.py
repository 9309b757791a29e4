"""Read a PDF: its pages as lines, what recurs on them set aside. An extra: `pip install 'truceline[pdf]'`."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING

from truceline.clean.draft import Draft
from truceline.clean.lines import joined_lines
from truceline.clean.streams import LARGEST_STREAM, is_bomb
from truceline.clean.text import read_text
from truceline.knowledge.furniture import Furniture
from truceline.model.errors import Unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

# A year's report of a monitor has 400 pages.
_MOST_PAGES = 1_000
# Characters over all pages: the parser needs a minute for 2 million, and no report is longer.
_LONGEST = 2_000_000
# How many lines at the head and foot of a page may recur there.
_EDGE = 2
# What stands there on this share of the pages, and on two at least, is no report.
_RECURS = 0.5
# Where the next line stands further below than this many usual steps, a paragraph begins: authors set half a line more
# at least.
_GAP = 1.25
_DIGITS = re.compile(r"\d+")
# A hyphen at the end of a line, with the rest of the word below it.
_BROKEN = re.compile(
    r"(?<![^\W\d_])(?P<one>[^\W\d_]{2,})(?P<sign>[-\u00ad]\n|[\ufffe\x02]\n?)(?P<two>[^\W\d_]{2,})(?P<end>[^\s\w]*)[ ]?"
)
_JUNK = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


def read_pdf(name: str, content: bytes, furniture: Furniture) -> Draft:
    """Return the report that the pages print; a word broken at the end of a line is whole, the rest as on paper.

    Raises:
        Unreadable: the extra is not installed; or the file is locked, broken, too long, or holds pictures alone.
    """
    pages = list(_pages(name, content))
    if not any(page.strip() for page in pages):
        raise Unreadable(
            f"{name}: there is no text in the PDF, only pictures: {len(pages)} pages that need OCR first"
        )
    pages = _mend("\f".join(pages)).split("\f")
    text = "\n\n".join(pages)
    aside = list(_aside(pages))
    return read_text(text, furniture, aside=aside, lines=joined_lines(text, aside))


def _pages(name: str, content: bytes) -> Iterator[str]:
    try:
        import pypdfium2  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Unreadable(f"{name}: to read PDF files: pip install 'truceline[pdf]'") from error
    if is_bomb(content):
        raise Unreadable(
            f"{name}: a bomb: a stream in the PDF unpacks to more than {LARGEST_STREAM / 1e6:.0f} MB"
        )
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "the PDF is encrypted" if locked else "the PDF is broken"
        raise Unreadable(f"{name}: {reason}") from error
    try:
        if len(document) > _MOST_PAGES:
            raise Unreadable(
                f"{name}: too long for one report: {len(document):,} pages, at most {_MOST_PAGES:,}"
            )
        yield from _texts(name, document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"{name}: the PDF is broken: {error}") from error
    finally:
        document.close()


def _texts(name: str, document: "PdfDocument") -> Iterator[str]:
    length = 0
    for number in range(len(document)):
        page = document[number]
        text = _spaced(page.get_textpage())
        page.close()
        length += len(text)
        if length > _LONGEST:
            raise Unreadable(f"{name}: too long for one report: at most {_LONGEST:,} characters")
        yield text


def _spaced(page: "PdfTextPage") -> str:
    """Return the lines of a page, with an empty line where the paper has a gap."""
    text = page.get_text_range().replace("\r\n", "\r").replace("\n", "\r").replace("\f", "\r")
    lines, tops, here = text.split("\r"), [], 0
    # What is told as one line end are two characters of the page.
    for line in lines:
        at = here + len(line) - len(line.lstrip())
        tops.append(page.get_charbox(at, loose=True)[3] if line.strip() and at < page.count_chars() else None)
        here += len(line) + 2
    steps = [one - two for one, two in pairwise(top for top in tops if top is not None) if one > two]
    usual = median_low(steps) if steps else 0.0
    return "\n".join(_after_gaps(lines, tops, usual))


def _after_gaps(lines: list[str], tops: list[float | None], usual: float) -> Iterator[str]:
    last: float | None = None
    for line, top in zip(lines, tops, strict=True):
        if top is not None:
            if last is not None and last - top > _GAP * usual:
                yield ""
            last = top
        yield line.rstrip()


def _mend(text: str) -> str:
    """Return the text with words put together that the end of a line broke.

    "well-" over "known" stays "well-known" where the text writes it so elsewhere.
    """
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))

    def whole(found: re.Match[str]) -> str:
        one, two = found["one"], found["two"]
        keeps = f"{one}-{two}" in words or (two[0].isupper() and one + two not in words)
        return f"{one}{'-' * keeps}{two}{found['end']}\n"

    return _JUNK.sub("", _BROKEN.sub(whole, text))


def _aside(pages: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where lines stand that recur at the head or foot of pages, their numbers aside."""
    edges = [list(_edges(page)) for page in pages]
    seen = Counter(words for page in edges for words in {words for _, _, words in page})
    fewest = max(2, _RECURS * len(pages))
    here = 0
    for page, found in zip(pages, edges, strict=True):
        for start, end, words in found:
            if seen[words] >= fewest:
                yield here + start, here + end
        here += len(page) + 2


def _edges(page: str) -> Iterator[tuple[int, int, str]]:
    lines = [found for found in re.finditer(r"[^\n]+", page) if found.group().strip()]
    at_head, rest = lines[:_EDGE], lines[_EDGE:]
    for found in [*at_head, *rest[-_EDGE:]]:
        yield found.start(), found.end(), _DIGITS.sub("#", found.group().strip())
