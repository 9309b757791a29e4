"""The figures bench: reader, sample, predictor, scorers and baselines, on tiny gold of our own."""

import json

import pytest

from benchmarks.figures.__main__ import main
from benchmarks.figures.baselines import first_number, guess, majority
from benchmarks.figures.gold import (
    Article,
    Truth,
    gold_clusters,
    grouped,
    read_articles,
    read_incidents,
    sample,
)
from benchmarks.figures.predict import NOBODY, predict_clusters, predict_figures
from benchmarks.figures.rows import as_row, build_rows, read_rows
from benchmarks.figures.score import score_clusters, score_figures
from truceline.knowledge import load

MARKET = "Gunmen attacked the market of Marden on Monday. Two people were killed and three were wounded."
LATER = (
    "Three people were killed and three were wounded when gunmen attacked the market of Marden, police said."
)


def article(name, incident, text, cluster=None, day="2031-05-07"):
    return Article(name, incident, f"Attack on {incident}", day, text, cluster)


ARTICLES = [
    article("a", "market", MARKET, "c1"),
    article("b", "market", LATER, "c1", "2031-05-09"),
    article("c", "bridge", "The bridge of Sella was closed. Nobody said why.", "c2"),
    article("d", "bridge", "", "c2"),
    article("e", "alone", "One man was killed in Tarn.", None),
]
TRUTHS = [Truth("market", 3, 3), Truth("bridge", 0, 0), Truth("alone", 1, 0)]


@pytest.fixture
def data(tmp_path):
    rows = [
        {
            "id": one.id,
            "incident": one.incident,
            "title": one.title,
            "published": one.published,
            "text": one.text,
            "gvc_cluster": one.gvc_cluster,
        }
        for one in ARTICLES
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    truths = [
        {"incident": one.incident, "date": "2031-05-07", "killed": one.killed, "injured": one.injured}
        for one in TRUTHS
    ]
    (tmp_path / "incidents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in truths))
    return tmp_path


def told(incident="i", best=None, low=None, high=None):
    return {"incident": incident, "killed": {"best": best, "low": low, "high": high}}


def test_the_gold_is_read_and_an_article_alone_is_left_out(data):
    articles, incidents = read_articles(data), read_incidents(data)
    assert articles == ARTICLES
    assert incidents["market"] == Truth("market", 3, 3)
    groups = grouped(articles, incidents)
    assert {name: [one.id for one in group] for name, group in groups.items()} == {
        "bridge": ["c", "d"],
        "market": ["a", "b"],
    }
    assert gold_clusters(articles) == {"a": "c1", "b": "c1", "c": "c2", "d": "c2"}


def test_an_incident_without_figures_in_the_gold_is_left_out():
    assert grouped(ARTICLES, {"bridge": TRUTHS[1]}).keys() == {"bridge"}


def test_a_sample_is_the_same_for_a_seed_and_all_where_there_are_no_more():
    groups = {f"i{n:02}": [ARTICLES[0], ARTICLES[1]] for n in range(40)}
    drawn = sample(groups, 10, 7)
    assert len(drawn) == 10
    assert list(drawn) == sorted(drawn) == list(sample(dict(reversed(groups.items())), 10, 7))
    assert drawn != sample(groups, 10, 8)
    assert sample(groups, None, 7) == sample(groups, 40, 7) == groups


@pytest.mark.parametrize(
    ("why", "row", "exact", "within", "width", "is_open"),
    [
        ("the true one", told(best=3, low=3, high=3), 1, 1, 0, 0),
        ("a range that holds it, the best beside it", told(best=5, low=2, high=5), 0, 1, 3, 0),
        ("the ends count", told(best=3, low=3, high=7), 1, 1, 4, 0),
        ("a range above it", told(best=5, low=4, high=9), 0, 0, 5, 0),
        ("no upper end", told(best=3, low=2), 1, 0, 0, 1),
        ("no lower end", told(best=3, high=9), 1, 0, 0, 1),
        ("no best: two are even", told(low=2, high=3), 0, 1, 1, 0),
        ("nothing told", told(), 0, 0, 0, 1),
        ("no prediction", told("another", 3, 3, 3), 0, 0, 0, 1),
        ("null", {"incident": "i", "killed": None}, 0, 0, 0, 1),
    ],
)
def test_figures(why, row, exact, within, width, is_open):
    found = score_figures([Truth("i", 3, 0)], [row])["killed"]
    assert (found["exact"], found["within"], found["width"], found["open"]) == (
        exact,
        within,
        width,
        is_open,
    ), why


def test_means_are_over_all_incidents_and_those_with_harm_are_shown_apart():
    truths = [Truth("a", 0, 0), Truth("b", 2, 0), Truth("c", 4, 0), Truth("d", 0, 0)]
    rows = [told("a", 0, 0, 0), told("b", 2, 1, 3), told("c", 0, 0, 0), told("d", 1, 1, None)]
    found = score_figures(truths, rows)["killed"]
    assert found == {
        "exact": 0.5,
        "exact_above_none": 0.5,
        "within": 0.5,
        "width": pytest.approx(2 / 3),
        "open": 0.25,
        "none": 0.5,
    }
    assert score_figures([], [])["killed"]["exact"] == 0


GOLD = {"a": "x", "b": "x", "c": "y", "d": "y"}


@pytest.mark.parametrize(
    ("why", "clusters", "p", "r"),
    [
        ("all right, by other names", {"a": 1, "b": 1, "c": 2, "d": 2}, 1, 1),
        ("each alone", {"a": 1, "b": 2, "c": 3, "d": 4}, 1, 0.5),
        ("all in one", dict.fromkeys("abcd", 1), 0.5, 1),
        ("one astray", {"a": 1, "b": 1, "c": 1, "d": 2}, (1 / 3 * 1 + 2 / 3 * 2 + 1) / 4, 0.75),
        ("one not predicted is alone", {"a": 1, "b": 1, "c": 2}, 1, 0.75),
        ("one that is not in the gold is passed over", {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}, 1, 1),
        # "d" is not predicted; that "c" is put into a cluster of that name does not bring them together.
        ("a cluster called as an article", {"a": 1, "b": 1, "c": "d"}, 1, 0.75),
    ],
)
def test_clusters(why, clusters, p, r):
    found = score_clusters(GOLD, [{"doc": doc, "cluster": cluster} for doc, cluster in clusters.items()])
    assert (found["p"], found["r"]) == (pytest.approx(p), pytest.approx(r)), why


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Two people were killed in Marden.", 2, 0),
        ("The attack killed four. Some 12 people were wounded.", 4, 12),
        ("A man was fatally shot.", 1, 0),
        ("The bridge is closed.", 0, 0),
        ("Bo Lam, 33 years old, was hurt.", 0, 0),
    ],
)
def test_the_pattern_of_the_baselines(text, killed, injured):
    assert first_number(text, "killed") == killed
    assert first_number(text, "injured") == injured


