from pathlib import Path

import pytest

from truceline import pipeline
from truceline.review import judge
from truceline.store import read
from truceline.store.open import Record, open_or_create
from truceline.web import write_report

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


def test_the_report_holds_every_quote_and_asks_nothing_of_anybody(record: Record, tmp_path: Path) -> None:
    write_report(record, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    quotes = [
        span.quote
        for incident in read.incidents(record)
        for account in incident.accounts
        for span in account.evidence
    ]
    assert quotes
    assert [quote for quote in quotes if quote not in page] == []
    assert "http" not in page
    assert "<script" not in page


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "A bomb in Gori killed nine people on Sunday, <script>alert(1)</script> said.\n", "utf-8"
    )
    with open_or_create(tmp_path / "r.truceline") as opened:
        pipeline.add([tmp_path / "x.txt"], opened, at="2021-06-10T12:00:00")
        write_report(opened, tmp_path / "report.html")
    assert "<script" not in (tmp_path / "report.html").read_text("utf-8")
