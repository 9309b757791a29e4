"""Told: whose claims an incident rests on."""

import pytest

from truceline.knowledge import load
from truceline.model.document import Raw
from truceline.model.statement import Stance
from truceline.pipeline import read_one
from truceline.reconcile.told import told
from truceline.reconcile.world import World


def holders(text: str) -> list[tuple[str, Stance, int]]:
    """Return who holds which figure of a report, with the stance."""
    reading, names = read_one(Raw("x.txt", "text", text.encode()), ()), load().names
    world = World(names.actors, names.outlet, [reading], names.roles)
    claims = told([(event, reading) for event in reading.events], world, {})
    return [
        (one.holder.name, one.stance, one.claim.value.low) for one in claims if one.claim.property == "toll"
    ]


def test_a_headline_s_figure_is_that_of_whom_the_text_gives_it_to() -> None:
    found = holders(
        "Shells kill 11 in Nairobi\n\nShells killed 11 people in Nairobi on Sunday, medics said.\n"
    )
    assert {holder for holder, _, _ in found} == {"medics"}


def test_a_headline_s_figure_is_never_a_denier_s() -> None:
    text = (
        "Shells kill 11 in Nairobi\n\nKenya denied that shells had killed 11 people in Nairobi on Sunday.\n"
    )
    assert ("Kenya", "says", 11) not in holders(text)


@pytest.mark.parametrize("count", ["12", "nine"])
def test_another_figure_stays_the_report_s_own(count: str) -> None:
    text = f"Shells kill {count} in Nairobi\n\nShells killed 11 people in Nairobi on Sunday, medics said.\n"
    assert "unnamed outlet" in {holder for holder, _, _ in holders(text)}


def test_who_acknowledges_something_else_does_not_admit_the_event_beside_it() -> None:
    text = (
        "Kenya on Sunday acknowledged weak support for any action against Sudan, as it seeks ways to halt the offensive in "
        "Nairobi that killed nine people.\n"
    )
    reading, names = read_one(Raw("x.txt", "text", text.encode()), ()), load().names
    world = World(names.actors, names.outlet, [reading], names.roles)
    stances = {one.stance for one in told([(event, reading) for event in reading.events], world, {})}
    assert stances
    assert "admits" not in stances


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # They fell back before the offensive, which others made.
        (
            "The Kenyan army withdrew from Garissa on Sunday. The Kenyan army said a rebel offensive in Garissa began on Sunday.\n",
            False,
        ),
        # Alone, the retreat is theirs.
        ("The Kenyan army withdrew from Garissa on Sunday.\n", True),
    ],
    ids=["before others", "alone"],
)
def test_who_falls_back_is_not_the_doer_of_what_it_fell_back_before(text: str, *, named: bool) -> None:
    reading, names = read_one(Raw("x.txt", "text", text.encode()), ()), load().names
    world = World(names.actors, names.outlet, [reading], names.roles)
    claims = told([(event, reading) for event in reading.events], world, {})
    found = [one.claim.value.actors for one in claims if one.claim.property == "responsible"]
    assert (("kenya:army",) in found) is named


def test_who_looks_into_whether_his_raid_did_it_does_not_suspect_himself() -> None:
    text = (
        "The Kenyan army said it had opened an inquiry to determine whether its air strikes near Garissa last week had killed "
        "civilians.\n"
    )
    reading, names = read_one(Raw("x.txt", "text", text.encode()), ()), load().names
    assert [claim for event in reading.events for claim in event.claims if claim.property == "responsible"]
    world = World(names.actors, names.outlet, [reading], names.roles)
    claims = told([(event, reading) for event in reading.events], world, {})
    assert not [one for one in claims if one.claim.property == "responsible"]
