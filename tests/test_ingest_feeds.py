"""What feeds tell, well made and not."""

import time
import tracemalloc

import httpx
import pytest

from truceline.ingest.feeds import Entry, is_feed, read_feed, why_no_feed
from truceline.model.errors import NotFetched

URL = httpx.URL("http://post.example/news/feed.xml")
RSS = """<?xml version="1.0"{coding}?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Selmont Post</title><link>/</link>
<item><title>Shells fall on Orrel</title><link>{link}</link><description>&lt;p&gt;Nine people died &lt;b&gt;on Friday&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Sat, 09 Mar 2019 01:20:00 +0300</pubDate></item>
<item><title>Talks “resume”</title><link>http://post.example/b</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"{base}><title type="html">Sun &amp;amp; &lt;i&gt;Star&lt;/i&gt;</title>
<entry><title type="html">Guns &amp;lt; words</title><link rel="edit" href="edit/1"/><link rel="alternate" href="a/1"/>
<updated>2019-03-09T01:20:00+03:00</updated><summary>short</summary><content type="html">&lt;p&gt;Much longer content.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://a.example/"><title>Old Post</title><link>http://a.example/</link></channel>
<item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link><dc:date>2019-03-09T23:30:00-05:00</dc:date>
<description>Words.</description></item></rdf:RDF>"""


def rss(link="/a", coding=""):
    return RSS.format(link=link, coding=coding)


def read(text, coding="utf-8"):
    return read_feed(text.encode(coding), URL)


def test_rss():
    feed = read(rss())
    assert feed.title == "Selmont Post"
    assert feed.entries == (
        Entry(
            "http://post.example/a",
            "Shells fall on Orrel",
            "Sat, 09 Mar 2019 01:20:00 +0300",
            "<p>Nine people died <b>on Friday</b>.</p>",
        ),
        Entry("http://post.example/b", "Talks “resume”"),
    )
    assert [entry.has_words for entry in feed.entries] == [True, False]


def test_a_day_is_told_as_the_feed_writes_it_not_moved_to_another_zone():
    assert read(ATOM.format(base="")).entries[0].published == "2019-03-09T01:20:00+03:00"
    assert read(RDF).entries[0].published == "2019-03-09T23:30:00-05:00"


def test_atom_takes_the_page_and_the_longest_text():
    [entry] = read(ATOM.format(base="")).entries
    assert entry.address == "http://post.example/news/a/1"
    assert entry.title == "Guns < words"
    assert entry.summary == "<p>Much longer content.</p>"
    assert read(ATOM.format(base="")).title == "Sun & Star"


def test_atom_with_a_base_of_its_own():
    [entry] = read(ATOM.format(base=' xml:base="http://base.example/x/"')).entries
    assert entry.address == "http://base.example/x/a/1"
    assert entry.published == "2019-03-09T01:20:00+03:00"


def test_rdf():
    feed = read(RDF)
    assert (feed.title, feed.entries[0].address, feed.entries[0].summary) == (
        "Old Post",
        "http://a.example/1",
        "Words.",
    )


@pytest.mark.parametrize(
    "link", ["a", "/news/a", "//post.example/news/a", " \n http://post.example/news/a ", "./x/../a"]
)
def test_relative_addresses_are_those_of_the_feed(link):
    assert read(rss(link)).entries[0].address == "http://post.example/news/a"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:/etc/passwd", "mailto:a@post.example", ""])
def test_what_is_no_page_stays_what_it_is_for_the_check_of_addresses_to_refuse(link):
    assert read(rss(link)).entries[0].address == link


@pytest.mark.parametrize(
    ("coding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("windows-1252", ' encoding="windows-1252"'),
        ("utf-16", ' encoding="utf-16"'),
        ("utf-8", ' encoding="us-ascii"'),
        ("windows-1252", ""),
        ("windows-1252", ' encoding="utf-8"'),
        ("utf-8", ' encoding="no-such-coding"'),
    ],
)
def test_a_coding_that_lies_costs_letters_but_no_entries(coding, told):
    feed = read(rss(coding=told), coding)
    assert [entry.address for entry in feed.entries] == ["http://post.example/a", "http://post.example/b"]
    assert feed.entries[1].title.startswith("Talks ")
    if coding != "windows-1252" or "1252" in told:
        assert feed.entries[1].title == "Talks “resume”" or "ascii" in told or "no-such" in told


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9, 0.99])
def test_of_a_feed_that_is_cut_off_what_came_is_read(share):
    text = rss()
    feed = read(text[: int(len(text) * share)])
    assert feed.title == "Selmont Post"
    assert all(entry.address.startswith("http://post.example/") for entry in feed.entries if entry.address)
    if share > 0.9:
        assert feed.entries[0].address == "http://post.example/a"


def laughs(levels=9):
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{lines}]>'
        + rss().replace("Selmont Post", f"&l{levels};").split("?>", 1)[1]
    )


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused_at_no_cost(coding):
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(NotFetched, match="declares entities of its own"):
            read(laughs(), coding)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < 1


def test_neither_library_would_have_expanded_them():
    """The refusal is the first wall; this is the second: what happens should an entity come through it."""
    import io

    import fastfeedparser
    import feedparser

    for parse in (fastfeedparser.parse, lambda content: feedparser.parse(io.BytesIO(content))):
        tracemalloc.start()
        told = parse(laughs(12).encode())  # whole, 3,000 GB
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
        tracemalloc.stop()
        assert len(str(told)) < 100_000


