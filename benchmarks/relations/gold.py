"""Read the documents and relations of re3d: one folder for each publisher, JSON lines in each."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from benchmarks.harness import read_lines

Kind = Literal["FightingAgainst", "AlliesOf", "CommWith", "IsSynonymOf", "CoLocated", "Apart"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What fewer than half of the annotators' weight stands behind is left out.
LEAST_CONFIDENCE = 0.5
Range = tuple[int, int]


class Relation(msgspec.Struct, frozen=True):
    """Two stretches of a document's text that stand in a relation; which comes first says nothing."""

    doc: str
    kind: str
    a: Range
    b: Range


def read_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each document.

    Raises:
        FileNotFoundError: no folder of `data` holds documents.
    """
    paths = sorted(data.glob("*/documents.jsonl"))
    if not paths:
        raise FileNotFoundError(f"{data}: no folder with documents.jsonl")
    for path in paths:
        for row in read_lines(path):
            yield row["_id"], row["text"]


def read_gold(data: Path) -> list[Relation]:
    """Return the relations of the kinds that are scored; one told of the same words twice counts once."""
    rows = (row for path in sorted(data.glob("*/relations.jsonl")) for row in read_lines(path))
    found = (
        Relation(
            row["documentId"],
            row["type"],
            *sorted(((row["sourceBegin"], row["sourceEnd"]), (row["targetBegin"], row["targetEnd"]))),
        )
        for row in rows
        if row["type"] in KINDS and row["confidence"] >= LEAST_CONFIDENCE
    )
    return list(dict.fromkeys(found))


def read_predictions(rows: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """Return predictions of the form `{"doc", "type", "a": [s, e], "b": [s, e]}`."""
    return [Relation(row["doc"], row["type"], _range(row["a"]), _range(row["b"])) for row in rows]


def _range(pair: Iterable[int]) -> Range:
    start, end = pair
    return start, end
