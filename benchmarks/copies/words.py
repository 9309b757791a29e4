"""The word lists of the bench: `words.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from benchmarks.copies.reports import HERE

Mates = Mapping[str, tuple[str, ...]]


@cache
def mates(table: str) -> Mates:
    """Return a table of words with what may stand for each."""
    return {word: tuple(found) for word, found in _tables()[table].items()}


@cache
def house_style() -> tuple[tuple[str, str], ...]:
    """Return what a house spells otherwise, longest first."""
    return tuple(sorted(_tables()["house_style"].items(), key=lambda pair: -len(pair[0])))


@cache
def recast() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what a sub-editor words anew."""
    return tuple((re.compile(shape), words) for shape, words in _tables()["recast"].items())


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "words.toml").read_text("utf-8"))
