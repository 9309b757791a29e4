"""The bench of pages: its reader and its scorer on tiny gold of our own."""

import datetime
import gzip
import json
from pathlib import Path

import pytest

from benchmarks.pages.__main__ import main
from benchmarks.pages.gold import News, Page, metadata_folder, pages_folder, read_news, read_pages
from benchmarks.pages.predict import flattened, read_body, read_told
from benchmarks.pages.score import Told, score_bodies, score_metadata

BODY = (
    "Shells fell on the harbour of Tamsin on Monday and killed two fishermen, the port said.\n"
    "The port was closed until the evening, and boats were told to wait outside the bay.\n"
    "Nobody said who had fired, and the army did not answer calls on Monday night."
)
TITLE = "Two die in Tamsin"


def page_of(day):
    """Return a page with our body, published on a day."""
    return f"""<!doctype html><html><head><title>{TITLE} - The Tamsin Post</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="{day}T10:00:00+00:00"></head><body>
<nav><ul><li>Home</li><li>World</li><li>Sign in</li></ul></nav><article><h1>{TITLE}</h1>
{"".join(f"<p>{line}</p>" for line in BODY.splitlines())}</article>
<footer>Privacy policy</footer></body></html>"""


PAGE = page_of("2031-05-06")
TOLD = {"title": TITLE, "authors": ["Ann Lee"], "publishing_date": "2031-05-06 10:00:00+00:00"}
DAY = datetime.date(2031, 5, 6)


