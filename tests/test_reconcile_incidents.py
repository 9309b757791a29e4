"""Which events become incidents of the record."""

import pytest

from truceline import pipeline
from truceline.store import read
from truceline.store.open import Record


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("The raids went on, a resident said.", 0, id="nothing by which it could be known"),
        pytest.param("The raids on Nairobi went on, a resident said.", 1, id="a place"),
        pytest.param("The raids killed nine people, a resident said.", 1, id="a toll"),
        pytest.param("The raids of 3 May 2019 went on, a resident said.", 1, id="a day"),
        pytest.param("Kenya carried out the raids, a resident said.", 1, id="somebody blamed"),
    ],
)
def test_an_incident_has_something_by_which_it_can_be_known(record: Record, tmp_path, text, count):
    (tmp_path / "x.txt").write_text(text, "utf-8")
    pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
    assert len(list(read.events(record))) == 1
    assert len(list(read.incidents(record))) == count
