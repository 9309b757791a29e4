"""Sheet: a document as a page shows it, line by line, what is no report apart, private names masked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from truceline.copies import find_changes
from truceline.export.sentences import counterpart, sentence_around
from truceline.model.copies import Copy
from truceline.model.document import Document, PartKind, Span
from truceline.web.masked import MASK, Masked, Names, mask

# What a reader reads; everything else in a document is dimmed.
READ: frozenset[PartKind] = frozenset(
    ("title", "standfirst", "byline", "dateline", "date", "credit", "caption", "body")
)
# Characters that no page can hold, or that a browser turns into others: each is shown as one other, so that places hold.
_UNSHOWN = dict.fromkeys((*range(9), 11, *range(14, 32), 127), "�") | {12: " ", 13: " "}


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a line with one purpose; `start` and `length` count characters of the document's text.

    `kind` is the purpose; behind it stands "trace" where software has swapped the words, "changed" where the document that
    this one was made from has other words, or none, "withheld" where the mask stands for a name, and "marked" where words
    were asked for.
    """

    kind: str
    start: int
    text: str
    length: int = 0


class Quote(msgspec.Struct, frozen=True):
    """A sentence around evidence: its words in turn, each with whether it is the evidence; and where it stands."""

    doc: str
    pieces: tuple[tuple[str, bool], ...]
    sentence: Span


class Kin(msgspec.Struct, frozen=True):
    """Whom a document repeats and who repeats it.

    `copy_of` is the id of the document that it was made from, `copied_as` how; `changed` are its words that are not there.
    `copies` are the ids of those that were made from it.
    """

    copied_as: str = ""
    copy_of: str | None = None
    changed: tuple[Span, ...] = ()
    copies: tuple[str, ...] = ()


class Sheet(msgspec.Struct, frozen=True):
    """A document on a page."""

    document: Document
    shown: Masked
    kin: Kin = Kin()

    @property
    def id(self) -> str:
        """Return the document's id."""
        return self.document.id

    def lines(self, marked: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[Piece, ...]]:
        """Yield each line that has words, cut where its purpose changes, and where words are `marked` (ranges)."""
        text = self.document.text
        marks = [(part.start, part.end, part.kind) for part in self.document.parts]
        swapped = sorted((span.start, span.end) for trace in self.document.traces for span in trace.spans)
        changed = sorted((span.start, span.end) for span in self.kin.changed)
        kinds = (
            (swapped, "trace"),
            (changed, "changed"),
            (sorted(marked), "marked"),
            (list(self.shown.cuts), "withheld"),
        )
        for line in re.finditer(r"[^\n]*\S[^\n]*", text):
            pieces: Iterable[Piece] = _pieces(text, line.start(), line.end(), marks)
            for ranges, kind in kinds:
                pieces = [cut for piece in pieces for cut in _cut(piece, ranges, kind)] if ranges else pieces
            yield tuple(_masked(piece) for piece in pieces)

    def place(self, span: Span) -> tuple[int, int]:
        """Return where a span of the document lies in the text that is shown."""
        return self.shown.place(span.start, span.end)

    def sentence(self, span: Span) -> Span:
        """Return the sentence around a span."""
        return sentence_around(span, self.document)

    def beside(self, sentence: Span) -> Quote | None:
        """Return the sentence of this original from which an altered one was made; None where none is like it."""
        found = counterpart(sentence, self.document)
        return self.quote(found, []) if found is not None else None

    def quote(self, sentence: Span, spans: list[Span]) -> Quote:
        """Return a sentence with the places of these spans marked in it."""
        start, end = self.place(sentence)
        cuts = sorted((max(start, a), min(end, b)) for a, b in map(self.place, spans))
        pieces, last = [], start
        for a, b in cuts:
            pieces += [(self.shown.text[last:a], False), (self.shown.text[max(a, last) : b], True)]
            last = max(last, b)
        pieces.append((self.shown.text[last:end], False))
        return Quote(
            self.id,
            tuple((_shown(" ".join(text.split("\n"))), marked) for text, marked in pieces if text),
            sentence,
        )


def sheet(document: Document, private: tuple[Span, ...], names: Names, kin: Kin) -> Sheet:
    """Return a document as a page shows it; `private` are the places of names that nobody needs to read."""
    ranges = [(span.start, span.end) for span in private] + names.ranges(document.text)
    return Sheet(document, mask(document.text, ranges), kin)


def kin(document: Document, copies: Iterable[Copy], documents: Mapping[str, Document]) -> Kin:
    """Return whom a document repeats and who repeats it.

    Args:
        document: the document.
        copies: at least those that it is, and those that were made from it.
        documents: all that the record holds, by id.
    """
    made = next((one for one in copies if one.doc == document.id), None)
    repeated = tuple(one.doc for one in copies if one.of == document.id)
    if made is None:
        return Kin(copies=repeated)
    original = documents.get(made.of or "")
    changes = find_changes(document, original) if original else ()
    return Kin(made.kind, made.of, tuple(one.here for one in changes if one.here), repeated)


def _masked(piece: Piece) -> Piece:
    """Return the piece with its length in the document, and the mask in the place of a name."""
    text = MASK if piece.kind.endswith(" withheld") else piece.text
    return Piece(piece.kind, piece.start, text, len(piece.text))


def _pieces(text: str, start: int, end: int, marks: list[tuple[int, int, PartKind]]) -> Iterator[Piece]:
    last = start
    for a, b, kind in marks:
        if b <= start or a >= end:
            continue
        # The blank between a dateline and the words behind it is no part of either, and shown all the same.
        if a > last and (last > start or text[last:a].strip()):
            yield Piece("rest", last, _shown(text[last:a]))
        last = min(b, end)
        yield Piece(kind, max(a, start), _shown(text[max(a, start) : last]))
    if text[last:end].strip():
        yield Piece("rest", last, _shown(text[last:end]))


def _cut(piece: Piece, ranges: list[tuple[int, int]], kind: str) -> Iterator[Piece]:
    """Cut out what lies in these ranges: it is of two kinds, its line's and the one given."""
    at, end = piece.start, piece.start + len(piece.text)
    for a, b in ranges:
        if at < b and a < end:
            a, b = max(a, at), min(b, end)
            yield from (
                (Piece(piece.kind, at, piece.text[at - piece.start : a - piece.start]),) if a > at else ()
            )
            yield Piece(f"{piece.kind} {kind}", a, piece.text[a - piece.start : b - piece.start])
            at = b
    if at < end:
        yield Piece(piece.kind, at, piece.text[at - piece.start :])


def _shown(text: str) -> str:
    return text.translate(_UNSHOWN)
