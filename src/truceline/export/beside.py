"""What stands beside the incidents, in the terminal: conditions, exhibits and citations, one line each."""

import re
from collections.abc import Iterable, Sequence

from rich.console import RenderableType

from truceline.export.page import table
from truceline.export.words import day_words, days_words, listed, where_words
from truceline.model.bounds import bounds_words
from truceline.model.record import CitationShown, ConditionShown, ExhibitShown

# Words in a list are cut here; the page of the document has them whole.
WORDS = 90


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= WORDS else flat[: WORDS - 1].rstrip() + "…"


def figure_words(condition: ConditionShown) -> str:
    """Return how many of what: "about 30 doctors"."""
    told = bounds_words(condition.low, condition.high, condition.exactness)
    return f"{grouped(told)} {condition.what}".strip()


def grouped(words: str) -> str:
    """Return words with a comma between the thousands: "60,000 to 1,200,000"."""
    return re.sub(r"\d{4,}", lambda found: f"{int(found[0]):,}", words)


def condition_list(conditions: Iterable[ConditionShown]) -> RenderableType:
    """Return one line a condition: where, how many, in what state, as of when, told by whom."""
    columns = ("Id", "Place", "Figure", "State", "Day", "Reported", "Told by", "Words")
    rows = (
        (
            one.id,
            where_words(one.place) if one.place else "not told",
            figure_words(one),
            one.kind.replace("_", " "),
            days_words(one.date) if one.date else "–",
            day_words(one.told) if one.told else "–",
            one.holder,
            _cut(one.words),
        )
        for one in conditions
    )
    return table(columns, rows, "No condition.")


def checked_words(exhibit: ExhibitShown) -> str:
    """Return what is told of an exhibit's truth: "verified by the monitor; disputed by the army"."""
    told = [f"verified by {listed(exhibit.verified)}"] if exhibit.verified else []
    told += [f"disputed by {listed(exhibit.disputed)}"] if exhibit.disputed else []
    told += ["could not be verified"] if exhibit.unverified else []
    return "; ".join(told) or "–"


def exhibit_list(exhibits: Iterable[ExhibitShown]) -> RenderableType:
    """Return one line an exhibit: what, from whom, what it shows, who verified or disputes it, told by whom."""
    columns = ("Id", "Kind", "Exhibit", "From", "Shows", "Checked", "Told by")
    rows = (
        (
            one.id,
            one.kind,
            _cut(one.words),
            one.source or "not told",
            _cut(one.shows) if one.shows else "–",
            checked_words(one),
            one.holder,
        )
        for one in exhibits
    )
    return table(columns, rows, "No exhibit.")


def citation_list(citations: Sequence[CitationShown]) -> RenderableType:
    """Return one line for each two outlets of which one rests on the other: how, how often, in how many reports, whom it heard."""
    pairs: dict[tuple[str, str], list[CitationShown]] = {}
    for one in citations:
        pairs.setdefault((one.by, one.outlet), []).append(one)
    columns = ("Outlet", "Rests on", "How", "Times", "Reports", "Who told it")
    rows = (
        (
            by,
            outlet,
            ", ".join(sorted({one.kind for one in told})),
            str(len(told)),
            str(len({one.document for one in told})),
            _cut(", ".join(dict.fromkeys(one.speaker for one in told if one.speaker))) or "–",
        )
        for (by, outlet), told in pairs.items()
    )
    return table(columns, rows, "No report rests on another outlet.")
