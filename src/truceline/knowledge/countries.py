"""Countries: the states of the world by their codes and by their names, from actors/states.yml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from truceline.knowledge.spelling import fold


def country_called(code: str) -> str | None:
    """Return the name of the state that has this code; None where none has: that of an invented war."""
    return _names().get(code)


@cache
def _names() -> Mapping[str, str]:
    return country_names(Path(__file__).parent)[1]


def country_names(directory: Path) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the codes by name, and the names by code, of the states in actors/states.yml.

    Names are folded; acronyms are kept in capitals, or "car" would be a republic.
    """
    text = (directory / "actors" / "states.yml").read_text(encoding="utf-8")
    states = yaml.load(text, Loader=yaml.CSafeLoader)["state"].values()
    named = [
        (name.replace(".", ""), state["code"])
        for state in states
        for name in (
            state["name"],
            *(one if isinstance(one, str) else one["text"] for one in state.get("also", [])),
        )
    ]
    codes = {name if name.isupper() else fold(name): code for name, code in named}
    return codes, {state["code"]: state["name"] for state in states}
