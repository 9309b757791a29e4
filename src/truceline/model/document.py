"""Document and Span: one report as received, and stretches of its text."""

import re
from typing import Literal

import msgspec

from truceline.model.ids import content_id
from truceline.model.when import When

Media = Literal["text", "html", "row", "warc", "mail", "pdf", "docx", "feed"]

PartKind = Literal[
    "publisher",
    "section",
    "title",
    "standfirst",
    "byline",
    "dateline",
    "date",
    "credit",
    "caption",
    "body",
    "foreign",
    "boilerplate",
]

# The one language that is read; the code of ISO 639-2 for a language that was not recognised.
READ_LANGUAGE = "en"
UNKNOWN_LANGUAGE = "und"


class Raw(msgspec.Struct, frozen=True):
    """Bytes as received, before anything is decided about them.

    `name` is where they came from (a path, or a path and a line number); it is outside the id, so the same bytes
    under two names are one document.
    """

    name: str
    media: Media
    content: bytes

    @property
    def id(self) -> str:
        """Return the document id: a hash of the media type and the bytes."""
        return content_id(self.media, self.content.hex())


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of characters of one document's text, with the quoted words.

    `text[start:end] == quote` holds for every span in a record; `truceline check` proves it. `doc` is the document's id
    (the key `document` in JSON).
    """

    doc: str = msgspec.field(name="document")
    start: int
    end: int
    quote: str


class Part(msgspec.Struct, frozen=True, order=True):
    """A stretch of a document's text with one purpose; parts are disjoint and in the order of the text."""

    start: int
    end: int
    kind: PartKind


def body_of_lines(text: str) -> tuple[Part, ...]:
    """Return each line that has words as a paragraph of body: for texts that are nothing but a report."""
    lines = (line.span() for line in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return tuple(Part(start, end, "body") for start, end in lines)


class Trace(msgspec.Struct, frozen=True):
    """One thing that word-swapping software left behind, with the place where it shows."""

    kind: str
    reason: str
    spans: tuple[Span, ...] = ()


class Relayed(msgspec.Struct, frozen=True):
    """A stretch of a field note that its observer did not see: under "Heard:" or "Told by the mayor:".

    `label` is the line over it, `words` what stands there, `by` who told it, where the note says so.
    """

    how: Literal["heard", "told"]
    label: Span
    words: tuple[Span, ...]
    by: Span | None = None


class Observer(msgspec.Struct, frozen=True):
    """Who wrote a field note: name, organisation and position as told, and whether the note is signed with that name."""

    name: str
    words: Span
    organisation: str | None = None
    position: str | None = None
    signed: bool = False
    relayed: tuple[Relayed, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """One report as received, decoded; its parts marked, nothing rewritten.

    `outlet` is who published it: the name as told, else that of its web host or the host itself, or None. `published` is
    the publication date, said in the text or by the feed, or inferred as an interval by a named rule, or None.
    `published_at` is the ISO time of day when the text tells one, without a zone unless one is told. `wire` is the agency
    that the text credits. `language` is that of its body (ISO 639-1), None where it is too short to tell. `traces` are signs
    of machine alteration; a document with any is an altered copy. `url` is where it was published, `fetched` when its bytes
    were fetched from there, as the archive tells: no date of publication. `observer` is who wrote it, if it is a monitor's
    field note.
    """

    id: str
    sha256: str
    media: Media
    encoding: str
    text: str
    parts: tuple[Part, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: When | None = None
    published_at: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    wire: str | None = None
    url: str | None = None
    fetched: str | None = None
    observer: Observer | None = None
    language: str | None = None
    traces: tuple[Trace, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end` (characters, half-open), carrying its words.

        Raises:
            ValueError: the range is empty or leaves the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"document {self.id}: no span {start}:{end} in {len(self.text)} characters")
        return Span(self.id, start, end, self.text[start:end])

    def ranges(self, *kinds: PartKind) -> list[tuple[int, int]]:
        """Return the ranges of the parts of these kinds, in the order of the text."""
        return [(part.start, part.end) for part in self.parts if part.kind in kinds]

    @property
    def is_read(self) -> bool:
        """Return whether it is read: in English, or too short to tell. Any other is kept, and nothing is read in it."""
        return self.language in (None, READ_LANGUAGE)

    @property
    def altered(self) -> bool:
        """Return whether software has swapped words in it."""
        return bool(self.traces)
