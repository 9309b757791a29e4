from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

KNOWLEDGE = Path(__file__).parent.parent / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)

PAGE = """<!doctype html><html lang="en"><head><title>Rebels leave Marden - The Marden Post</title>
<meta property="og:title" content="Rebels leave Marden"><meta property="og:site_name" content="The Marden Post">
<meta property="article:published_time" content="2016-10-03T10:00:00+00:00"><meta name="author" content="Ann Lee">
<script>var x = "<p>Not a word of this.</p>";</script></head><body>
<nav><ul><li>Home</li><li>World</li><li>Sign in</li></ul></nav>
<article><h1>Rebels leave Marden</h1>
<p>MARDEN &ndash; The rebels left the town of Marden on <a href="/m">Monday</a>, two officials said, after long talks.</p>
<p>The army said that it would not fire on them as long as they kept to the road &amp; the bridge.</p>
<p>Aid workers counted forty buses at the northern gate, and said that more were on their way.</p></article>
<aside><h3>Most read</h3><ul><li>Ten things to know about rivers</li></ul></aside>
<footer>Privacy policy. All rights reserved.</footer></body></html>"""


def read(page):
    content = page if isinstance(page, bytes) else page.encode()
    return clean(Raw("a.html", "html", content), FURNITURE, SWAPS)


def body(doc):
    return "\n".join(doc.text[start:end] for start, end in doc.ranges("body"))


def test_body_and_metadata_of_a_page():
    doc = read(PAGE)
    assert body(doc).startswith("The rebels left the town of Marden on Monday, two")
    assert body(doc).endswith("on their way.")
    assert "the road & the bridge" in body(doc)
    for words in ("Sign in", "Most read", "Ten things", "Privacy", "Not a word"):
        assert words not in body(doc)
    assert doc.title == "Rebels leave Marden"
    assert [doc.text[start:end] for start, end in doc.ranges("title")] == ["Rebels leave Marden"]
    assert doc.outlet == "The Marden Post"
    assert doc.byline == ("Ann Lee",)
    assert doc.dateline == "MARDEN"
    assert doc.published is not None
    assert doc.published.first.isoformat() == "2016-10-03"


def test_the_same_page_reads_the_same_twice():
    assert read(PAGE) == read(PAGE)


def test_parts_are_disjoint_and_cover_every_line():
    doc = read(PAGE)
    end = 0
    for part in doc.parts:
        assert end <= part.start < part.end
        assert not doc.text[end : part.start].strip()
        end = part.end
    assert not doc.text[end:].strip()


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 30_000 + b"<p>The rebels left Marden on Monday.</p>",
        b"<b><i><table><tr><td>" * 5_000 + b"The rebels left Marden on Monday.",
        b"The rebels left Marden on Monday.",
        b"<p>The rebels left Marden on Monday.</p><!--" + b"-" * 100_000,
        b"<p>The rebels\x00 left Marden on Monday.",
        b"<p " + b'a="b" ' * 20_000 + b">The rebels left Marden on Monday.",
        b"<p " + b" ".join(b'a%d="<"' % n for n in range(100_000)) + b"><p>The rebels left Marden on Monday.",
        b"<div>" * 100_000 + b"<p>The rebels left Marden on Monday.</p>" + b"</div>" * 100_000,
        b'<?xml version="1.0" encoding="utf-16"?><p>The rebels left Marden on Monday.</p>',
        b"<p>&#x110000;&#0;&bogus;&#xD800; The rebels left Marden on Monday.<script>if (a<b) {</script>",
        b"<p>The rebels \xff\xfe left Marden on Monday.</p>",
    ],
    ids=[
        "deep",
        "deep tables",
        "no tags",
        "open comment",
        "nul",
        "attributes",
        "many attributes",
        "deeper",
        "wrong declaration",
        "entities",
        "bytes",
    ],
)
def test_hostile_markup_keeps_its_words(page):
    assert "Marden on Monday." in body(read(page))


@pytest.mark.parametrize(
    "page", [b"<html></html>", b"<!-- nothing -->", b"<script>alert('x')", b"<img src=x>"]
)
def test_a_page_without_words_says_so(page):
    with pytest.raises(Unreadable, match=r"a\.html: there is no text"):
        read(page)


def page(head="", title="Rebels leave Marden", foot="", date=""):
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><h1>Rebels leave Marden</h1>{date}'
        "<p>The rebels left the town of Marden on Monday, two officials said, after talks that lasted a week.</p>"
        "<p>The army said that it would not fire on them as long as they kept to the road to the north.</p>"
        f"<div>{foot}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("markup", "outlet"),
    [
        (page(title="Rebels leave Marden - The Marden Post"), "The Marden Post"),
        (page(title="Rebels leave Marden | World | Marden Radio"), "Marden Radio"),
        (page(title="Marden Radio - Voice of the coast: Rebels leave"), "Marden Radio"),
        # No word tells a publisher, but the rest is the heading.
        (page(title="Rebels leave Marden &mdash; Shoreline"), "Shoreline"),
        (page(title="Shoreline: all of it | Rebels go"), None),
        (page(title="Rebels leave Marden"), None),
        (page(head='<meta name="author" content="Marden Radio desk">'), "Marden Radio"),
        (page(head='<meta name="author" content="Ann Lee">'), None),
        (page(head='<meta name="publisher" content="Shoreline">'), "Shoreline"),
        (page(head='<meta property="og:site_name" content="Shoreline | News from the coast">'), "Shoreline"),
        (page(foot="&copy; 2019 The Marden Shore. All rights reserved."), "The Marden Shore"),
        (page(foot="More from the Marden Post"), "Marden Post"),
        (page(foot="&copy; Ann Lee"), None),
    ],
)
def test_who_published_a_page(markup, outlet):
    assert read(markup).outlet == outlet


def test_a_section_beside_the_heading_is_no_outlet_where_the_host_is_known():
    head = '<link rel="canonical" href="https://shoreline.example/1">'
    assert read(page(head=head, title="Rebels leave Marden - World News")).outlet != "World News"
    assert read(page(head=head, title="Rebels leave Marden - Shoreline")).outlet == "Shoreline"


@pytest.mark.parametrize(
    ("date", "first", "last", "rule"),
    [
        ("<p>Marden Radio, 12 March 2019</p>", "2019-03-12", "2019-03-12", "date-line/1"),
        ("<p>03/04/2019</p>", "2019-03-04", "2019-04-03", "date-numeric-two-readings/1"),
        ("<p>Wednesday 03/04/2019</p>", "2019-04-03", "2019-04-03", "date-numeric/1"),
    ],
)
def test_a_date_line_over_the_body_is_no_body(date, first, last, rule):
    doc = read(page(date=date))
    assert body(doc).startswith("The rebels left")
    assert (str(doc.published.first), str(doc.published.last), doc.published.rule) == (first, last, rule)
    assert [doc.text[start:end] for start, end in doc.ranges("date")]


def test_a_byline_under_the_heading_is_no_body():
    doc = read(page(date="<p>By Ann Lee, 8 March 2019</p>"))
    assert doc.byline == ("Ann Lee",)
    assert body(doc).startswith("The rebels left")
