"""The scorer of grades, on incidents and verdicts of our own."""

import random

import msgspec
import pytest

from benchmarks.built import Built
from benchmarks.grades.sheet import draw, sheet
from benchmarks.grades.verdicts import Verdict, agreement, read_verdicts, scores, sources
from tests.nouns import incident
from truceline.model.record import Grades, HappenedGrade, Reason, WhoGrade


def graded(id_: str, happened: str, who: str, told: str, *events: str):
    grades = Grades(HappenedGrade(happened, (Reason(told),)), WhoGrade(who, (), ()))
    return incident(id=id_, events=(id_, *events), grades=grades)


INCIDENTS = [
    graded("a", "fair", "unknown", "2 sources that do not repeat each other tell of it", "a2"),
    graded("b", "weak", "attributed", "one source tells of it"),
]


def test_a_verdict_is_met_grade_by_grade():
    told = [
        Verdict("a", "A", "fair", "unknown", 2),
        Verdict("b", "A", "weak", "contested", 2),
    ]
    found = scores(told, INCIDENTS)
    assert (found["happened"], found["who"], found["independent"]) == (1.0, 0.5, 0.5)
    assert found["grades"] == 0.75


def test_a_verdict_follows_its_event_and_meets_nothing_where_that_is_gone():
    told = [Verdict("a2", "A", "fair", "unknown", 2), Verdict("zz", "A", "fair", "unknown", 2)]
    assert scores(told, INCIDENTS)["grades"] == 0.5


def test_an_inversion_counts_once_for_both_readers():
    told = [Verdict("a", reader, "fair", "unknown", 2, inverted=2) for reader in "AB"]
    assert scores(told, INCIDENTS)["inversions"] == 1


def test_readers_are_compared_where_both_read():
    told = [
        Verdict("a", "A", "fair", "unknown", 2),
        Verdict("a", "B", "fair", "attributed", 3),
        Verdict("b", "A", "weak", "unknown", 1),
    ]
    assert agreement(told) == {"happened": 1.0, "who": 0.0, "independent": 0.0}


def test_nothing_told_scores_nothing():
    assert scores([], INCIDENTS)["grades"] == 0.0


@pytest.mark.parametrize(
    ("reason", "count"),
    [
        ("12 sources that do not repeat each other tell of it", 12),
        ("one source tells of it", 1),
        ("no source tells of it: it is in the record because it is denied or doubted", 0),
        ("Front accepts it", 0),
    ],
)
def test_the_count_is_read_from_the_reason(reason, count):
    assert sources(graded("a", "fair", "unknown", reason)) == count


def test_the_draw_depends_on_the_seed_and_not_on_the_order():
    many = [incident(id=f"{n:02}") for n in range(30)]
    shuffled = random.Random(1).sample(many, len(many))
    assert draw(many, 5, 7) == draw(shuffled, 5, 7) != draw(many, 5, 8)
    assert len(draw(many, 50, 7)) == 30


def test_a_sheet_shows_no_grade():
    built = Built(names=None, readings=(), actors={}, incidents=())
    text = sheet(built, [msgspec.structs.replace(incident(), documents=())])
    assert "Rescue service" in text
    assert "fair" not in text


def test_each_incident_drawn_was_read_by_both():
    verdicts = read_verdicts()
    assert {(one.incident, one.reader) for one in verdicts} == {
        (incident, reader) for incident in {one.incident for one in verdicts} for reader in "AB"
    }
    assert len(verdicts) == 80
