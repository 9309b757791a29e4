"""Read the gold and the predictions of the accounts task as one kind of row."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.harness import read_lines

GOLD = "gold_october.json"
REPORTS = "reports.jsonl"
# A predicted span may hold a sentence, not a report.
LONGEST = 300


class Count(msgspec.Struct, frozen=True):
    """A figure's bounds; None is open."""

    low: int | None = None
    high: int | None = None


class Row(msgspec.Struct, frozen=True):
    """One account, gold or predicted. `start` is -1 where a gold quote stands in the title only."""

    doc: str
    start: int
    end: int
    incident: str | None
    speaker: str | None = None
    stance: str | None = None
    killed: Count | None = None
    wounded: Count | None = None
    responsible: str | None = None
    certainty: str | None = None


class Gold(msgspec.Struct, frozen=True):
    """The accounts; `outlets` by document, `scopes` by incident, and the pairs of incidents that nobody is sure of."""

    rows: tuple[Row, ...]
    documents: frozenset[str]
    outlets: Mapping[str, str]
    scopes: Mapping[str, str | None]
    unsure: frozenset[frozenset[str]]


class Report(msgspec.Struct, frozen=True):
    """One report as listed."""

    id: str
    title: str
    source: str
    date_listed: str | None
    text: str


def read_reports(data: Path) -> dict[str, Report]:
    """Return the reports by id."""
    return {row["id"]: msgspec.convert(row, Report) for row in read_lines(data / REPORTS)}


def read_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each report."""
    for report in read_reports(data).values():
        yield report.id, report.text


def read_gold(data: Path, reports: Mapping[str, Report]) -> Gold:
    """Return the gold of the folder `data`."""
    gold = json.loads((data / GOLD).read_text("utf-8"))
    return Gold(
        rows=tuple(_gold_row(row, reports) for row in gold["accounts"]),
        documents=frozenset(gold["documents"]),
        outlets={report.id: report.source for report in reports.values()},
        scopes={name: incident.get("scope") for name, incident in gold["incidents"].items()},
        unsure=frozenset(frozenset(pair[:2]) for pair in gold.get("unsure", ())),
    )


def read_predictions(rows: Iterable[Mapping[str, Any]], gold: Gold) -> list[Row]:
    """Return the predictions for the documents that have gold."""
    return [_row(row, row["start"], row["end"]) for row in rows if row["doc"] in gold.documents]


def _gold_row(row: Mapping[str, Any], reports: Mapping[str, Report]) -> Row:
    """Return one account of the gold; a quote without offsets is looked up in its report."""
    start, end = row.get("start"), row.get("end")
    if start is None or end is None:
        start = reports[row["doc"]].text.find(row["quote"])
        end = start + len(row["quote"]) if start >= 0 else -1
    return _row({**row, "certainty": row.get("responsible_certainty", row.get("certainty"))}, start, end)


def _row(row: Mapping[str, Any], start: int, end: int) -> Row:
    return Row(
        row["doc"], start, end, row.get("incident"), row.get("speaker"), row.get("stance"),
        _count(row.get("killed")), _count(row.get("wounded")), row.get("responsible"), row.get("certainty"),
    )  # fmt: skip


def fits(gold: Row, predicted: Row) -> bool:
    """Return whether a prediction could be this gold account: same document, not too long, and they overlap."""
    if gold.doc != predicted.doc or predicted.end - predicted.start > LONGEST:
        return False
    return gold.start < 0 or (gold.start < predicted.end and predicted.start < gold.end)


def _count(value: Mapping[str, Any] | None) -> Count | None:
    return Count(value.get("low"), value.get("high")) if value else None
