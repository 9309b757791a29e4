"""Pins: the predictions of each task as last pinned, in a form that can be kept.

One file a task: documents, offsets and labels, a hash for whatever is words, so that nobody's text stands in the repository.
A row may carry `right` (true or false) where its task can say so. Rows that share a value of one of GROUPS are one thing;
such a value moves with the method, so the group is called after its first rows.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

PINNED = Path(__file__).with_name("pinned")
HEAD = "# Predictions as last pinned, by document: offsets, labels, hashes of words. Written by the gate with --update."
COUNTS = "# Too many to keep: their number and a hash, by document."
# Bytes; beyond this a file is no longer read in a review, and only counts are kept.
LARGEST = 300_000
GROUPS = ("incident", "agreement", "cluster")
ELSEWHERE = ("doc", "start", "end", "right", *GROUPS)
# A label as our own code or a gold's writes them ("does-not-confirm", "CoLocated"), or the id of a document; all else, names too,
# is words.
LABEL = re.compile(r"[a-z0-9_.-]{1,24}|(?:[A-Z][a-z]+){2,4}|[0-9A-F]{32}")
OFFSETS = re.compile(r"\[(\d+),(\d+)\]")
MARKS: Mapping[bool | None, str] = {True: "right", False: "wrong", None: ""}

Row = Mapping[str, Any]


class Line(msgspec.Struct, frozen=True):
    """One prediction as kept: its document, its offsets and labels, whether it is right (None: nobody says), its group."""

    doc: str
    body: str
    right: bool | None = None
    group: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from others; whether it is right and what it goes with hang on its neighbours."""
        return self.doc, self.body

    @property
    def place(self) -> tuple[str, list[int], str]:
        """Return where it goes among the others: by document and offsets."""
        numbers = [int(number) for pair in OFFSETS.findall(self.body) for number in pair]
        return self.doc, numbers, self.body


def lines(rows: Sequence[Row]) -> list[Line]:
    """Return predictions as they are kept, in the order of documents and offsets."""
    plain = [_line(row) for row in rows]
    members: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for row, line in zip(rows, plain, strict=True):
        if (group := _group(row)) is not None:
            members[group].append(line)
    called = {group: _called(found) for group, found in members.items()}
    found = [
        Line(line.doc, line.body, line.right, called[group]) if (group := _group(row)) is not None else line
        for row, line in zip(rows, plain, strict=True)
    ]
    return sorted(found, key=lambda line: (line.place, line.group))


def _called(members: Sequence[Line]) -> str:
    """Return the name of a group: its first two rows, for one sentence may be the first of two deals."""
    first = sorted(members, key=lambda line: line.place)[:2]
    return word(" ".join(f"@{line.doc} {line.body}" for line in first))


def _line(row: Row) -> Line:
    labels = (f"{name}={value}" for name, value in _labels(row))
    where = [f"[{row['start']},{row['end']}]"] if "start" in row else []
    # Figures are told of an incident as a whole: it stands where a document does elsewhere.
    doc = row.get("doc", row.get("incident", "all"))
    return Line(word(str(doc)), " ".join([*where, *labels]), row.get("right"))


def _group(row: Row) -> tuple[str, str] | None:
    if "doc" not in row:
        return None
    return next(((name, str(row[name])) for name in GROUPS if row.get(name) is not None), None)


def is_label(value: str) -> bool:
    """Return whether it is kept as it is."""
    return LABEL.fullmatch(value) is not None


def word(value: str) -> str:
    """Return a label as it is, and words as a hash."""
    if is_label(value):
        return value
    return f"#{hashlib.sha256(value.encode()).hexdigest()[:8]}"


def _labels(row: Row) -> Iterator[tuple[str, str]]:
    for name in sorted(row):
        if name not in ELSEWHERE:
            yield from _label(name, row[name])


def _label(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the names and values of one field; nothing for an empty one."""
    if isinstance(value, Mapping):
        for part in sorted(value):
            yield from _label(f"{name}.{part}", value[part])
    elif isinstance(value, list | tuple):
        if value:
            yield name, _listed(value)
    elif value is not None and value != "":
        yield name, _plain(value)


def _listed(values: Sequence[object]) -> str:
    if len(values) == 2 and all(isinstance(one, int) for one in values):
        return f"[{values[0]},{values[1]}]"
    shown = [_listed(one) if isinstance(one, list | tuple) else _plain(one) for one in values]
    return ("" if shown[0].startswith("[") else "+").join(shown)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else word(str(value))


def counts(found: Iterable[Line]) -> list[Line]:
    """Return one line a document: how many lines it has, and a hash of them."""
    by_doc: defaultdict[str, list[str]] = defaultdict(list)
    for line in found:
        by_doc[line.doc].append(f"{line.body}\t{line.group}")
    return [
        Line(doc, f"n={len(bodies)} #{hashlib.sha256(chr(10).join(bodies).encode()).hexdigest()[:8]}")
        for doc, bodies in sorted(by_doc.items())
    ]


def write(path: Path, found: Sequence[Line]) -> None:
    """Pin these lines; only their counts where they are too many."""
    text = _text(HEAD, found)
    if len(text.encode()) > LARGEST:
        text = _text(COUNTS, counts(found))
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def _text(head: str, found: Sequence[Line]) -> str:
    shown, doc = [head], None
    for line in found:
        if line.doc != doc:
            shown.append(f"@{line.doc}")
            doc = line.doc
        shown.append(f"{line.body}\t{MARKS[line.right]}\t{line.group}".rstrip())
    return "\n".join(shown) + "\n"


def read(path: Path) -> tuple[list[Line], bool]:
    """Return the pinned lines, and whether they are only counts."""
    head, *rest = path.read_text("utf-8").splitlines()
    marks = {mark: right for right, mark in MARKS.items()}
    found, doc = [], ""
    for text in rest:
        if text.startswith("@"):
            doc = text[1:]
        else:
            body, mark, group = [*text.split("\t"), "", ""][:3]
            found.append(Line(doc, body, marks[mark], group))
    return found, head == COUNTS
