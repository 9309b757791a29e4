"""Harness: what every task of the bench shares: its arguments, its tables, its files."""

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# What a task prints with --json: names of metrics, some in groups.
Scores = Mapping[str, Any]


def arguments(task: str, about: str, data: str) -> argparse.ArgumentParser:
    """Return the parser of a task: `--data DIR`, `--predictions FILE`, `--json`.

    Args:
        task: the name of its folder.
        about: what it measures, in a line.
        data: where its data lies by default, beside the repository.
    """
    parser = argparse.ArgumentParser(f"python -m benchmarks.{task}", description=about)
    parser.add_argument(
        "--data", type=Path, default=Path("..") / "shared" / data, help="the folder of its data"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="write what was predicted, as JSON lines"
    )
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    return parser


def missing(data: Path) -> str | None:
    """Return what to say where the data is not there, else None."""
    return None if data.exists() else f"no data at {data}: nothing was measured"


def sha256(paths: Iterable[Path]) -> str:
    """Return the hash of these files: their names and bytes; folders with all that is in them."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path.parent).as_posix()
            digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def flat(scores: Scores, above: str = "") -> dict[str, float]:
    """Return the numbers of nested scores by dotted name, rounded to four places: `{"cue.f1": 0.55}`."""
    found: dict[str, float] = {}
    for name, value in scores.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{above}{name}."))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[above + name] = round(value, 4)
    return found


def table(rows: Sequence[Sequence[object]]) -> str:
    """Return rows as lines with their columns one under another; the first row is the head."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))] if cells else []
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def show(scores: Scores, *, as_json: bool) -> None:
    """Print scores, as a table or as JSON."""
    if as_json:
        print(json.dumps(scores, indent=1))
    else:
        print(table([("metric", "score"), *flat(scores).items()]))


def f1(right: float, predicted: float, gold: float) -> dict[str, float]:
    """Return precision, recall and F1 of counts, as `{"p", "r", "f1"}`."""
    return from_parts(right / predicted if predicted else 0.0, right / gold if gold else 0.0)


def from_parts(precision: float, recall: float) -> dict[str, float]:
    """Return `{"p", "r", "f1"}` of a precision and a recall."""
    both = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
