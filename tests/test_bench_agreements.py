"""The agreements bench: our scorer on tiny gold of our own, and beside the reference; predictions from readings of our own."""

import json
import re
import subprocess
import sys

import pytest

from benchmarks.accounts.gold import Report
from benchmarks.agreements.__main__ import main
from benchmarks.agreements.gold import read_gold
from benchmarks.agreements.predict import predict
from benchmarks.agreements.score import marked, score
from benchmarks.built import Built
from tests.spoilt import spoilt
from truceline.model.actor import Actor
from truceline.model.document import Document
from truceline.model.reading import Reading
from truceline.model.record import Agreement
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Obligation, Performance, Status, Term

REPORTS = [
    {"id": "a", "title": "Truce in Marden ends", "source": "mail", "date_listed": None,
     "text": "The truce of Marden began on Monday. Rebels must leave the town. Shells fell despite the truce."},
    {"id": "b", "title": "Talks", "source": "post", "date_listed": None,
     "text": "The truce collapsed. A second deal, on water, is expected."},
]  # fmt: skip


def mention(doc, agreement, quote, says, **more):
    return {"doc": doc, "agreement": agreement, "quote": quote, "says": says, "by_whom": None, **more}


GOLD = {
    "mentions": [
        mention("a", "g1", "The truce of Marden began on Monday", "in_effect"),
        mention("a", "g1", "Shells fell despite the truce", "violated"),
        mention("b", "g1", "The truce collapsed", "collapsed"),
        mention("b", "g2", "A second deal, on water, is expected", "expected"),
    ],
    "obligations": [
        {"doc": "a", "agreement": "g1", "quote": "Rebels must leave the town", "bearer": "Rebels", "duty": "do",
         "said_of_performance": "not_met", "performance_holder": "mail"},
        {"doc": "a", "agreement": "g1", "quote": "the truce of Marden", "bearer": "all parties", "duty": "refrain",
         "said_of_performance": "pending", "performance_holder": None, "start": 4, "end": 19},
    ],
}  # fmt: skip


@pytest.fixture
def data(tmp_path):
    (tmp_path / "gold_agreements.json").write_text(json.dumps(GOLD))
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in REPORTS))
    return tmp_path


def as_predictions(gold, reports):
    texts = {row["id"]: row["text"] for row in reports}
    for kind, key in (("mention", "mentions"), ("obligation", "obligations")):
        for row in gold[key]:
            start = row["start"] if row.get("start") is not None else texts[row["doc"]].find(row["quote"])
            end = row["end"] if row.get("end") is not None else start + len(row["quote"])
            if start >= 0:
                yield {**row, "type": kind, "start": start, "end": end}


def predictions():
    return list(as_predictions(GOLD, REPORTS))


def changed(which, **more):
    rows = predictions()
    rows[which] = {**rows[which], **more}
    return rows


def test_the_gold_scores_full_marks(data):
    scores = score(data, predictions())
    assert {scores[name]["f1"] for name in ("mentions", "grouping", "obligations")} == {1}
    # "expected" changes no status, "pending" says nothing yet: neither is asked for.
    assert scores["status"] == {"accuracy": 1, "of": 3}
    assert scores["performance"] == {"accuracy": 1, "of": 1}


def test_nothing_scores_nothing(data):
    scores = score(data, [])
    assert {scores[name]["f1"] for name in ("mentions", "grouping", "obligations")} == {0}
    assert scores["status"] == scores["performance"] == {"accuracy": 0, "of": 0}


