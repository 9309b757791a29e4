"""What a page tells of itself in its markup: authors, time with its zone, site, section, summary."""

import json
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.clean.linked import read_linked
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw

KNOWLEDGE = Path(__file__).parent.parent / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)
BODY = """<p>The rebels left the town of Marden on <a href="/m">Monday</a>, two officials said, after long talks.</p>
<p>The army said that it would not fire on them as long as they kept to the road &amp; the bridge.</p>
<p>Aid workers counted forty buses at the northern gate, and said that more were on their way.</p>"""


def page(*, title="Rebels leave Marden", head="", linked=None, above="", over=""):
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}{script}</head>"
        f"<body>{above}<article><h1>Rebels leave Marden</h1>{over}{BODY}</article></body></html>"
    )


def read(markup):
    return clean(Raw("a.html", "html", markup.encode()), FURNITURE, SWAPS)


def report(**told):
    return {
        "@context": "https://schema.org",
        "@graph": [{"@type": "NewsArticle", "headline": "Rebels leave Marden", **told}],
    }


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        (
            [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Joe Low"}],
            ("Ann Lee", "Joe Low"),
        ),
        ("Ann Lee and Joe Low", ("Ann Lee", "Joe Low")),
        ({"@type": "Person", "name": "Ann Lee"}, ("Ann Lee",)),
        ({"@type": "NewsMediaOrganization", "name": "Shore News"}, ("Shore News",)),
        ({"@id": "https://shore.example/#/person/7"}, ()),
    ],
)
def test_authors_of_linked_data(author, byline):
    assert read(page(linked=report(author=author))).byline == byline


def test_an_author_is_told_once_and_an_address_is_none():
    head = '<meta name="author" content="Ann Lee"><meta property="article:author" content="https://shore.example/ann-lee">'
    assert read(page(head=head)).byline == ("Ann Lee",)


def test_an_agency_that_is_the_author_is_the_wire():
    doc = read(page(linked=report(author={"@type": "Person", "name": "The Associated Press"})))
    assert (doc.byline, doc.wire) == (("The Associated Press",), "AP")


@pytest.mark.parametrize(
    ("told", "line", "at"),
    [
        ("2016-10-03T10:05:09-04:00", "", "2016-10-03T10:05-04:00"),
        ("2016-10-03T00:00:00+00:00", "", None),
        ("2016-10-03", "", None),
        # The line tells the reader's time, the markup the same moment.
        ("2016-10-03T14:05:09Z", "October 3, 2016 10:05 am", "2016-10-03T10:05-04:00"),
        ("2016-10-03T10:05:09+02:00", "October 3, 2016 10:05 am", "2016-10-03T10:05+02:00"),
        # Seven minutes apart are two moments: the zone is not known.
        ("2016-10-03T14:12:09Z", "October 3, 2016 10:05 am", "2016-10-03T10:05"),
        ("2016-10-03T14:05:09Z", "October 3, 2016 2:05 pm GMT", "2016-10-03T14:05+00:00"),
    ],
)
def test_the_time_of_day_and_its_zone(told, line, at):
    doc = read(page(linked=report(datePublished=told), over=f"<div>{line}</div>" if line else ""))
    assert doc.published.first.isoformat() == "2016-10-03"
    assert doc.published_at == at


@pytest.mark.parametrize(
    ("head", "publisher", "outlet"),
    [
        (meta("og:site_name", "Marden Post"), "Shore Holding", "Marden Post"),
        (meta("og:site_name", "mardenpost"), "Marden Post", "Marden Post"),
        ("", "Marden Post", "Marden Post"),
    ],
)
def test_the_site_is_named_by_its_own_tags(head, publisher, outlet):
    assert read(page(head=head, linked=report(publisher={"name": publisher}))).outlet == outlet


@pytest.mark.parametrize(
    "title",
    [
        "Rebels leave Marden - The Marden Post",
        "Rebels leave Marden | North | The Marden Post",
        "Rebels leave Marden",
    ],
)
def test_the_title_is_without_the_site(title):
    head = f'<meta property="og:title" content="{title}">'
    assert read(page(title=title, head=head)).title == "Rebels leave Marden"


def test_summary_and_section_over_the_text_are_marked():
    head = meta("og:description", "Buses at dawn") + meta("article:section", "North")
    doc = read(page(head=head, above="<header><p>Buses at dawn</p></header>", over="<div>North</div>"))
    told = {
        part.kind: doc.text[part.start : part.end]
        for part in doc.parts
        if part.kind in ("section", "standfirst")
    }
    assert told == {"section": "North", "standfirst": "Buses at dawn"}


def test_broken_linked_data_is_passed_over():
    markup = '<script type="application/ld+json">{"headline": </script>' + page(
        linked=report(author="Ann Lee")
    )
    assert read_linked(markup).persons == ("Ann Lee",)
    assert read_linked("<p>nothing</p>") == read_linked("")


def test_what_is_told_twice_over_in_entities_is_read():
    assert read_linked(meta("article:section", "Science &amp;amp; War")).section == "Science & War"


def test_half_of_a_pair_in_linked_data_is_a_lost_character():
    doc = read(page(linked=report(author={"@type": "Organization", "name": "Night Desk \ud83d"})))
    assert doc.byline == ("Night Desk \ufffd",)
