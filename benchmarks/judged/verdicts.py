"""Verdicts: what readers say of drawn outputs, and how many of them the program meets."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.harness import read_lines
from benchmarks.judged.outputs import KINDS, Kind, Output
from benchmarks.judged.told import Values

FILE = Path(__file__).with_name("verdicts.jsonl")
# An output answers a verdict where half of what both cover is shared: a content may gain or lose a clause.
SAME = 0.5
# Before words that a reader gives as a value.
WORDS = "words: "
WHERE = re.compile(r"(\d+)-(\d+)")


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader writes of the output of that number on a sheet.

    `values` are those that should stand there instead, as far as they differ; None where nothing should have been read.
    Words among them stand after "words: ", as in the sentence. `error` names the kind of error, `why` tells it in a line and
    is not kept. `reversed`: who did, said, owes or is accused of it is turned round.
    """

    id: int
    right: bool
    why: str = ""
    values: Values | None = None
    error: str = ""
    reversed: bool = False


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reader's values for one drawn output; None: nothing is to be read there. Holds no words of the reports."""

    kind: Kind
    report: str
    start: int
    end: int
    reader: str
    values: Values | None
    error: str = ""
    reversed: bool = False


def verdicts(drawn: Sequence[Output], answers: Iterable[Answer], reader: str) -> list[Verdict]:
    """Return a reader's answers as verdicts.

    Raises:
        ValueError: an answer is missing, or gives a value that outputs of its kind do not have.
    """
    by_number = {answer.id: answer for answer in answers}
    if by_number.keys() != set(range(len(drawn))):
        raise ValueError(f"{len(drawn)} outputs, answers for {len(by_number)}")
    return [_verdict(one, by_number[n], reader) for n, one in enumerate(drawn)]


def _verdict(one: Output, answer: Answer, reader: str) -> Verdict:
    values = one.values if answer.right else None
    if not answer.right and answer.values is not None:
        if unknown := answer.values.keys() - one.values.keys():
            raise ValueError(f"output {answer.id}: a {one.kind} has no {', '.join(sorted(unknown))}")
        values = one.values | {name: _located(one, value) for name, value in answer.values.items()}
    return Verdict(one.kind, one.report, one.start, one.end, reader, values, answer.error, answer.reversed)


def _located(one: Output, value: str | None) -> str | None:
    """Return where the words that a reader gives stand ("120-131"); any other value as it is."""
    if value is None or not value.startswith(WORDS) or not one.sentence:
        return value
    words = value.removeprefix(WORDS)
    found = one.sentence.find(words)
    if found < 0:
        raise ValueError(
            f"“{words}” does not stand in the sentence of {one.kind} {one.start} of {one.report}"
        )
    return f"{one.at + found}-{one.at + found + len(words)}"


def read_verdicts(path: Path = FILE) -> list[Verdict]:
    """Return the verdicts in a file of JSON lines.

    Raises:
        msgspec.ValidationError: a line is no verdict.
    """
    return [msgspec.convert(row, Verdict) for row in read_lines(path)]


def with_new(kept: Iterable[Verdict], new: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts kept and the new ones; a reader's new word on an output stands for the old one."""
    again = {_of(one) for one in new}
    return [*(one for one in kept if _of(one) not in again), *new]


def _of(one: Verdict) -> tuple[str, ...]:
    return one.reader, one.kind, one.report, str(one.start), str(one.end)


def scores(told: Sequence[Verdict], outputs: Iterable[Output]) -> dict[str, Any]:
    """Return for each kind the share of verdicts that the outputs meet, whole (`right`) and value by value.

    Where a reader says that nothing is to be read, an output there is wrong in all its values. `reversed` counts the
    outputs still as a reader found them turned round; `readers` is on how many both say the same.
    """
    by_report: dict[str, list[Output]] = {}
    for one in outputs:
        by_report.setdefault(one.report, []).append(one)
    met = [(verdict, _answering(verdict, by_report.get(verdict.report, ()))) for verdict in told]
    shares = {f"{kind}s": _shares([pair for pair in met if pair[0].kind == kind]) for kind in _kinds(told)}
    turned = {
        (verdict.report, verdict.start)
        for verdict, one in met
        if verdict.reversed and one is not None and not _are_all_same(one.values, verdict.values)
    }
    return {**shares, "reversed": len(turned), "readers": _agreement(told)}


def _answering(verdict: Verdict, outputs: Iterable[Output]) -> Output | None:
    """Return the output that stands where the drawn one stood; of several the one that meets most of the verdict."""
    there = [one for one in outputs if one.kind == verdict.kind and _overlap(verdict, one) >= SAME]
    return max(there, key=lambda one: (_equal(verdict, one), _overlap(verdict, one)), default=None)


def _overlap(verdict: Verdict, one: Output) -> float:
    return _shared((verdict.start, verdict.end), (one.start, one.end))


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _equal(verdict: Verdict, one: Output) -> int:
    return sum(_are_same(one.values[name], value) for name, value in (verdict.values or {}).items())


def _are_same(a: str | None, b: str | None) -> bool:
    """Return whether two values are one, or are words that stand half in one place: an action may lose its "the"."""
    at, other = WHERE.fullmatch(a or ""), WHERE.fullmatch(b or "")
    if a == b or not (at and other):
        return a == b
    return _shared((int(at[1]), int(at[2])), (int(other[1]), int(other[2]))) >= SAME


def _are_all_same(a: Values | None, b: Values | None) -> bool:
    if a is None or b is None:
        return a is b
    return a.keys() == b.keys() and all(_are_same(a[name], b[name]) for name in a)


def _shares(met: Sequence[tuple[Verdict, Output | None]]) -> dict[str, float]:
    names = sorted({name for verdict, _ in met for name in verdict.values or ()})
    shares = {name: _share(_holds(verdict, one, name) for verdict, one in met) for name in names}
    return {"right": _share(_whole(verdict, one) for verdict, one in met), **shares}


def _whole(verdict: Verdict, one: Output | None) -> bool:
    return _are_all_same(one.values if one is not None else None, verdict.values)


def _holds(verdict: Verdict, one: Output | None, name: str) -> bool:
    if verdict.values is None or one is None:
        return verdict.values is None and one is None
    return _are_same(one.values[name], verdict.values[name])


def _agreement(told: Sequence[Verdict]) -> dict[str, float]:
    """Return the share of drawn outputs on which the readers say the same, by kind; 0 where only one read."""
    groups: dict[tuple[str, str, int, int], list[Verdict]] = {}
    for verdict in told:
        groups.setdefault((verdict.kind, verdict.report, verdict.start, verdict.end), []).append(verdict)
    return {f"{kind}s": _share(_agreed(groups, kind)) for kind in _kinds(told)}


def _kinds(told: Sequence[Verdict]) -> list[Kind]:
    """Return the kinds that are judged there."""
    found = {verdict.kind for verdict in told}
    return [kind for kind in KINDS if kind in found]


def _agreed(groups: Mapping[tuple[str, str, int, int], Sequence[Verdict]], kind: Kind) -> Iterator[bool]:
    for (of_kind, *_), told in groups.items():
        if of_kind == kind and len(told) > 1:
            yield all(_are_all_same(verdict.values, told[0].values) for verdict in told)


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0