def test_baselines_choose_over_articles():
    assert majority([2, 3, 3, 2, 1]) == 2
    articles = [
        article(name, "i", f"{count} people were killed.") for name, count in zip("abc", "335", strict=True)
    ]
    assert guess({"i": articles}, "majority")[0]["killed"] == {"best": 3, "low": 3, "high": 3}
    assert guess({"i": articles}, "max")[0]["killed"] == {"best": 5, "low": 5, "high": 5}
    assert guess({"i": articles}, "max")[0]["injured"] == NOBODY


def test_the_product_is_given_nothing_of_the_gold():
    row = json.loads(as_row(ARTICLES[0]))
    assert set(row) == {"id", "title", "published", "text"}


def test_the_figures_of_two_articles_are_one_range_and_an_empty_article_adds_nothing():
    knowledge = load()
    found = predict_figures("market", read_rows([*ARTICLES[:2], ARTICLES[3]]), knowledge)
    assert found["incident"] == "market"
    assert (found["killed"]["low"], found["killed"]["high"]) == (2, 3)
    assert found["injured"] == {"best": 3, "low": 3, "high": 3}


def test_an_open_end_stays_open():
    readings = read_rows([article("a", "i", "At least four people were killed in a raid on Sella.")])
    assert predict_figures("i", readings, load())["killed"] == {"best": 4, "low": 4, "high": None}


def test_where_no_figure_is_told_nobody_is_read():
    readings = read_rows([ARTICLES[2]])
    assert predict_figures("bridge", readings, load()) == {
        "incident": "bridge",
        "killed": NOBODY,
        "injured": NOBODY,
    }
    assert predict_figures("bridge", [], load())["killed"] == NOBODY


def test_articles_of_one_incident_are_one_cluster_and_one_without_an_incident_is_alone():
    bomb = "A car bomb killed nine people at the market of Marden on Monday"
    first, second = article("a", "i", f"{bomb}."), article("b", "i", f"{bomb}, police said.")
    calm = Article("c", "i", "A fair in Sella", "2031-05-07", "The fair of Sella opened.")
    twice = [first, second, calm, first]
    found = {row["doc"]: row["cluster"] for row in predict_clusters(*build_rows(twice))}
    assert found.keys() == {"a", "b", "c"}
    assert found["a"] == found["b"] != found["c"] == "c"


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert (
        main(["--data", str(data), "--sample", "1", "--seed", "1", "--predictions", str(out), "--json"]) == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert printed["incidents"] == 1
    assert {"killed", "injured", "clusters", "baselines"} <= set(printed)
    assert set(printed["baselines"]) == {"majority", "max", "alone"}
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert sum("incident" in row for row in rows) == 1
    assert sorted(row["doc"] for row in rows if "doc" in row) == ["a", "b", "c", "d"]


def test_without_data_nothing_is_measured(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "none")]) == 0
    assert "no data" in capsys.readouterr().err
