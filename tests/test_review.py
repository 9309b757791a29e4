from pathlib import Path

import pytest

from truceline import pipeline
from truceline.review import judge
from truceline.store import read
from truceline.store.open import Record, open_or_create

NORTH = "A car bomb in Gori killed nine people on Sunday, the mayor said.\n"
SOUTH = "An air strike on a market in Batumi killed 14 people on Tuesday, doctors said.\n"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    for name, text in (("north", NORTH), ("south", SOUTH)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    with open_or_create(tmp_path / "r.truceline") as opened:
        pipeline.add(sorted(tmp_path.glob("*.txt")), opened, at="2021-06-10T12:00:00")
        yield opened


def test_a_person_s_word_joins_two_incidents_and_is_undone_by_a_later_one(record: Record) -> None:
    before = [incident.id for incident in read.incidents(record)]
    assert len(before) == 2
    judge(record, before[0], before[1], "same", by="Ann", why="one day of attacks, told apart by mistake")
    assert len(list(read.incidents(record))) == 1
    judge(record, min(before), max(before), "unsure", by="Ann", why="two towns after all")
    assert [incident.id for incident in read.incidents(record)] == before
