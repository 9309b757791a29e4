"""A document whole in the terminal, and who repeats whom."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.copies import Change, find_changes
from truceline.export.page import Documents, document_label, section, table, title
from truceline.export.words import reading_words
from truceline.model.copies import Copy
from truceline.model.document import Document

# As many changes as a person reads one by one; the text below has them all marked.
MOST = 40


def copy_list(copies: Iterable[Copy], documents: Documents) -> RenderableType:
    """Return one line a copy: which document was made from which, how, and how that was seen."""
    columns = ("Copy", "Kind", "Made from", "Score", "Because")
    rows = (
        (_named(one.doc, documents), one.kind, _named(one.of, documents), f"{one.score:.2f}", one.reason)
        for one in copies
    )
    return table(columns, rows, "No copy.")


def _named(doc: str | None, documents: Documents) -> str:
    if doc is None:
        return "original not in the record"
    return f"{doc}\n{document_label(documents[doc])}" if doc in documents else doc


def document_page(
    document: Document, copies: Sequence[Copy] = (), documents: Documents | None = None
) -> RenderableType:
    """Return a document whole: what is known of it, whom it repeats and who repeats it, then its text.

    What is no report is dimmed. Words that a copy has otherwise than what it was made from are marked.

    Args:
        document: the document.
        copies: those that it was made from or that were made from it.
        documents: the documents that `copies` name, by id.
    """
    beside = " · ".join(filter(None, (document_label(document), f"document {document.id}", document.url)))
    parts: list[RenderableType] = [title(document.title or "Untitled", beside)]
    if document.traces:
        reasons = "\n".join(trace.reason for trace in document.traces)
        parts.append(section("Altered by software", Text(reasons)))
    if words := reading_words(document):
        parts.append(Text(words, "dispute"))
    known = documents or {}
    made = [one for one in copies if one.doc == document.id]
    repeated = [one for one in copies if one.of == document.id]
    originals = [known[one.of] for one in made if one.of and one.of in known]
    changes = [change for original in originals for change in find_changes(document, original)]
    if made:
        parts.append(section("Repeats", Text("\n".join(_repeats(one, one.of, known) for one in made))))
    if changes:
        parts.append(section("Its words beside those it was made from", _changes(changes)))
    if repeated:
        parts.append(
            section("Repeated by", Text("\n".join(_repeats(one, one.doc, known) for one in repeated)))
        )
    return Group(*parts, Text(), _text(document, changes))


def _repeats(copy: Copy, other: str | None, documents: Documents) -> str:
    named = _named(other, documents).replace("\n", " · ")
    return f"{named}: {copy.kind}, {copy.reason}"


def _changes(changes: Sequence[Change]) -> RenderableType:
    rows = [tuple(_flat(change)) for change in changes[:MOST]]
    if len(changes) > MOST:
        rows.append((f"and {len(changes) - MOST} more", ""))
    return table(("There", "Here"), rows, "")


def _flat(change: Change) -> Iterator[str]:
    for span in (change.there, change.here):
        yield " ".join(span.quote.split()) if span else "–"


def _text(document: Document, changes: Iterable[Change]) -> Text:
    text = Text(document.text, "quiet")
    for start, end in document.ranges("title", "standfirst", "body"):
        text.stylize("not dim", start, end)
    for change in changes:
        if change.here:
            text.stylize("dispute", change.here.start, change.here.end)
    return text
