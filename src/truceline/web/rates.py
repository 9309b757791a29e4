"""Rates: how often Truceline reads wrongly, and what it cannot read, from the documentation's own page on its method."""

import re
from functools import cache
from pathlib import Path

import msgspec

# A wheel has the page beside this file, a clone in its documentation.
PLACES = (Path(__file__).parent / "method.md", Path(__file__).parents[3] / "docs" / "method.md")
RATES, LIMITS = "Known rates of error", "Limits"

_COMMENT = re.compile(r"\s*<!--.*?-->")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LIMIT = re.compile(r"\*\*(.+?)\*\*\s*(.*)")


class Limit(msgspec.Struct, frozen=True):
    """One limit: a few words, and what it means."""

    name: str
    words: str


class Rates(msgspec.Struct, frozen=True):
    """What was measured, each with its number; how it was measured; and the limits."""

    measured: tuple[tuple[str, str], ...] = ()
    how: str = ""
    limits: tuple[Limit, ...] = ()


@cache
def rates() -> Rates:
    """Return what the documentation says; nothing where it is not at hand."""
    path = next((path for path in PLACES if path.is_file()), None)
    if path is None:
        return Rates()
    text = path.read_text("utf-8")
    told, limits = _section(text, RATES), _section(text, LIMITS)
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in told.split("\n")
        if line.startswith("|")
    ]
    return Rates(
        tuple((_plain(row[0]), _plain(row[1])) for row in rows[2:]),
        _plain(told.split("\n|")[0]),
        tuple(
            Limit(found[1].rstrip("."), found[2])
            for one in re.split(r"^- ", limits, flags=re.MULTILINE)[1:]
            if (found := _LIMIT.match(_plain(one)))
        ),
    )


def _section(text: str, name: str) -> str:
    """Return what stands under a heading."""
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def _plain(words: str) -> str:
    """Return the words on one line, without comments, links and the marks of code."""
    return " ".join(_LINK.sub(r"\1", _COMMENT.sub("", words)).replace("`", "").split())
