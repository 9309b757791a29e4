"""Lists of a large record: a page of one reads an index in its order, and not the whole table."""

import pytest
from sqlalchemy import func, select

from tests.demo import demo_record
from truceline import pipeline
from truceline.store import facts, lists, read, schema
from truceline.store.ask import Ask
from truceline.store.counts import COUNTED, HOLDER
from truceline.store.open import open_or_create
from truceline.store.part import Part, showing


def plans(record, ask):
    """Return how SQLite would do each query that a function asks."""
    asked = []
    driver = record.connection.connection.driver_connection
    driver.set_trace_callback(asked.append)
    ask()
    driver.set_trace_callback(None)
    return [
        " ; ".join(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {words}"))
        for words in asked
        if words.startswith("SELECT")
    ]


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (Ask(), "ix_incident_by_day"),
        (Ask(order="latest"), "ix_incident_by_day"),
        (Ask(order="reports"), "ix_incident_by_reports"),
        (Ask(kind="air_strike"), "ix_incident_by_day"),
    ],
)
def test_a_page_of_incidents_is_read_in_the_order_of_an_index(ask, index):
    with demo_record() as record:
        [_, page] = plans(record, lambda: lists.incidents(record, ask))
    assert index in page
    # The rows of the page alone, found by their numbers, are sorted.
    assert page.count("TEMP B-TREE") <= 1


def test_what_is_most_contested_is_found_without_reading_the_rest():
    with demo_record() as record:
        [plan] = plans(record, lambda: facts.most_contested(record, 6))
        assert facts.most_contested(record, 6)
    assert "ix_incident_contested" in plan
    assert "TEMP B-TREE" not in plan


def test_the_first_statements_are_found_without_sorting_all():
    with demo_record() as record:
        page = plans(record, lambda: lists.statements(record, Ask()))[1]
    assert "TEMP B-TREE FOR ORDER BY" not in page


@pytest.mark.parametrize("order", ["", "latest", "reports"])
def test_an_order_tells_each_incident_once_and_those_without_a_day_last(order):
    with demo_record() as record:
        found = lists.incidents(record, Ask(order=order), page=None)
        assert {one.id for one in found.rows} == {one.id for one in read.incidents(record)}
    assert len(found.rows) == found.total
    if order != "reports":
        days = [one.date.first if one.date else None for one in found.rows]
        dated = [day for day in days if day]
        assert days[: len(dated)] == dated
        assert dated == sorted(dated, reverse=order == "latest")


def test_statements_stand_with_their_reports_in_the_order_of_the_text():
    with demo_record() as record:
        found = lists.statements(record, Ask(), page=None)
        assert found.total == len(found.rows) == len(list(read.statements(record)))
    docs = list(dict.fromkeys(one.heading.id for one in found.rows))
    assert [one.heading.id for one in found.rows] == [
        doc for doc in docs for one in found.rows if one.heading.id == doc
    ]


def counts(record):
    """Return the counts that a record keeps."""
    return {(row.what, row.value): row.rows for row in record.rows(select(schema.counted))}


def recounted(record):
    """Return the same, counted anew from the tables."""
    account = schema.account.c
    queries = [(one.what, one.column, func.count(), table) for table in COUNTED for one in COUNTED[table]]
    queries.append((HOLDER, account.holder, func.count(account.incident.distinct()), schema.account))
    return {
        (what, row[0]): row[1]
        for what, column, number, table in queries
        for row in record.rows(
            select(column, number).select_from(table).where(column.is_not(None)).group_by(column)
        )
    }


def test_counts_are_those_of_the_tables():
    with demo_record() as record:
        assert counts(record) == recounted(record)
        assert counts(record)["incident", ""] == len(list(read.incidents(record)))


def test_counts_follow_what_is_added_in_any_order(tmp_path):
    toll = "A shell killed {} people in Tbilisi on Sunday, the {} said.\n"
    for number, holder in enumerate(("mayor", "army", "mayor", "police")):
        (tmp_path / f"{number}.txt").write_text(f"Shells fall\n\n{toll.format(number + 3, holder)}", "utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    kept = []
    for name, order in (("there", files), ("back", files[::-1])):
        with open_or_create(tmp_path / f"{name}.truceline") as record:
            for path in order:
                pipeline.add([path], record, at="2021-01-01T00:00:00")
                assert counts(record) == recounted(record)
            kept.append(counts(record))
    assert kept[0] == kept[1]


def test_a_part_counts_what_it_shows():
    with demo_record() as record:
        docs = frozenset(lists.documents(record, Ask(outlet="Tolmeth Herald"), page=None).rows)
        ids = frozenset(one.id for one in docs)
        some = frozenset(one.id for one in read.incidents(record) if ids & {*one.documents})
        with showing(record, Part(ids, {"incident": some, "relation": frozenset()})):
            assert counts(record) == recounted(record)
            assert facts.held(record, ["en"]).outlets == ("Tolmeth Herald",)
            assert facts.totals(record)["incident"] == len(some)
        assert facts.totals(record)["incident"] > len(some)
