"""What is fuzzed: each target takes bytes, and fails if a reader breaks its word on them."""

import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from truceline.clean import clean
from truceline.copies import copy_key
from truceline.ingest import Refused, find
from truceline.knowledge import load
from truceline.model.document import Document, Media, Raw
from truceline.model.errors import Unreadable
from truceline.store.content import decode, encode

KNOWLEDGE = load()


def reads(media: Media) -> Callable[[bytes], None]:
    """Return a target: the bytes as a report of this kind."""

    def target(content: bytes) -> None:
        read_whole(Raw("fuzzed", media, content))

    return target


def finds(suffix: str) -> Callable[[bytes], None]:
    """Return a target: the bytes as a file of this name, and what is found in it read."""

    def target(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / f"fuzzed{suffix}"
            path.write_bytes(content)
            for found in find([path]):
                if isinstance(found, Refused):
                    assert found.reason
                    assert found.name.startswith(str(path))
                else:
                    read_whole(found)

    return target


def read_whole(raw: Raw) -> None:
    """Read a report and hold what comes out to what a Document promises."""
    try:
        doc = clean(raw, KNOWLEDGE.furniture, KNOWLEDGE.swaps)
    except Unreadable as error:
        assert str(error)
        return
    hold(doc)
    copy_key(doc, KNOWLEDGE.swaps.common, KNOWLEDGE.furniture.agency_names)


def hold(doc: Document) -> None:
    """Fail unless the parts lie in the text, in order and apart, and every span slices to its words."""
    for part in doc.parts:
        assert 0 <= part.start < part.end <= len(doc.text)
        assert doc.text[part.start : part.end].strip()
    assert all(a.end <= b.start for a, b in pairwise(doc.parts))
    for trace in doc.traces:
        assert all(doc.text[span.start : span.end] == span.quote for span in trace.spans)
    try:
        kept = encode(doc)
    except UnicodeEncodeError:  # half a surrogate pair: the pipeline refuses it by name
        return
    assert decode(kept, Document) == doc


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": reads("text"),
    "html": reads("html"),
    "row": reads("row"),
    "csv file": finds(".csv"),
    "jsonl file": finds(".jsonl"),
    "text file": finds(".txt"),
}
