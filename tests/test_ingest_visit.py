"""Addresses to documents: pages, feeds, what has not changed, and what a feed told of a page that cannot be had."""

import gzip
import json
import time

import pytest

from tests.web_server import Web, answer, moved
from truceline.ingest import Refused
from truceline.ingest.kept import read_kept
from truceline.ingest.visit import MOST_ENTRIES, visit
from truceline.model.document import Raw

FEED = "http://post.example/feed.xml"
A, B = "http://post.example/a", "http://post.example/b"
PAGE = b"<html><body><p>Nine people died in Orrel on Friday, the mayor said.</p></body></html>"


@pytest.fixture
def web():
    web = Web()
    web.pages |= {A: answer(PAGE, "Content-Type: text/html"), B: answer(PAGE + b"<p>B</p>")}
    yield web
    web.close()


def feed(*entries, title="Selmont Post"):
    told = "".join(
        f"<item><title>{name}</title><link>{link}</link><description>{summary}</description>"
        f"<pubDate>Sat, 09 Mar 2019 01:20:00 +0300</pubDate></item>"
        for name, link, summary in entries
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{told}</channel></rss>'.encode()


BOTH = feed(("Shells fall", "/a", "Nine died."), ("Talks", B, "They met."))


class Kept:
    """What a record would keep: `known` gives the newest under a name."""

    def __init__(self):
        self.raws, self.refused = [], []

    def known(self, name, media):
        return next((raw for raw in reversed(self.raws) if (raw.name, raw.media) == (name, media)), None)

    def run(self, web, *addresses, hour=10, **told):
        self.refused = []
        found = visit(
            addresses, self.known, visitor=web.visitor(**told), now=lambda: f"2019-03-09T{hour}:00:00+00:00"
        )
        came = []
        for one in found:
            (self.refused if isinstance(one, Refused) else came).append(one)
            if isinstance(one, Raw):
                self.raws.append(one)
        return came

    @property
    def ids(self):
        return {raw.id for raw in self.raws}


def pages(web):
    return [address for address, _ in web.asked if not address.endswith("/robots.txt")]


def test_a_page_is_kept_as_received_with_its_headers(web):
    packed = gzip.compress(PAGE)
    web.pages[A] = answer(packed, "Content-Type: text/html", "X-Odd: yes", "Content-Encoding: gzip")
    [raw] = Kept().run(web, A)
    assert (raw.name, raw.media) == (A, "warc")
    assert b"WARC-Target-URI: http://post.example/a\r\nWARC-Date: 2019-03-09T10:00:00Z\r\n" in raw.content
    assert b"\r\n\r\n" + web.pages[A] + b"\r\n\r\n" in raw.content
    assert read_kept(raw).content == PAGE


def test_a_page_that_has_moved_has_the_name_that_was_asked_for_and_tells_where_it_was(web):
    web.pages["http://post.example/old"] = moved("/a")
    [raw] = Kept().run(web, "http://post.example/old#part")
    assert raw.name == "http://post.example/old"
    assert read_kept(raw).url == A


def test_a_feed_is_kept_and_its_pages_are_fetched_with_what_it_told_of_them(web):
    web.pages[FEED] = answer(BOTH, "Content-Type: application/rss+xml")
    kept = Kept()
    found = kept.run(web, FEED)
    assert [(raw.name, raw.media) for raw in found] == [(FEED, "feed"), (A, "warc"), (B, "warc")]
    assert kept.refused == []
    head = found[1].content.split(b"\r\n\r\n")[0].decode()
    assert "Feed-Title: Shells fall\r\n" in head
    assert "Feed-Published: Sat, 09 Mar 2019 01:20:00 +0300\r\n" in head
    assert read_kept(found[0]).content == BOTH


def test_the_pages_of_a_feed_come_before_the_next_address_and_each_once(web):
    web.pages |= {FEED: answer(BOTH), "http://sun.example/": answer(PAGE)}
    Kept().run(web, FEED, "http://sun.example/", B, FEED, "HTTP://post.example:80/a#part")
    assert pages(web) == [FEED, A, B, "http://sun.example/"]


def test_what_is_found_again_unchanged_is_asked_for_once_and_kept_once(web):
    web.pages |= {A: answer(PAGE, 'ETag: "one"', "Last-Modified: Fri, 08 Mar 2019 10:00:00 GMT")}
    kept = Kept()
    kept.run(web, A)
    web.pages[A] = answer(b"", status="304 Not Modified")
    [again] = kept.run(web, A, hour=11)
    assert web.hits(A)[1]["If-None-Match"] == '"one"'
    assert web.hits(A)[1]["If-Modified-Since"] == "Fri, 08 Mar 2019 10:00:00 GMT"
    assert (again.name, again.id, kept.refused) == (A, kept.raws[0].id, [])


def test_the_same_page_with_other_headers_and_another_packing_is_not_kept_again(web):
    kept = Kept()
    kept.run(web, A)
    web.pages[A] = answer(
        gzip.compress(PAGE), "Content-Encoding: gzip", "Date: Sat, 09 Mar 2019 11:00:00 GMT"
    )
    kept.run(web, A, hour=11)
    assert len(kept.ids) == 1


def test_a_page_that_has_changed_is_another_document(web):
    kept = Kept()
    kept.run(web, A)
    web.pages[A] = answer(PAGE.replace(b"Nine", b"Twelve"))
    kept.run(web, A, hour=11)
    assert len(kept.ids) == 2
    web.pages[A] = answer(PAGE.replace(b"Nine", b"Twelve"))
    kept.run(web, A, hour=12)
    assert len(kept.ids) == 2


def test_not_modified_though_nothing_was_kept_is_no_page(web):
    web.pages[A] = answer(b"", status="304 Not Modified")
    kept = Kept()
    assert kept.run(web, A) == []
    assert kept.refused == [Refused(A, "the server answered 304 Not Modified")]


@pytest.mark.parametrize("unchanged", ["304", "same"])
def test_of_a_feed_that_has_not_changed_only_what_is_lacking_is_fetched(web, unchanged):
    web.pages |= {FEED: answer(BOTH, 'ETag: "f"'), B: answer(b"", status="500 Oh")}
    kept = Kept()
    kept.run(web, FEED)
    assert [one.name for one in kept.refused] == [B]
    web.asked.clear()
    web.pages[B] = answer(PAGE + b"<p>B</p>")
    if unchanged == "304":
        web.pages[FEED] = answer(b"", status="304 Not Modified")
    kept.run(web, FEED, hour=11)
    assert pages(web) == [FEED, B]
    assert kept.refused == []
    assert kept.known(B, "warc") is not None


def test_of_a_feed_that_has_changed_all_pages_are_asked_for_what_is_new(web):
    web.pages |= {FEED: answer(BOTH), A: answer(PAGE, 'ETag: "a"')}
    kept = Kept()
    kept.run(web, FEED)
    web.asked.clear()
    web.pages[FEED] = answer(feed(("Shells fall", "/a", "Twelve died.")))
    kept.run(web, FEED, hour=11)
    assert pages(web) == [FEED, A]
    assert web.hits(A)[0]["If-None-Match"] == '"a"'


def test_a_run_that_is_stopped_goes_on_where_it_was(web):
    web.pages[FEED] = answer(BOTH, 'ETag: "f"')
    kept = Kept()
    stream = visit([FEED], kept.known, visitor=web.visitor(), now=lambda: "2019-03-09T10:00:00+00:00")
    kept.raws += [next(stream), next(stream)]
    stream.close()
    web.asked.clear()
    kept.run(web, FEED, hour=11)
    assert pages(web) == [FEED, B]


def test_what_a_feed_told_of_a_page_that_cannot_be_had_is_kept_as_a_row(web):
    web.pages[FEED] = answer(
        feed(
            ("Shells fall", "/a", "&lt;p&gt;Nine died.&lt;/p&gt;"),
            ("Talks", "/b", ""),
            ("No", "javascript:x", "Words."),
        )
    )
    web.pages["http://post.example/robots.txt"] = answer(b"User-agent: *\nAllow: /feed.xml\nDisallow: /")
    kept = Kept()
    _, first, second = kept.run(web, FEED)
    assert (first.name, first.media) == (A, "row")
    assert json.loads(first.content) == {
        "title": "Shells fall",
        "text": "<p>Nine died.</p>",
        "published": "Sat, 09 Mar 2019 01:20:00 +0300",
        "url": A,
        "outlet": "Selmont Post",
    }
    assert json.loads(second.content) == {
        "title": "No",
        "text": "Words.",
        "published": "Sat, 09 Mar 2019 01:20:00 +0300",
        "outlet": "Selmont Post",
    }
    assert [(one.name, one.reason) for one in kept.refused] == [
        (A, "the robots.txt of post.example forbids it"),
        (B, "the robots.txt of post.example forbids it"),
        ("javascript:x", "only http and https are visited, not javascript"),
    ]


def test_the_row_is_the_same_however_often_the_page_fails(web):
    web.pages |= {FEED: answer(BOTH), A: answer(b"", status="500 Oh")}
    kept = Kept()
    kept.run(web, FEED)
    before = kept.ids
    kept.run(web, FEED, hour=11)
    assert kept.ids == before


def test_entries_without_an_address_are_each_told_of(web):
    web.pages[FEED] = answer(feed(("One", "", "Words of one."), ("Two", "", "Words of two.")))
    kept = Kept()
    found = kept.run(web, FEED)
    assert [json.loads(raw.content)["text"] for raw in found[1:]] == ["Words of one.", "Words of two."]
    assert len(kept.refused) == 2


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(b"", status="404 Not Found"), "the server answered 404 Not Found"),
        (answer(b"", status="401 Unauthorized"), "the server answered 401 Unauthorized"),
        (
            answer(b"", status="500 \x1b[31mred\x1b[0m".replace("\x1b", "?")),
            "the server answered 500 ?[31mred?[0m",
        ),
        (answer(b""), "the page is empty"),
        (answer(b" \n "), "the page is empty"),
        (answer(b"\x89PNG\r\n", "Content-Type: text/html"), "not text: a picture"),
        (
            answer(b"PK\x03\x04\0\0", "Content-Type: text/html"),
            "not text: a ZIP archive or an office document",
        ),
        (answer(b"", status="206 Partial Content"), "the server answered 206 Partial Content"),
    ],
)
def test_a_page_that_is_none_is_refused_and_the_rest_goes_on(web, page, reason):
    web.pages[A] = page
    kept = Kept()
    assert [raw.name for raw in kept.run(web, A, B)] == [B]
    assert kept.refused == [Refused(A, reason)]


