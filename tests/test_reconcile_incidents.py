"""Which events become incidents of the record."""

import pytest

from truceline import pipeline
from truceline.store import read
from truceline.store.open import Record


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
