"""What is fuzzed: each target takes bytes, and fails if a reader breaks its word on them."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import httpx

from tests.fuzz.seeds import APART
from truceline.clean import clean
from truceline.clean.codings import undo
from truceline.clean.language import tell_language
from truceline.copies import copy_key, families, find_changes, find_copies
from truceline.ingest import Form, Refused, find
from truceline.ingest.address import checked, is_address, is_public, listed_in, name_of, public_ips
from truceline.ingest.feeds import is_feed, read_feed, why_no_feed
from truceline.ingest.fetch import Answer
from truceline.ingest.kept import read_kept
from truceline.ingest.robots import Robots
from truceline.ingest.standard import KINDS, guess
from truceline.ingest.unpacked import unpacked
from truceline.knowledge import load
from truceline.model.document import Document, Media, Raw, body_of_lines
from truceline.model.errors import NotFetched, Unreadable
from truceline.model.reading import Reading
from truceline.pipeline import read_one
from truceline.store.content import decode, encode

KNOWLEDGE = load()
URL = httpx.URL("http://post.example/feed")
# Bytes that a payload may unpack to here.
MOST = 100_000


def reads(media: Media) -> Callable[[bytes], None]:
    """Return a target: the bytes as a report of this kind."""

    def target(content: bytes) -> None:
        read_whole(Raw("fuzzed", media, content))

    return target


def finds(suffix: str, form: Form | None = None) -> Callable[[bytes], None]:
    """Return a target: the bytes as a file of this name, and what is found in it read."""

    def target(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / f"fuzzed{suffix}"
            path.write_bytes(content)
            for found in find([path], form=form):
                if isinstance(found, Refused):
                    assert found.reason
                    assert found.name.startswith((str(path), "--map"))
                else:
                    read_whole(found)

    return target


def read_whole(raw: Raw) -> None:
    """Read a report and hold what comes out to what a Document promises."""
    try:
        doc = clean(raw, KNOWLEDGE.furniture, KNOWLEDGE.swaps)
    except Unreadable as error:
        assert str(error)
        return
    hold(doc)
    copy_key(doc, KNOWLEDGE.swaps.common, KNOWLEDGE.furniture.agency_names)


def hold(doc: Document) -> None:
    """Fail unless the parts lie in the text, in order and apart, and every span slices to its words."""
    for part in doc.parts:
        assert 0 <= part.start < part.end <= len(doc.text)
        assert doc.text[part.start : part.end].strip()
    assert all(a.end <= b.start for a, b in pairwise(doc.parts))
    for trace in doc.traces:
        assert all(doc.text[span.start : span.end] == span.quote for span in trace.spans)
    try:
        kept = encode(doc)
    except UnicodeEncodeError:  # half a surrogate pair: the pipeline refuses it by name
        return
    assert decode(kept, Document) == doc


def feed(content: bytes) -> None:
    """Read bytes as a feed: what it tells, or why it is none."""
    is_feed(content)
    why_no_feed(content, url=URL, media="text/xml")
    with suppress(NotFetched):
        for entry in read_feed(content, URL).entries:
            assert entry.has_words in (True, False)


def robots(content: bytes) -> None:
    """Ask what a robots.txt of these bytes allows."""
    asked = Robots(lambda url: Answer(url, 200, b"", httpx.Headers(), content, content))
    with suppress(NotFetched):
        asked.check(URL)
    # What is no number of seconds would stop the run, or make it wait for ever.
    assert 0 <= asked.delay(URL) < float("inf")


def addresses(content: bytes) -> None:
    """Read a list of addresses; each can be visited, or is refused, and has a name that can be printed."""
    for address in listed_in(content.decode("utf-8", "replace")):
        assert name_of(address).isprintable()
        if is_address(address):
            url = checked(address)
            assert checked(str(url)) == url
            with suppress(NotFetched):
                assert all(is_public(ip) for ip in public_ips(url.host, 80, lambda host, port: [host]))


def codings(content: bytes) -> None:
    """Undo every coding, on both ways in; the first byte says which."""
    way, payload = content[:1], content[1:]
    head = [
        {"content-encoding": "gzip, br"},
        {"content-encoding": "deflate"},
        {"transfer-encoding": "chunked"},
    ]
    head += [{"content-encoding": "br"}, {"content-encoding": "zstd"}]
    with suppress(Unreadable):
        assert len(undo("fuzzed", payload, head[ord(way or b"0") % len(head)], MOST)[0]) <= max(
            MOST, len(payload)
        )
    for coding in ("gzip", "deflate"):
        with suppress(NotFetched):
            assert len(unpacked(payload, coding, most=MOST)) <= MOST


def language(content: bytes) -> None:
    """Tell the language of a text; its parts stay where they are."""
    text = content.decode("utf-8", "replace")
    parts = body_of_lines(text)
    told = tell_language(text, parts)
    assert [(part.start, part.end) for part in told.parts] == [(part.start, part.end) for part in parts]


def copies(content: bytes) -> None:
    """Compare two documents: the same verdict in both orders, and changes that are words of the two."""
    docs = []
    for text in content.split(APART)[:2]:
        with suppress(Unreadable):
            docs.append(clean(Raw("fuzzed", "text", text), KNOWLEDGE.furniture, KNOWLEDGE.swaps))
    keys = [copy_key(doc, KNOWLEDGE.swaps.common, KNOWLEDGE.furniture.agency_names) for doc in docs]
    found = find_copies(keys)
    assert found == find_copies(reversed(keys))
    families(found, [doc.id for doc in docs])
    if len(docs) == 2:
        for change in find_changes(*docs):
            assert change.here or change.there
            assert (
                change.here is None or docs[0].text[change.here.start : change.here.end] == change.here.quote
            )


def pipeline(content: bytes) -> None:
    """Read bytes all the way, with what they say; what comes out can be kept."""
    found = read_one(Raw("fuzzed", "text", content), ())
    if isinstance(found, Refused):
        assert "fault of Truceline" not in found.reason, found.reason
    else:
        hold(found.document)
        with suppress(UnicodeEncodeError):
            assert decode(encode(found), Reading) == found


def kept(content: bytes) -> None:
    """Look again at a page as it was kept: a record out of somebody's archive may be anything."""
    found = read_kept(Raw("fuzzed", "warc", content))
    assert found is None or isinstance(found.content, bytes)


def standard(content: bytes) -> None:
    """Guess what kind standard input is."""
    assert guess(content) in KINDS


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": reads("text"),
    "html": reads("html"),
    "row": reads("row"),
    "note": reads("text"),
    "mail": reads("mail"),
    "pdf": reads("pdf"),
    "docx": reads("docx"),
    "warc record": reads("warc"),
    "csv file": finds(".csv"),
    "jsonl file": finds(".jsonl"),
    "mapped file": finds(".jsonl", Form({"text": "meta.by", "published": "date", "title": "Text"})),
    "text file": finds(".txt"),
    "packed file": finds(".txt.gz"),
    "parquet file": finds(".parquet"),
    "mbox file": finds(".mbox"),
    "warc file": finds(".warc"),
    "packed warc file": finds(".warc.gz"),
    "standard input": standard,
    "kept record": kept,
    "feed": feed,
    "robots": robots,
    "addresses": addresses,
    "codings": codings,
    "language": language,
    "copies": copies,
    "pipeline": pipeline,
}
