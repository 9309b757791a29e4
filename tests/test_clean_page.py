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
