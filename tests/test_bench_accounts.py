import json
import re
import subprocess
import sys

import pytest

from benchmarks.accounts.names import camps, same_name
from benchmarks.accounts.score import marked, score
from benchmarks.accounts.table import markdown, table
from tests.spoilt import spoilt

REPORTS = [
    {"id": "a", "title": "Shells on Marden", "source": "mail", "date_listed": None,
     "text": "The army killed nine in Marden, doctors said. Fourteen were wounded. Rebels killed two in Sella."},
    {"id": "b", "title": "Nine die", "source": "post", "date_listed": None,
     "text": "Nine people died in Marden. The army denied that it fired."},
]  # fmt: skip
NINE = {"low": 9, "high": 9}


def account(doc, incident, quote, speaker=None, **more):
    return {"doc": doc, "incident": incident, "quote": quote, "speaker": speaker, "stance": "asserts", **more}


GOLD = {
    "incidents": {"i1": {"scope": "single"}, "i2": {"scope": "aggregate"}},
    "accounts": [
        account("a", "i1", "The army killed nine in Marden", "doctors", killed=NINE, responsible="army",
                responsible_certainty="accused"),
        account("a", "i2", "Rebels killed two in Sella", killed={"low": 2, "high": 2}, responsible="rebels"),
        account("b", "i1", "Nine people died", killed=NINE),
        account("b", "i1", "The army denied that it fired", "army", responsible="army", responsible_certainty="denied"),
    ],
    "documents": {"a": {}, "b": {}},
    "unsure": [],
}  # fmt: skip


@pytest.fixture
def data(tmp_path):
    (tmp_path / "gold_october.json").write_text(json.dumps(GOLD))
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in REPORTS))
    return tmp_path


def as_predictions(gold, reports):
    texts = {row["id"]: row["text"] for row in reports}
    for row in gold["accounts"]:
        start = row.get("start")
        start = texts[row["doc"]].find(row["quote"]) if start is None else start
        end = row["end"] if row.get("end") is not None else start + len(row["quote"])
        if start >= 0:
            yield {
                **row,
                "start": start,
                "end": end,
                "certainty": row.get("responsible_certainty", row.get("certainty")),
            }


def predictions():
    return list(as_predictions(GOLD, REPORTS))


def test_the_gold_scores_full_marks(data):
    scores = score(data, predictions())
    for name in ("figure", "figure_speaker", "blame", "incidents", "cross_document", "even"):
        assert scores[name]["f1"] == 1, name
    assert scores["certainty"] == {"macro_f1": 1, "fact": 1, "accused": 1, "denied": 1}
    assert scores["merges"] == {"wrong": 0, "single_with_aggregate": 0}
    assert scores["splits"] == {"wrong": 0}


def test_nothing_scores_nothing(data):
    scores = score(data, [])
    assert {
        scores[name]["f1"] for name in ("figure", "figure_speaker", "blame", "cross_document", "even")
    } == {0}


def changed(which, **more):
    rows = predictions()
    rows[which] = {**rows[which], **more}
    return rows


@pytest.mark.parametrize(
    ("why", "rows", "metric", "value"),
    [
        ("another number is another figure", changed(0, killed={"low": 8, "high": 8}), ("figure", "r"), 2 / 3),
        ("'at least nine' is not nine", changed(0, killed={"low": 9, "high": None}), ("figure", "r"), 2 / 3),
        ("a span of 301 characters holds anything", changed(0, start=0, end=301), ("figure", "r"), 2 / 3),
        ("a span elsewhere", changed(0, start=70, end=80), ("figure", "r"), 2 / 3),
        ("the wrong speaker", changed(0, speaker="a shepherd"), ("figure_speaker", "r"), 2 / 3),
        ("no speaker is the outlet", changed(2, speaker="post"), ("figure_speaker", "r"), 1),
        ("the wrong culprit", changed(0, responsible="rebels"), ("blame", "r"), 2 / 3),
        ("the wrong certainty", changed(0, certainty="fact"), ("certainty", "accused"), 0),
        ("one incident told as two", changed(2, incident="i9"), ("splits", "wrong"), 1),
        ("two as one", changed(1, incident="i1"), ("merges", "single_with_aggregate"), 1),
        ("a pair not linked", changed(2, incident="i9"), ("cross_document", "r"), 0),
        ("a figure not found misses its pair", predictions()[:2], ("even", "r"), 0),
    ],
)  # fmt: skip
def test_what_costs(data, why, rows, metric, value):
    group, name = metric
    assert score(data, rows)[group][name] == pytest.approx(value), why


def test_documents_without_gold_do_not_count(data):
    stray = {**predictions()[0], "doc": "z"}
    assert score(data, [*predictions(), stray])["figure"]["p"] == 1


