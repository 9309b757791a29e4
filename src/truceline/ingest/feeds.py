"""Feeds: what RSS and Atom tell of the pages that they name."""

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

import fastfeedparser
import feedparser
import httpx
import msgspec

from truceline.ingest.address import name_of
from truceline.model.errors import NotFetched

# Feeds that a reason names: a page may point to hundreds.
_NAMED = 5
# Bytes of a feed. One of 200 pages with their whole text has 2 MB. The libraries need longer than the square of some malformed
# ones allows: 3 MB take the patient one half a minute at worst.
LARGEST_FEED = 3_000_000
# Bytes from "<" to ">". A picture in an attribute may have 50 KB; 60,000 attributes in one element took the fast library 5
# seconds, and ten times as many minutes.
_LONGEST_HEAD = 65_536
_START = re.compile(rb"<[A-Za-z_](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+")
# Where the first element stands: behind declarations, comments and blanks, of which some servers send pages.
_HEAD = 16_384
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|(?:application|text)/xml", re.IGNORECASE)
_FEED_PATH = re.compile(r"(?:\.(?:xml|rss|atom|rdf)|/(?:feed|rss|atom))/?$", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A date as the feed writes it. The fast library tells its moment in UTC, where an article of one in the morning in Beirut is
# of the day before.
_DATE = re.compile(
    rb"<(?:\w+:)?(?:pubdate|published|updated|date|issued|modified|created)\b[^<>]{0,200}>\s{0,9}(?:<!\[CDATA\[)?([^<\]]{6,60})",
    re.IGNORECASE,
)


class Entry(msgspec.Struct, frozen=True):
    """What a feed tells of one page; `address` is empty where it names none, `summary` may be HTML."""

    address: str
    title: str = ""
    published: str = ""
    summary: str = ""

    @property
    def has_words(self) -> bool:
        """Return whether the feed tells more of the page than its title."""
        return _WORD.search(_TAG.sub(" ", self.summary)) is not None


class Feed(msgspec.Struct, frozen=True):
    """What a feed calls itself, and the pages that it names, in its order."""

    title: str
    entries: tuple[Entry, ...]


def is_feed(content: bytes) -> bool:
    """Return whether the first element is one of a feed, whatever the headers say."""
    head = _plain(content[:_HEAD])
    root, page = _ROOT.search(head), _HTML.search(head)
    return root is not None and (page is None or root.start() < page.start())


def why_no_feed(content: bytes, *, url: httpx.URL, media: str) -> str | None:
    """Return why what was given as a feed is none, with the feeds that it names; None if nobody said that it is one.

    Args:
        content: a page that is no feed.
        url: its address, which may look like that of a feed.
        media: its header Content-Type, which may say that it is one.
    """
    if not _HTML.search(content[:_HEAD]) or not (_FEED_TYPE.match(media) or _FEED_PATH.search(url.path)):
        return None
    named = ", ".join(_feeds_named(content, url))
    return f"an HTML page, where a feed was expected; it names {named or 'no feed'}"


def read_feed(content: bytes, url: httpx.URL) -> Feed:
    """Return what a feed tells; relative addresses are resolved against its own.

    Raises:
        NotFetched: it cannot be read.
    """
    if len(content) > LARGEST_FEED:
        size = f"{len(content) / 1e6:.1f} MB, at most {LARGEST_FEED / 1e6:.0f} MB"
        raise NotFetched(f"too large for a feed: {size}")
    # The libraries do not expand them; one then returns no entries, the other entries with holes.
    if b"<!ENTITY" in content.replace(b"\0", b""):
        raise NotFetched("the feed declares entities of its own, which are not expanded")
    if any(start.end() - start.start() > _LONGEST_HEAD for start in _START.finditer(_plain(content))):
        raise NotFetched("the feed has an element with more attributes than one can have")
    told = _parsed(content, url)
    title = _line(told.get("feed", {}).get("title"))
    dates = _dates_told(content)
    return Feed(title, tuple(_entry(one, url, dates) for one in told.get("entries", [])))


def _parsed(content: bytes, url: httpx.URL) -> Mapping[str, Any]:
    """Return what a library reads: the fast one, or the patient one where it fails or does not know `xml:base`."""
    if b"xml:base" not in content:
        try:
            return dict(
                fastfeedparser.parse(
                    content, include_tags=False, include_media=False, include_enclosures=False
                )
            )
        except Exception as error:  # it raises what its parts raise; the other library decides
            failed: Exception | None = error
    else:
        failed = None
    # Given bare bytes, it might take them for the name of a file.
    told = feedparser.parse(io.BytesIO(content), response_headers={"content-location": str(url)})
    if not told.get("version"):
        raise NotFetched(f"the feed cannot be read ({failed or told.get('bozo_exception')})")
    return dict(told)


def _entry(told: dict[str, Any], url: httpx.URL, dates: Mapping[str, str]) -> Entry:
    # Not `told.get`: the patient library warns where one date stands in for another.
    published = str(dict.get(told, "published") or dict.get(told, "updated") or "")
    texts = [told.get("description") or "", *(one.get("value") or "" for one in told.get("content") or ())]
    return Entry(
        address=_resolved(str(told.get("link") or ""), url),
        title=_line(told.get("title")),
        published=dates.get(published, published),
        summary=max(map(str, texts), key=len),
    )


def _resolved(link: str, url: httpx.URL) -> str:
    try:
        return str(url.join(link.strip())) if link.strip() else ""
    except (httpx.InvalidURL, ValueError):
        return link.strip()


def _line(words: object) -> str:
    """Return a title as words: some feeds write it as HTML, some escape that twice."""
    return " ".join(html.unescape(_TAG.sub("", html.unescape(str(words or "")))).split())


def _dates_told(content: bytes) -> dict[str, str]:
    """Return how the feed writes each of its dates, by the moment in UTC."""
    told = (found.group(1).decode("utf-8", "replace").strip() for found in _DATE.finditer(_plain(content)))
    return {moment: date for date in told for moment in _moments(date)}


def _moments(date: str) -> Iterator[str]:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(date)
        except (ValueError, TypeError, OverflowError):
            continue
        yield (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _plain(content: bytes) -> bytes:
    """Return bytes in which ASCII can be looked for, also where each letter has two of them."""
    return content.replace(b"\0", b"")


class _Links(HTMLParser):
    """Collects the feeds that the head of a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        alternate = tag == "link" and "alternate" in told.get("rel", "").casefold()
        if alternate and _FEED_TYPE.match(told.get("type", "")) and told.get("href"):
            self.found.append(told["href"])


def _feeds_named(content: bytes, url: httpx.URL) -> Iterable[str]:
    links = _Links()
    links.feed(content[: 8 * _HEAD].decode("utf-8", "replace"))
    return dict.fromkeys(name_of(_resolved(link, url)) for link in links.found[:_NAMED])
