"""Sheet: drawn outputs with the sentences around them, as a reader judges them; never kept in the repository."""

import random
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.judged.outputs import KINDS, Kind, Output, Page

# Sentences before and after the one that an output starts in; "he said" needs the one who was named before.
BEFORE, AFTER = 3, 1


def draw(pages: Iterable[Page], count: int, seed: int, kinds: Sequence[Kind] = KINDS) -> list[Output]:
    """Return so many outputs of each of these kinds, drawn by a seed from all of them in the order of reports and text."""
    found = sorted(
        (one for page in pages for one in page.outputs), key=lambda one: (one.report, one.start, one.end)
    )
    drawn: list[Output] = []
    for kind in kinds:
        of_kind = [one for one in found if one.kind == kind]
        drawn += random.Random(seed).sample(of_kind, min(count, len(of_kind)))
    return drawn


def sheet(pages: Mapping[str, Page], drawn: Sequence[Output]) -> str:
    """Return the outputs, numbered, each with its values and its words between » and « in the text around them."""
    return "\n".join(_entry(n, pages[one.report], one) for n, one in enumerate(drawn)) + "\n"


def _entry(number: int, page: Page, one: Output) -> str:
    values = ", ".join(f"{name}: {_shown(page, value)}" for name, value in one.values.items())
    doc = page.parsed.doc
    day = doc.published.first if doc.published else "unknown"
    head = (
        f"## {number}. {one.kind} in report {one.report}, published {day}, outlet {doc.outlet or 'unknown'}"
    )
    return f"{head}\ntitle: {doc.title}\nread: {values} ({one.beside})\n{_around(page, one)}\n"


def _shown(page: Page, value: str | None) -> str:
    """Return a value as a reader is to see it: a speaker that is no known actor by his words."""
    first, _, last = (value or "").partition("-")
    if first.isdigit() and last.isdigit():
        return f"“{page.parsed.doc.text[int(first) : int(last)]}” (no actor)"
    return value or "none"


def _around(page: Page, one: Output) -> str:
    parsed, text = page.parsed, page.parsed.doc.text
    inside = [n for n, token in enumerate(parsed.tokens) if token.start < one.end and one.start < token.end]
    first = max(0, parsed.tokens[inside[0]].sentence - BEFORE)
    last = min(len(parsed.sentences) - 1, parsed.tokens[inside[-1]].sentence + AFTER)
    start = parsed.tokens[parsed.sentences[first].first].start
    end = parsed.tokens[parsed.sentences[last].last - 1].end
    words = f"{text[start : one.start]}»{text[one.start : one.end]}«{text[one.end : end]}"
    return " ".join(words.split())
