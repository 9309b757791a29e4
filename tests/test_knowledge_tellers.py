"""Tellers: of which people somebody is who is quoted without a name."""

import pytest

from truceline.knowledge import load

TELLERS = load().names.roles.tellers


@pytest.mark.parametrize(
    ("words", "group", "why"),
    [
        ("medics", "medics", "a word of a line, in the plural"),
        ("A hospital source in Xtown", "medics", "a plain word says nothing: what stands before it tells"),
        ("a source at the Xtown hospital", "medics", "nor does it where what stands behind it tells"),
        ("residents in the opposition's part of Xtown", "residents", "where the head tells, what stands behind does not"),
        ("a medic and residents", "medics", "of two that speak together the first"),
        ("a local civil defence official", "rescuers", "the longest words that are known"),
        ("a number of residents", "residents", "a number of people are those people"),
        ("state media", "state", "a state's media are no crowd"),
        ("media reports", "crowd", "reports stand for nobody"),
        ("foreign ministers", "crowd", "several ministers are of several states"),
        ("the foreign minister", "state", "one is of one"),
        ("a military source", "military", "a man with a rank may be of any side"),
        ("Ilo Marr", None, "a name tells nothing"),
    ],
)  # fmt: skip
def test_of_which_people_somebody_is(words: str, group: str | None, why: str) -> None:
    assert TELLERS.group(words) == group, why


@pytest.mark.parametrize(
    ("words", "kinds", "why"),
    [
        ("the monitor", {"monitor"}, "a monitor is a monitor"),
        ("the head of the monitor", {"monitor"}, "its head is of it"),
        ("the extremist group", {"armed_group"}, "only an armed group is extremist"),
        ("the group", {"armed_group", "monitor", "organisation"}, "a group may be any of three"),
        ("the doctor", set(), "a doctor is no body"),
    ],
)
def test_what_bodies_are_called_so(words: str, kinds: set[str], why: str) -> None:
    assert TELLERS.kinds(words) == kinds, why