def test_a_pdf_is_kept(web):
    web.pages[A] = answer(b"%PDF-1.7\n\x00\x01", "Content-Type: application/pdf")
    assert len(Kept().run(web, A)) == 1


def test_a_feed_that_is_html_is_refused_with_the_feeds_that_it_names(web):
    web.pages[FEED] = answer(
        b'<html><link rel="alternate" type="application/rss+xml" href="/rss">', "Content-Type: text/html"
    )
    kept = Kept()
    assert [raw.name for raw in kept.run(web, FEED, A)] == [A]
    assert kept.refused == [
        Refused(FEED, "an HTML page, where a feed was expected; it names http://post.example/rss")
    ]


def test_a_feed_that_a_feed_names_is_not_followed(web):
    web.pages |= {
        FEED: answer(feed(("Other", "/other.xml", ""))),
        "http://post.example/other.xml": answer(BOTH),
    }
    kept = Kept()
    assert [raw.name for raw in kept.run(web, FEED)] == [FEED]
    assert kept.refused == [
        Refused("http://post.example/other.xml", "a feed that a feed names is not followed")
    ]


def test_a_feed_of_thousands_is_followed_so_far_and_says_so(web):
    web.pages[FEED] = answer(feed(*((f"T{n}", f"javascript:{n}", "") for n in range(MOST_ENTRIES + 50))))
    kept = Kept()
    kept.run(web, FEED)
    assert kept.refused[0] == Refused(FEED, "the feed names 250 pages; the first 200 are visited")
    assert len(kept.refused) == 1 + MOST_ENTRIES


