"""The modality bench: reader and scorer on tiny gold of our own, and the product's rooms asked for given words."""

import json
from typing import get_args

import pytest

from benchmarks.modality.__main__ import main
from benchmarks.modality.gold import Predicate, read_gold, read_texts
from benchmarks.modality.predict import VALUES, predict
from benchmarks.modality.score import by_half, by_modality, error, half, score
from truceline.knowledge import load
from truceline.knowledge.moods import Ground
from truceline.model.event import Modality

ROWS = [
    {"text": "Shells fell , but nobody was hurt .", "idx": 7,
     "targets": [{"span1": [1, 2], "label": 3.0}, {"span1": [6, 7], "label": -2.5}]},
    {"text": "They may leave .", "idx": 9, "targets": [{"span1": [2, 3], "label": -1.0}]},
]  # fmt: skip


@pytest.fixture
def data(tmp_path):
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return tmp_path


def test_words_become_characters(data):
    texts = dict(read_texts(data))
    assert [(texts[one.doc][one.start : one.end], one.value) for one in read_gold(data)] == [
        ("fell", 3.0),
        ("hurt", -2.5),
        ("leave", -1.0),
    ]


def test_two_words_are_one_predicate(tmp_path):
    row = {"text": "They gave up .", "idx": 0, "targets": [{"span1": [1, 3], "label": 1.0}]}
    (tmp_path / "dev.jsonl").write_text(json.dumps(row))
    assert read_gold(tmp_path) == [Predicate("0", 5, 12, 1.0)]


def test_the_error_is_beside_that_of_constants():
    assert score([3, -3, 0], [3, 0, 1]) == {
        "mae": pytest.approx(4 / 3),
        "mae_happened": 3,
        "mae_median": 2,
        "predicates": 3,
    }


def test_nothing_has_no_error():
    assert score([], [])["mae"] == 0


def test_a_prediction_too_few_is_said():
    with pytest.raises(ValueError, match="shorter"):
        error([1.0, 2.0], [1.0])


def test_values_by_what_was_read():
    assert by_modality([3, 1, -3], ["happened", "happened", "denied"]) == {
        "denied": (1, -3),
        "happened": (2, 2),
    }


def test_every_ground_has_a_value_and_every_modality_that_a_statement_gives():
    assert set(VALUES) == set(get_args(Ground)) | set(get_args(Modality))


def test_both_halves_hold_something_and_a_sentence_stays_in_its_half():
    texts = [f"Shells fell on Marden {n} times ." for n in range(20)]
    assert {half(text) for text in texts} == {"first", "second"}
    assert [half(text) for text in texts] == [half(text) for text in texts]


def test_the_halves_are_scored_apart(data):
    score_of = by_half(read_gold(data), dict(read_texts(data)), [3.0, 3.0, 3.0])
    assert sum(score_of.values()) > 0
    assert set(score_of) <= {"mae_first_half", "mae_second_half"}


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Shells fell on Marden .", "fell", "happened"),
        ("Nobody said that the army did n't fire .", "fire", "denied"),
        ("They may leave .", "leave", "possible"),
        ("They plan to leave Sella .", "leave", "planned"),
        ("They would leave Sella .", "leave", "conditional"),
        ("Leave Sella at once .", "Leave", "planned"),
        ("They are leaving Sella .", "leaving", "ongoing"),
        ("The army threatened to shell Sella .", "shell", "threatened"),
        ("The minister denied that the army shelled Sella .", "shelled", "denied"),
        ("The minister warned that the army shelled Sella .", "shelled", "happened"),
        ("The minister warned that the army would shell Sella .", "shell", "planned"),
        ("The minister doubts the army can shell Sella .", "shell", "possible"),
        ("No raid was seen .", "raid", "denied"),
    ],
)
def test_the_program_is_asked_for_any_word(text, word, modality):
    asked = Predicate("1", text.index(word), text.index(word) + len(word), 0.0)
    [row] = predict([("1", text)], [asked], load())
    assert (row["modality"], row["value"]) == (modality, VALUES[row["ground"]])


def test_the_statement_around_a_word_stands_for_its_ground():
    text = "The minister denied shelling Sella ."
    [row] = predict(
        [("1", text)], [Predicate("1", text.index("shelling"), text.index("shelling") + 8, 0.0)], load()
    )
    assert row["modality"] == "denied"


def test_a_word_that_the_parser_parts_is_found():
    text = "They wanna leave ."
    [row] = predict([("1", text)], [Predicate("1", 5, 10, 0.0)], load())
    assert row["start"] == 5


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["predicates"] == 3
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[0]["right"] is True
    assert main(["--data", str(data)]) == 0
    assert "gold median" in capsys.readouterr().out


def test_without_data_it_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "nothing was measured" in capsys.readouterr().err
