"""Read the sentences and their predicates: `dev.jsonl`, words parted by blanks."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.harness import read_lines

SENTENCES = "dev.jsonl"


class Predicate(msgspec.Struct, frozen=True):
    """One predicate: the sentence's number, its characters in the sentence, and from -3 (did not happen) to 3 (did)."""

    doc: str
    start: int
    end: int
    value: float


def read_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the number and the text of each sentence, as it stands in the file.

    Raises:
        FileNotFoundError: the folder has no such file.
    """
    for row in read_lines(data / SENTENCES):
        yield str(row["idx"]), row["text"]


def read_gold(data: Path) -> list[Predicate]:
    """Return the predicates, in the order of the file."""
    return [
        Predicate(str(row["idx"]), *_characters(row["text"], *target["span1"]), target["label"])
        for row in read_lines(data / SENTENCES)
        for target in row["targets"]
    ]


def _characters(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the words `first` up to, not with, `last` stand."""
    words = text.split(" ")
    start = sum(len(word) + 1 for word in words[:first])
    return start, start + len(" ".join(words[first:last]))