@pytest.mark.parametrize(
    ("why", "rows", "metric", "value"),
    [
        ("the wrong state", changed(1, says="holding"), ("status", "accuracy"), 2 / 3),
        ("a state that is not asked for", changed(3, says="announced"), ("status", "accuracy"), 1),
        ("a span of 301 characters holds anything", changed(0, start=0, end=301), ("mentions", "r"), 3 / 4),
        ("a span elsewhere", changed(0, start=37, end=45), ("mentions", "r"), 3 / 4),
        ("a span that only touches", changed(0, start=35, end=37), ("mentions", "r"), 3 / 4),
        ("an empty span holds nothing", changed(0, start=5, end=5), ("mentions", "r"), 3 / 4),
        ("a mention not found misses its pairs", predictions()[1:], ("grouping", "r"), 1 / 3),
        ("one deal told as two", changed(2, agreement="g9"), ("grouping", "r"), 1 / 3),
        ("two as one", changed(3, agreement="g1"), ("grouping", "p"), 1 / 2),
        ("the same mention twice", [*predictions(), predictions()[0]], ("mentions", "p"), 4 / 5),
        ("another duty", changed(4, duty="allow"), ("obligations", "r"), 1 / 2),
        ("another bearer", changed(4, bearer="the army"), ("obligations", "r"), 1 / 2),
        ("another name of the same camp", changed(4, bearer="opposition fighters"), ("obligations", "r"), 1),
        ("no bearer", changed(4, bearer=None), ("obligations", "r"), 1 / 2),
        ("the wrong performance", changed(4, said_of_performance="met"), ("performance", "accuracy"), 0),
        ("an obligation is no mention", changed(0, type="obligation", duty="do"), ("mentions", "r"), 3 / 4),
    ],
)  # fmt: skip
def test_what_costs(data, why, rows, metric, value):
    group, name = metric
    assert score(data, rows)[group][name] == pytest.approx(value), why


def test_documents_without_gold_do_not_count(data):
    stray = {**predictions()[0], "doc": "z"}
    assert score(data, [stray, *predictions()])["mentions"]["p"] == 1
    assert [row["right"] for row in marked(data, [stray, *predictions()])][1:] == [True] * 6


def test_a_quote_of_the_title_fits_whatever_is_left_over(data):
    gold = {**GOLD, "mentions": [*GOLD["mentions"], mention("a", "g1", "Truce in Marden ends", "ended")]}
    (data / "gold_agreements.json").write_text(json.dumps(gold))
    assert read_gold(data).mentions[-1].start == -1
    assert score(data, predictions())["mentions"]["r"] == 4 / 5
    left_over = {**predictions()[0], "start": 60, "end": 63}
    assert score(data, [*predictions(), left_over])["mentions"]["r"] == 1


def test_the_right_ones_are_marked(data):
    rows = changed(1, says="holding")
    rows[4] = {**rows[4], "duty": "allow"}
    assert [row["right"] for row in marked(data, rows)] == [True, False, True, True, False, True]


