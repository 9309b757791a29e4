"""Measure copies: the real reports once, then a round for each sort of change, then each altered copy alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.copies.make import rounds
from benchmarks.copies.predict import Keys, Predicted, flagged, predict
from benchmarks.copies.reports import OURS, Report, read_real, read_reports
from benchmarks.copies.score import Found, of_made, score_alone, score_made, score_readings, score_real
from benchmarks.copies.shared import originals, same_event, shares


def measure(data: Path) -> tuple[dict[str, object], list[Predicted]]:
    """Return the scores, and all that was predicted: of the real reports, of each round, of each altered copy alone."""
    reports, keys = read_reports(data), Keys()
    shared = shares(reports)
    real = predict(reports, keys)
    found = [
        Found(one, predict([*one.beside, *(made.report for made in one.made)], keys))
        for one in rounds(reports, originals(reports, shared))
    ]
    altered = {
        one.round.sort.name: [made.report for made in one.round.made]
        for one in found
        if one.round.sort.kind == "altered"
    }
    alone = [guess for made in altered.values() for guess in flagged(made, keys)]
    ids = {sort: [report.id for report in made] for sort, made in altered.items()}
    scores = {
        **score_made(found),
        "alone": score_alone(ids, (guess.doc for guess in alone)),
        "false_alarms": _false_alarms(reports, shared, real),
        **_real(reports, real),
        "made": {one.round.sort.name: len(one.round.made) for one in found},
    }
    return scores, [*real, *(guess for one in found for guess in of_made(one)), *alone]


def _false_alarms(
    reports: Sequence[Report], shared: Mapping[tuple[int, int], float], real: Sequence[Predicted]
) -> dict[str, int]:
    """Return how many reports that people wrote are said to be altered, and pairs on one event to be copies.

    Our examples are left out of the first: some of them are altered on purpose.
    """
    ours = {report.id for report in reports if report.source == OURS}
    events = {frozenset((one.id, other.id)) for one, other in same_event(reports, shared)}
    return {
        "altered": sum(guess.kind == "altered" and guess.doc not in ours for guess in real),
        "same_event": sum(frozenset((guess.doc, guess.of)) in events for guess in real),
        "of_reports": len(reports) - len(ours),
        "of_same_event": len(events),
    }


def _real(reports: Sequence[Report], real: Sequence[Predicted]) -> dict[str, object]:
    """Return the scores of real pairs, where the reports that were read are among these."""
    ids = frozenset(report.id for report in reports)
    read = [one for one in read_real() if one.pair <= ids]
    return {"real": score_real(read, real), "readings": score_readings(read, real)} if read else {}
