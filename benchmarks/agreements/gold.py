"""Read the gold and the predictions of the agreements task as two kinds of row."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.accounts.gold import Report, read_reports

GOLD = "gold_agreements.json"
NOWHERE = -1


class Mention(msgspec.Struct, frozen=True):
    """Words that speak of a deal, and what they say of it. `start` is NOWHERE where the quote stands in the title only."""

    doc: str
    start: int
    end: int
    agreement: str | None
    says: str | None
    by_whom: str | None = None


class Duty(msgspec.Struct, frozen=True):
    """One duty: who owes it, of which sort it is, and what is said of its performance."""

    doc: str
    start: int
    end: int
    agreement: str | None
    bearer: str | None
    duty: str | None
    performance: str | None = None
    holder: str | None = None


class Rows(msgspec.Struct, frozen=True):
    """All mentions and duties, gold or predicted; `documents` are those that have gold."""

    mentions: tuple[Mention, ...]
    duties: tuple[Duty, ...]
    documents: frozenset[str]


def read_gold(data: Path) -> Rows:
    """Return the gold of the folder `data`."""
    gold, reports = json.loads((data / GOLD).read_text("utf-8")), read_reports(data)
    mentions = tuple(_mention(row, *_where(row, reports)) for row in gold["mentions"])
    duties = tuple(_duty(row, *_where(row, reports)) for row in gold["obligations"])
    documents = {row.doc for row in mentions} | {row.doc for row in duties}
    return Rows(mentions, duties, frozenset(documents))


def read_predictions(rows: Iterable[Mapping[str, Any]], gold: Rows) -> Rows:
    """Return the predictions for the documents that have gold, in their order."""
    kept = [row for row in rows if row["doc"] in gold.documents]
    return Rows(
        tuple(_mention(row, row["start"], row["end"]) for row in kept if row["type"] == "mention"),
        tuple(_duty(row, row["start"], row["end"]) for row in kept if row["type"] == "obligation"),
        gold.documents,
    )


def _where(row: Mapping[str, Any], reports: Mapping[str, Report]) -> tuple[int, int]:
    """Return the place of a gold row in its report's text; a quote without offsets is looked up."""
    if row.get("start") is not None:
        return row["start"], row["end"]
    start = reports[row["doc"]].text.find(row["quote"])
    return (start, start + len(row["quote"])) if start >= 0 else (NOWHERE, NOWHERE)


def _mention(row: Mapping[str, Any], start: int, end: int) -> Mention:
    return Mention(row["doc"], start, end, row.get("agreement"), row.get("says"), row.get("by_whom"))


def _duty(row: Mapping[str, Any], start: int, end: int) -> Duty:
    return Duty(
        row["doc"], start, end, row.get("agreement"), row.get("bearer"), row.get("duty"),
        row.get("said_of_performance"), row.get("performance_holder"),
    )  # fmt: skip
