"""Rows: each does one thing to all documents, in a process of its own that is watched from outside."""

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import spacy
from trafilatura import bare_extraction

from benchmarks.build import AT
from truceline import pipeline
from truceline.clean import clean
from truceline.engines import Engine
from truceline.ingest import find
from truceline.knowledge import load
from truceline.model.document import Raw
from truceline.model.errors import Unreadable
from truceline.parse.parse import MODEL
from truceline.store.open import open_or_create

REPORTS, TEXTS, PAGES, RECORD = "reports.jsonl", "texts.jsonl", "pages.warc", "war.truceline"


def write_texts(folder: Path) -> None:
    """Write the texts of the reports, as ours stores them, into a file: what the others read."""
    knowledge = load()
    with (folder / TEXTS).open("w", encoding="utf-8") as file:
        for raw in find([folder / REPORTS]):
            if isinstance(raw, Raw):
                file.write(json.dumps(clean(raw, knowledge.furniture, knowledge.swaps).text) + "\n")


def bare_spacy(folder: Path) -> int:
    """Parse the texts."""
    return sum(1 for _ in spacy.load(MODEL).pipe(_texts(folder)))


def textacy_quotations(folder: Path) -> int:
    """Parse the texts, and find direct quotations in them; an article with an odd number of marks is given up."""
    extract, count = import_module("textacy.extract").direct_quotations, 0
    for doc in spacy.load(MODEL).pipe(_texts(folder)):
        count += 1
        try:
            list(extract(doc))
        except ValueError:
            continue
    return count


def ours(folder: Path, *, workers: int, engine: Engine = "processes") -> int:
    """Add the reports to a new record."""
    path = folder / RECORD
    path.unlink(missing_ok=True)
    with open_or_create(path) as record:
        return pipeline.add([folder / REPORTS], record, at=AT, workers=workers, engine=engine).read


def trafilatura_pages(folder: Path) -> int:
    """Find the body of each page and what it tells."""
    pages = _pages(folder)
    for raw in pages:
        bare_extraction(raw.content.split(b"\r\n\r\n", 2)[-1], fast=True, with_metadata=True)
    return len(pages)


def our_pages(folder: Path) -> int:
    """Read each page into a document: what ours does to it before it parses."""
    knowledge, count = load(), 0
    for raw in _pages(folder):
        try:
            clean(raw, knowledge.furniture, knowledge.swaps)
        except Unreadable:
            continue
        count += 1
    return count


def _texts(folder: Path) -> list[str]:
    with (folder / TEXTS).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _pages(folder: Path) -> list[Raw]:
    return [one for one in find([folder / PAGES]) if isinstance(one, Raw)]


# Of reports, then of pages.
ROWS: Mapping[str, Callable[[Path], int]] = {
    "spaCy alone": bare_spacy,
    "textacy's quotations alone": textacy_quotations,
    "ours, 1 process": lambda folder: ours(folder, workers=1),
    "ours, 2 processes": lambda folder: ours(folder, workers=2),
    "ours on Daft, 2 workers": lambda folder: ours(folder, workers=2, engine="daft"),
    "trafilatura alone (pages)": trafilatura_pages,
    "ours, ingest and clean (pages)": our_pages,
}
# What a row needs beyond what the program itself does.
NEEDS = {"textacy's quotations alone": "textacy", "ours on Daft, 2 workers": "daft"}
