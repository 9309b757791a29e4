"""The bench that readers judge: the draw, what readers answer, and the scores, on outputs of our own."""

import msgspec
import pytest

from benchmarks.judged.outputs import Output
from benchmarks.judged.sheet import draw
from benchmarks.judged.table import table
from benchmarks.judged.verdicts import Answer, Verdict, read_verdicts, scores, verdicts
from tests.demo import ROOT


def place(start, country="XL", precision="exact", report="r1"):
    return Output("place", report, start, start + 5, {"country": country, "precision": precision})


def said(start, end, speaker="person:x", stance="denies", against=None):
    values = {"speaker": speaker, "stance": stance, "object": None, "against": against}
    return Output("statement", "r1", start, end, values)


def test_a_right_answer_keeps_the_values_and_a_wrong_one_corrects_some():
    told = verdicts(
        [place(0), place(10), place(20)],
        [
            Answer(0, right=True),
            Answer(1, right=False, values={"country": "YL"}, error="homonym"),
            Answer(2, right=False, error="a person"),
        ],
        "A",
    )
    assert [one.values for one in told] == [
        {"country": "XL", "precision": "exact"},
        {"country": "YL", "precision": "exact"},
        None,
    ]


@pytest.mark.parametrize(
    "answers",
    [
        [Answer(0, right=True)],
        [Answer(0, right=True), Answer(1, right=False, values={"stance": "says"})],
    ],
    ids=["one missing", "a value that places do not have"],
)
def test_answers_that_do_not_fit_are_refused(answers):
    with pytest.raises(ValueError, match=r"outputs|has no"):
        verdicts([place(0), place(10)], answers, "A")


def test_a_verdict_is_met_whole_and_value_by_value():
    told = [Verdict("place", "r1", 0, 5, "A", {"country": "XL", "precision": "near"})]
    found = scores(told, [place(0)])["places"]
    assert found == {"right": 0.0, "country": 1.0, "precision": 0.0}


def test_what_should_not_be_read_is_right_once_it_is_gone():
    told = [
        Verdict("place", "r1", 0, 5, "A", None),
        Verdict("place", "r1", 50, 55, "A", {"country": "XL", "precision": "exact"}),
    ]
    assert scores(told, [place(0), place(50)])["places"]["right"] == 0.5
    assert scores(told, [place(50)])["places"]["right"] == 1.0
    assert scores(told, [])["places"]["right"] == 0.5


def test_a_content_that_gained_a_clause_still_answers_and_half_of_it_does_not():
    told = [Verdict("statement", "r1", 0, 100, "A", said(0, 100).values)]
    assert scores(told, [said(0, 120)])["statements"]["right"] == 1.0
    assert scores(told, [said(0, 49)])["statements"]["right"] == 0.0


def test_of_nested_statements_the_one_that_meets_the_verdict_answers():
    told = [Verdict("statement", "r1", 0, 100, "A", said(0, 100, "person:y").values)]
    assert scores(told, [said(0, 100), said(0, 90, "person:y")])["statements"]["right"] == 1.0


def test_a_reversed_statement_counts_until_it_is_turned_back():
    right = said(0, 100, "person:x", "accuses", "person:y").values
    told = [Verdict("statement", "r1", 0, 100, reader, right, "reversed", reversed=True) for reader in "AB"]
    turned = said(0, 100, "person:y", "accuses", "person:x")
    assert scores(told, [turned])["reversed"] == 1
    assert scores(told, [said(0, 100, "person:x", "accuses", "person:y")])["reversed"] == 0


def test_readers_agree_where_both_give_the_same_values():
    same, other = {"country": "XL", "precision": "exact"}, {"country": "YL", "precision": "exact"}
    told = [
        Verdict("place", "r1", 0, 5, "A", same),
        Verdict("place", "r1", 0, 5, "B", same),
        Verdict("place", "r1", 9, 14, "A", same),
        Verdict("place", "r1", 9, 14, "B", other),
        Verdict("place", "r1", 30, 35, "A", None),
    ]
    assert scores(told, [])["readers"] == {"places": 0.5}


def test_a_draw_is_the_same_for_the_same_seed_whatever_the_order():
    class Page(msgspec.Struct):
        outputs: tuple[Output, ...]

    outputs = tuple(place(n * 10) for n in range(50))
    one, other = draw([Page(outputs)], 7, 1), draw([Page(outputs[25:]), Page(outputs[:25])], 7, 1)
    assert one == other
    assert len({each.start for each in one}) == 7
    assert draw([Page(outputs)], 7, 2) != one


def test_the_table_counts_the_errors_of_each_reader_the_commonest_first():
    wrong = {"country": "YL", "precision": "exact"}
    told = [
        Verdict("place", "r1", 0, 5, "A", place(0).values),
        Verdict("place", "r1", 0, 5, "B", wrong, "homonym"),
        Verdict("place", "r1", 9, 14, "A", None, "a person"),
        Verdict("place", "r1", 9, 14, "B", None, "a person"),
    ]
    assert [
        line for line in table(told).splitlines() if "place" in line or "person" in line or "homo" in line
    ] == [
        "| **places right as drawn** | 1 of 2 | 0 of 2 |",
        "| a person | 1 | 1 |",
        "| homonym | 0 | 1 |",
    ]


def test_the_verdicts_of_the_project_hold_two_readers_of_each_output():
    told = read_verdicts()
    by_reader = {
        reader: {(one.kind, one.report, one.start, one.end) for one in told if one.reader == reader}
        for reader in {one.reader for one in told}
    }
    assert len(by_reader) == 2
    assert len(set(map(frozenset, by_reader.values()))) == 1
    assert table(told) in (ROOT / "docs" / "bench.md").read_text(encoding="utf-8")
