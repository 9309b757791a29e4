"""Make many reports of few: each round of them mixes their sentences anew, by a rule."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.harness import read_lines

SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


def write_varied(reports: Path, to: Path, first: int, last: int) -> Path:
    """Write the reports number `first` up to, not with, `last` of the endless row of them into a file, and return it."""
    rows = islice(varied(read_lines(reports)), first, last)
    to.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return to


def varied(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the reports as they are, then round after round of them with other sentences.

    In round k, sentence j of report i is sentence j of report i + j * k: two reports of different rounds share about one
    sentence, so none is a copy of another, while words, names and lengths stay those of news.
    """
    sentences = [SENTENCE_ENDS.split(row["text"]) for row in rows]
    for turn in count():
        for i, row in enumerate(rows):
            yield {**row, "id": f"{row['id']}-{turn}", "text": _mixed(sentences, i, turn)}


def _mixed(sentences: Sequence[Sequence[str]], i: int, turn: int) -> str:
    taken = (sentences[(i + j * turn) % len(sentences)][j : j + 1] for j in range(len(sentences[i])))
    return " ".join(sentence for found in taken for sentence in found)