def test_a_feed_that_names_addresses_inside_leads_nowhere(web):
    inside = (
        "http://127.0.0.1/",
        "http://10.0.0.1/admin",
        "http://[::1]/",
        "http://inside.example/",
        "file:///etc/passwd",
    )
    web.names["inside.example"] = ["192.168.0.1", "8.8.8.8"]
    web.pages[FEED] = answer(feed(*((link, link, "") for link in inside)))
    kept = Kept()
    assert [raw.name for raw in kept.run(web, FEED)] == [FEED]
    assert len(kept.refused) == len(inside)
    assert len(web.dialled) == 2


def test_a_password_is_not_kept_in_the_log():
    kept = Kept()
    web = Web()
    kept.run(web, "http://ann:secret@post.example/a")
    web.close()
    assert kept.refused[0].name == "http://post.example/a"


def test_progress_tells_how_many_are_done_and_known_of(web):
    web.pages[FEED] = answer(BOTH)
    told = []
    stream = visit(
        [FEED, "http://sun.example/"],
        Kept().known,
        visitor=web.visitor(),
        now=lambda: "2019-03-09T10:00:00+00:00",
        watch=lambda *seen: told.append(seen),
    )
    list(stream)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_bad_hosts_beside_a_good_one_cost_only_their_own_time(web):
    def drip(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(40):
            connection.sendall(b"a")
            time.sleep(0.1)

    web.pages |= {"http://drip.example/": drip, "http://shut.example/": b""}
    kept = Kept()
    began = time.monotonic()
    found = kept.run(
        web,
        "http://drip.example/",
        "http://shut.example/",
        "http://gone.invalid/",
        A,
        network=web.patient(),
        delay=0.0,
    )
    assert time.monotonic() - began < 8
    assert [raw.name for raw in found] == [A]
    assert [one.reason for one in kept.refused] == [
        "cut off after 3 seconds: the answer was still not whole",
        "the connection failed: Server disconnected without sending a response.",
        "the robots.txt of gone.invalid cannot be had: nobody knows where gone.invalid is",
    ]


def test_only_the_address_that_gave_a_page_is_asked_whether_it_has_changed(web):
    web.pages |= {"http://post.example/old": moved("/a"), A: answer(PAGE, 'ETag: "one"')}
    kept = Kept()
    for hour in (10, 11):
        kept.run(web, "http://post.example/old", hour=hour)
    assert ["If-None-Match" in told for told in web.hits("http://post.example/old")] == [False, False]
    assert ["If-None-Match" in told for told in web.hits(A)] == [False, True]
