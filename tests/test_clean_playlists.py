"""Playlists: which lines are films with how long each runs."""

import pytest

from truceline.clean.lines import split_lines
from truceline.clean.playlists import find_films


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "1:19 Mayor speaks of the fire Pause\n0:50 One dead after raid on mill\n2:31 Who is Xan?\nThe mill burned.",
            {0, 1, 2},
            id="lengths in no order",
        ),
        pytest.param(
            "9:19 Shells hit the mill\n9:50 One dead after raid on mill\n10:31 The ferry leaves",
            set(),
            id="the hours of a chronicle follow each other",
        ),
        pytest.param(
            "9:50 Shells hit the mill.\n9:19 One died after the raid.\n8:31 The ferry left.",
            set(),
            id="sentences of a chronicle that goes back in time",
        ),
        pytest.param("1:19 Mayor speaks\n0:50 One dead after raid", set(), id="two may be anything"),
        pytest.param(
            "9:50 AM Shells hit it\n9:19 AM One died\n8:31 AM It left", set(), id="hours of a morning"
        ),
    ],
)
def test_films(text: str, found: set[int]) -> None:
    assert find_films(split_lines(text)) == found
