"""Verdicts: what readers say of drawn incidents; ids and words of ours only, never of the reports."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.harness import read_lines
from truceline.model.ids import content_id
from truceline.model.reading import Reading
from truceline.model.record import Happened, Incident, Who

# "3 sources that do not repeat each other tell of it", "one source tells of it", "no source tells of it: …".
_COUNTED = re.compile(r"(no|one|\d+) sources?\b.*\btells? of it")
FILE = Path(__file__).with_name("verdicts.jsonl")


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one reader says of one incident, from the reports alone.

    `incident` is the id that the incident had when it was drawn (an event's, so that it leads there still). `independent`
    counts sources that do not repeat each other; `inverted` is how many accounts turn what was said round, a denial into
    an assertion above all. `one` is whether all that the incident holds is one happening.
    """

    incident: str
    reader: str
    happened: Happened
    who: Who
    independent: int
    inverted: int = 0
    one: bool = True


def read_verdicts(path: Path = FILE) -> list[Verdict]:
    """Return the verdicts in a file of JSON lines.

    Raises:
        msgspec.ValidationError: a line is no verdict.
    """
    return [msgspec.convert(row, Verdict) for row in read_lines(path)]


def by_event(incidents: Iterable[Incident], readings: Iterable[Reading] = ()) -> dict[str, Incident]:
    """Return the incident to which each event's id leads, and the id that any other words for the event would give it.

    Where two events of one report are now read as one, the verdict on the second is a verdict on what both are.
    """
    found = {event: incident for incident in incidents for event in incident.events}
    told = [event for reading in readings for event in reading.events if event.id in found]
    words = {content_id(m.doc, m.start, m.end, 0): found[event.id] for event in told for m in event.mentions}
    return words | found


def scores(
    verdicts: Iterable[Verdict], incidents: Iterable[Incident], readings: Iterable[Reading] = ()
) -> dict[str, Any]:
    """Return the share of verdicts that the record meets, and how far the readers agree with each other.

    `grades` is the mean over both grades; an incident that is gone meets nothing. `inversions` counts incidents in which
    a reader found an account turned round.
    """
    told, found = list(verdicts), by_event(incidents, readings)
    ours = [(verdict, found.get(verdict.incident)) for verdict in told]
    happened = [one is not None and one.grades.happened.grade == verdict.happened for verdict, one in ours]
    who = [one is not None and one.grades.who.grade == verdict.who for verdict, one in ours]
    independent = [one is not None and sources(one) == verdict.independent for verdict, one in ours]
    return {
        "grades": (_share(happened) + _share(who)) / 2,
        "happened": _share(happened),
        "who": _share(who),
        "independent": _share(independent),
        "inversions": len({verdict.incident for verdict in told if verdict.inverted}),
        "readers": agreement(told),
    }


def sources(incident: Incident) -> int:
    """Return how many sources that do not repeat each other the grade counts: it says so in its reasons."""
    counts = [_COUNTED.match(reason.text) for reason in incident.grades.happened.reasons]
    said = next((found.group(1) for found in counts if found), "no")
    return {"no": 0, "one": 1}[said] if said in ("no", "one") else int(said)


def agreement(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Return the share of incidents on which two readers say the same, for each question; 0 where only one read."""
    pairs: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        pairs.setdefault(verdict.incident, []).append(verdict)
    both = [(a, b) for a, b in (pair for pair in pairs.values() if len(pair) == 2)]
    return {
        "happened": _share([a.happened == b.happened for a, b in both]),
        "who": _share([a.who == b.who for a, b in both]),
        "independent": _share([a.independent == b.independent for a, b in both]),
    }


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
