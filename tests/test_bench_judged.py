"""The bench that readers judge: the draw, what readers answer, and the scores, on outputs of our own."""

import msgspec
import pytest

from benchmarks.judged.outputs import Output, Page
from benchmarks.judged.sheet import draw, sheet
from benchmarks.judged.table import table
from benchmarks.judged.told import duty, step
from benchmarks.judged.verdicts import Answer, Verdict, read_verdicts, scores, verdicts, with_new
from tests.demo import ROOT
from truceline.model.document import Document
from truceline.model.parsed import Parsed, Sentence, Token
from truceline.model.reading import Reading
from truceline.model.terms import Measure, Obligation, Performance


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
    class Held(msgspec.Struct):
        outputs: tuple[Output, ...]

    outputs = tuple(place(n * 10) for n in range(50))
    one, other = draw([Held(outputs)], 7, 1), draw([Held(outputs[25:]), Held(outputs[:25])], 7, 1)
    assert one == other
    assert len({each.start for each in one}) == 7
    assert draw([Held(outputs)], 7, 2) != one


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


def owes(start, end, report="r1", **values):
    told = {"bearer": "xland", "action": f"{start}-{end}", "order": None} | values
    sentence = "Under the truce Xland is to open the road to Ytown."
    return Output("obligation", report, start, end, told, sentence=sentence, at=100)


def test_what_many_reports_print_is_drawn_once_and_two_duties_of_a_sentence_twice():
    class Held(msgspec.Struct):
        outputs: tuple[Output, ...]

    same, moved = owes(116, 151), msgspec.structs.replace(owes(316, 351, "r2"), at=300)
    other = owes(116, 151, bearer="yland")
    drawn = draw([Held((same, other)), Held((moved,))], 9, 1, ["obligation"])
    assert sorted((one.report, one.values["bearer"]) for one in drawn) == [("r1", "xland"), ("r1", "yland")]


def test_words_that_a_reader_gives_are_kept_as_where_they_stand():
    answer = Answer(0, right=False, values={"action": "words: open the road", "bearer": None})
    [told] = verdicts([owes(116, 151)], [answer], "A")
    assert told.values == {"bearer": None, "action": "128-141", "order": None}
    astray = Answer(0, right=False, values={"action": "words: shut the road"})
    with pytest.raises(ValueError, match="does not stand"):
        verdicts([owes(116, 151)], [astray], "A")


def test_words_are_the_same_where_half_of_them_are_shared_and_days_are_not():
    def right(value):
        told = [Verdict("obligation", "r1", 116, 151, "A", owes(116, 151, **value).values)]
        return scores(told, [owes(116, 151)])["obligations"]["right"]

    assert right({"action": "120-151"}) == 1.0
    assert right({"action": "140-151"}) == 0.0
    assert right({"order": "1"}) == 0.0


def test_a_readers_new_word_on_an_output_stands_for_the_old_one_and_the_rest_is_kept():
    old = Verdict("place", "r1", 0, 5, "A", None)
    elsewhere, others = Verdict("place", "r1", 9, 14, "A", None), Verdict("place", "r1", 0, 5, "B", None)
    new = Verdict("place", "r1", 0, 5, "A", {"country": "XL"})
    assert with_new([old, elsewhere, others], [new]) == [elsewhere, others, new]


def test_a_sheet_shows_the_words_that_a_value_stands_for_and_no_day_as_words():
    text = "Under the truce Xland is to open the road to Ytown."
    token = Token(0, 5, "Under", "under", "ADP", "IN", "prep", 0, "", begins=False, sentence=0)
    last = token._replace(start=45, end=50, text="Ytown")
    doc = Document("d", "", "text", "utf-8", text)
    parsed = Parsed(doc, (token, last), (Sentence(0, 2, 0, heading=False),))
    values = {"bearer": "16-21", "action": "28-41", "deadline": "2031-05-06 to 2031-05-08"}
    shown = sheet({"r1": Page("r1", parsed, ())}, [Output("obligation", "r1", 0, 50, values)])
    assert "bearer: “Xland” (no actor), action: “open the road”, deadline: 2031-05-06 to 2031-05-08" in shown
    assert "»Under the truce Xland is to open the road to Ytown«" in shown


def test_duties_and_steps_are_values_without_words_of_the_report():
    doc = Document("d", "", "text", "utf-8", "The rebels are to leave Xtown if buses come, usable or not.")
    span = doc.span(0, 43)
    reading = Reading(doc, "", "")
    owed = Obligation(
        "o", (), "The rebels", "do", "leave Xtown", (span,), condition="if buses come",
        performance=(Performance("met", (span,), teller="xland_gov"), Performance("breached", (span,))),
    )  # fmt: skip
    assert duty(reading, owed) == {
        "bearer": "0-10", "performer": None, "duty": "do", "action": "18-29", "beneficiary": None,
        "condition": "30-43", "order": None, "deadline": None, "said": "breached by report; met by xland_gov",
    }  # fmt: skip
    measure = Measure("m", "usa", None, "rebels", "arms", "leave", "taken", (span,))
    found = step(reading, measure, ["usa"])
    assert (found["actor"], found["beneficiary"]) == ("usa", "4-10")