def test_the_command_scores_a_file(data, tmp_path, capsys):
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in predictions()))
    assert main(["--data", str(data), "--score", str(path), "--predictions", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mentions"]["f1"] == 1
    assert all(json.loads(line)["right"] for line in out.read_text().splitlines())


def test_without_data_it_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "nothing was measured" in capsys.readouterr().err


TITLE = "Truce in Marden ends"
TEXT = REPORTS[0]["text"]
DOC = Document(
    id="d0", sha256="", media="row", encoding="utf-8", text=f"{TITLE}\n\n{TEXT}", outlet="The Mail"
)
REPORT = Report("a", TITLE, "mail", None, TEXT)


def span(quote):
    start = DOC.text.index(quote)
    return DOC.span(start, start + len(quote))


FIRST, LAST = span("The truce of Marden began on Monday."), span("Shells fell despite the truce.")
SAID = Statement("s1", Speaker("a doctor"), (), (), "says", "indirect")


def duty(bearers=(), words="", performance=()):
    return Obligation(
        "o1", bearers, words, "do", "leave the town", (span("Rebels must leave"),), performance=performance
    )


def rows(*status, mentions=(FIRST, LAST), obligations=()):
    term = Term(
        "t1", "ceasefire", FIRST, ("truce",), mentions, status=tuple(status), obligations=tuple(obligations)
    )
    reading = Reading(DOC, "1", "1", statements=(SAID,), terms=(term,))
    deal = Agreement(
        "t0", ("truce",), "ceasefire", (), (), (), None, None, None, (), (), (), ("d0",), (FIRST, LAST)
    )
    actors = {"reb": Actor("reb", "Rebels of Marden", "armed_group")}
    built = Built(names=None, readings=(reading,), actors=actors, agreements=(deal,))
    return list(predict(built, {"d0": "a"}, {"a": REPORT}))


def test_each_state_of_a_sentence_is_a_mention_with_offsets_in_the_row_s_text():
    found = rows(
        Status("violated", (span("Shells fell"),), by=("reb",)), Status("abandoned", (span("despite"),))
    )
    assert [
        (TEXT[row["start"] : row["end"]], row["says"], row["by_whom"], row["agreement"]) for row in found
    ] == [
        (FIRST.quote, "exists", None, "t0"),
        (LAST.quote, "violated", "Rebels of Marden", "t0"),
        (LAST.quote, "ended", None, "t0"),
    ]


def test_one_state_told_twice_in_a_sentence_is_one_mention():
    assert len(rows(Status("violated", (LAST,)), Status("violated", (span("despite"),)))) == 2


def test_the_title_is_no_mention():
    assert rows(mentions=(span(TITLE),)) == []


@pytest.mark.parametrize(
    ("bearers", "words", "bearer"),
    [
        (("reb",), "they", "Rebels of Marden"),
        ((), "the shepherds", "the shepherds"),
        ((), "", "all parties"),
    ],
)
def test_who_owes_it(bearers, words, bearer):
    *_, row = rows(obligations=[duty(bearers, words)])
    assert (row["type"], row["bearer"], row["duty"], row["said_of_performance"]) == (
        "obligation",
        bearer,
        "do",
        None,
    )


def test_what_is_said_of_it_goes_before_nothing_yet():
    told = [Performance("pending", (LAST,)), Performance("met", (LAST,), "s1")]
    *_, row = rows(obligations=[duty(performance=told)])
    assert (row["said_of_performance"], row["performance_holder"]) == ("met", "a doctor")
    *_, row = rows(obligations=[duty(performance=told[:1])])
    assert (row["said_of_performance"], row["performance_holder"]) == ("pending", "mail")


MISTAKES = (
    (0.15, lambda chance, row: {"agreement": chance.choice(["g1", "g4", "g99"])}),
    (0.2, lambda chance, row: {"says": chance.choice(["violated", "exists", "in_effect", "suspended", None])}),
    (0.2, lambda chance, row: {"bearer": chance.choice(["rebels", "Russian army", "all parties", "", None])}),
    (0.1, lambda chance, row: {"duty": chance.choice(["do", "refrain", "allow", None])}),
    (0.2, lambda chance, row: {"said_of_performance": chance.choice(["met", "breached", "pending", None])}),
    (0.1, lambda chance, row: {"start": 0, "end": chance.choice([0, 300, 301])}),
    (0.2, lambda chance, row: {"start": max(row["start"] - chance.randrange(200), 0)}),
    (0.2, lambda chance, row: {"end": max(row["start"], row["end"] - chance.randrange(120))}),
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(12))
def test_the_figures_are_those_of_the_reference(shared, tmp_path, seed):
    data = shared / "data" / "syria_reports"
    gold = json.loads((data / "gold_agreements.json").read_text())
    reports = [json.loads(line) for line in (data / "reports.jsonl").read_text().splitlines()]
    rows = spoilt(list(as_predictions(gold, reports)), reports, seed, MISTAKES, 9) if seed else []
    path = tmp_path / "predictions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    scorer = shared / "scorers" / "agreements.py"
    command = [sys.executable, scorer, data / "gold_agreements.json", data / "reports.jsonl", path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shown = as_printed(score(data, rows))
    assert shown == re.findall(r"\d\.\d{3}|(?<= of )\d+", said)
    assert len(shown) == 13
    # Figures of 0 and 1 would agree whatever the scorers do.
    assert all(0 < float(figure) < 1 for figure in shown if "." in figure) is bool(seed)


def as_printed(scores):
    """Our scores in the order and form in which the reference prints its own."""

    def parts(name):
        return [f"{scores[name][part]:.3f}" for part in ("p", "r", "f1")]

    def share(name):
        return [f"{scores[name]['accuracy']:.3f}", str(scores[name]["of"])]

    return [
        *parts("mentions"), *parts("grouping"), *share("status"), *parts("obligations"), *share("performance"),
    ]  # fmt: skip