def test_no_library_asks_the_network_or_the_disk_for_what_a_feed_names(monkeypatch, tmp_path):
    import socket

    tried = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *told, **more: tried.append(told))
    monkeypatch.setattr(socket.socket, "connect", lambda *told: tried.append(told))
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    for doctype in (
        '<!DOCTYPE rss SYSTEM "http://dtd.example/rss.dtd">',
        f'<!DOCTYPE rss SYSTEM "file://{secret}">',
        '<?xml-stylesheet href="http://style.example/a.xsl"?>',
    ):
        for base in ("", ' xml:base="http://base.example/"'):
            text = doctype + ATOM.format(base=base)
            assert "secret" not in str(read(text))
    assert tried == []


@pytest.mark.parametrize(
    ("content", "feed"),
    [
        (rss(), True),
        (ATOM.format(base=""), True),
        (RDF, True),
        ("\n\n <!-- " + "x" * 3000 + "-->" + rss(), True),
        (
            "<!doctype html><html><head><title>rss</title></head><body>&lt;rss&gt; <rss></rss></body></html>",
            False,
        ),
        ("<html><body><pre><feed></pre>", False),
        ("<p>a feed</p>", False),
        ("", False),
    ],
)
def test_a_feed_shows_in_its_first_element(content, feed):
    assert is_feed(content.encode()) is feed
    assert is_feed(content.encode("utf-16")) is feed


PAGE = b"""<!DOCTYPE html><html><head><link rel="stylesheet" href="/a.css">
<link rel="alternate" type="application/rss+xml" href="/real.xml"><LINK REL='Alternate' TYPE='application/atom+xml' HREF='atom'>
<link rel="alternate" hreflang="fr" href="/fr"></head><body>words"""


@pytest.mark.parametrize(
    ("url", "media", "called"),
    [
        ("http://post.example/news/feed.xml", "text/html", True),
        ("http://post.example/news/rss", "text/html", True),
        ("http://post.example/news/feed/", "text/html", True),
        ("http://post.example/news/", "application/rss+xml; charset=utf-8", True),
        ("http://post.example/news/", "text/html", False),
        ("http://post.example/news/feeding-the-hungry", "text/html", False),
    ],
)
def test_a_page_that_is_called_a_feed_names_the_feeds_that_it_points_to(url, media, called):
    reason = why_no_feed(PAGE, url=httpx.URL(url), media=media)
    if not called:
        assert reason is None
        return
    near = httpx.URL(url).join("atom")
    assert reason == f"an HTML page, where a feed was expected; it names http://post.example/real.xml, {near}"


def test_a_page_that_is_called_a_feed_and_names_none():
    assert why_no_feed(b"<html>words", url=URL, media="").endswith("it names no feed")


@pytest.mark.parametrize("text", ["<rss></rss>", "<rss", "<feed>", '<rss version="2.0"/>'])
def test_what_only_begins_like_a_feed_is_empty_or_refused_with_a_reason(text):
    try:
        assert read(text).entries == ()
    except NotFetched as error:
        assert "the feed cannot be read" in str(error)


@pytest.mark.parametrize(
    "inside",
    [
        "<item><title>" + "&lt;a" * 150_000 + "</title></item>",
        "<pubDate" * 120_000,
        "<item " + " ".join(f'a{number}="1"' for number in range(5_000)) + ">",
        "<item a='" * 100_000,
        "<item>" + "<a>" * 300_000,
        "<item>" * 160_000,
        "<item><description>" + "<![CDATA[" * 100_000,
        "<" * 1_000_000,
    ],
    ids=["tags", "dates", "attributes", "quotes", "depth", "items", "cdata", "brackets"],
)
def test_a_feed_that_is_made_to_take_long_does_not(inside):
    """A megabyte each; the first two took minutes while tags were looked for across tags."""
    began = time.process_time()
    read('<rss version="2.0"><channel><title>t</title>' + inside)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("value", ['"1"', '">"', "'>'", '"/>"'])
def test_an_element_of_thousands_of_attributes_is_refused_at_once(value):
    began = time.process_time()
    with pytest.raises(NotFetched, match="more attributes than one can have"):
        read("<rss><channel><item " + " ".join(f"a{number}={value}" for number in range(60_000)) + ">")
    assert time.process_time() - began < 1


def test_a_picture_in_an_attribute_is_not_too_much():
    text = rss().replace("<item>", f'<item><media url="data:image/png;base64,{"A" * 50_000}"/>')
    assert len(read(text).entries) == 2
    long = rss().replace("Nine people", "Nine people " * 20_000)
    assert len(read(long).entries) == 2


def test_a_feed_is_no_larger_than_it_may_be():
    with pytest.raises(NotFetched, match=r"too large for a feed: 3.1 MB, at most 3 MB"):
        read(rss() + " " * 3_100_000)


def test_a_page_of_many_feeds_names_a_few_and_no_colours():
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/&#27;[31m{n}">' for n in range(50)
    )
    reason = why_no_feed(b"<html>" + links.encode(), url=URL, media="")
    assert reason.isprintable()
    assert len(reason) < 500
