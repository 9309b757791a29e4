"""Lines and sentences that recur in the reports of one outlet: found here, marked where they were accepted."""

from collections.abc import Iterable, Iterator

from truceline.clean.sentences import sentences
from truceline.knowledge.furniture import fold_line
from truceline.model.document import Part, PartKind

# What is asked: lines that are known for something else are no report already.
_ASKED: tuple[PartKind, ...] = ("standfirst", "body")


def told_lines(text: str, parts: Iterable[Part]) -> Iterator[tuple[int, int]]:
    """Yield the range of each sentence, and of each line that is none, of what is taken for the report itself."""
    for part in parts:
        if part.kind in _ASKED:
            yield from sentences(text, part.start, part.end)


def mark_recurring(text: str, parts: tuple[Part, ...], lines: frozenset[str]) -> tuple[Part, ...]:
    """Return the parts with the lines among these (folded) marked as boilerplate, wherever in a paragraph they stand."""
    known = [place for place in told_lines(text, parts) if fold_line(text[slice(*place)]) in lines]
    return tuple(piece for part in parts for piece in _cut(text, part, known)) if known else parts


def _cut(text: str, part: Part, known: list[tuple[int, int]]) -> Iterator[Part]:
    here = part.start
    for start, end in known:
        if part.start <= start and end <= part.end:
            yield from _left(text, here, start, part.kind)
            yield Part(start, end, "boilerplate")
            here = end
    yield from _left(text, here, part.end, part.kind)


def _left(text: str, start: int, end: int, kind: PartKind) -> Iterator[Part]:
    words = text[start:end]
    if words.strip():
        begin = start + len(words) - len(words.lstrip())
        yield Part(begin, begin + len(words.strip()), kind)
