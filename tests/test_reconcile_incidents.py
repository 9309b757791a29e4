"""Which events become incidents of the record."""

import pytest

from truceline import pipeline
from truceline.review import judge
from truceline.store import read
from truceline.store.open import Record

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(
            "An air strike destroyed a house, a resident said.", 0, id="nothing by which it could be known"
        ),
        pytest.param("An air strike destroyed a house in Nairobi, a resident said.", 1, id="a place"),
        pytest.param("An air strike killed nine people, a resident said.", 1, id="a toll"),
        pytest.param("An air strike destroyed a house on 3 May 2019, a resident said.", 1, id="a day"),
        pytest.param("Kenya carried out an air strike, a resident said.", 1, id="somebody blamed"),
    ],
)
def test_an_incident_has_something_by_which_it_can_be_known(record: Record, tmp_path, text, count):
    (tmp_path / "x.txt").write_text(text, "utf-8")
    pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
    assert len(list(read.events(record))) == 1
    assert len(list(read.incidents(record))) == count


PART = """Air strikes across Nairobi killed 30 people between 3 May 2019 and 5 May 2019, medics said. On 4 May 2019 an air strike \
on a school in Nairobi killed nine people, a resident said."""
SUM = "Air strikes across Nairobi killed {} people between 3 May 2019 and 5 May 2019, a clinic said."


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_part_points_at_its_sum_however_late_others_tell_of_that(record: Record, tmp_path, order):
    """The sum is another incident's id with each report that tells of it; whoever is part of it is told."""
    texts = [PART, SUM.format(30), SUM.format(31)]
    for n in order:
        (tmp_path / f"{n}.txt").write_text(texts[n], "utf-8")
        pipeline.add([tmp_path / f"{n}.txt"], record, at="2021-01-01T00:00:00")
    by_scope = {incident.scope: incident for incident in read.incidents(record)}
    assert len(by_scope["aggregate"].documents) == 3
    assert by_scope["single"].part_of == (by_scope["aggregate"].id,)
    assert by_scope["aggregate"].part_of == ()


def test_a_person_says_what_is_part_of_what_and_takes_it_back(record: Record, tmp_path):
    (tmp_path / "a.txt").write_text(
        "An air strike killed nine people in Nairobi on 3 May 2019, medics said.", "utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Raids across Kenya killed 40 in the first week of May 2019, medics said.", "utf-8"
    )
    pipeline.add([tmp_path], record, at="2021-01-01T00:00:00")
    part, whole = sorted(read.incidents(record), key=lambda one: one.tolls[0].low)
    judge(record, part.id, whole.id, "part-of", by="Ann", why="the week is counted by the same clinic")
    assert read.incident(record, part.id).part_of == (whole.id,)
    judge(record, part.id, whole.id, "unsure", by="Ann", why="it is not")
    assert read.incident(record, part.id).part_of == ()