def test_an_account_is_right_when_all_its_figures_are(data):
    both = {"killed": NINE, "wounded": {"low": 3, "high": 3}}
    stray = {**predictions()[0], "doc": "z"}
    rows = [stray, *changed(0, **both), {**predictions()[2], "speaker": "a shepherd"}]
    # One of another document and one without a figure are neither right nor wrong.
    assert [row.get("right") for row in marked(data, rows)] == [None, False, True, True, None, False]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Islamist rebels", {"rebels"}),
        ("anti-government rebels", {"rebels"}),
        ("Turkish-backed rebels", {"rebels"}),
        ("rebel militants", {"rebels"}),
        ("Shepherds", {"shepherds"}),
        (None, {""}),
    ],
)
def test_camps(said, meant):
    assert camps(said) == meant


def test_initials_are_a_name():
    assert same_name("Joint Commission of Velora", "the JCV", "mail") is True
    assert same_name("Joint Commission of Velora", "the JCO", "mail") is False
    assert same_name(None, "mail", "mail") is True
    assert same_name("the army", "The army", "mail") is True


BOUNDS = (None, 0, 1, 3, 9, 20)
MISTAKES = (
    (0.2, lambda chance, row: {"incident": chance.choice(["i01", "i05", "i99"])}),
    (0.2, lambda chance, row: {"speaker": chance.choice(["the army", "SOHR", "Observatory", "the", "", None])}),
    (
        0.2,
        lambda chance, row: {
            "responsible": chance.choice([None, "", "rebels", "Russian warplanes", "Syrian and Russian jets", "a boy"]),
            "certainty": chance.choice(["fact", "accused", "suspected", "denied", None]),
        },
    ),
    (0.1, lambda chance, row: {"killed": {"low": chance.choice(BOUNDS), "high": chance.choice(BOUNDS)}}),
    (0.1, lambda chance, row: {"wounded": {"low": chance.choice(BOUNDS), "high": chance.choice(BOUNDS)}}),
    (0.1, lambda chance, row: {chance.choice(["killed", "wounded"]): None}),
    (0.1, lambda chance, row: {"start": 0, "end": chance.choice([0, 300, 301, 400])}),
    (0.2, lambda chance, row: {"start": max(row["start"] - chance.randrange(200), 0)}),
    (0.2, lambda chance, row: {"end": max(row["start"], row["end"] - chance.randrange(120))}),
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(8))
def test_the_figures_are_those_of_the_reference(shared, tmp_path, seed):
    data = shared / "data" / "syria_reports"
    reports = [json.loads(line) for line in (data / "reports.jsonl").read_text().splitlines()]
    gold = json.loads((data / "gold_october.json").read_text())
    rows = spoilt(list(as_predictions(gold, reports)), reports, seed, MISTAKES, 20) if seed else []
    path = tmp_path / "predictions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [
        sys.executable,
        shared / "scorers" / "accounts.py",
        data / "gold_october.json",
        data / "reports.jsonl",
        path,
    ]
    reference = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shown = as_printed(score(data, rows))
    assert shown == re.findall(r"\d\.\d{3}|(?<=merges )\d+|(?<=aggregate )\d+|(?<=splits )\d+", reference)
    # Figures of 0 and 1 would agree whatever the scorers do.
    assert all(0 < float(figure) < 1 for figure in shown if "." in figure) is bool(seed)


def as_printed(scores):
    """Our scores in the order and form in which the reference prints its own."""
    shown = []
    for name in ("figure", "figure_speaker", "blame"):
        shown += [f"{scores[name][part]:.3f}" for part in ("p", "r", "f1")]
    shown.append(f"{scores['certainty']['macro_f1']:.3f}")
    for name in ("incidents", "cross_document", "even"):
        shown += [f"{scores[name][part]:.3f}" for part in ("p", "r", "f1")]
    return [*shown, *(str(n) for n in (*scores["merges"].values(), *scores["splits"].values()))]


def test_the_table_shows_what_two_reports_tell_their_range_and_ours(data):
    [line] = table(data, predictions())
    assert (line.incident, line.reports, line.pieces, line.merged) == ("i1", 2, 1, ())
    assert line.gold == line.ours == {"killed": "9"}
    assert list(markdown([line]))[-1] == "| i1 | 2 | 2 of 2 | killed 9 | killed 9 | – | 1 |"


def test_the_table_tells_a_wrong_merge_and_a_wrong_split(data):
    rows = predictions()
    [merged] = table(data, [{**row, "incident": "all"} for row in rows])
    assert (merged.merged, merged.pieces, merged.ours) == (("i2",), 1, {"killed": "2 to 9"})
    [split] = table(data, [{**row, "incident": row["doc"] + row["incident"]} for row in rows])
    assert (split.merged, split.pieces) == ((), 2)
    [missed] = table(data, [])
    assert (missed.found, missed.told, missed.ours) == (0, 2, {})
