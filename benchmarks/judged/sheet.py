"""Sheet: drawn outputs with the sentences around them, as a reader judges them; never kept in the repository."""

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.judged.outputs import KINDS, Kind, Output, Page

# Sentences before and after the one that an output starts in; "he said" needs the one who was named before.
BEFORE, AFTER = 3, 1
# Of what is told of two (who owes it, to whom, under which deal) about a paragraph; most of these reports have no breaks.
OF_TWO: frozenset[Kind] = frozenset({"relation", "obligation", "measure"})
BEFORE_OF_TWO, AFTER_OF_TWO = 6, 4
# Where words stand, in a value; not the days of a date.
WHERE = re.compile(r"(?<![\d-])(\d+)-(\d+)(?![\d-])")
# Values that are words by their nature; elsewhere words stand where nobody certain is named.
WORDS = frozenset({"action", "condition"})


def draw(pages: Iterable[Page], count: int, seed: int, kinds: Sequence[Kind] = KINDS) -> list[Output]:
    """Return so many outputs of each of these kinds, drawn by a seed from all of them in the order of reports and text.

    What is read of one sentence that many reports print is drawn once, where outputs have their sentence.
    """
    found = sorted(
        (one for page in pages for one in page.outputs), key=lambda one: (one.report, one.start, one.end)
    )
    drawn: list[Output] = []
    for kind in kinds:
        of_kind = _once(one for one in found if one.kind == kind)
        drawn += random.Random(seed).sample(of_kind, min(count, len(of_kind)))
    return drawn


def _once(found: Iterable[Output]) -> list[Output]:
    kept: dict[tuple[object, ...], Output] = {}
    for one in found:
        kept.setdefault(_print(one), one)
    return list(kept.values())


def _print(one: Output) -> tuple[object, ...]:
    """Return what is one for all prints of a sentence: its words, where the output stands in it, and who and how."""
    if not one.sentence:
        return one.report, one.start, one.end, *one.values.items()
    who = (value for value in one.values.values() if not (value or "")[:1].isdigit())
    return one.sentence, one.start - one.at, one.end - one.at, *who


def sheet(pages: Mapping[str, Page], drawn: Sequence[Output]) -> str:
    """Return the outputs, numbered, each with its values and its words between » and « in the text around them."""
    return "\n".join(_entry(n, pages[one.report], one) for n, one in enumerate(drawn)) + "\n"


def _entry(number: int, page: Page, one: Output) -> str:
    values = ", ".join(f"{name}: {_shown(page, name, value)}" for name, value in one.values.items())
    doc = page.parsed.doc
    day = doc.published.first if doc.published else "unknown"
    head = (
        f"## {number}. {one.kind} in report {one.report}, published {day}, outlet {doc.outlet or 'unknown'}"
    )
    return f"{head}\ntitle: {doc.title}\nread: {values} ({one.beside})\n{_around(page, one)}\n"


def _shown(page: Page, name: str, value: str | None) -> str:
    """Return a value as a reader is to see it: words for where they stand, told to be no actor where one could stand."""
    beside = "" if name in WORDS else " (no actor)"
    text = page.parsed.doc.text
    return WHERE.sub(lambda at: f"“{text[int(at[1]) : int(at[2])]}”{beside}", value or "none")


def _around(page: Page, one: Output) -> str:
    parsed, text = page.parsed, page.parsed.doc.text
    inside = [n for n, token in enumerate(parsed.tokens) if token.start < one.end and one.start < token.end]
    before, after = (BEFORE_OF_TWO, AFTER_OF_TWO) if one.kind in OF_TWO else (BEFORE, AFTER)
    first = max(0, parsed.tokens[inside[0]].sentence - before)
    last = min(len(parsed.sentences) - 1, parsed.tokens[inside[-1]].sentence + after)
    start = parsed.tokens[parsed.sentences[first].first].start
    end = parsed.tokens[parsed.sentences[last].last - 1].end
    words = f"{text[start : one.start]}»{text[one.start : one.end]}«{text[one.end : end]}"
    return " ".join(words.split())
