"""The growth bench: reports made of few, and the cost of adding them."""

import json

import pytest

from benchmarks.growth.__main__ import growth, main, rerun
from benchmarks.growth.cost import Cost, cost_of_adding
from benchmarks.growth.fill import CITY_DAY
from benchmarks.growth.one import ONES, one_more
from benchmarks.growth.rewritten import Turn, rewritten
from benchmarks.growth.varied import SENTENCE_ENDS, varied, write_varied
from benchmarks.speed.clock import cpu_seconds
from benchmarks.speed.work import add, cut
from truceline.store.check import check
from truceline.store.fault import span_faults
from truceline.store.open import open_record
from truceline.store.read import marks, newest_readings

ROWS = [
    {
        "id": f"r{i}",
        "title": f"Shells on Marden {i}",
        "source": "mail",
        "date_listed": None,
        "text": " ".join(
            f"On day {i} shell number {i * 10 + j} hit Sella, the army said." for j in range(4 + i % 3)
        ),
    }
    for i in range(7)
]


@pytest.fixture
def data(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return tmp_path


def rounds(count):
    made = varied(ROWS)
    return [[next(made) for _ in ROWS] for _ in range(count)]


def test_the_first_round_is_the_reports_themselves():
    [first] = rounds(1)
    assert [row["text"] for row in first] == [row["text"] for row in ROWS]
    assert [row["id"] for row in first][:2] == ["r0-0", "r1-0"]


def test_rounds_share_at_most_a_sentence_with_each_other():
    made = [row for turn in rounds(4) for row in turn]
    assert len({row["id"] for row in made}) == len({row["text"] for row in made}) == 28
    told = [set(SENTENCE_ENDS.split(row["text"])) for row in made]
    assert max(len(a & b) for i, a in enumerate(told) for b in told[:i]) == 1


def test_every_round_has_the_same_fields_and_titles():
    _, second = rounds(2)
    assert [row["title"] for row in second] == [row["title"] for row in ROWS]
    assert {"id", "title", "source", "date_listed", "text"} == set(second[0])


def test_a_stretch_of_the_row_is_written(data):
    path = write_varied(data / "reports.jsonl", data / "some.jsonl", 5, 9)
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == [
        "r5-0",
        "r6-0",
        "r0-1",
        "r1-1",
    ]


def test_reports_are_cut(data):
    assert len(cut(data / "reports.jsonl", data / "cut.jsonl", 3).read_text().splitlines()) == 3
    assert len(cut(data / "reports.jsonl", data / "cut.jsonl", None).read_text().splitlines()) == 7


def here(path, record):
    """Add in this process: the clock is the bench's own, the memory invented."""
    return Cost(cpu_seconds(lambda: add(path, record)), 2_000_000 + record.stat().st_size)


def test_adding_again_costs_little(data):
    add(cut(data / "reports.jsonl", data / "warm.jsonl", 1), data / "warm.truceline")
    scores = rerun(data / "reports.jsonl", data, count=7, cost=here)["rerun"]
    assert scores["documents"] == 7
    assert 0 < scores["share"] == scores["again_cpu_seconds"] / scores["first_cpu_seconds"] < 1


def test_of_adding_again_the_least_counts(data):
    told = iter([20.0, 0.9, 0.4, 0.1, 0.2, 0.8])
    scores = rerun(data / "reports.jsonl", data, count=7, cost=lambda path, record: Cost(next(told), 1))[
        "rerun"
    ]
    assert scores == {"share": 0.005, "first_cpu_seconds": 20.0, "again_cpu_seconds": 0.1, "documents": 7}
    assert next(told, None) is None


def test_each_size_is_measured_in_one_growing_record(data):
    scores = growth(data / "reports.jsonl", data, [0, 9], batch=2, cost=here)
    assert set(scores) == {"0", "9", "times"}
    for size in ("0", "9"):
        assert scores[size]["cpu_seconds_per_document"] > 0
        assert scores[size]["peak_megabytes"] > 2
    with open_record(data / "growth.truceline") as record:
        assert marks(record).documents == 11
    assert scores["times"]["peak_megabytes"] == scores["9"]["peak_megabytes"] / scores["0"]["peak_megabytes"]


def test_a_step_is_measured_in_a_process_of_its_own(data):
    cost = cost_of_adding(cut(data / "reports.jsonl", data / "one.jsonl", 1), data / "one.truceline")
    assert cost.seconds > 0
    # The models alone take more.
    assert cost.peak > 50_000_000
    with open_record(data / "one.truceline") as record:
        assert marks(record).documents == 1


def test_without_data_it_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "nothing was measured" in capsys.readouterr().err


def test_a_rewritten_reading_still_quotes_its_text(data):
    add(data / "reports.jsonl", data / "base.truceline")
    with open_record(data / "base.truceline") as record:
        readings = list(newest_readings(record))
    raws = set()
    for turn in (Turn(), Turn(words=3, days=9), Turn(print=1), Turn(words=4, place="here", day=CITY_DAY)):
        for one in readings:
            raw, made_of = rewritten(one, turn)
            raws.add(raw.id)
            assert made_of.document.text == raw.content.decode()
            assert list(span_faults("it", made_of, {raw.id: made_of.document.text}.get)) == []
            assert [len(event.claims) for event in made_of.events] == [
                len(event.claims) for event in one.events
            ]
    assert len(raws) == 4 * len(readings)


def test_one_more_is_measured_at_each_size(data):
    rows = [
        {**row, "id": f"{row['id']}-{n}", "text": f"{row['text']} Print {n}."}
        for n in range(3)
        for row in ROWS
    ]
    (data / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    scores = one_more(data / "reports.jsonl", data, [2, 5], base=4, apart=lambda work, *args: work(*args))
    assert scores["times"]["cpu_seconds"] == scores["5"]["cpu_seconds"] / scores["2"]["cpu_seconds"]
    with open_record(data / "one.truceline") as record:
        # At each size seven that are read, and the city's.
        assert marks(record).documents >= 5 + 2 * ONES
        assert check(record) == []
