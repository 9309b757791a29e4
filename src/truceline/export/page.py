"""Pieces that all pages in a terminal share: the theme, headings, plain tables, and numbered evidence."""

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from truceline.model.document import Span

# One warm tone for evidence, one accent for dispute; both carry a word or a mark too.
THEME = Theme(
    {
        "title": "bold",
        "label": "bold",
        "quiet": "dim",
        "evidence": "yellow",
        "dispute": "red",
        "table.header": "bold",
        "repr.number": "none",
    }
)

# Prose wider than this is hard to read; tables may be wider.
PROSE = 75

# How each document is called beside a quote: its id -> "Harbour Post, 10 March 2019".
Labels = Mapping[str, str]


class Quotes:
    """The evidence of one page, numbered in the order in which the page names it."""

    def __init__(self) -> None:
        self._numbers: dict[Span, int] = {}

    def cite(self, spans: Iterable[Span]) -> str:
        """Return the numbers of these spans as "1 3", giving new ones where needed."""
        return " ".join(str(self._numbers.setdefault(span, len(self._numbers) + 1)) for span in spans)

    def render(self, labels: Labels) -> RenderableType:
        """Return all quotes with their numbers, documents and characters."""
        grid = Table.grid(padding=(0, 1), pad_edge=False)
        grid.add_column(justify="right", style="quiet")
        grid.add_column(max_width=PROSE)
        for span, number in self._numbers.items():
            quote = " ".join(span.quote.split())
            source = f"{labels.get(span.doc, 'document')} · {span.doc}:{span.start}–{span.end}"
            grid.add_row(str(number), Text(f"“{quote}”", "evidence") + Text(f"\n{source}", "quiet"))
        return grid if self._numbers else Text("none", "quiet")


def title(text: str, beside: str = "") -> RenderableType:
    """Return the head of a page: its title, and what is said beside it in a lower voice."""
    return Group(Text(text, "title"), Text(beside, "quiet")) if beside else Text(text, "title")


def section(name: str, body: RenderableType) -> RenderableType:
    """Return a named part of a page, set off by an empty line and indented by two."""
    return Group(Text(), Text(name, "label"), Padding(body, (0, 0, 0, 2), expand=False))


def prose(text: str, style: str = "") -> RenderableType:
    """Return running words, no line wider than `PROSE`."""
    grid = Table.grid(pad_edge=False)
    grid.add_column(max_width=PROSE)
    grid.add_row(Text(text, style))
    return grid


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], empty: str) -> RenderableType:
    """Return a ruled table of plain words; the sentence `empty` where there is no row."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    for column in columns:
        made.add_column(column, no_wrap=column == "Id")  # a broken id cannot be copied
    for row in rows:
        made.add_row(*(Text(words) for words in row))
    return made if made.row_count else Text(empty, "quiet")


def bullets(lines: Iterable[RenderableType]) -> RenderableType:
    """Return the lines, each behind a dash, hanging."""
    grid = Table.grid(padding=(0, 1), pad_edge=False)
    grid.add_column()
    grid.add_column(max_width=PROSE)
    for line in lines:
        grid.add_row("–", line)
    return grid
