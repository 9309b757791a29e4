"""Read the entities of re3d: one folder for each publisher, JSON lines in each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from benchmarks.harness import read_lines
from benchmarks.relations.gold import LEAST_CONFIDENCE, Range

Kind = Literal["person", "organisation", "location", "nationality"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# The kinds that count together; a nationality is a property of another entity in re3d, and few of them are certain.
COUNTED: tuple[Kind, ...] = ("person", "organisation", "location")
TYPES: Mapping[str, Kind] = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "location",
    "Nationality": "nationality",
}
# "We", "The hospital", "his spiritual adviser": no word but one of these has a capital, so nothing is named.
PLAIN = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "all",
        "both",
        "some",
        "many",
        "our",
        "my",
        "his",
        "her",
        "its",
        "their",
        "your",
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "you",
        "us",
        "them",
        "here",
        "there",
        "one",
        "two",
    ]
)
WORD = re.compile(r"\w+")


class Entity(msgspec.Struct, frozen=True):
    """A stretch of a document's text, what it names, and whether it does so by a name."""

    doc: str
    kind: Kind
    at: Range
    named: bool = True


def read_gold(data: Path) -> list[Entity]:
    """Return the entities of the kinds that are scored; the same stretch of one kind counts once.

    Raises:
        FileNotFoundError: no folder of `data` holds entities.
    """
    paths = sorted(data.glob("*/entities.jsonl"))
    if not paths:
        raise FileNotFoundError(f"{data}: no folder with entities.jsonl")
    return list(dict.fromkeys(one for path in paths for one in _entities(read_lines(path))))


def _entities(rows: Iterable[Mapping[str, Any]]) -> Iterator[Entity]:
    for row in rows:
        # "st ISIL", a vehicle: what no annotator stands behind is left out.
        if row["type"] in TYPES and row["confidence"] >= LEAST_CONFIDENCE and row["value"].strip():
            at = row["begin"], row["end"]
            yield Entity(row["documentId"], TYPES[row["type"]], at, is_named(row["value"]))


def is_named(words: str) -> bool:
    """Return whether a word has a capital that is no pronoun, article or number: "al-Qaida", not "The hospital"."""
    return any(word.lower() not in PLAIN and word != word.lower() for word in WORD.findall(words))


def read_predictions(rows: Iterable[Mapping[str, Any]]) -> list[Entity]:
    """Return predictions of the form `{"doc", "type", "start", "end"}`."""
    return [Entity(row["doc"], row["type"], (row["start"], row["end"])) for row in rows]
