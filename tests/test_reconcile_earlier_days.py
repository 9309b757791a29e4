"""Earlier days: which figures are of the happening, where its reports recall others."""

import tomllib
from pathlib import Path

import pytest

from truceline.knowledge import load
from truceline.model.claim import Figure
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.pipeline import read_one
from truceline.reconcile.told import told
from truceline.reconcile.world import World

CASES = tomllib.loads((Path(__file__).parent / "cases" / "earlier_days.toml").read_text("utf-8"))["case"]


def read(report: str) -> Reading:
    """Return the reading of a report, given as "day: text"."""
    day, _, text = report.partition(": ")
    row = f'{{"title": "News", "published": "{day}", "text": "{text}"}}'
    found = read_one(Raw(day, "row", row.encode()), ())
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, list[str]]) -> None:
    readings, names = [read(report) for report in case["reports"]], load().names
    world = World(names.actors, names.outlet, readings, names.roles)
    events = [(event, reading) for reading in readings for event in reading.events]
    figures = [one.claim.value for one in told(events, world, {}) if isinstance(one.claim.value, Figure)]
    killed = [one.low for one in figures if one.effect == "killed" and one.part_of is None]
    assert sorted(killed, key=int) == case["found"]
