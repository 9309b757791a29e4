"""A page kept as a record: its codings undone, its charset found, and what the record tells beside it."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from tests.pages import answer, page
from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

FURNITURE = load_furniture(HERE, hosts={"post.example": "Harbour Post"})
SWAPS = load_swaps(HERE)


def read(content):
    return clean(Raw("a.warc:17", "warc", content), FURNITURE, SWAPS)


def body(doc):
    return [doc.text[start:end] for start, end in doc.ranges("body")]


def chunked(payload, size=100):
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def bare(payload):
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(payload) + machine.flush()


PLAIN = page().encode()


def test_a_page_is_read_as_it_would_be_from_a_file():
    doc = read(answer(page()))
    alone = clean(Raw("a.html", "html", PLAIN), FURNITURE, SWAPS)
    assert (doc.text, doc.parts, doc.title) == (alone.text, alone.parts, alone.title)
    assert len(body(doc)) == 3
    assert doc.media == "warc"
    assert doc.encoding == "utf-8"


@pytest.mark.parametrize(
    ("further", "payload"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(PLAIN)),
        ("Transfer-Encoding: chunked\r\n", PLAIN),
        ("Content-Encoding: gzip\r\n", gzip.compress(PLAIN, mtime=0)),
        (
            "Content-Encoding: gzip\r\n",
            gzip.compress(PLAIN[:99], mtime=0) + gzip.compress(PLAIN[99:], mtime=0),
        ),
        ("Content-Encoding: GZIP\r\nTransfer-Encoding: chunked\r\n", chunked(gzip.compress(PLAIN, mtime=0))),
        ("Content-Encoding: x-gzip\r\n", PLAIN),
        ("Content-Encoding: deflate\r\n", zlib.compress(PLAIN)),
        ("Content-Encoding: deflate\r\n", bare(PLAIN)),
        ("Content-Encoding: deflate\r\n", PLAIN),
        ("Content-Encoding: br\r\n", brotli.compress(PLAIN)),
        ("Content-Encoding: br\r\n", PLAIN),
        ("Content-Encoding: br, gzip\r\n", gzip.compress(brotli.compress(PLAIN), mtime=0)),
        ("Content-Encoding: identity\r\n", PLAIN),
    ],
)
def test_codings_are_undone_and_those_that_the_archive_undid_are_not_missed(further, payload):
    doc = read(answer(payload, further=further))
    assert body(doc) == body(read(answer(page())))
    assert doc.encoding == "utf-8"


@pytest.mark.parametrize(
    ("further", "payload"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(PLAIN)[:-120]),
        ("Content-Encoding: gzip\r\n", gzip.compress(PLAIN, mtime=0)[:-30]),
    ],
)
def test_a_page_that_was_cut_on_its_way_says_so(further, payload):
    doc = read(answer(payload, further=further))
    assert doc.encoding == "utf-8, cut short"
    assert body(doc)[0].startswith("Gunmen opened fire")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_in_little_memory(coding):
    if coding == "br":
        machine = brotli.Compressor(quality=1)
        packed = b"".join(machine.process(b"a" * 1_000_000) for _ in range(300)) + machine.finish()
    else:
        zipper = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
        packed = b"".join(zipper.compress(b"a" * 1_000_000) for _ in range(300)) + zipper.flush()
    content = answer(packed, further=f"Content-Encoding: {coding}\r\n")
    tracemalloc.start()
    with pytest.raises(
        Unreadable, match=r"a\.warc:17: too large for one report: .* unpack to more than 10 MB"
    ):
        read(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


@pytest.mark.parametrize(
    ("payload", "kind", "encoding"),
    [
        (page(title="Café in Orrel").encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252"),
        (page(title="Café in Orrel").encode("cp1252"), "text/html; charset=utf-8", "cp1252"),
        (page(title="Café in Orrel").encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (page(title="Ложь", head='<meta charset="koi8-r">').encode("koi8-r"), "text/html", "koi8-r"),
        (page(title="Ложь").encode("koi8-r"), "text/html;charset='koi8-r'", "koi8-r"),
        (page(title="Café in Orrel").encode("cp1252"), "text/html; charset=base64", "cp1252"),
        (page().encode("utf-16"), "text/html; charset=latin-1", "utf-16"),
        (page() + "\0", "text/html", "utf-8, 1 NUL lost"),
    ],
)
def test_the_charset_is_what_fits_the_bytes_then_what_is_told(payload, kind, encoding):
    doc = read(answer(payload, kind=kind))
    assert doc.encoding.replace("windows-", "cp") == encoding
    assert any(word in doc.text for word in ("Café", "Ложь", "Gunmen"))
    assert len(body(doc)) == 3


def test_what_the_page_does_not_tell_comes_from_the_record():
    told = {"Feed-Title": "Shells fall", "Feed-Published": "Wed, 20 Mar 2019 08:00:00 GMT"}
    text = (
        "Gunmen killed four people in the village of Orrel on Monday, the mayor said. The army denied it.\n"
    )
    doc = read(answer(text, kind="text/plain", uri="https://www.post.example/n/1", told=told))
    assert doc.url == "https://www.post.example/n/1"
    assert doc.fetched == "2019-03-20T08:00:00Z"
    assert doc.outlet == "Harbour Post"
    assert doc.title == "Shells fall"
    assert (doc.published.first.isoformat(), doc.published.rule) == ("2019-03-20", "feed/1")
    assert body(doc) == [text.strip()]


def test_what_the_page_tells_outranks_the_record():
    head = '<meta property="og:site_name" content="Hill Radio"><meta property="article:published_time" content="2019-03-18">'
    told = {"Feed-Title": "Shells fall", "Feed-Published": "2019-03-20"}
    doc = read(answer(page(head=head), told=told))
    assert doc.outlet == "Hill Radio"
    assert doc.title == "Shelling resumes near Orrel"
    assert doc.published.first.isoformat() == "2019-03-18"


def test_the_day_of_fetching_is_no_publication_and_a_strange_host_is_all_that_tells_the_outlet():
    doc = read(answer(page(), uri="http://www.other.example/1"))
    assert doc.published is None
    assert doc.outlet == "other.example"
    assert doc.fetched == "2019-03-20T08:00:00Z"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no answer of the web"),
        (b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n", "no answer of the web"),
        (answer("<html></html>"), "there is no text in it"),
        (answer(page(), further="Content-Encoding: rot13\r\n"), "its content-encoding is not known: rot13"),
        (answer(b"\x1f\x8bwords", further="Content-Encoding: gzip\r\n"), "its compression is broken"),
    ],
)
def test_what_cannot_be_read_says_why(content, reason):
    with pytest.raises(Unreadable, match=reason):
        read(content)


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "hex", "no-such-one"])
def test_a_charset_that_makes_no_text_of_bytes_is_not_asked(charset):
    payload = page().encode() + b"<p>caf\xe9</p>"
    doc = read(answer(payload, kind=f"text/html; charset={charset}"))
    assert doc.encoding == "cp1252"
    assert body(doc)[0].startswith("Gunmen opened fire")


@pytest.mark.parametrize("length", ["²".encode(), b"9" * 5000])
def test_a_length_that_is_no_number_of_bytes_is_not_believed(length):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page().encode()
    doc = read(b"WARC/1.1\r\nContent-Length: " + length + b"\r\n\r\n" + block)
    assert body(doc)[0].startswith("Gunmen opened fire")
