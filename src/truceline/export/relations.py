"""How actors stand to each other, in the terminal: one line a relation, and a dyad's series with a bar for each month."""

import datetime
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import BAR, Documents, Quotes, section, table, title
from truceline.export.words import day_words, listed, short_day
from truceline.model.standing import Count, Point, RelationShown

# How kinds read between two names.
KIND_WORDS = {
    "allied": "is allied with",
    "consults": "talks with",
    "negotiates": "negotiates with",
    "cooperates": "works with",
    "part of": "is part of",
    "renamed": "is also called",
}
# Half of the bar, in letters, stands for the end of the scale.
HALF = 7
MOST = 10
MOST_HOLDERS = 3
SCALE = "weights: Goldstein's scale on CAMEO codes, -10 conflict to +10 cooperation; incidents carry none"


def kind_words(kind: str) -> str:
    """Return how a kind reads between two names: "is allied with"."""
    return KIND_WORDS.get(kind, kind)


def relation_words(relation: RelationShown) -> str:
    """Return a relation as a sentence: "the Front is allied with the Brigade"."""
    return f"{relation.a_name} {kind_words(relation.kind)} {relation.b_name}"


def stretch_words(relation: RelationShown) -> str:
    """Return the stretch of time: "6 May 2031 to 8 May 2031"; ends that are days of reports stand in brackets."""
    ends = (
        (name, day) for name, day in (("first", relation.first), ("last", relation.last)) if day is not None
    )
    told = [f"({short_day(day)})" if name in relation.inferred else short_day(day) for name, day in ends]
    if relation.first == relation.last:
        told = told[:1] if len(relation.inferred) == len(told) else [one.strip("()") for one in told[:1]]
    return " to ".join(told) or "–"


def relation_list(relations: Iterable[RelationShown]) -> RenderableType:
    """Return one line a relation: who, how, whom, when, how often, by how many sources, who tells it, who denies it."""
    columns = ("Relation", "When", "Told", "Sources", "Incidents", "Told by")
    rows = (
        (
            relation_words(one),
            stretch_words(one),
            str(one.told),
            str(one.independent),
            str(len(one.incidents)) if one.incidents else "–",
            teller_words(one),
        )
        for one in relations
    )
    return table(columns, rows, "No relation.", close=True)


def teller_words(one: RelationShown) -> str:
    """Return who tells a relation, who denies it, and how often it is only meant."""
    more = len(one.holders) - MOST_HOLDERS
    told = (
        [", ".join(one.holders[:MOST_HOLDERS]) + (f" and {more} more" if more > 0 else "")]
        if one.holders
        else []
    )
    told += [f"denied by {listed(one.denied)}"] if one.denied else []
    told += [f"told as planned or possible {one.meant} times"] if one.meant and not one.told else []
    return "; ".join(told) or "–"


def series_page(
    names: tuple[str, str], points: Sequence[Point], documents: Documents, actors: dict[str, str]
) -> RenderableType:
    """Return a dyad's series: a bar for each month or week, what is told in it, and every word behind it.

    Args:
        names: what the two were asked for by.
        points: the series.
        documents: those that it quotes.
        actors: names by id.
    """
    quotes = Quotes(documents)
    columns = ("When", BAR, "Mean", "Incidents", "What is told", "Quotes")
    rows = (_row(point, quotes, actors) for point in points)
    made = table(columns, rows, "Nothing is told of the two.", close=True)
    head = title(f"{names[0]} and {names[1]}", SCALE)
    # What is cited stands in the rows: the quotes come when these are made.
    return Group(head, Text(), made, section("Quotes", quotes.render()))


def _row(point: Point, quotes: Quotes, actors: dict[str, str]) -> Sequence[str | Text]:
    spans = [span for count in point.counts for span in count.evidence]
    return (
        _when(point.first, point.last),
        _bar(point) if point.counts else "",
        f"{point.mean:+.1f}" if point.counts else "–",
        str(len(point.incidents)) if point.incidents else "–",
        "\n".join(_told(count, actors) for count in point.counts) or "–",
        quotes.cite(spans),
    )


def _bar(point: Point) -> Text:
    """Return the mean as a bar from the middle: to the left for conflict, to the right for cooperation."""
    length = round(abs(point.mean) / MOST * HALF)
    left = ("█" * length if point.mean < 0 else "").rjust(HALF)
    return Text.assemble((left, "dispute"), "│", ("█" * length if point.mean > 0 else "").ljust(HALF))


def _when(first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None or last is None:
        return "no day told"
    return (
        f"{first:%b %Y}"
        if first.day == 1 and last.month == first.month and last.day > 27
        else f"from {day_words(first)}"
    )


def _told(count: Count, actors: dict[str, str]) -> str:
    a, b = (actors.get(id_, id_) for id_ in (count.a, count.b))
    sources = f" ({count.told} times, {count.independent} sources)" if count.told > 1 else ""
    return f"{a} {kind_words(count.kind)} {b}{sources}"
