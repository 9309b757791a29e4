"""Changes: which predictions a change gained and which it lost, beside those that were pinned last (`pins.py`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from benchmarks.pins import MARKS, OFFSETS, Line, Row, counts, is_label, lines, read, word

# So many lines a task are shown unless all are asked for.
SHOWN = 20
HASHED = re.compile(r"#[0-9a-f]{8}\b")
# Characters of the text around, and of all that is shown of it.
AROUND = 30
WIDEST = 140
# Parts two rows that are one thing.
WITH = "  goes with  "

Sign = Literal["+", "-"]


class Changes(msgspec.Struct, frozen=True):
    """What was gained and lost, each in the order of documents and texts, and how many stayed."""

    gained: tuple[Line, ...]
    lost: tuple[Line, ...]
    same: int


def since(path: Path, rows: Sequence[Row], texts: Mapping[str, str], *, limit: int | None) -> str:
    """Return what predictions gained and lost since they were pinned in the file `path`, in words (see `report`)."""
    if not path.exists():
        return f"{path.stem}: no predictions pinned to compare {len(rows)} with"
    (pinned, counted), now = read(path), lines(rows)
    return report(path.stem, compare(pinned, counts(now) if counted else now), rows, texts, limit=limit)


def compare(pinned: Sequence[Line], now: Sequence[Line]) -> Changes:
    """Return what is new in `now` and what is gone from `pinned`; of two alike, one may go.

    Of the rows that stayed, it tells which no longer go together, and which now do.
    """
    before, after = Counter(line.key for line in pinned), Counter(line.key for line in now)
    same = before & after
    joined, parted = _together(now, same), _together(pinned, same)
    gained, lost = [*_beyond(now, before), *(joined - parted)], [*_beyond(pinned, after), *(parted - joined)]
    return Changes(_in_order(gained), _in_order(lost), same.total())


def _together(some: Iterable[Line], among: Mapping[tuple[str, str], int]) -> set[Line]:
    """Return a line for each two neighbours of a group, among the rows with these keys."""
    groups: defaultdict[str, dict[tuple[str, str], Line]] = defaultdict(dict)
    for line in some:
        if line.group and line.key in among:
            groups[line.group][line.key] = line
    ordered = [sorted(group.values(), key=lambda line: line.place) for group in groups.values()]
    return {
        Line(one.doc, f"{one.body}{WITH}{other.doc} {other.body}")
        for group in ordered
        for one, other in pairwise(group)
    }


def _in_order(some: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(some, key=lambda line: line.place))


def _beyond(some: Iterable[Line], others: Mapping[tuple[str, str], int]) -> list[Line]:
    left, found = Counter(others), []
    for line in some:
        if left[line.key] > 0:
            left[line.key] -= 1
        else:
            found.append(line)
    return found


def report(
    name: str, changes: Changes, rows: Iterable[Row], texts: Mapping[str, str], *, limit: int | None
) -> str:
    """Return what was gained and lost in words: a line of counts, then a line for each.

    Args:
        name: the task.
        changes: what changed.
        rows: the predictions as made now; their words are shown for the hashes.
        texts: the texts by the id of their document, as far as they are at hand; words are shown at the offsets.
        limit: so many lines at most, what got worse before what got better; None: all.
    """
    told = [
        f"{name}: {_counted(changes.gained, 'gained')}, {_counted(changes.lost, 'lost')}, {changes.same} the same"
    ]
    signed: list[tuple[Sign, Line]] = [("+", line) for line in changes.gained]
    signed += [("-", line) for line in changes.lost]
    kept = sorted(signed, key=lambda one: _is_better(*one))[:limit]
    words, by_doc = _words(rows), {word(doc): (doc, text) for doc, text in texts.items()}
    for sign, line in sorted(kept, key=lambda one: (one[1].place, one[0])):
        told.append(f"  {sign} {_shown(line, words, by_doc)}")
    if len(kept) < len(signed):
        told.append(f"  ... and {len(signed) - len(kept)} more: --all shows them")
    return "\n".join(told)


def _counted(found: Sequence[Line], what: str) -> str:
    marks = Counter(MARKS[line.right] for line in found if line.right is not None)
    told = ", ".join(f"{marks[mark]} {mark}" for mark in ("right", "wrong") if marks[mark])
    return f"{len(found)} {what}" + (f" ({told})" if told else "")


def _is_better(sign: Sign, line: Line) -> int:
    """Return 0 for what got worse (a right one lost, a wrong one gained), 1 for what nobody says, 2 for the rest."""
    if line.right is None:
        return 1
    return 2 if line.right == (sign == "+") else 0


def _shown(line: Line, words: Mapping[str, str], texts: Mapping[str, tuple[str, str]]) -> str:
    doc, text = texts.get(line.doc, (line.doc, ""))
    body = HASHED.sub(
        lambda found: f'"{words[found.group()]}"' if found.group() in words else found.group(), line.body
    )
    parts = (f"doc {doc}", body, MARKS[line.right], _around(text, line.body))
    return "  ".join(part for part in parts if part)


def _around(text: str, body: str) -> str:
    """Return the words at the offsets, between bars, with some of the text around; empty where there is no text."""
    own = body.split(WITH)[0]
    pairs = [(int(start), int(end)) for start, end in OFFSETS.findall(own)]
    if not text or not pairs:
        return ""
    start, end = min(pairs)[0], max(end for _, end in pairs)
    shown = f"{text[max(start - AROUND, 0) : start]}|{text[start:end]}|{text[end : end + AROUND]}"
    flat = " ".join(shown.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"


def _words(rows: Iterable[Row]) -> dict[str, str]:
    """Return the words of the rows by their hash."""
    return {
        word(value): value for row in rows for value in _strings(list(row.values())) if not is_label(value)
    }


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
