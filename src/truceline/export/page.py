"""Pieces that all pages in a terminal share: the theme, headings, plain tables, and numbered evidence."""

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from truceline.export.sentences import sentence_around
from truceline.export.words import when_words
from truceline.model.document import Document, Span

# One warm tone for evidence, one accent for dispute; both carry a word or a mark too.
THEME = Theme(
    {
        "title": "bold",
        "label": "bold",
        "quiet": "dim",
        "evidence": "yellow",
        "dispute": "red",
        "gone": "strike",
        "table.header": "bold",
        "repr.number": "none",
    }
)

# Prose wider than this is hard to read; tables may be wider.
PROSE = 75

# A broken id cannot be copied, and a broken day, number or bar not be read.
BAR = "-10       +10"
_WHOLE = ("Id", "Told", "When", "No.", "Conservative", "Mean", BAR)
# The documents that a page quotes, by id.
Documents = Mapping[str, Document]


class Quotes:
    """The evidence of one page: the sentences in which it stands, numbered in the order in which the page names them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._spans: dict[Span, list[Span]] = {}
        self._numbers: dict[Span, int] = {}
        self._notes: dict[Span, list[Text]] = {}

    def cite(self, spans: Iterable[Span]) -> str:
        """Return the numbers of the sentences of these spans as "1 3", giving new ones where needed."""
        cited = set()
        for span in spans:
            sentence = sentence_around(span, self._documents.get(span.doc))
            self._spans.setdefault(sentence, []).append(span)
            cited.add(self._numbers.setdefault(sentence, len(self._numbers) + 1))
        return " ".join(map(str, sorted(cited)))

    def note(self, spans: Sequence[Span], words: Text) -> None:
        """Put a line below the sentence of the first of these spans, which then stands among the quotes."""
        for span in spans[:1]:
            self.cite([span])
            sentence = sentence_around(span, self._documents.get(span.doc))
            self._notes.setdefault(sentence, []).append(words)

    def render(self) -> RenderableType:
        """Return all sentences with their numbers and documents, the evidence in them marked."""
        grid = Table.grid(padding=(0, 1), pad_edge=False)
        grid.add_column(justify="right", style="quiet")
        grid.add_column(max_width=PROSE)
        for sentence, number in self._numbers.items():
            grid.add_row(str(number), self._quoted(sentence))
        return grid if self._numbers else Text("none", "quiet")

    def _quoted(self, sentence: Span) -> Text:
        words = Text(sentence.quote)
        for span in self._spans[sentence]:
            words.stylize("evidence", span.start - sentence.start, span.end - sentence.start)
        flat = Text(" ").join(part for part in words.split() if part)
        named = self._documents.get(sentence.doc)
        source = f"{document_label(named) if named else 'document'} · {sentence.doc}:{sentence.start}–{sentence.end}"
        quoted = Text("“") + flat + Text("”") + Text(f"\n{source}", "quiet")
        return Text("\n").join([quoted, *self._notes.get(sentence, ())])


def document_label(document: Document) -> str:
    """Return how to call a document beside a quote: outlet and day, marked where its words were altered."""
    name = document.outlet or document.wire or "outlet not told"
    return f"{name}, {when_words(document.published)}" + (", altered copy" if document.altered else "")


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


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str | Text]], empty: str, *, close: bool = False
) -> RenderableType:
    """Return a ruled table of plain words; the sentence `empty` where there is no row.

    `close` sets the columns nearer to each other: six of them are read on a terminal of eighty letters.
    """
    padding = (0, 0, 0, 1) if close else (0, 1)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False, padding=padding)
    for column in columns:
        made.add_column(column, no_wrap=column in _WHOLE, overflow="fold")
    for row in rows:
        made.add_row(*(Text(words) if isinstance(words, str) else words for words in row))
    return made if made.row_count else Text(empty, "quiet")


def lines(words: Iterable[str]) -> RenderableType:
    """Return words one a line."""
    return Group(*map(Text, words))


def bullets(lines: Iterable[RenderableType]) -> RenderableType:
    """Return the lines, each behind a dash, hanging."""
    grid = Table.grid(padding=(0, 1), pad_edge=False)
    grid.add_column()
    grid.add_column(max_width=PROSE)
    for line in lines:
        grid.add_row("–", line)
    return grid