@pytest.fixture
def data(tmp_path):
    """One page with gold, and the news pages of two publishers: Post has one for each entry, Mail one too few."""
    (tmp_path / "pages" / "html").mkdir(parents=True)
    (tmp_path / "pages" / "html" / "tamsin.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    gold = {"tamsin": {"articleBody": BODY, "url": "https://tamsin-post.example/two"}}
    (tmp_path / "pages" / "gold.json").write_text(json.dumps(gold))
    folder = tmp_path / "metadata" / "km"
    folder.mkdir(parents=True)
    for name in ("Post_2031_05_06", "Post_2032_01_02", "PostWeekly_2031_05_06", "Mail_2031_05_06"):
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    later = {**TOLD, "publishing_date": "2032-01-02 00:00:00+08:00", "authors": None}
    (folder / "Post.json").write_text(json.dumps({"V2": later, "V1_1": TOLD}))
    (folder / "Mail.json").write_text(json.dumps({"V1": TOLD, "V2": TOLD}))
    return tmp_path


def test_folders_are_found_from_above_and_from_the_folder_of_pages(data):
    assert pages_folder(data) == pages_folder(data / "pages") == data / "pages"
    assert metadata_folder(data) == metadata_folder(data / "pages") == data / "metadata"


def test_the_folder_of_news_pages_is_found_beside_a_relative_path(data, monkeypatch):
    monkeypatch.chdir(data / "pages")
    folder = metadata_folder(Path())
    assert folder is not None
    assert folder.samefile(data / "metadata")


def test_entries_go_with_pages_oldest_first_and_a_publisher_with_too_few_is_left_out(data):
    news = list(read_news(data / "metadata"))
    assert [(one.name, one.date, one.authors) for one in news] == [
        ("km/Post_2031_05_06", DAY, ("Ann Lee",)),
        ("km/Post_2032_01_02", datetime.date(2032, 1, 2), ()),
    ]


def test_a_page_without_a_body_in_the_gold_has_an_empty_one(data):
    (data / "pages" / "gold.json").write_text(json.dumps({"tamsin": {"articleBody": None}}))
    [page] = read_pages(data / "pages")
    assert (page.body, page.content) == ("", PAGE.encode())


@pytest.mark.parametrize(
    ("why", "pairs", "p", "r"),
    [
        ("the same", [("a b c d e", "a b c d e")], 1, 1),
        ("one word of five differs: two runs each, none shared", [("a b c d e", "a b x d e")], 0, 0),
        ("one run more than wanted", [("a b c d", "a b c d e")], 0.5, 1),
        ("one run less", [("a b c d e", "a b c d")], 1, 0.5),
        ("fewer than four words are one run", [("a b", "a b")], 1, 1),
        ("a run that is wanted twice and found once", [("a a a a a", "a a a a")], 1, 0.5),
        ("marks do not count, letter case does", [("A, b - c. d", "A b c d"), ("A b c d", "a b c d")], 0.5, 0.5),
        ("nothing predicted is outside precision", [("a b c d", "a b c d"), ("a b c d", "")], 1, 0.5),
        ("a page without a body is outside recall", [("a b c d", "a b c d"), ("", "a b c d")], 0.5, 1),
        ("nothing wanted, nothing predicted: outside both", [("a b c d", "a b c d"), ("", " ")], 1, 1),
        ("long pages weigh as much as short ones", [("a " * 100, "b " * 100), ("a b c d", "a b c d")], 0.5, 0.5),
        ("no gold at all", [("", "")], 0, 0),
        ("no pages", [], 0, 0),
    ],
)  # fmt: skip
def test_bodies(why, pairs, p, r):
    scores = score_bodies(pairs)
    assert (scores["p"], scores["r"]) == (p, r), why
    assert scores["f1"] == (2 * p * r / (p + r) if p + r else 0), why


@pytest.mark.parametrize(
    ("why", "told", "right"),
    [
        ("all right", Told(DAY, "Two die in Tamsin", ("Ann Lee",)), (1, 1, 1)),
        ("the site beside the title", Told(DAY, "Two die in Tamsin | Post", ("Ann Lee",)), (1, 1, 1)),
        ("part of the title", Told(DAY, "Two die", ("Ann Lee",)), (1, 0, 1)),
        ("the title inside other words", Told(DAY, "Two die in Tamsinia", ("Ann Lee",)), (1, 0, 1)),
        ("letter case and marks", Told(DAY, "TWO DIE: IN TAMSIN", ("ann LEE.",)), (1, 1, 1)),
        ("any of the authors", Told(DAY, "Two die in Tamsin", ("Joe Low", "Ann Lee")), (1, 1, 1)),
        ("a day off", Told(datetime.date(2031, 5, 7), "Two die in Tamsin", ("Ann Leeson",)), (0, 1, 0)),
        ("nothing", Told(None, "", ()), (0, 0, 0)),
    ],
)
def test_metadata(why, told, right):
    news = News("n", b"", DAY, "Two die in Tamsin", ("Ann Lee",))
    assert score_metadata([(news, told)]) == dict(zip(("date", "title", "author"), right, strict=True)), why


def test_what_has_no_gold_is_not_counted():
    without = News("n", b"", None, "", ())
    full = News("n", b"", DAY, "Two die", ("Ann Lee",))
    told = Told(DAY, "Two die", ("Ann Lee",))
    assert score_metadata([(without, told), (full, told)]) == {"date": 1, "title": 1, "author": 1}
    assert score_metadata([(without, told)]) == {"date": 0, "title": 0, "author": 0}


def test_a_page_is_read_both_ways(data):
    [page] = read_pages(data / "pages")
    for media in ("html", "text"):
        assert read_body(page, media) == BODY, media
    assert "<p>" not in flattened(page.content)
    assert "Sign in" in flattened(page.content)
    told = read_told(News("n", page.content, None, "", ()))
    assert told == Told(DAY, "Two die in Tamsin", ("Ann Lee",))


@pytest.mark.parametrize("content", [b"", b" \n", b"<html></html>", b"<p>\x00</p>"])
def test_a_page_in_which_nothing_can_be_read_gives_nothing(content):
    assert [read_body(Page("n", content, ""), media) for media in ("html", "text")] == ["", ""]
    assert read_told(News("n", content, None, "", ())) == Told(None, "", ())


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["html"]["f1"] == printed["flattened"]["f1"] == 1
    assert printed["metadata"] == {"date": 0.5, "title": 1, "author": 1}
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[0] == {"doc": "tamsin", "as": "html", "body": BODY}
    assert rows[-1]["doc"] == "km/Post_2032_01_02"


def test_no_metadata_is_said_and_not_scored(data, capsys):
    for path in (data / "metadata" / "km").iterdir():
        path.unlink()
    (data / "metadata" / "km").rmdir()
    (data / "metadata").rmdir()
    assert main(["--data", str(data), "--json"]) == 0
    printed = capsys.readouterr()
    assert "metadata" not in json.loads(printed.out)
    assert "no news pages" in printed.err


def test_a_folder_without_data_is_said(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, "no gold.json" in printed.err) == ("", True)
